"""The page of insight, and each of its tables as a file."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from api.console.insight import figure_words
from api.console.insight.charts import chart_named, insight
from api.console.insight.choice import Choice, Period, chosen
from api.console.insight.sheet import sheet
from api.console.refusals import NoSuchForm
from api.console.roles import needs
from api.console.route import PageRoute
from api.console.visit import Visit, Visiting
from tickets.figures.span import SpanUnfit
from tickets.staff.member import Role

router = APIRouter(
    prefix="/console", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.LEAD))]
)
Chosen = Annotated[Choice, Depends(chosen)]


@router.get("/insight")
async def show_insight(visit: Visiting, choice: Chosen) -> Response:
    """The figures of the days that the address names."""
    try:
        span = choice.span()
    except SpanUnfit as error:
        return _page(visit, choice, error=error)
    async with visit.ctx.database.reading() as session:
        found = await insight(session, span, visit.ctx.desk.knowledge)
    return _page(visit, choice, days=figure_words.days(span.first, span.last), insight=found)


@router.get("/insight/{name}.csv")
async def save(visit: Visiting, choice: Chosen, name: str) -> Response:
    """The table of one chart; raises NoSuchForm, SpanBackwards and SpanTooLong."""
    async with visit.ctx.database.reading() as session:
        chart = await chart_named(name, session, choice.span(), visit.ctx.desk.knowledge)
    if chart is None:
        raise NoSuchForm(name)
    return sheet(chart.table, f"punkt-{chart.name}-{choice.first}-{choice.last}")


def _page(visit: Visit, choice: Choice, error: Exception | None = None, **values: Any) -> Response:
    return visit.page("insight.html", error=error, choice=choice, periods=Period, **values)
