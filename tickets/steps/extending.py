"""Extending a date: once, where the norm allows it, by a reasoned notice; void where that leaves too late."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.life import EXTEND, UNEXTEND, check, go, hold
from tickets.post.notices import tell_person, tell_staff
from tickets.post.topics.to_person import Extended
from tickets.post.topics.to_staff import ExtensionVoid
from tickets.record.clockwork import find_clock, promised, running_clock, settle
from tickets.record.ticket import SYSTEM, Request, Ticket
from tickets.store.base import now
from tickets.store.database import Session
from tickets.terms.calendar import day_end
from tickets.terms.claim import CLAIM
from tickets.terms.deadlines import NotExtendable, extended_basis, extended_deadline


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
    if period == CLAIM and (own := promised(ticket)):
        raise NotExtendable(own)
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
