"""The page of insight, and each of its tables as a file."""

import csv
import io
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from api.console.insight import figure_words
from api.console.insight.charts import insight
from api.console.insight.choice import Choice, chosen
from api.console.refusals import NoSuchForm
from api.console.route import PageRoute
from api.console.session import needs
from api.console.visit import Visit, Visiting
from desk.journal import harmless
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
    by_member = visit.ctx.settings.rating_by_member
    async with visit.ctx.database.reading() as session:
        found = await insight(session, span, visit.ctx.desk.knowledge, by_member=by_member)
    return _page(visit, choice, days=figure_words.days(span.first, span.last), insight=found)


@router.get("/insight/{name}.csv")
async def save(visit: Visiting, choice: Chosen, name: str) -> Response:
    """The table of one chart as the Russian spreadsheet programs read it: semicolons, and a mark that it is UTF-8.

    Raises NoSuchForm, SpanBackwards and SpanTooLong.
    """
    by_member = visit.ctx.settings.rating_by_member
    async with visit.ctx.database.reading() as session:
        found = await insight(session, choice.span(), visit.ctx.desk.knowledge, by_member=by_member)
    chart = next((one for one in found.charts if one.name == name), None)
    if chart is None:
        raise NoSuchForm(name)
    out = io.StringIO()
    rows = [chart.table.columns, *chart.table.rows]
    csv.writer(out, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    saved_as = f"punkt-{name}-{choice.first}-{choice.last}.csv"
    return Response(
        out.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{saved_as}"', "Cache-Control": "no-store"},
    )


def _page(visit: Visit, choice: Choice, error: Exception | None = None, **values: Any) -> Response:
    return visit.page("insight.html", error=error, choice=choice, **values)
