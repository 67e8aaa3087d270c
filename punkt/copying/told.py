"""What an operator reads when a copy has been brought back."""

from collections.abc import Iterator

from desk.settings import Settings
from punkt.copying.restoring import Restored
from punkt.copying.settling import Settled
from russian.numbers import moment
from tickets.record.labels import CHANNELS, KINDS


def told(restored: Restored, settings: Settings) -> list[str]:
    """A sentence for whatever needs one, the worst first."""
    taken = moment(restored.manifest.begun_at, settings.zone)
    return [
        *_ledger(restored.settled, settings, "повторите восстановление с --replace"),
        *_mend(restored),
        f"Восстановлена копия, начатая {taken}; что было записано позже, в ней нет.",
        *_done(restored.settled),
        *_drafts(restored.settled, settings),
    ]


def told_settled(settled: Settled, settings: Settings) -> list[str]:
    """The same of a database that PostgreSQL itself has brought back."""
    return [
        *_ledger(settled, settings, "повторите punkt settle"),
        *_done(settled),
        *_drafts(settled, settings),
    ]


def _ledger(settled: Settled, settings: Settings, again: str) -> Iterator[str]:
    repeat = f"и {again}"
    if settled.since is None:
        yield (
            f"ВНИМАНИЕ: нет журнала уничтожений {settings.ledger}. Если после копии чьи-то данные удалены, "
            f"они вернулись: положите журнал на место (PUNKT_ERASED_LEDGER) {repeat} или удалите их снова по актам."
        )
        return
    if not settled.since.whole:
        yield (
            "ВНИМАНИЕ: журнал уничтожений не тот, который вёлся при копии, или урезан: он применён по времени. "
            "Сверьте с актами, все ли удалённые после копии данные удалены снова."
        )
    if lines := settled.unknown + settled.since.damaged:
        yield (
            f"ВНИМАНИЕ: в журнале уничтожений не прочитано строк: {lines}. Они повреждены или записаны другим ключом: "
            f"допишите его в PUNKT_CONTACT_KEYS через запятую {repeat}."
        )


def _mend(restored: Restored) -> Iterator[str]:
    if not restored.same_secret:
        yield (
            "ВНИМАНИЕ: ключ подписи другой (PUNKT_SECRET_KEY или secret.key): прежние ссылки людей на обращения и их "
            "переписки на сайте не откроются. Верните прежний ключ."
        )
    if restored.finished.unscrubbed:
        yield "Файлы базы заняты другой программой: удаление закончит работающий Пункт или команда punkt retention."


def _done(settled: Settled) -> Iterator[str]:
    if settled.erased:
        yield f"Снова удалены данные, уничтоженные с тех пор: акты {', '.join(settled.erased)}."
    if settled.unsure:
        yield (
            f"Не доставленное к тому моменту могло уйти позже, поэтому ждёт решения: {settled.unsure}. "
            "Отправить или убрать: «Доставка» в консоли или punkt outbox."
        )
    if settled.stopped:
        yield f"Ответы сотрудников, которые вот-вот уходили, остановлены и ждут авторов: {settled.stopped}."
    yield (
        f"Завершены сеансы сотрудников ({settled.sessions}), коды людей из писем ({settled.codes}), запасные коды "
        f"второго шага ({settled.recovery}): новые сотрудники выпустят в профиле."
    )


def _drafts(settled: Settled, settings: Settings) -> Iterator[str]:
    if settled.drafts is None:
        yield "Redis не отвечает: что из незаконченных обращений в нём пропало, не известно."
    elif settled.drafts:
        yield "Слов этих незаконченных обращений в Redis уже нет, человека попросят начать заново:"
        for draft in settled.drafts:
            channel = CHANNELS[draft.origin.partition(":")[0]].staff
            yield f"  {KINDS[draft.kind].ru}, {channel}, начато {moment(draft.begun_at, settings.zone)}"
