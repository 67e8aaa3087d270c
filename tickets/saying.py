"""Saying: words of staff to a person, stored, told in their channel, and shown where staff work on the ticket."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.conversation import Author, StoredMessage, store_message
from tickets.notices import tell_person
from tickets.post.copy import Original, note_copy
from tickets.post.outbox import tell_room
from tickets.ticket import Ticket


async def say(
    session: AsyncSession,
    ticket: Ticket,
    topic: str,
    actor: str,
    text: str,
    original: Original | None = None,
    *,
    identity: str | None = None,
    **data: Any,
) -> StoredMessage:
    """Write to the person of a held ticket; the topic names what is told, `identity` the message to come.

    Where a staff member wrote the words in a chat, `original` says where: a channel may copy them from there.
    """
    message = await store_message(session, ticket.conversation_id, Author.STAFF, text, identity=identity)
    if original is not None:
        for spot in original.spots:
            await note_copy(session, message.id, original.place, spot)
        data["original"] = original.data()
    await tell_person(session, ticket, topic, message=message.id, text=text, **data)
    if original is None or not original.spots:  # otherwise it stands where staff read it
        how = {"message": message.id, "actor": actor, "said": topic, "inside": original is not None}
        tell_room(session, ticket.number, "staff_wrote", f"message:{message.id}", **how)
    return message
