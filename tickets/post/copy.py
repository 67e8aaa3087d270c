"""Copies: where a message is shown, so that replies, edits and reactions find the same message on the other side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.conversation import Conversation, StoredMessage, find_message
from tickets.store.base import Base
from tickets.store.database import Session, insert_new


class Copy(Base):
    """One message as one chat shows it."""

    __tablename__ = "copies"

    place: Mapped[str] = mapped_column(primary_key=True)  #: the chat
    spot: Mapped[str] = mapped_column(primary_key=True)  #: the message's id in it
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)


@dataclass(frozen=True, slots=True)
class Original:
    """Words of staff as they stand in a chat."""

    place: str
    spots: tuple[str, ...] = ()  #: their messages there; none where a button said them
    media: bool = False  #: whether there is more to them than text
    answers: str | None = None  #: our id of the message that they answer
    album: str | None = None  #: the chat's name for files that were sent together


async def note_copy(session: Session, message_id: str, place: str, spot: str) -> None:
    """This chat shows the message there; noted once, and not at all when the message was erased meanwhile."""
    if await session.get(StoredMessage, message_id) is not None:
        await insert_new(session, Copy, place=place, spot=spot, message_id=message_id)


async def shown_at(session: Session, place: str, spot: str) -> StoredMessage | None:
    """The message that a chat shows there."""
    query = select(StoredMessage).join(Copy).where(Copy.place == place, Copy.spot == spot)
    return await session.scalar(query)


async def said_at(session: Session, conversation: Conversation, spot: str) -> StoredMessage | None:
    """What was said in a conversation, by the name that its channel has for it; a website knows our own id."""
    if found := await shown_at(session, conversation.origin, spot):
        return found
    found = await find_message(session, conversation.id, spot) or await session.get(StoredMessage, spot)
    return found if found is not None and found.conversation_id == conversation.id else None


async def spots_in(session: Session, message_id: str, place: str) -> Sequence[str]:
    """Where this chat shows the message, in the order of the chat; more than one where it is shown in parts."""
    query = select(Copy.spot).where(Copy.message_id == message_id, Copy.place == place)
    return sorted(await session.scalars(query), key=lambda spot: (len(spot), spot))


async def show_instead(session: Session, place: str, before: str, after: str) -> None:
    """The chat shows another message in the place of one: it was corrected there."""
    if await session.get(StoredMessage, after) is None:  # erased meanwhile
        return
    query = update(Copy).where(Copy.place == place, Copy.message_id == before)
    await session.execute(query.values(message_id=after))
