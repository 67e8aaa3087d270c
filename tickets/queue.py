"""The queue as staff see it: lists of tickets and all that was said about one."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from tickets.conversation import Author, StoredMessage
from tickets.steps import NoSuchTicket
from tickets.ticket import Status, Ticket


async def open_tickets(session: AsyncSession, limit: int = 200) -> list[Ticket]:
    """Tickets not yet closed, the nearest date first, those without a date last."""
    query = (
        select(Ticket)
        .where(Ticket.status != Status.CLOSED)
        .order_by(Ticket.due_on.asc().nulls_last(), Ticket.id)
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def all_tickets(session: AsyncSession, limit: int = 200) -> list[Ticket]:
    """Every ticket, newest first."""
    return list((await session.execute(select(Ticket).order_by(Ticket.id.desc()).limit(limit))).scalars())


async def tickets_of(session: AsyncSession, conversation_id: str) -> list[Ticket]:
    """The tickets of one conversation, newest first."""
    query = select(Ticket).where(Ticket.conversation_id == conversation_id).order_by(Ticket.id.desc())
    return list((await session.execute(query)).scalars())


async def ticket_of(session: AsyncSession, origin: str) -> Ticket | None:
    """The ticket that this act opened."""
    return (await session.execute(select(Ticket).where(Ticket.origin == origin))).scalar_one_or_none()


async def ticket_with_history(session: AsyncSession, number: str) -> Ticket:
    """A ticket with its consent and its events loaded; raises NoSuchTicket."""
    query = (
        select(Ticket)
        .where(Ticket.number == number.strip().upper())
        .options(selectinload(Ticket.consent), selectinload(Ticket.events))
    )
    ticket = (await session.execute(query)).scalar_one_or_none()
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


async def talk_since(session: AsyncSession, ticket: Ticket) -> list[StoredMessage]:
    """What the person and staff wrote to each other since the ticket was opened, oldest first."""
    query = (
        select(StoredMessage)
        .where(
            StoredMessage.conversation_id == ticket.conversation_id,
            StoredMessage.at >= ticket.received_at,
            StoredMessage.author.in_([Author.USER, Author.STAFF]),
        )
        .order_by(StoredMessage.at)
    )
    return list((await session.execute(query)).scalars())


async def held_ticket(session: AsyncSession, conversation_id: str) -> Ticket | None:
    """The ticket on whose account staff own this conversation: the one taken last."""
    query = (
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id, Ticket.status == Status.TAKEN)
        .order_by(Ticket.id.desc())
        .limit(1)
    )
    return (await session.execute(query)).scalar_one_or_none()
