"""The charts of tickets: how soon staff answer, which dates are kept, how many come and from where."""

from collections.abc import Sequence

from api.console.insight import figure_words
from api.console.insight.chart import Bar, Chart, Key, Mark, Table, scaled
from desk.insight.escalation import Escalation
from tickets.figures.dates_kept import DatesKept
from tickets.figures.first_answer import FirstAnswer
from tickets.figures.opened import Opened
from tickets.labels import KINDS, capital, what_is_due
from tickets.ticket import TicketKind

KIND_MARKS = {TicketKind.CLAIM: Mark.SOLID, TicketKind.DELETION: Mark.HATCH, TicketKind.HUMAN: Mark.HOLLOW}
CLOCK_MARKS = {
    "kept": (Mark.SOLID, "в срок"),
    "late": (Mark.HATCH, "с опозданием"),
    "missed": (Mark.CROSS, "просрочено"),
    "running": (Mark.HOLLOW, "идёт"),
    "dropped": (Mark.THIN, "снято"),
}


def first_answer_chart(found: FirstAnswer) -> Chart:
    """How long people wait for the first words of staff."""
    heading = "Сколько ждут первого ответа"
    if found.median is not None and found.ninth is not None:
        half, nine = figure_words.length(found.median), figure_words.length(found.ninth)
        heading = f"Первый ответ: половине — за {half}, девяти из десяти — за {nine}"
    rows = [(figure_words.range_of(one.over, one.under), one.number) for one in found.ranges]
    pieces = scaled({Mark.SOLID: number} for _, number in rows)
    waiting = f" Ещё ждут ответа: {found.waiting}." if found.waiting else ""
    return Chart(
        name="first-answer",
        title=heading,
        about=f"От получения обращения до первых слов сотрудника, с ночами и выходными.{waiting}",
        bars=[Bar(label, str(n), drawing) for (label, n), drawing in zip(rows, pieces, strict=True)]
        if found.answered
        else [],
        table=Table(("Ждали", "Обращений"), [*rows, ("Ещё ждут", found.waiting)]),
        empty=figure_words.NO_ANSWERS,
    )


def dates_chart(found: Sequence[DatesKept]) -> Chart:
    """Which dates were kept, by what was to be done."""
    rows = [{mark: getattr(one, name) for name, (mark, _) in CLOCK_MARKS.items()} for one in found]
    totals = {mark: sum(row[mark] for row in rows) for mark, _ in CLOCK_MARKS.values()}
    over = totals[Mark.SOLID] + totals[Mark.HATCH] + totals[Mark.CROSS]
    heading = f"В срок сделано {totals[Mark.SOLID]} из {over}" if over else "Ни один срок ещё не кончился"
    return Chart(
        name="dates",
        title=(heading if found else "Соблюдают ли сроки")
        + (f", просрочено {totals[Mark.CROSS]}" if totals[Mark.CROSS] else ""),
        about="Сроки, которые начались в эти дни. Продлённый считается до нового дня; снятый больше не нужен человеку.",
        bars=[
            Bar(what_is_due(one.period), _told(one), drawing) for one, drawing in zip(found, scaled(rows), strict=True)
        ],
        table=Table(
            ("Что сделать", "Сроков", "В срок", "С опозданием", "Просрочено", "Идёт", "Снято"),
            [(what_is_due(one.period), one.total, *(getattr(one, name) for name in CLOCK_MARKS)) for one in found],
        ),
        empty=figure_words.NO_CLOCKS,
        key=[Key(mark, words, totals[mark]) for mark, words in CLOCK_MARKS.values()],
    )


def escalation_chart(found: Sequence[Escalation], *, months: bool) -> Chart:
    """How many of those who asked opened a ticket after it."""
    talks, became = sum(one.conversations for one in found), sum(one.escalated for one in found)
    pieces = scaled(({Mark.SOLID: 100 * (one.share or 0)} for one in found), most=100)
    return Chart(
        name="escalation",
        title=f"После вопроса обращение открыли {became} из {talks}: {figure_words.percent(became, talks)}"
        if talks
        else "Сколько вопросов становится обращениями",
        about="Доля переписок с вопросом, в которых потом открыли обращение. Полная ширина — 100 %.",
        bars=[
            Bar(figure_words.part(one.part, month=months), _share(one), drawing)
            for one, drawing in zip(found, pieces, strict=True)
        ]
        if talks
        else [],
        table=Table(
            ("Месяц" if months else "Неделя", "Переписок с вопросом", "Открыли обращение", "Доля"),
            [
                (
                    *(figure_words.part(one.part, month=months), one.conversations, one.escalated),
                    figure_words.percent(one.escalated, one.conversations) if one.conversations else "—",
                )
                for one in found
            ],
        ),
        empty=figure_words.NO_QUESTIONS,
    )


def opened_chart(found: Sequence[Opened], *, months: bool) -> Chart:
    """What came, week by week."""
    rows = [{KIND_MARKS[kind]: number for kind, number in one.by_kind.items()} for one in found]
    totals = {kind: sum(one.by_kind[kind] for one in found) for kind in TicketKind}
    total, most = sum(totals.values()), max(TicketKind, key=totals.__getitem__)
    heading = f"Обращений: {total}, больше всего {KINDS[most].of_many}: {totals[most]}"
    return Chart(
        name="tickets",
        title=heading if total else "Сколько обращений приходит",
        about="Обращения по дню получения.",
        bars=[
            Bar(figure_words.part(one.part, month=months), str(one.total), drawing)
            for one, drawing in zip(found, scaled(rows), strict=True)
        ]
        if total
        else [],
        table=Table(
            ("Месяц" if months else "Неделя", "Всего", *(capital(names.many) for names in KINDS.values())),
            [
                (figure_words.part(one.part, month=months), one.total, *(one.by_kind[kind] for kind in KINDS))
                for one in found
            ],
        ),
        empty=figure_words.NO_TICKETS,
        key=[Key(KIND_MARKS[kind], names.many, totals[kind]) for kind, names in KINDS.items()],
    )


def _told(one: DatesKept) -> str:
    return " · ".join(f"{words} {getattr(one, name)}" for name, (_, words) in CLOCK_MARKS.items() if getattr(one, name))


def _share(one: Escalation) -> str:
    if not one.conversations:
        return "—"
    return f"{figure_words.percent(one.escalated, one.conversations)} ({one.escalated} из {one.conversations})"
