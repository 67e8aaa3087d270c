"""Saying: words of staff to a person, stored, told in their channel, and shown where staff work on the ticket."""

from tickets.post.copy import note_copy
from tickets.post.notices import tell_person
from tickets.post.outbox import tell_room
from tickets.post.topics.to_person import StaffWords
from tickets.post.topics.to_staff import StaffWrote
from tickets.record.conversation import Author, StoredMessage, store_message
from tickets.record.ticket import Ticket
from tickets.store.database import Session


async def say(session: Session, ticket: Ticket, actor: str, words: StaffWords) -> StoredMessage:
    """Write to the person of a held ticket; the words name the message to come."""
    message = await store_message(session, ticket.conversation_id, Author.STAFF, words.text, identity=words.message)
    original = words.original
    if original is not None:
        for spot in original.spots:
            await note_copy(session, message.id, original.place, spot)
    await tell_person(session, ticket, words)
    if original is None or not original.spots:  # otherwise it stands where staff read it
        wrote = StaffWrote(ticket.number, message.id, actor, said=words.name, inside=original is not None)
        tell_room(session, ticket.number, wrote, f"message:{message.id}")
    return message
