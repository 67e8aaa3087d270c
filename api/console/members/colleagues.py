"""Colleagues: who is here, who is away, and being away oneself."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select

from api.console.forms import own_form
from api.console.refusals import AwayNeverEnds, refusal
from api.console.route import PageRoute
from api.console.visit import Visit, Visiting
from tickets.base import now
from tickets.database import Session
from tickets.staff.member import Role, all_staff, go_away
from tickets.staff.password import SHORTEST
from tickets.ticket import HELD, Ticket

LONGEST = timedelta(days=366)  #: a slip in the year would keep somebody away for ever

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/staff")
async def staff(visit: Visiting) -> Response:
    return await staff_page(visit)


@router.post("/away", dependencies=[Depends(own_form)])
async def leave_for_a_while(visit: Visiting, until: Annotated[str, Form()] = "") -> Response:
    """Be away until the morning of that day; without a day, be back."""
    try:
        moment = _morning(until, visit.ctx.settings.zone) if until else None
    except AwayNeverEnds as error:
        return await staff_page(visit, away=error)
    async with visit.ctx.database.transaction() as session:
        await go_away(session, visit.email, moment)
    return RedirectResponse("/console/staff", 303)


def _morning(day: str, zone: ZoneInfo) -> datetime:
    today = now().astimezone(zone).date()
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise AwayNeverEnds from None
    if not today < until <= today + LONGEST:
        raise AwayNeverEnds
    return datetime.combine(until, time.min, zone)


async def staff_page(
    visit: Visit, *, away: Exception | None = None, add: Exception | None = None, typed: str = ""
) -> Response:
    """The page, with why a form on it was refused: the one of going away, or the one of a new member."""
    told = [refusal(error) if error else None for error in (away, add)]
    today = now().astimezone(visit.ctx.settings.zone).date()
    async with visit.ctx.database.reading() as session:
        everybody, held = await all_staff(session), await _held(session)
    return visit.page(
        "staff.html",
        next((one.status for one in told if one), 200),
        everybody=sorted(everybody, key=lambda member: member.disabled_at is not None),
        held=held,
        first=today + timedelta(days=1),
        last=today + LONGEST,
        roles=list(Role),
        shortest=SHORTEST,
        typed=typed,
        away_fault=told[0].sentence if told[0] else "",
        add_fault=told[1].sentence if told[1] else "",
    )


async def _held(session: Session) -> dict[str, int]:
    """How many tickets each has in hand."""
    query = select(Ticket.assignee, func.count()).where(Ticket.status.in_(HELD)).group_by(Ticket.assignee)
    return {assignee: number for assignee, number in await session.execute(query) if assignee}
