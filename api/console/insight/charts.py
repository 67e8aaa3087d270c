"""All charts of a span, in the order of the page, and the few numbers above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.console.insight import figure_words
from api.console.insight.asking import asked_chart, in_vain_chart
from api.console.insight.chart import Chart
from api.console.insight.work import (
    dates_chart,
    escalation_chart,
    first_answer_chart,
    helped_by_kind_chart,
    helped_by_member_chart,
    helped_chart,
    opened_chart,
)
from desk.insight import by_clause, escalation, in_vain
from desk.knowledge import Knowledge
from tickets.figures.dates_kept import dates_kept
from tickets.figures.first_answer import first_answer
from tickets.figures.helped import Rated, helped, helped_by
from tickets.figures.span import Span, opened
from tickets.store.base import now
from tickets.store.database import Session


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


async def insight(session: Session, span: Span, knowledge: Knowledge, *, by_member: bool = False) -> Insight:
    """Everything of a span, counted in one reading; who helped is told `by_member` only where the operator wants it."""
    first = knowledge.policy.id
    clauses, useless = await by_clause(session, span, first), await in_vain(session, span, first)
    waits, dates = await first_answer(session, span), await dates_kept(session, span, now())
    talks, came = await escalation(session, span), await opened(session, span)
    rated = await helped(session, span)
    thanks = sum((one.all for one in rated), Rated())
    asked, silent = sum(one.total for one in clauses), sum(one.unanswered for one in clauses)
    kept = sum(one.kept for one in dates)
    ended = kept + sum(one.late + one.missed for one in dates)
    return Insight(
        figures=[
            Figure("Вопросов", str(asked)),
            Figure("Без ответа", figure_words.percent(silent, asked), f"{silent} из {asked}" if asked else ""),
            Figure("Обращений", str(sum(one.total for one in came))),
            Figure(
                "Первый ответ",
                figure_words.length(waits.median) if waits.median is not None else "—",
                "половине людей" if waits.answered else "",
            ),
            Figure("В срок", figure_words.percent(kept, ended), f"{kept} из {ended}" if ended else ""),
            Figure(
                "Помогли",
                figure_words.percent(thanks.helped, thanks.total),
                f"{thanks.helped} из {thanks.total}" if thanks.total else "",
            ),
        ],
        charts=[
            asked_chart(clauses, knowledge),
            in_vain_chart(useless, knowledge),
            first_answer_chart(waits),
            dates_chart(dates),
            opened_chart(came, months=span.by_months),
            escalation_chart(talks, months=span.by_months),
            helped_chart(rated, months=span.by_months),
            helped_by_kind_chart(rated),
            *([helped_by_member_chart(await helped_by(session, span))] if by_member else []),
        ],
    )
