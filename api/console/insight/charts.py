"""All charts of a span, in the order of the page, and the few numbers above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.console.insight import figure_words
from api.console.insight.asking import asked_chart, in_vain_chart
from api.console.insight.chart import Chart
from api.console.insight.work import dates_chart, escalation_chart, first_answer_chart, opened_chart
from desk.insight.by_clause import by_clause
from desk.insight.escalation import escalation
from desk.insight.in_vain import in_vain
from desk.knowledge import Knowledge
from tickets.base import now
from tickets.figures.dates_kept import dates_kept
from tickets.figures.first_answer import first_answer
from tickets.figures.opened import opened
from tickets.figures.span import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number above the charts."""

    words: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Insight:
    """What the page shows."""

    figures: Sequence[Figure]
    charts: Sequence[Chart]

    @property
    def columns(self) -> Sequence[Sequence[Chart]]:
        """Those that take half the width, in two columns."""
        narrow = [chart for chart in self.charts if not chart.wide]
        return narrow[::2], narrow[1::2]


async def chart_named(name: str, session: AsyncSession, span: Span, knowledge: Knowledge) -> Chart | None:
    """One chart of a span, counted alone; None when there is none of this name."""
    found: Chart | None = None
    match name:
        case "questions":
            found = asked_chart(await by_clause(session, span), knowledge)
        case "in-vain":
            found = in_vain_chart(await in_vain(session, span), knowledge)
        case "first-answer":
            found = first_answer_chart(await first_answer(session, span))
        case "dates":
            found = dates_chart(await dates_kept(session, span, now()))
        case "tickets":
            found = opened_chart(await opened(session, span), months=span.by_months)
        case "escalation":
            found = escalation_chart(await escalation(session, span), months=span.by_months)
    return found


async def insight(session: AsyncSession, span: Span, knowledge: Knowledge) -> Insight:
    """Everything of a span, counted in one reading."""
    clauses, useless = await by_clause(session, span), await in_vain(session, span)
    waits, dates = await first_answer(session, span), await dates_kept(session, span, now())
    talks, came = await escalation(session, span), await opened(session, span)
    asked, silent = sum(one.total for one in clauses), sum(one.unanswered for one in clauses)
    over = [(one.kept, one.kept + one.late + one.missed) for one in dates]
    kept, ended = sum(one[0] for one in over), sum(one[1] for one in over)
    return Insight(
        figures=[
            Figure("Вопросов", str(asked)),
            Figure(
                "Без ответа",
                figure_words.percent(silent, asked) if asked else "—",
                f"{silent} из {asked}" if asked else "",
            ),
            Figure("Обращений", str(sum(one.total for one in came))),
            Figure(
                "Первый ответ",
                figure_words.length(waits.median) if waits.median is not None else "—",
                "половине людей" if waits.answered else "",
            ),
            Figure(
                "В срок", figure_words.percent(kept, ended) if ended else "—", f"{kept} из {ended}" if ended else ""
            ),
        ],
        charts=[
            asked_chart(clauses, knowledge),
            in_vain_chart(useless, knowledge),
            first_answer_chart(waits),
            dates_chart(dates),
            opened_chart(came, months=span.by_months),
            escalation_chart(talks, months=span.by_months),
        ],
    )
