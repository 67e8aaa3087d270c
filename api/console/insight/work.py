"""The charts of tickets: how soon staff answer, which dates are kept, how many come and from where."""

from collections.abc import Sequence

from api.console.insight import figure_words
from api.console.insight.chart import Bar, Chart, Key, Mark, Table
from desk.insight import Escalation
from tickets.figures.dates_kept import DatesKept
from tickets.figures.first_answer import FirstAnswer
from tickets.figures.helped import Rated, RatedPart
from tickets.figures.span import Opened
from tickets.record.labels import ACTORS, HELPED, KINDS, capital, what_is_due
from tickets.record.ticket import TicketKind

KIND_MARKS = {TicketKind.CLAIM: Mark.SOLID, TicketKind.DELETION: Mark.HATCH, TicketKind.HUMAN: Mark.HOLLOW}
CLOCK_MARKS = {
    "kept": (Mark.SOLID, "в срок"),
    "late": (Mark.HATCH, "с опозданием"),
    "missed": (Mark.CROSS, "просрочено"),
    "running": (Mark.HOLLOW, "идёт"),
    "dropped": (Mark.THIN, "снято"),
}
SAID = (HELPED[True].staff, HELPED[False].staff)


def first_answer_chart(found: FirstAnswer) -> Chart:
    """How long people wait for the first words of staff."""
    heading = "Сколько ждут первого ответа"
    if found.median is not None and found.ninth is not None:
        half, nine = figure_words.length(found.median), figure_words.length(found.ninth)
        heading = f"Первый ответ: половине — за {half}, девяти из десяти — за {nine}"
    rows = [(figure_words.range_of(one.over, one.under), one.number) for one in found.ranges]
    waiting = f" Ещё ждут ответа: {found.waiting}." if found.waiting else ""
    return Chart(
        name="first-answer",
        title=heading,
        about=f"От получения обращения до первых слов сотрудника, с ночами и выходными.{waiting}",
        bars=[Bar(label, str(number), {Mark.SOLID: number}) for label, number in rows],
        table=Table(("Ждали", "Обращений"), [*rows, ("Ещё ждут", found.waiting)]),
        empty=figure_words.NO_ANSWERS,
    )


def dates_chart(found: Sequence[DatesKept]) -> Chart:
    """Which dates were kept, by what was to be done."""
    totals = {name: sum(getattr(one, name) for one in found) for name in CLOCK_MARKS}
    over = totals["kept"] + totals["late"] + totals["missed"]
    heading = f"В срок сделано {totals['kept']} из {over}" if over else "Ни один срок ещё не кончился"
    missed = f", просрочено {totals['missed']}" if totals["missed"] else ""
    return Chart(
        name="dates",
        title=heading + missed if found else "Соблюдают ли сроки",
        about="Сроки, которые начались в эти дни. Продлённый считается до нового дня; снятый больше не нужен человеку.",
        bars=[Bar(what_is_due(one.period), _told(one), _clocks(one)) for one in found],
        table=Table(
            ("Что сделать", "Сроков", "В срок", "С опозданием", "Просрочено", "Идёт", "Снято"),
            [(what_is_due(one.period), one.total, *_clocks(one).values()) for one in found],
        ),
        empty=figure_words.NO_CLOCKS,
        key=[Key(mark, words, totals[name]) for name, (mark, words) in CLOCK_MARKS.items()],
    )


def escalation_chart(found: Sequence[Escalation], *, months: bool) -> Chart:
    """How many of those who asked opened a ticket after it."""
    talks, became = sum(one.conversations for one in found), sum(one.escalated for one in found)
    heading = f"После вопроса обращение открыли {became} из {talks}: {figure_words.percent(became, talks)}"
    rows = [
        (figure_words.part(one.part, month=months), one, figure_words.percent(one.escalated, one.conversations))
        for one in found
    ]
    return Chart(
        name="escalation",
        title=heading if talks else "Сколько вопросов становится обращениями",
        about="Доля переписок с вопросом, в которых потом открыли обращение. Полная ширина — 100 %.",
        bars=[
            Bar(
                part,
                f"{share} ({one.escalated} из {one.conversations})" if one.conversations else share,
                {Mark.SOLID: 100 * (one.share or 0)},
            )
            for part, one, share in rows
        ],
        table=Table(
            ("Месяц" if months else "Неделя", "Переписок с вопросом", "Открыли обращение", "Доля"),
            [(part, one.conversations, one.escalated, share) for part, one, share in rows],
        ),
        empty=figure_words.NO_QUESTIONS,
        most=100 if talks else 0,
    )


def opened_chart(found: Sequence[Opened], *, months: bool) -> Chart:
    """What came, week by week."""
    rows = [(figure_words.part(one.part, month=months), one) for one in found]
    totals = {kind: sum(one.by_kind[kind] for one in found) for kind in TicketKind}
    total, most = sum(totals.values()), max(TicketKind, key=totals.__getitem__)
    heading = f"Обращений: {total}, больше всего {KINDS[most].of_many}: {totals[most]}"
    return Chart(
        name="tickets",
        title=heading if total else "Сколько обращений приходит",
        about="Обращения по дню получения.",
        bars=[
            Bar(part, str(one.total), {KIND_MARKS[kind]: number for kind, number in one.by_kind.items()})
            for part, one in rows
        ],
        table=Table(
            ("Месяц" if months else "Неделя", "Всего", *(capital(names.many) for names in KINDS.values())),
            [(part, one.total, *(one.by_kind[kind] for kind in KINDS)) for part, one in rows],
        ),
        empty=figure_words.NO_TICKETS,
        key=[Key(KIND_MARKS[kind], names.many, totals[kind]) for kind, names in KINDS.items()],
    )


def helped_chart(found: Sequence[RatedPart], *, months: bool) -> Chart:
    """Whether people say that they were helped."""
    total = sum((one.all for one in found), Rated())
    heading = f"Помогли {total.helped} из {total.total}, кто ответил: {figure_words.percent(total.helped, total.total)}"
    rows = [(figure_words.part(one.part, month=months), one) for one in found]
    columns = [f"{capital(KINDS[kind].many)}: {said}" for kind in KINDS for said in SAID]
    return Chart(
        name="helped",
        title=heading if total.total else "Помогаем ли мы",
        about="Ответы на «Помогли ли мы?» по дню ответа.",
        bars=[Bar(part, str(one.all.total), _rated(one.all)) for part, one in rows],
        table=Table(
            ("Месяц" if months else "Неделя", *columns),
            [
                (part, *(number for kind in KINDS for number in _rated(one.by_kind[kind]).values()))
                for part, one in rows
            ],
        ),
        empty=figure_words.NO_RATINGS,
        key=_rated_key(total),
    )


def helped_by_kind_chart(found: Sequence[RatedPart]) -> Chart:
    """The same by what was asked."""
    kinds = {kind: sum((one.by_kind[kind] for one in found), Rated()) for kind in KINDS}
    return _rated_chart(
        "helped-by-kind",
        "Помогли ли мы, по видам обращений",
        "Ответы на «Помогли ли мы?» по виду обращения.",
        "Вид",
        [(capital(KINDS[kind].many), rated) for kind, rated in kinds.items()],
    )


def helped_by_member_chart(found: Sequence[tuple[str, Rated]]) -> Chart:
    """The same by who decided, where the operator wants to know."""
    return _rated_chart(
        "helped-by-member",
        "Помогли ли мы, по сотрудникам",
        "Ответы на «Помогли ли мы?» по тому, кто принял решение. Включено настройкой PUNKT_RATING_BY_MEMBER.",
        "Сотрудник",
        [(ACTORS[actor].staff, rated) for actor, rated in found],
    )


def _rated_chart(name: str, title: str, about: str, column: str, rows: Sequence[tuple[str, Rated]]) -> Chart:
    return Chart(
        name=name,
        title=title,
        about=about,
        bars=[Bar(label, figure_words.percent(rated.helped, rated.total), _rated(rated)) for label, rated in rows],
        table=Table(
            (column, *map(capital, SAID), "Доля"),
            [
                (label, rated.helped, rated.not_quite, figure_words.percent(rated.helped, rated.total))
                for label, rated in rows
            ],
        ),
        empty=figure_words.NO_RATINGS,
        key=_rated_key(sum((rated for _, rated in rows), Rated())),
    )


def _rated(one: Rated) -> dict[Mark, int]:
    return {Mark.SOLID: one.helped, Mark.CROSS: one.not_quite}


def _rated_key(total: Rated) -> list[Key]:
    return [Key(Mark.SOLID, SAID[0], total.helped), Key(Mark.CROSS, SAID[1], total.not_quite)]


def _clocks(one: DatesKept) -> dict[Mark, float]:
    return {mark: getattr(one, name) for name, (mark, _) in CLOCK_MARKS.items()}


def _told(one: DatesKept) -> str:
    return " · ".join(f"{words} {getattr(one, name)}" for name, (_, words) in CLOCK_MARKS.items() if getattr(one, name))
