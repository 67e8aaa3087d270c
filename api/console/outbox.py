"""The outbox as staff see it: what could not be delivered, trying once more, and letting it go."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from api.console.forms import own_form
from api.console.route import PageRoute
from api.console.session import needs
from api.console.visit import Visit, Visiting
from tickets.post.undelivered import NoSuchRow, NothingToCarry, drop, revive, undelivered
from tickets.staff.member import Role

LARGEST_ID = 2**31 - 1  #: of what the database can look for

router = APIRouter(
    prefix="/console", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.LEAD))]
)


@router.get("/outbox")
async def outbox(visit: Visiting) -> Response:
    return await _page(visit)


@router.post("/outbox/{row}/revive", dependencies=[Depends(own_form)])
async def send_again(visit: Visiting, row: int) -> Response:
    """Let a row be tried again; raises NoSuchRow."""
    return await _decide(visit, row, revive)


@router.post("/outbox/{row}/drop", dependencies=[Depends(own_form)])
async def let_go(visit: Visiting, row: int) -> Response:
    """Let nobody carry a row any more; raises NoSuchRow."""
    return await _decide(visit, row, drop)


async def _decide(visit: Visit, row: int, decision: Callable[..., Awaitable[object]]) -> Response:
    if not 0 < row <= LARGEST_ID:
        raise NoSuchRow(row)
    try:
        async with visit.ctx.database.transaction() as session:
            await decision(session, row, by=visit.email)
    except NothingToCarry as error:
        return await _page(visit, error)
    return RedirectResponse("/console/outbox", 303)


async def _page(visit: Visit, error: Exception | None = None) -> Response:
    async with visit.ctx.database.reading() as session:
        found = await undelivered(session)
    return visit.page("outbox.html", error=error, rows=found)
