"""Confirming: staff say, in the words of the law, what a person asks; each shape runs on a clock of its own, until that
one is done."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.life import CONFIRM, DOUBT, MEET, WORKED, check, go, hold
from tickets.post.notices import tell_person
from tickets.post.topics.to_person import Confirmed
from tickets.record.clockwork import find_clock, settle, start
from tickets.record.ticket import IDENTITY_NEEDED, Request, Ticket, TicketKind
from tickets.store.base import now
from tickets.store.database import Session
from tickets.terms.deadlines import UnknownPeriod
from tickets.terms.periods import periods


class NothingAsked(ValueError):
    """A request about one's data asks for at least one thing."""


async def confirm(session: Session, number: str, actor: str, asked: Sequence[str], zone: ZoneInfo) -> Ticket:
    """Let exactly these periods run, all since the ticket was received; a claim's own clock always runs.

    Raises NothingAsked and UnknownPeriod. Where it turns out that more must be known about who asks, the ticket goes
    back to the check of identity.
    """
    ticket = await hold(session, number)
    check(ticket, CONFIRM, actor)
    for period in asked:
        if period not in periods():
            raise UnknownPeriod(period)
    requests = [Request(period) for period in asked if period in set(Request)]
    if ticket.kind is TicketKind.DELETION and not requests:
        raise NothingAsked
    _rewind(ticket, {*asked, "claim"} if ticket.kind is TicketKind.CLAIM else set(asked), zone, now())
    needed = not IDENTITY_NEEDED.isdisjoint(requests)
    doubtful = needed and ticket.identity is None and ticket.status in WORKED
    if ticket.kind is TicketKind.DELETION:
        ticket.request = requests[0]
    await go(
        session,
        ticket,
        DOUBT if doubtful else CONFIRM,
        actor,
        why={"asked": list(asked)},
        confirmed_at=now(),
        identity_needed=needed,
    )
    await tell_person(session, ticket, Confirmed(ticket.due_on, ticket.basis, ticket.requests))
    return ticket


async def meet(session: Session, number: str, actor: str, period: str, done: str) -> Ticket:
    """One of several things asked is done: its clock stops, the others run on. Raises NoSuchClock."""
    ticket = await hold(session, number)
    check(ticket, MEET, actor)
    find_clock(ticket, period).met_at = now()
    settle(ticket)
    await go(session, ticket, MEET, actor, why={"period": period, "done": done})
    return ticket


def _rewind(ticket: Ticket, asked: set[str], zone: ZoneInfo, at: datetime) -> None:
    since = max((clock.started_at for clock in ticket.clocks if clock.running), default=ticket.received_at)
    for clock in ticket.clocks:
        if clock.running and clock.period not in asked:
            clock.dropped_at = at
    for period in sorted(asked):
        start(ticket, period, since, zone)
    settle(ticket)
