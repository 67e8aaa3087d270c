"""The life of a ticket: every step, from where to where, with who may take it.

     open            take             close
──▶ ────── ▶ NEW ──────────▶ TAKEN ──────────▶ CLOSED
              ▲                │ ╰─ answer ─╮
              ╰──── return ────╯ ◀──────────╯
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.base import now
from tickets.conversation import Author, Conversation, Owner, store_message
from tickets.outbox import STAFF, tell
from tickets.ticket import Status, Ticket, TicketEvent


class NoSuchTicket(LookupError):
    """There is no ticket with this number."""


class WrongStep(ValueError):
    """The ticket is not where this step begins."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(f"{ticket.number} is {ticket.status}")
        self.status = ticket.status


class TakenByAnother(ValueError):
    """Somebody else is responsible for the ticket."""

    def __init__(self, assignee: str) -> None:
        super().__init__(assignee)
        self.assignee = assignee


@dataclass(frozen=True, slots=True)
class Step:
    """An arrow of the drawing."""

    name: str
    start: Status
    end: Status


TAKE = Step("take", Status.NEW, Status.TAKEN)
RETURN = Step("return", Status.TAKEN, Status.NEW)
ANSWER = Step("answer", Status.TAKEN, Status.TAKEN)
CLOSE = Step("close", Status.TAKEN, Status.CLOSED)


async def find_ticket(session: AsyncSession, number: str) -> Ticket:
    """The ticket with this number, whatever the case of its letter; raises NoSuchTicket."""
    query = select(Ticket).where(Ticket.number == number.strip().upper())
    ticket = (await session.execute(query)).scalar_one_or_none()
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


async def take(session: AsyncSession, number: str, actor: str) -> Ticket:
    """Become responsible. Of two who take at once, one gets TakenByAnother."""
    ticket = await _move(session, number, TAKE, actor, assignee=actor)
    await session.execute(
        update(Conversation).where(Conversation.id == ticket.conversation_id).values(owner=Owner.STAFF)
    )
    return ticket


async def give_back(session: AsyncSession, number: str, actor: str) -> Ticket:
    """Put the ticket back into the queue, where everybody hears of it."""
    ticket = await _move(session, number, RETURN, actor, assignee=None)
    await _release_conversation(session, ticket)
    tell(
        session,
        STAFF,
        STAFF,
        "ticket_returned",
        f"ticket:{ticket.id}",
        number=ticket.number,
        kind=ticket.kind,
    )
    return ticket


async def answer(session: AsyncSession, number: str, actor: str, text: str) -> Ticket:
    """Write to the person, in the channel they came from."""
    ticket = await _move(session, number, ANSWER, actor)
    message = await store_message(session, ticket.conversation_id, Author.STAFF, text)
    await _tell_user(session, ticket, "staff_answered", message=message.id, text=text)
    return ticket


async def close(session: AsyncSession, number: str, actor: str) -> Ticket:
    """Finish; the person hears of it, and the bot answers again."""
    ticket = await _move(session, number, CLOSE, actor, closed_at=now())
    await _release_conversation(session, ticket)
    await _tell_user(session, ticket, "ticket_closed")
    return ticket


async def _move(session: AsyncSession, number: str, step: Step, actor: str, **changes: Any) -> Ticket:
    ticket = await find_ticket(session, number)
    # One statement decides who wins; a condition read before would be out of date.
    query = update(Ticket).where(Ticket.id == ticket.id, Ticket.status == step.start)
    if step is not TAKE:
        query = query.where(Ticket.assignee == actor)
    moved = await session.execute(query.values(status=step.end, **changes).returning(Ticket.id))
    won = moved.first() is not None
    await session.refresh(ticket)
    if not won and ticket.status is Status.TAKEN and ticket.assignee and ticket.assignee != actor:
        raise TakenByAnother(ticket.assignee)
    if not won:
        raise WrongStep(ticket)
    session.add(
        TicketEvent(ticket_id=ticket.id, step=step.name, actor=actor, from_status=step.start, to_status=step.end)
    )
    return ticket


async def _release_conversation(session: AsyncSession, ticket: Ticket) -> None:
    """The bot answers again, unless staff still hold another ticket of this conversation."""
    another = exists().where(
        Ticket.conversation_id == ticket.conversation_id,
        Ticket.id != ticket.id,
        Ticket.status == Status.TAKEN,
    )
    await session.execute(
        update(Conversation).where(Conversation.id == ticket.conversation_id, ~another).values(owner=Owner.BOT)
    )


async def _tell_user(session: AsyncSession, ticket: Ticket, topic: str, **data: Any) -> None:
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    tell(
        session,
        conversation.channel,
        conversation.id,
        topic,
        f"ticket:{ticket.id}",
        chat=conversation.origin,
        number=ticket.number,
        language=conversation.language,
        **data,
    )
