"""Colleagues: who is here, who is away, and being away oneself."""

from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select

from api.console.forms import own_form
from api.console.refusals import AwayNeverEnds
from api.console.route import PageRoute
from api.console.visit import Visit, Visiting
from tickets.record.ticket import HELD, Ticket
from tickets.staff.member import Role, all_staff, go_away
from tickets.staff.password import SHORTEST
from tickets.store.database import Session

LONGEST = timedelta(days=366)  #: a slip in the year would keep somebody away for ever

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/staff")
async def staff(visit: Visiting) -> Response:
    return await staff_page(visit)


@router.post("/away", dependencies=[Depends(own_form)])
async def leave_for_a_while(visit: Visiting, until: Annotated[str, Form()] = "") -> Response:
    """Be away until the morning of that day; without a day, be back."""
    try:
        moment = _morning(until, visit) if until else None
    except AwayNeverEnds as error:
        return await staff_page(visit, "away", error)
    async with visit.ctx.database.transaction() as session:
        await go_away(session, visit.email, moment, by=visit.email)
    return RedirectResponse("/console/staff", 303)


def _morning(day: str, visit: Visit) -> datetime:
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise AwayNeverEnds from None
    if not visit.today < until <= visit.today + LONGEST:
        raise AwayNeverEnds
    return datetime.combine(until, time.min, visit.zone)


async def staff_page(visit: Visit, part: str = "", error: Exception | None = None, typed: str = "") -> Response:
    """The page, with why a form on it was refused: the one of going away, or the one to add a member."""
    async with visit.ctx.database.reading() as session:
        everybody, held = await all_staff(session), await _held(session)
    return visit.page(
        "staff.html",
        error=error,
        part=part,
        everybody=sorted(everybody, key=lambda member: member.disabled_at is not None),
        held=held,
        first=visit.today + timedelta(days=1),
        last=visit.today + LONGEST,
        roles=list(Role),
        shortest=SHORTEST,
        typed=typed,
    )


async def _held(session: Session) -> dict[str, int]:
    """How many tickets each has in hand."""
    query = select(Ticket.assignee, func.count()).where(Ticket.status.in_(HELD)).group_by(Ticket.assignee)
    return {assignee: number for assignee, number in await session.execute(query) if assignee}
