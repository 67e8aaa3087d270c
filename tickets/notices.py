"""Notices: who hears of a step, through which channels. Each is a row of the outbox in the step's own transaction."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Conversation
from tickets.identity import is_proven_address
from tickets.post.mail import post
from tickets.post.outbox import STAFF, OutboxRow, room_lane, tell
from tickets.ticket import Ticket


async def tell_person(session: AsyncSession, ticket: Ticket, topic: str, **data: Any) -> OutboxRow:
    """Tell the person in their channel, and by mail to an address that they proved; gives the row of the channel."""
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    data = {"number": ticket.number, "language": conversation.language, **data}
    cause = f"ticket:{ticket.id}"
    row = tell(session, conversation.channel, conversation.id, topic, cause, chat=conversation.origin, **data)
    if ticket.email and await is_proven_address(session, conversation.id, ticket.email):
        post(session, conversation.id, topic, cause, to=ticket.email, **data)
    return row


def nearest_date(ticket: Ticket) -> dict[str, str | None]:
    """What a notice tells of the date that is to be met next."""
    return {"due_on": ticket.due_on.isoformat() if ticket.due_on else None, "basis": ticket.basis}


def tell_staff(session: AsyncSession, ticket: Ticket, topic: str, **data: Any) -> None:
    """Tell the staff: number and kind, never a word of the person."""
    data = {"number": ticket.number, "kind": ticket.kind, **data}
    tell(session, STAFF, room_lane(ticket.number), topic, f"ticket:{ticket.id}", **data)
