"""Idle and absent assignees: nobody's ticket is forgotten because somebody took it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from tickets.base import now
from tickets.database import Database, Session
from tickets.life import LAPSE, go, hold
from tickets.notices import tell_staff
from tickets.post.topics.to_staff import TicketLapsed
from tickets.staff.member import StaffMember
from tickets.ticket import HELD, SYSTEM, Status, Ticket


async def return_idle(database: Database, idle: timedelta, at: datetime | None = None) -> list[str]:
    """Put back into the queue, and announce, what an absent assignee holds or an idle one has not touched for so long.

    A ticket that waits for the person does not make its assignee idle. Gives the numbers.
    """
    at = at or now()
    away = or_(StaffMember.away_until > at, StaffMember.disabled_at.is_not(None))
    forgotten = and_(Ticket.status.in_(HELD - {Status.WAITING}), Ticket.stirred_at <= at - idle)
    query = (
        select(Ticket.number, Ticket.assignee, Ticket.stirred_at)
        .outerjoin(StaffMember, StaffMember.email == Ticket.assignee)
        .where(Ticket.status.in_(HELD), or_(away, forgotten))
        .order_by(Ticket.id)
    )
    async with database.reading() as session:
        found = (await session.execute(query)).all()
    returned = []
    for number, assignee, stirred_at in found:
        async with database.transaction() as session:
            if await _return(session, number, assignee, stirred_at, at):
                returned.append(number)
    return returned


async def _return(
    session: Session, number: str, assignee: str | None, stirred_at: datetime | None, at: datetime
) -> bool:
    ticket = await hold(session, number)
    if (ticket.assignee, ticket.stirred_at) != (assignee, stirred_at) or ticket.status not in HELD:
        return False  # somebody did something meanwhile
    await go(session, ticket, LAPSE, SYSTEM, at=at, why={"from": assignee}, assignee=None)
    tell_staff(session, ticket, TicketLapsed(ticket.number, ticket.kind, assignee))
    return True
