"""Conversations and what was said in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, Lenient, now, one_of, random_id
from tickets.store.database import Session, insert_into
from tickets.store.findable import TICKETS, Findable
from tickets.store.wakes import News


class Owner(StrEnum):
    """Who answers in a conversation."""

    BOT = "bot"
    STAFF = "staff"


class Author(StrEnum):
    """Who wrote a message."""

    USER = "user"
    BOT = "bot"
    STAFF = "staff"


class Conversation(Base):
    """One person on one channel."""

    __tablename__ = "conversations"
    __table_args__ = (
        # One conversation for a Telegram chat, however many first messages race.
        UniqueConstraint("channel", "origin"),
        CheckConstraint(one_of("owner", Owner), name="owner_known"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    origin: Mapped[str]  #: the channel's own name for it: a chat id, or our id where we made the conversation
    owner: Mapped[Owner] = mapped_column(default=Owner.BOT)
    language: Mapped[str] = mapped_column(default="ru")
    language_chosen: Mapped[bool] = mapped_column(default=False)  #: by the person, whatever language they write in
    thread: Mapped[str | None]  #: the channel's name for the part of the chat where the person wrote last
    document: Mapped[str | None]  #: that the person wants to be answered from alone
    left_at: Mapped[datetime | None]  #: since when the person wants to hear nothing in this channel
    told_until: Mapped[datetime | None]  #: the person has heard when staff answer, and hears it no more before then
    created_at: Mapped[datetime] = mapped_column(default=now)


class Spots(Lenient):
    """Pairs of an id and a size; None where there are none to be read."""

    cache_ok = True

    def shaped(self, found: Any) -> list[list[str | int]] | None:
        match found:
            case [*pairs] if all(isinstance(pair, list) and [str, int] == [*map(type, pair)] for pair in pairs):
                return pairs
        return None


class StoredMessage(Findable, Base):
    """A message as it came, never changed afterwards."""

    __tablename__ = "messages"
    __table_args__ = (
        # A channel that delivers a message twice stores it once.
        UniqueConstraint("conversation_id", "origin"),
        CheckConstraint(one_of("author", Author), name="author_known"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    author: Mapped[Author]
    origin: Mapped[str | None]  #: the channel's message id
    text: Mapped[str] = mapped_column(Text)
    #: Where it came in several of the channel's messages: the id of each, and how many characters of the text it is.
    parts: Mapped[list[list[str | int]] | None] = mapped_column(Spots)
    at: Mapped[datetime] = mapped_column(default=now, index=True)

    is_first = False  #: of a conversation that begins with it, as whoever stores it knows: then there is no ticket yet

    def said_in(self) -> ColumnElement[bool] | None:
        """Those of the conversation that were open before: what the bot says is the policy's, not anybody's."""
        if self.author is Author.BOT or self.is_first:
            return None
        return (TICKETS.c.conversation_id == self.conversation_id) & (TICKETS.c.received_at <= self.at)


async def begin_conversation(session: Session, channel: str, origin: str | None = None) -> Conversation:
    """The conversation of this origin, made now if there is none; without an origin always a new one."""
    found, _ = await opened_conversation(session, channel, origin, likely=origin is None)
    return found


async def opened_conversation(
    session: Session, channel: str, origin: str | None = None, *, likely: bool = False
) -> tuple[Conversation, bool]:
    """The same, and whether it was made now, which may be `likely`."""
    if not likely and (found := await find_conversation(session, channel, origin or "")) is not None:
        return found, False
    identity = random_id()
    insert = insert_into(session, Conversation).on_conflict_do_nothing().returning(Conversation)
    made = {"id": identity, "channel": channel, "origin": origin or identity}
    if (new := (await session.scalars(insert, [made])).one_or_none()) is not None:
        return new, True
    there = await find_conversation(session, channel, origin or identity)
    assert there is not None, "somebody else made it meanwhile"
    return there, False


async def find_conversation(session: Session, channel: str, origin: str) -> Conversation | None:
    """The conversation that a channel knows by this name."""
    query = select(Conversation).where(Conversation.channel == channel, Conversation.origin == origin)
    return await session.scalar(query)


async def find_message(session: Session, conversation_id: str, origin: str) -> StoredMessage | None:
    """The message that the channel delivered under this id."""
    query = select(StoredMessage).where(
        StoredMessage.conversation_id == conversation_id, StoredMessage.origin == origin
    )
    return await session.scalar(query)


async def store_message(
    session: Session,
    conversation_id: str,
    author: Author,
    text: str,
    origin: str | None = None,
    *,
    identity: str | None = None,
    is_first: bool = False,
) -> StoredMessage:
    """Write down what was said, under an id that was made for it before or a new one.

    `is_first`: the conversation began in this transaction, which opens no ticket in it before.
    """
    identity = identity or random_id()
    message = StoredMessage(conversation_id=conversation_id, author=author, text=text, origin=origin, id=identity)
    message.is_first = is_first
    session.add(message)
    session.told.add(News.SAID)
    await session.flush()
    return message


async def last_at(session: Session, conversation_id: str, author: Author) -> datetime | None:
    """When this side wrote last."""
    query = select(func.max(StoredMessage.at)).where(
        StoredMessage.conversation_id == conversation_id, StoredMessage.author == author
    )
    return await session.scalar(query)
