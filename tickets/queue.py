"""The queue as staff see it: lists of tickets and all that was said about one."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tickets.conversation import Author, StoredMessage
from tickets.database import Session
from tickets.life import NoSuchTicket, plain_number
from tickets.ticket import HELD, OPEN, Status, Ticket, TicketKind


async def open_tickets(session: Session, limit: int = 200) -> list[Ticket]:
    """Tickets with something still to be done: the nearest date first, so that what is overdue stays on top."""
    query = (
        select(Ticket).where(Ticket.status.in_(OPEN)).order_by(Ticket.due_on.asc().nulls_last(), Ticket.id).limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def all_tickets(session: Session, limit: int = 200) -> list[Ticket]:
    """Every ticket, newest first."""
    return list((await session.execute(select(Ticket).order_by(Ticket.id.desc()).limit(limit))).scalars())


async def tickets_of(session: Session, conversation_id: str) -> list[Ticket]:
    """The tickets of one conversation, newest first."""
    query = select(Ticket).where(Ticket.conversation_id == conversation_id).order_by(Ticket.id.desc())
    return list((await session.execute(query)).scalars())


async def ticket_of(session: Session, origin: str) -> Ticket | None:
    """The ticket that this act opened."""
    return (await session.execute(select(Ticket).where(Ticket.origin == origin))).scalar_one_or_none()


async def ticket_with_history(session: Session, number: str) -> Ticket:
    """A ticket with its consent, events and additions loaded; raises NoSuchTicket."""
    query = (
        select(Ticket)
        .where(Ticket.number == plain_number(number))
        .options(selectinload(Ticket.consent), selectinload(Ticket.events), selectinload(Ticket.additions))
    )
    ticket = (await session.execute(query)).scalar_one_or_none()
    if ticket is None:
        raise NoSuchTicket(number)
    return ticket


async def ticket_by_id(session: Session, ticket_id: int) -> Ticket | None:
    """A ticket with its additions loaded."""
    query = select(Ticket).where(Ticket.id == ticket_id).options(selectinload(Ticket.additions))
    return (await session.execute(query)).scalar_one_or_none()


async def talk_since(session: Session, ticket: Ticket) -> list[StoredMessage]:
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


async def calling_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """The call for a person in this conversation that nobody has taken yet."""
    query = select(Ticket).where(
        Ticket.conversation_id == conversation_id, Ticket.kind == TicketKind.HUMAN, Ticket.status == Status.NEW
    )
    return (await session.execute(query.order_by(Ticket.id.desc()).limit(1))).scalar_one_or_none()


async def held_ticket(session: Session, conversation_id: str) -> Ticket | None:
    """The ticket on whose account staff own this conversation: one that waits for the person, or the newest."""
    query = (
        select(Ticket)
        .where(Ticket.conversation_id == conversation_id, Ticket.status.in_(HELD))
        .order_by((Ticket.status == Status.WAITING).desc(), Ticket.id.desc())
        .limit(1)
    )
    return (await session.execute(query)).scalar_one_or_none()
