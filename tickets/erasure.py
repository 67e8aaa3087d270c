"""Erasure of a person: all that one conversation holds goes; the ticket's number, dates and decision stay."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Conversation, StoredMessage
from tickets.database import Database
from tickets.draft import drop_draft
from tickets.inbox import InboxRow
from tickets.outbox import OutboxRow
from tickets.queue import tickets_of
from tickets.steps import find_ticket
from tickets.ticket import TicketEvent


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is erased, or would be."""

    tickets: tuple[str, ...]  #: their numbers
    messages: int
    notices: int  #: rows of the outbox


async def preview(session: AsyncSession, number: str) -> Erasure:
    """What erasing the person behind a ticket would touch; raises NoSuchTicket."""
    ticket = await find_ticket(session, number)
    tickets = await tickets_of(session, ticket.conversation_id)
    messages = select(func.count()).where(StoredMessage.conversation_id == ticket.conversation_id)
    notices = select(func.count()).where(OutboxRow.lane == ticket.conversation_id)
    return Erasure(
        tickets=tuple(t.number for t in tickets),
        messages=(await session.execute(messages)).scalar_one(),
        notices=(await session.execute(notices)).scalar_one(),
    )


async def erase(session: AsyncSession, number: str, actor: str) -> Erasure:
    """Erase the person behind a ticket, in the caller's transaction; raises NoSuchTicket."""
    erased = await preview(session, number)
    ticket = await find_ticket(session, number)
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    # What was asked and answered hangs on the messages and goes with them.
    await session.execute(delete(StoredMessage).where(StoredMessage.conversation_id == conversation.id))
    await session.execute(delete(OutboxRow).where(OutboxRow.lane == conversation.id))
    await session.execute(
        update(InboxRow)
        .where(InboxRow.channel == conversation.channel, InboxRow.lane == conversation.origin)
        .values(payload={}, lane="")
    )
    await drop_draft(session, conversation.id)
    for each in await tickets_of(session, conversation.id):
        each.text, each.name, each.email, each.phone = "", None, None, None
        each.origin, each.origin_digest = f"erased:{each.number}", ""
        step = TicketEvent(ticket_id=each.id, step="erase", actor=actor, from_status=each.status, to_status=each.status)
        session.add(step)
    conversation.origin = f"erased:{conversation.id}"
    return erased


async def scrub(database: Database) -> None:
    """Make SQLite forget freed pages and the write-ahead log; other databases vacuum by themselves."""
    if not database.is_sqlite:
        return
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text("VACUUM"))
        await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
