"""Notices and words of staff: who hears of a step, and how; each a row of the outbox in the transaction of the step.

A letter goes to an address that lies sealed, and none where no mail server is set up.
"""

from dataclasses import replace

from tickets.post.copy import note_copy
from tickets.post.outbox import EMAIL, STAFF, OutboxRow, room_lane, tell, tell_room, wake_staff
from tickets.post.topics.to_person import News, Notice, Receipt, StaffWords, Term
from tickets.post.topics.to_staff import (
    StaffNotice,
    StaffWrote,
    TicketAssigned,
    TicketLapsed,
    TicketOpened,
    TicketReopened,
    TicketReturned,
    UserAdded,
)
from tickets.post.topics.topic import Topic
from tickets.record.attachment import give_to_message
from tickets.record.contact import is_proven
from tickets.record.conversation import Author, Conversation, StoredMessage, store_message
from tickets.record.ticket import Ticket
from tickets.staff.face import shown_name
from tickets.store.database import Session

#: After these a person waits for somebody who may not know it yet.
WAKING = (TicketOpened, TicketReopened, TicketReturned, TicketLapsed, TicketAssigned, UserAdded)


async def tell_person(session: Session, ticket: Ticket, news: News) -> OutboxRow:
    """Tell the person in their channel, and by mail to an address that they proved; gives the row of the channel."""
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    letter = Notice(ticket.number, conversation.language, news)
    cause = f"ticket:{ticket.id}"
    row = tell(session, conversation.channel, conversation.id, replace(letter, chat=conversation.origin), cause)
    if ticket.email and await is_proven(session, conversation.id, ticket.email_index):
        post(session, conversation.id, letter, cause, to=ticket.email)
    return row


def tell_staff(session: Session, ticket: Ticket, notice: StaffNotice) -> None:
    """Tell the staff, in the lane of the ticket."""
    tell(session, STAFF, room_lane(ticket.number), notice, f"ticket:{ticket.id}")
    if isinstance(notice, WAKING):
        wake_staff(session, ticket.number)


def post(session: Session, lane: str, topic: Topic, cause: str, to: str) -> OutboxRow | None:
    """Write a letter, to be carried after the commit; None where letters cannot be sent."""
    if not session.means.mail:
        return None
    return tell(session, EMAIL, lane, topic, cause, to)


async def mail_receipt(session: Session, ticket: Ticket) -> None:
    """What was registered, when, and until when each thing is done on what ground; to the ticket's proven address.

    The person's channel shows its own receipt.
    """
    assert ticket.email is not None
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    running = sorted((clock for clock in ticket.clocks if clock.running), key=lambda clock: clock.ends_at)
    receipt = Receipt(
        number=ticket.number,
        language=conversation.language,
        kind=ticket.kind,
        requests=ticket.requests,
        received_on=ticket.received_on,
        terms=tuple(Term(each.period, each.due_on, each.basis) for each in running),
    )
    post(session, conversation.id, receipt, f"ticket:{ticket.id}", to=ticket.email)


async def say(session: Session, ticket: Ticket, actor: str, words: StaffWords) -> StoredMessage:
    """Write to the person of a held ticket, in the author's name if they show one; the words name the message."""
    words = replace(words, by=await shown_name(session, actor))
    message = await store_message(session, ticket.conversation_id, Author.STAFF, words.text, identity=words.message)
    await give_to_message(session, words.files, message.id, ticket.id)
    original = words.original
    if original is not None:
        for spot in original.spots:
            await note_copy(session, message.id, original.place, spot)
    await tell_person(session, ticket, words)
    if original is None or not original.spots:  # otherwise it stands where staff read it
        wrote = StaffWrote(ticket.number, message.id, actor, said=words.name, inside=original is not None)
        tell_room(session, ticket.number, wrote, f"message:{message.id}")
    return message
