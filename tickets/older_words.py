"""Words of tickets that were opened before there was an index of words."""

import asyncio

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Author, StoredMessage
from tickets.database import Database
from tickets.findable import INDEXED, TicketWord, add_words, texts_of
from tickets.ticket import Addition, Ticket, TicketEvent

BATCH = 50  #: tickets in a transaction


async def index_older(database: Database) -> int:
    """Index what was said in tickets that are not in the index yet; gives how many. Killed, the next call goes on."""
    done = 0
    while True:
        async with database.reading() as session:
            left = (await session.execute(_missing())).scalars().all()
        if not left:
            return done
        async with database.transaction() as session:
            connection = await session.connection()
            # Looked for again: meanwhile some may have been erased.
            for missing in (await session.execute(_missing())).scalars().all():
                ticket = await session.get_one(Ticket, missing)
                await connection.run_sync(add_words, [ticket.id], await said_in(session, ticket))
        done += len(left)
        await asyncio.sleep(0)  # others may write


async def said_in(session: AsyncSession, ticket: Ticket) -> list[str]:
    """All that was said in a ticket, in the order of its page: its text, additions, talk, decision, notes."""
    additions = select(Addition.text).where(Addition.ticket_id == ticket.id).order_by(Addition.version)
    talk = (
        select(StoredMessage.text)
        .where(
            StoredMessage.conversation_id == ticket.conversation_id,
            StoredMessage.at >= ticket.received_at,
            StoredMessage.author != Author.BOT,
        )
        .order_by(StoredMessage.at)
    )
    steps = select(TicketEvent.detail).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    details = (await session.execute(steps)).scalars()
    return [
        ticket.text,
        *(await session.execute(additions)).scalars(),
        *(await session.execute(talk)).scalars(),
        *([ticket.outcome_text] if ticket.outcome_text else []),
        *(text for detail in details for text in texts_of(detail)),
    ]


def _missing() -> Select[int]:
    indexed = exists().where(TicketWord.word == INDEXED, TicketWord.ticket_id == Ticket.id)
    return select(Ticket.id).where(~indexed, Ticket.erased_at.is_(None)).order_by(Ticket.id.desc()).limit(BATCH)
