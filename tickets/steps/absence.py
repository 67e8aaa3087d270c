"""Absence: a person stops the bot, or comes back. Nothing is sent to whoever wants to hear nothing."""

from datetime import datetime

from sqlalchemy import select

from tickets.post.notices import tell_staff
from tickets.post.outbox import OutboxRow, tell_of_words
from tickets.post.topics.to_staff import UserLeft, UserReturned
from tickets.record.conversation import Conversation
from tickets.record.ticket import OPEN, Ticket
from tickets.store.base import now
from tickets.store.database import Session

GONE = "the person left"  #: why rows that waited for them are dead


async def leave(session: Session, conversation: Conversation, at: datetime | None = None) -> None:
    """The person wants to hear nothing here any more: what waits for them is given up, and staff of their open tickets
    hear of it. Noted once."""
    if conversation.left_at is not None:
        return
    conversation.left_at = at = at or now()
    waiting = select(OutboxRow).where(
        OutboxRow.channel == conversation.channel,
        OutboxRow.lane == conversation.id,
        OutboxRow.delivered_at.is_(None),
        OutboxRow.dead_at.is_(None),
    )
    for row in (await session.scalars(waiting.with_for_update())).all():
        row.dead_at, row.error = at, GONE
        tell_of_words(session, row.id, row.told, lost=GONE)
    await _tell(session, conversation, UserLeft)


async def come_back(session: Session, conversation: Conversation) -> None:
    """The person hears us again, and staff of their open tickets know that they do."""
    if conversation.left_at is not None:
        conversation.left_at = None
        await _tell(session, conversation, UserReturned)


async def _tell(session: Session, conversation: Conversation, notice: type[UserLeft | UserReturned]) -> None:
    query = select(Ticket).where(Ticket.conversation_id == conversation.id, Ticket.status.in_(OPEN))
    for ticket in await session.scalars(query.order_by(Ticket.id)):
        tell_staff(session, ticket, notice(ticket.number, ticket.kind))
