"""The queue as staff see it: lists of tickets and all that was said about one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.orm import selectinload

from tickets.life import NoSuchTicket, plain_number
from tickets.record.addition import Addition
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import HELD, OPEN, Status, Ticket, TicketEvent, TicketKind
from tickets.steps.blocking import is_blocked
from tickets.store.database import Database, Session
from tickets.store.findable import texts_of
from tickets.store.vault import opened

#: The order of every queue: people who wait for a person without a date, then the nearest end, what is late first.
BY_URGENCY = Ticket.pressing_at, Ticket.id


async def open_tickets(session: Session, limit: int = 200) -> list[Ticket]:
    """Tickets with something still to be done, the most urgent first."""
    return list(await session.scalars(select(Ticket).where(Ticket.among(OPEN)).order_by(*BY_URGENCY).limit(limit)))


async def all_tickets(session: Session, limit: int = 200) -> list[Ticket]:
    """Every ticket, newest first."""
    return list(await session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(limit)))


async def tickets_of(session: Session, conversation_id: str) -> list[Ticket]:
    """The tickets of one conversation, newest first."""
    query = select(Ticket).where(Ticket.conversation_id == conversation_id).order_by(Ticket.id.desc())
    return list(await session.scalars(query))


async def ticket_with_history(session: Session, number: str) -> Ticket:
    """A ticket with its consent, events and additions loaded; raises NoSuchTicket."""
    query = (
        select(Ticket)
        .where(Ticket.number == plain_number(number))
        .options(selectinload(Ticket.consent), selectinload(Ticket.events), selectinload(Ticket.additions))
    )
    ticket = await session.scalar(query)
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


async def talk_since(session: Session, ticket: Ticket) -> list[StoredMessage]:
    """What the person and staff wrote to each other since the ticket was opened, oldest first."""
    query = (
        select(StoredMessage)
        .where(StoredMessage.conversation_id == ticket.conversation_id, of_talk(ticket.received_at))
        .order_by(StoredMessage.at)
    )
    return list(await session.scalars(query))


async def said_in(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[str]]:
    """All that was said in each ticket, in the order of its page: its text, additions, talk, decision, notes."""
    said = {ticket.id: [ticket.text] for ticket in tickets}
    additions = select(Addition.ticket_id, Addition.text).where(Addition.ticket_id.in_(said)).order_by(Addition.version)
    talk = (
        select(Ticket.id, StoredMessage.text)
        .join(StoredMessage, StoredMessage.conversation_id == Ticket.conversation_id)
        .where(Ticket.id.in_(said), of_talk(Ticket.received_at))
        .order_by(StoredMessage.at)
    )
    steps = select(TicketEvent.ticket_id, TicketEvent.detail).where(TicketEvent.ticket_id.in_(said))
    for query in (additions, talk):
        for ticket_id, text in (await session.execute(query)).all():
            said[ticket_id].append(text)
    for ticket in tickets:
        said[ticket.id] += [ticket.outcome_text] if ticket.outcome_text else []
    for ticket_id, detail in (await session.execute(steps.order_by(TicketEvent.id))).all():
        said[ticket_id] += texts_of(detail)
    return said


def of_talk(since: SQLColumnExpression[datetime] | datetime) -> ColumnElement[bool]:
    """What the person and staff wrote to each other since then."""
    return (StoredMessage.at >= since) & StoredMessage.author.in_([Author.USER, Author.STAFF])


async def calling_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """The call for a person in this conversation that nobody has taken yet."""
    query = select(Ticket).where(
        Ticket.conversation_id == conversation_id, Ticket.kind == TicketKind.HUMAN, Ticket.status == Status.NEW
    )
    return await session.scalar(query.order_by(Ticket.id.desc()).limit(1))


async def held_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """The ticket on whose account staff own this conversation: one that waits for the person, or the newest."""
    query = (
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id, Ticket.status.in_(HELD))
        .order_by((Ticket.status == Status.WAITING).desc(), Ticket.id.desc())
        .limit(1)
    )
    return await session.scalar(query)


async def facts(database: Database, ticket_id: int, address: str, *, words: bool) -> Mapping[str, Any]:
    """What an operator's own help desk is told of a ticket, as it may leave at this moment; `{}` when it is gone.

    Kind, shapes, date and where the ticket can be opened; with `words` also what the person wrote and how to reach
    them, unless the data are blocked or erased. Raises KeyMissing.
    """
    async with database.reading() as session:
        ticket = await session.get(Ticket, ticket_id, options=[selectinload(Ticket.additions)])
        if ticket is None:
            return {}
        blocked = await is_blocked(session, ticket.conversation_id)
        found: dict[str, Any] = {
            "kind": ticket.kind,
            "request": ticket.request,
            "requests": list(ticket.requests),
            "received_at": ticket.received_at.isoformat(),
            "due": {"date": ticket.due_on.isoformat(), "basis": ticket.basis} if ticket.due_on else None,
            "outcome": ticket.outcome,
            "blocked": blocked,
            "url": f"{address}/console/tickets/{quote(ticket.number)}",
        }
        if words and not blocked and ticket.erased_at is None:
            told = {"name": ticket.name, "email": ticket.email, "phone": ticket.phone}
            contact = {name: opened(value) for name, value in told.items()}
            additions = [each.text for each in ticket.additions]
            found |= {"text": ticket.text, "additions": additions, "contact": contact, "assignee": ticket.assignee}
        return found
