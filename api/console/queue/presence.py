"""Where members are: pages tell it every few seconds while they are open."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response
from sqlalchemy import select

from api.console.forms import own_form
from api.console.route import PageRoute
from api.console.visit import Number, Visiting
from tickets.life import NoSuchTicket
from tickets.staff.presence import Doing, forget_presence, note_presence
from tickets.ticket import Ticket

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.post("/presence/{number}", dependencies=[Depends(own_form)])
async def tell_presence(visit: Visiting, number: Number, doing: Annotated[Doing | Literal["gone"], Form()]) -> Response:
    """Be seen at a ticket for the next half minute, or leave it."""
    async with visit.ctx.database.transaction() as session:
        ticket = await session.scalar(select(Ticket.id).where(Ticket.number == number))
        if ticket is None:
            raise NoSuchTicket(number)
        if doing == "gone":
            await forget_presence(session, ticket, visit.email)
        else:
            await note_presence(session, ticket, visit.email, doing)
    return Response(status_code=204)
