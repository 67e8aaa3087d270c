"""Moved chats: a group that becomes a larger one gets a new name from its channel, and is the same group to us."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session, insert_into
from tickets.post.room import Room


class MovedChat(Base):
    """Where a chat is found now."""

    __tablename__ = "moved_chats"

    old: Mapped[str] = mapped_column(primary_key=True)  #: what settings and older rows call it
    new: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


async def place_now(session: Session, place: str) -> str:
    """What the channel calls the chat today."""
    moved = await session.get(MovedChat, place)
    return moved.new if moved else place


async def note_move(session: Session, old: str, new: str) -> None:
    """Follow the chat, and take its rooms along; noting a move twice changes nothing.

    Messages are numbered anew in the new chat, so what was shown in a room counts as not shown there.
    """
    insert = insert_into(session, MovedChat).values({"old": old, "new": new, "at": now()})
    await session.execute(insert.on_conflict_do_update(index_elements=["old"], set_={"new": new}))
    await session.execute(update(Room).where(Room.place == old).values(place=new, card=None, shown={}))
