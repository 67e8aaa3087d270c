"""What time does with a ticket that nobody looks after."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.life import LAPSE, UNEXTEND, go, hold
from tickets.post.notices import tell_staff
from tickets.post.topics.to_staff import ExtensionVoid, TicketLapsed
from tickets.record.clockwork import running_clock, settle
from tickets.record.ticket import SYSTEM, Ticket
from tickets.store.base import now
from tickets.store.database import Session
from tickets.terms.calendar import day_end


async def lapse(session: Session, number: str, at: datetime | None = None) -> Ticket:
    """Put the ticket back into the queue, and announce whose it was."""
    ticket = await hold(session, number)
    assignee = ticket.assignee
    await go(session, ticket, LAPSE, SYSTEM, at=at, why={"from": assignee}, assignee=None)
    tell_staff(session, ticket, TicketLapsed(ticket.number, ticket.kind, assignee))
    return ticket


async def unextend(session: Session, number: str, period: str, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """The notice of an extension had not gone out before the first date was over: that date holds again."""
    at = at or now()
    ticket = await hold(session, number)
    clock = running_clock(ticket, period)
    if clock is None or clock.first_due_on is None or at < day_end(clock.first_due_on, zone):
        return ticket  # somebody did something meanwhile
    clock.due_on, clock.ends_at = clock.first_due_on, day_end(clock.first_due_on, zone)
    clock.first_due_on = clock.extended_at = clock.reason = clock.notice_id = None
    settle(ticket)
    await go(session, ticket, UNEXTEND, SYSTEM, at=at, why={"period": clock.period})
    tell_staff(session, ticket, ExtensionVoid(ticket.number, ticket.kind, clock.due_on))
    return ticket
