"""Notices: who hears of a step, through which channels. Each is a row of the outbox in the step's own transaction."""

from dataclasses import replace

from tickets.post.mail import post
from tickets.post.outbox import STAFF, OutboxRow, room_lane, tell
from tickets.post.topics.to_person import News, Notice
from tickets.post.topics.to_staff import StaffNotice
from tickets.record.conversation import Conversation
from tickets.record.identity import is_proven_address
from tickets.record.ticket import Ticket
from tickets.store.database import Session


async def tell_person(session: Session, ticket: Ticket, news: News) -> OutboxRow:
    """Tell the person in their channel, and by mail to an address that they proved; gives the row of the channel."""
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    letter = Notice(ticket.number, conversation.language, news)
    cause = f"ticket:{ticket.id}"
    row = tell(session, conversation.channel, conversation.id, replace(letter, chat=conversation.origin), cause)
    if ticket.email and await is_proven_address(session, conversation.id, ticket.email):
        post(session, conversation.id, letter, cause, to=ticket.email)
    return row


def tell_staff(session: Session, ticket: Ticket, notice: StaffNotice) -> None:
    """Tell the staff, in the lane of the ticket."""
    tell(session, STAFF, room_lane(ticket.number), notice, f"ticket:{ticket.id}")
