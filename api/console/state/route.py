"""The page «Состояние»."""

from fastapi import APIRouter, Depends, Response

from api.console.route import PageRoute
from api.console.session import needs
from api.console.state.fact import Mark
from api.console.state.found import look
from api.console.state.parts import parts
from api.console.state.processes import lines, roles_missing
from api.console.visit import Visiting
from tickets.staff.member import Role

router = APIRouter(
    prefix="/console", include_in_schema=False, route_class=PageRoute, dependencies=[Depends(needs(Role.LEAD))]
)


@router.get("/state")
async def state(visit: Visiting) -> Response:
    """What lives, what waits, what fails."""
    ctx = visit.ctx
    found = await look(ctx)
    missing = roles_missing(found, telegram=ctx.settings.telegram_token is not None)
    cards = parts(found, ctx.settings, ctx.desk.knowledge)
    processes = lines(found, ctx.settings.zone)
    troubles = [(part, fact) for part in (missing, *cards) for fact in part.troubles]
    ailing = [line for line in processes if line.mark is not Mark.FINE]
    return visit.page("state.html", processes=processes, missing=missing, cards=cards, troubles=troubles, ailing=ailing)
