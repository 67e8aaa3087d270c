"""What staff do with a ticket in hand. Each function is an arrow of `tickets.life`, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from tickets.life import (
    ANSWER,
    ASK,
    ASSIGN,
    ASSIGN_NEW,
    ASSIGN_UNPROVEN,
    LAPSE,
    NOTE,
    RETURN,
    TAKE,
    TAKE_UNPROVEN,
    go,
    hold,
)
from tickets.post.copy import Original, show_instead
from tickets.post.notices import say, tell_person, tell_staff
from tickets.post.topics.to_person import IdentityNeeded, StaffAnswered, StaffAsked
from tickets.post.topics.to_staff import TicketAssigned, TicketLapsed, TicketReturned
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import SYSTEM, Status, Ticket
from tickets.staff.member import AbsentAssignee, find_staff, is_absent
from tickets.store.base import now, random_id
from tickets.store.database import Session


async def take(session: Session, number: str, actor: str) -> Ticket:
    """Become responsible. Of two who take at once, one gets TakenByAnother.

    Where it must first be known who asks, the ticket goes to the check of identity, and the person is asked for it.
    """
    ticket = await hold(session, number)
    await go(session, ticket, TAKE_UNPROVEN if ticket.unproven else TAKE, actor, assignee=actor)
    await _ask_who_it_is(session, ticket)
    return ticket


async def assign(session: Session, number: str, actor: str, assignee: str) -> Ticket:
    """Make a colleague responsible, whoever was; raises NoSuchStaff and AbsentAssignee."""
    member = await find_staff(session, assignee)
    if is_absent(member, now()):
        raise AbsentAssignee(member.email)
    ticket = await hold(session, number)
    step = ASSIGN
    if ticket.status is Status.NEW:
        step = ASSIGN_UNPROVEN if ticket.unproven else ASSIGN_NEW
    change = {"from": ticket.assignee, "to": member.email}
    await go(session, ticket, step, actor, why=change, assignee=member.email)
    tell_staff(session, ticket, TicketAssigned(ticket.number, ticket.kind, member.email))
    if step is not ASSIGN:
        await _ask_who_it_is(session, ticket)
    return ticket


async def give_back(session: Session, number: str, actor: str) -> Ticket:
    """Put the ticket back into the queue, where everybody hears of it."""
    ticket = await hold(session, number)
    await go(session, ticket, RETURN, actor, assignee=None)
    tell_staff(session, ticket, TicketReturned(ticket.number, ticket.kind))
    return ticket


async def lapse(session: Session, number: str, at: datetime | None = None) -> Ticket:
    """Time puts back into the queue what nobody looks after, and announces whose it was."""
    ticket = await hold(session, number)
    assignee = ticket.assignee
    await go(session, ticket, LAPSE, SYSTEM, at=at, why={"from": assignee}, assignee=None)
    tell_staff(session, ticket, TicketLapsed(ticket.number, ticket.kind, assignee))
    return ticket


async def answer(
    session: Session,
    number: str,
    actor: str,
    text: str,
    original: Original | None = None,
    files: Sequence[str] = (),
) -> Ticket:
    """Write to the person, in the channel they came from; `files` are ids of attachments."""
    ticket, message = await hold(session, number), random_id()
    await go(session, ticket, ANSWER, actor, why={"message": message})
    await say(session, ticket, actor, StaffAnswered(message, text, original=original, files=tuple(files)))
    return ticket


async def ask(
    session: Session,
    number: str,
    actor: str,
    text: str,
    original: Original | None = None,
    files: Sequence[str] = (),
) -> Ticket:
    """Ask the person something and wait; no clock waits with it."""
    ticket, message = await hold(session, number), random_id()
    await go(session, ticket, ASK, actor, why={"message": message})
    await say(session, ticket, actor, StaffAsked(message, text, original=original, files=tuple(files)))
    return ticket


async def correct(
    session: Session, number: str, actor: str, before: StoredMessage, text: str, original: Original
) -> Ticket:
    """Change what was said: it stays stored as it was, and a channel that can shows the new words in its place."""
    ticket, message = await hold(session, number), random_id()
    turn = ticket.turn, ticket.turn_since
    await go(session, ticket, ANSWER, actor, why={"message": message})
    ticket.turn, ticket.turn_since = turn  # who wrote meanwhile has no answer yet
    words = StaffAnswered(message, text, before.id, original=original)
    after = await say(session, ticket, actor, words)
    await show_instead(session, original.place, before.id, after.id)
    return ticket


async def note(session: Session, number: str, actor: str, text: str) -> Ticket:
    """Write down something that staff should know; the person never reads it."""
    ticket = await hold(session, number)
    await go(session, ticket, NOTE, actor, why={"note": text})
    return ticket


async def _ask_who_it_is(session: Session, ticket: Ticket) -> None:
    if ticket.status is Status.CHECKING:
        await tell_person(session, ticket, IdentityNeeded())
