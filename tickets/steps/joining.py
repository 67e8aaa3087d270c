"""Joining: one wish under two numbers goes on under one, and the person hears under which."""

from zoneinfo import ZoneInfo

from tickets.life import DUPLICATE, MERGE, WORKED, Step, WrongStep, check, go, hold_all
from tickets.post.notices import tell_person
from tickets.post.outbox import tell_room
from tickets.post.topics.to_person import Duplicate, Merged
from tickets.post.topics.to_staff import TicketStepped, UserAdded
from tickets.record.addition import Addition
from tickets.record.clockwork import hand_over
from tickets.record.ticket import OPEN, Ticket
from tickets.steps.blocking import hand_over_block
from tickets.steps.own_steps import next_version
from tickets.store.base import now
from tickets.store.database import Session


class OtherPerson(ValueError):
    """The two tickets are not of one conversation: their words must not meet."""


class NotTheSame(ValueError):
    """A duplicate asks for nothing that its original, received before it, does not ask for."""


class IdentityFirst(ValueError):
    """The ticket that would carry on is in work, and what it would carry needs to know first who asks."""


async def duplicate(session: Session, number: str, actor: str, original: str, zone: ZoneInfo) -> Ticket:
    """The same was asked before: that ticket answers for both. Raises OtherPerson and NotTheSame."""
    ticket, into = await _hold_both(session, number, original)
    check(ticket, DUPLICATE, actor)
    asked = {clock.period for clock in ticket.clocks if clock.running}
    known = {clock.period for clock in into.clocks if clock.dropped_at is None}
    if into.received_at > ticket.received_at or not asked <= known:
        raise NotTheSame(number)
    if into.status not in OPEN:  # what was decided has answered for both
        await _join(session, ticket, into, DUPLICATE, actor)
        return ticket
    return await _carry(session, ticket, into, DUPLICATE, actor, zone)


async def merge(session: Session, number: str, actor: str, other: str, zone: ZoneInfo) -> Ticket:
    """Let another open ticket carry on what this one asks: its words become a version there, its clocks run on there.

    Raises OtherPerson, IdentityFirst and WrongStep.
    """
    ticket, into = await _hold_both(session, number, other)
    check(ticket, MERGE, actor)
    if into.status not in OPEN:
        raise WrongStep(into)
    if ticket.unproven and into.identity is None and into.status in WORKED:
        raise IdentityFirst(into.number)
    into.identity_needed = into.identity_needed or ticket.identity_needed
    if into.identity is None:
        into.identity, into.identity_at = ticket.identity, ticket.identity_at
    version = await next_version(session, into)
    session.add(Addition(ticket_id=into.id, version=version, text=ticket.text, origin=f"merged:{ticket.number}"))
    tell_room(session, into.number, UserAdded(into.number, into.kind, version), f"ticket:{into.id}")
    return await _carry(session, ticket, into, MERGE, actor, zone)


async def _hold_both(session: Session, number: str, other: str) -> tuple[Ticket, Ticket]:
    ticket, into = await hold_all(session, number, other)
    if ticket.conversation_id != into.conversation_id or ticket.id == into.id:
        raise OtherPerson(number)
    return ticket, into


async def _carry(session: Session, ticket: Ticket, into: Ticket, step: Step, actor: str, zone: ZoneInfo) -> Ticket:
    hand_over(ticket, into, now(), zone)
    into.take_turn_of(ticket)
    await hand_over_block(session, ticket, into)
    tell_room(session, into.number, TicketStepped(into.number, "carry_on", actor), f"ticket:{into.id}")
    await _join(session, ticket, into, step, actor)
    return ticket


async def _join(session: Session, ticket: Ticket, into: Ticket, step: Step, actor: str) -> None:
    await go(
        session, ticket, step, actor, why={"into": into.number}, into_id=into.id, assignee=ticket.assignee or actor
    )
    await tell_person(session, ticket, (Duplicate if step is DUPLICATE else Merged)(into.number))
