"""Forgetting: a conversation that holds no ticket promises nothing, so its person may have it erased at once."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from sqlalchemy import delete, exists, select, update

from tickets.base import now
from tickets.conversation import Conversation
from tickets.database import Session
from tickets.erasure.destruction import Erasure, Reason
from tickets.erasure.erasure import destroy
from tickets.erasure.holding import Holding
from tickets.erasure.person import person_of
from tickets.post.inbox import InboxRow
from tickets.post.outbox import tell
from tickets.post.topics.to_person import DataErased, Notice
from tickets.ticket import SYSTEM, Ticket


class HasTickets(ValueError):
    """Tickets of the conversation promise something; what is held with them is erased by a request."""


async def forget(
    session: Session,
    conversation: Conversation,
    asked_in: str,
    holdings: Sequence[Holding],
    at: datetime | None = None,
    *,
    zone: tzinfo = UTC,
) -> Erasure:
    """Erase all that is held of a conversation without tickets, and the conversation with it.

    The record says on whose demand (152-ФЗ ст. 20 ч. 3). `asked_in` is the channel's id of the update that asks: it
    alone of their updates is still to be marked as handled. The last word goes to the channel's own conversation.
    Raises HasTickets.
    """
    at = at or now()
    channel, origin, language = conversation.channel, conversation.origin, conversation.language
    await session.execute(select(Conversation.id).where(Conversation.id == conversation.id).with_for_update())
    if await session.scalar(select(exists().where(Ticket.conversation_id == conversation.id))):
        raise HasTickets
    person = await person_of(session, (conversation.id,))
    erasure = await destroy(session, person, None, SYSTEM, Reason.ERASE, holdings, at)
    asking = update(InboxRow).where(InboxRow.channel == channel, InboxRow.origin == asked_in)
    await session.execute(asking.values(handled_at=None))
    whole = delete(Conversation).where(Conversation.id == conversation.id)
    await session.execute(whole.execution_options(synchronize_session=False))
    notice = Notice(None, language, DataErased(at.astimezone(zone).date()), chat=origin)
    tell(session, channel, conversation.id, notice, erasure.cause)
    return erasure
