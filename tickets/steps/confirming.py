"""Confirming: staff say, in the words of the law, what a person asks; each shape runs on a clock of its own, until that
one is done. What nobody could name when it was opened is clear from then on."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.life import CONFIRM, DOUBT, MEET, TRUST, WORKED, Step, check, go, hold
from tickets.post.notices import tell_person
from tickets.post.topics.to_person import Confirmed, IdentityNeeded
from tickets.record.clock import UNCLEAR
from tickets.record.clockwork import find_clock, running_clock, settle, start
from tickets.record.ticket import IDENTITY_NEEDED, Request, Status, Ticket, TicketKind
from tickets.steps.blocking import begin_block, block_of, end_block, reason_to_block
from tickets.store.base import now
from tickets.store.database import Session
from tickets.terms.claim import CLAIM
from tickets.terms.deadlines import UnknownPeriod
from tickets.terms.periods import periods


class NothingAsked(ValueError):
    """A request about one's data asks for at least one thing."""


async def confirm(session: Session, number: str, actor: str, asked: Sequence[str], zone: ZoneInfo) -> Ticket:
    """Let exactly these periods run, all since the ticket was received; a claim's own clock always runs.

    Raises NothingAsked and UnknownPeriod. Where it turns out that more must be known about who asks, the ticket goes
    back to the check of identity, and where less, out of it. What blocks data at its opening does so now.
    """
    ticket = await hold(session, number)
    check(ticket, CONFIRM, actor)
    for period in asked:
        if period != CLAIM and period not in periods():
            raise UnknownPeriod(period)
    requests = [Request(period) for period in asked if period in set(Request)]
    if ticket.kind is TicketKind.DELETION and not requests:
        raise NothingAsked
    known = ticket.requests
    _rewind(ticket, {*asked, CLAIM} if ticket.kind is TicketKind.CLAIM else set(asked), zone, now())
    needed = not IDENTITY_NEEDED.isdisjoint(requests)
    step = _step(ticket, needed=needed)
    if ticket.kind is TicketKind.DELETION:
        ticket.request = requests[0]
    await go(
        session,
        ticket,
        step,
        actor,
        why={"asked": list(asked)},
        confirmed_at=now(),
        identity_needed=needed,
    )
    reason = reason_to_block([shape for shape in requests if shape not in known])
    if reason is not None and await block_of(session, ticket) is None:
        await begin_block(session, ticket, actor, reason, now())
    await tell_person(session, ticket, Confirmed(ticket.due_on, ticket.basis, ticket.requests))
    if step is DOUBT:
        await tell_person(session, ticket, IdentityNeeded())
    return ticket


async def meet(session: Session, number: str, actor: str, period: str, done: str) -> Ticket:
    """One of several things asked is done: its clock stops, the others run on. Raises NoSuchClock.

    Whoever asked for a block has it until the check is done.
    """
    ticket = await hold(session, number)
    check(ticket, MEET, actor)
    at = find_clock(ticket, period).met_at = now()
    settle(ticket)
    await go(session, ticket, MEET, actor, why={"period": period, "done": done})
    if period == Request.BLOCK:
        await end_block(session, ticket, actor, done, at)
    return ticket


def _step(ticket: Ticket, *, needed: bool) -> Step:
    """The arrow to where it stands once it is known whether somebody must prove who they are."""
    if needed and ticket.identity is None and ticket.status in WORKED:
        return DOUBT
    return TRUST if not needed and ticket.status is Status.CHECKING else CONFIRM


def _rewind(ticket: Ticket, asked: set[str], zone: ZoneInfo, at: datetime) -> None:
    unclear = running_clock(ticket, UNCLEAR)
    runs = [unclear] if unclear else [clock for clock in ticket.clocks if clock.running]
    since = max((clock.started_at for clock in runs), default=ticket.received_at)
    for clock in ticket.clocks:
        if clock.running and clock.period not in asked:
            clock.dropped_at = at
    for period in sorted(asked):
        start(ticket, period, since, zone)
    settle(ticket)
