"""Extending a date: once, where the norm allows it, by a reasoned notice sent before the first date."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tickets.base import now
from tickets.clock import Clock, find_clock, settle
from tickets.database import Database, Session
from tickets.life import EXTEND, UNEXTEND, check, go, hold
from tickets.notices import tell_person, tell_staff
from tickets.post.outbox import OutboxRow
from tickets.post.topics.to_person import Extended
from tickets.post.topics.to_staff import ExtensionVoid
from tickets.terms.calendar import day_end
from tickets.terms.deadlines import extended_basis, extended_deadline
from tickets.ticket import SYSTEM, Request, Ticket


class AlreadyExtended(ValueError):
    """The law allows one extension."""


class TooLateToExtend(ValueError):
    """The notice must be sent before the first date."""


async def extend(
    session: Session,
    number: str,
    actor: str,
    period: str,
    reason: str,
    zone: ZoneInfo,
    at: datetime | None = None,
) -> Ticket:
    """Give a clock its later date and send the person the reasoned notice, in one transaction.

    The norms are 152-ФЗ ст. 20 ч. 1 and 2, ст. 21 ч. 5.1. Raises NoSuchClock, NotExtendable, AlreadyExtended and
    TooLateToExtend.
    """
    at = at or now()
    ticket = await hold(session, number)
    check(ticket, EXTEND, actor)
    clock = find_clock(ticket, period)
    if clock.first_due_on is not None:
        raise AlreadyExtended(period)
    if at >= clock.ends_at:
        raise TooLateToExtend(period)
    later = extended_deadline(period, clock.due_on)
    requests = (Request(period),) if period in set(Request) else ()
    notice = await tell_person(session, ticket, Extended(later, extended_basis(period), requests, reason))
    await session.flush()
    clock.first_due_on, clock.due_on, clock.ends_at = clock.due_on, later, day_end(later, zone)
    clock.extended_at, clock.reason, clock.notice_id = at, reason, notice.id
    settle(ticket)
    why = {"period": period, "reason": reason, "until": later.isoformat()}
    await go(session, ticket, EXTEND, actor, at=at, why=why)
    return ticket


async def void_unsent(database: Database, zone: ZoneInfo, at: datetime | None = None) -> int:
    """Take back extensions whose notice had not gone out when the first date was over; gives how many."""
    at = at or now()
    query = (
        select(Clock.id, Ticket.number, Clock.first_due_on, OutboxRow.delivered_at)
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .join(OutboxRow, OutboxRow.id == Clock.notice_id)
        .where(Clock.running, Clock.first_due_on.is_not(None))
    )
    async with database.reading() as session:
        extended = (await session.execute(query)).all()
    unsent = [
        (clock, number)
        for clock, number, first, delivered in extended
        if first and at >= (end := day_end(first, zone)) and (delivered is None or delivered >= end)
    ]
    for clock, number in unsent:
        async with database.transaction() as session:
            await _void(session, number, clock, zone, at)
    return len(unsent)


async def _void(session: Session, number: str, clock_id: int, zone: ZoneInfo, at: datetime) -> None:
    ticket = await hold(session, number)
    clock = next((c for c in ticket.clocks if c.id == clock_id and c.running), None)
    if clock is None or clock.first_due_on is None:
        return
    clock.due_on, clock.ends_at = clock.first_due_on, day_end(clock.first_due_on, zone)
    clock.first_due_on = clock.extended_at = clock.reason = clock.notice_id = None
    settle(ticket)
    await go(session, ticket, UNEXTEND, SYSTEM, at=at, why={"period": clock.period})
    tell_staff(session, ticket, ExtensionVoid(ticket.number, ticket.kind, clock.due_on))
