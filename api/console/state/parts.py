"""The cards below the processes: people, sending, the index, what keeps the data."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from api.console.state.fact import Fact, Mark, Part
from api.console.state.found import Found
from api.console.state.processes import versions
from api.console.state.state_words import CHANNELS, TICKETS, at, size, span
from desk.claim_terms import lapsed_term
from desk.clause_names import clause_label
from desk.knowledge import Knowledge
from desk.settings import Settings
from russian.numbers import counted, day
from tickets.store.heartbeat import Heartbeat

LAGS = timedelta(minutes=5)  #: after which what waits to leave is worth a look
OLD = timedelta(hours=36)  #: of the last copy of the data: one is made each day, and may be late
LEAST_DISK = 1024**3  #: bytes that are free, or
LEAST_SHARE = 0.05  #: this share of the disk
OUTBOX = "/console/outbox"


def parts(found: Found, settings: Settings, knowledge: Knowledge) -> Sequence[Part]:
    """In the order in which people suffer from them."""
    return [
        Part("people", "Люди и сроки", [*_people(found, settings)]),
        Part("answers", "Ответы", [*_answers(found, settings, knowledge)]),
        Part("sending", "Отправка", [*_sending(found, settings)]),
        Part("data", "Данные", [*_data(found, settings)]),
    ]


def _people(found: Found, settings: Settings) -> Iterator[Fact]:
    waiting, terms = found.waiting, found.terms
    longest = f"дольше всех — {span(found.at - waiting.longest_since)}" if waiting.longest_since else ""
    most = settings.overload
    busy = Mark.WARN if most is not None and waiting.number > most else Mark.FINE
    yield Fact("Ждут нашего ответа", str(waiting.number) if waiting.number else "никто", longest, busy, "/console")
    if terms.late:
        late = counted(terms.late, *TICKETS)
        yield Fact("Срок прошёл", late, mark=Mark.BAD, href="/console?show=overdue")
    else:
        yield Fact("Срок прошёл", "ни у кого")
    today = counted(terms.today, *TICKETS) if terms.today else "ни у кого"
    coming = f"{day(terms.next_on)} — {terms.next}" if terms.next else ""
    yield Fact("Срок сегодня", today, coming, Mark.WARN if terms.today else Mark.FINE)


def _sending(found: Found, settings: Settings) -> Iterator[Fact]:
    oldest = min((lag.oldest for lag in found.lags.values()), default=None)
    rows = sum(lag.rows for lag in found.lags.values())
    if oldest is None:
        yield Fact("Ждёт отправки", "ничего")
    else:
        wait = found.at - oldest
        mark = Mark.WARN if wait > LAGS else Mark.FINE
        yield Fact("Ждёт отправки", str(rows), f"самое раннее — {span(wait)}", mark, OUTBOX)
    if found.dead:
        yield Fact("Не доставлено", str(found.dead), "решите, отправить или убрать", Mark.WARN, OUTBOX)
    else:
        yield Fact("Не доставлено", "такого нет")
    for channel, on, how in (
        ("telegram", settings.telegram_token, "вебхук" if settings.telegram_webhook else "опрос"),
        ("email", settings.smtp_url, settings.mail_from or ""),
        ("webhook", settings.webhook_url, ""),
        ("push", settings.push == "on", ""),
    ):
        lag = found.lags.get(channel)
        if not on:
            yield Fact(CHANNELS[channel], "не настроено")
        elif lag is not None and lag.failing:
            yield Fact(CHANNELS[channel], f"не уходит: {lag.failing}", "пробуем снова", Mark.WARN, OUTBOX)
        else:
            yield Fact(CHANNELS[channel], "настроено", how)


def _answers(found: Found, settings: Settings, knowledge: Knowledge) -> Iterator[Fact]:
    if not knowledge.several:
        yield Fact("Редакция", knowledge.edition.id, f"пунктов: {len(knowledge.policy.quotable)}")
    else:
        for known in knowledge.documents.values():
            note = f"редакция {known.edition.id}, пунктов: {len(known.policy.quotable)}"
            yield Fact("Документ", known.policy.title, note)
    for each in knowledge.left_out:
        yield Fact("Документ не читается", each.folder.name, each.reason, Mark.BAD)
    for known in knowledge.documents.values():
        if known.unsure:
            told = f"{known.policy.title}: по пунктам {', '.join(map(clause_label, known.unsure))}"
            note = "новую редакцию понимаю хуже прежней: допишите фразы и постройте индекс или отмените публикацию"
            yield Fact("Только подсказки", told, note, Mark.WARN)
    for policy in knowledge.policies.values():
        if lapsed := lapsed_term(policy):
            yield Fact("Срок претензии", policy.title, lapsed.told, Mark.WARN)
    here = found.copies[0].told
    if name := here.get("index"):
        built = at(datetime.fromisoformat(str(here["index_built_at"])), settings.zone)
        mark = Mark.WARN if len(versions(found)) > 1 else Mark.FINE
        yield Fact("Индекс", str(name), f"построен {built}", mark)
    else:
        yield Fact("Индекс", "отвечает")


def _data(found: Found, settings: Settings) -> Iterator[Fact]:
    yield Fact("База данных", f"{found.server.name}, отвечает", size(found.server.size))
    if settings.redis_url is None:
        yield Fact("Redis", "не настроен", "обходимся без него")
    elif found.redis is not None:
        note = f"{found.redis}; пока считаем сами, незаконченные обращения в Telegram ждут"
        yield Fact("Redis", "не отвечает", note, Mark.WARN)
    else:
        yield Fact("Redis", "отвечает")
    yield from _disks(found.copies)
    yield _backup(found, settings)
    if archive := found.server.archive:
        last = f"последний {at(archive.last_at, settings.zone)}" if archive.last_at else "пока пуст"
        if archive.waits:
            assert archive.failed_at
            note = f"{last}; неудача {at(archive.failed_at, settings.zone)}: место на диске базы кончится"
            yield Fact("Архив журналов базы", "не пишется", note, Mark.BAD)
        else:
            yield Fact("Архив журналов базы", "пишется", last)


def _disks(copies: Sequence[Heartbeat]) -> Iterator[Fact]:
    """One line for each machine; the fullest tells most where several share a name."""
    seen = set()
    for copy in copies:
        machine = copy.place.partition(":")[0]
        free, total = copy.told.get("disk_free"), copy.told.get("disk_total")
        if copy.silent or machine in seen or not isinstance(free, int) or not isinstance(total, int):
            continue
        seen.add(machine)
        mark = Mark.WARN if free < max(LEAST_DISK, total * LEAST_SHARE) else Mark.FINE
        where = f", {machine}" if len({each.place.partition(":")[0] for each in copies}) > 1 and machine else ""
        yield Fact(f"Диск папки данных{where}", f"свободно {size(free)}", f"из {size(total)}", mark)


def _backup(found: Found, settings: Settings) -> Fact:
    if found.backup is None:
        return Fact("Последняя копия", "неизвестна", "сделайте её: punkt backup", Mark.WARN)
    made = at(found.backup, settings.zone)
    return Fact("Последняя копия", made, "", Mark.WARN if found.at - found.backup > OLD else Mark.FINE)
