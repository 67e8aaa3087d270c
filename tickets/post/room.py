"""Rooms: where the staff of a channel work on a ticket, such as a topic of their group. One ticket has one room.

A room shows a card, asks what a step still needs, and moves with its group.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.ticket import Ticket
from tickets.store.base import Base, now
from tickets.store.database import Session, insert_into, insert_new


class Room(Base):
    """What the channel calls the room of a ticket, and what is shown there now."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("place", "thread"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str]  #: the group
    thread: Mapped[str]  #: the room within it
    card: Mapped[str | None]  #: the message that sums the ticket up
    shown: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  #: what name, icon and card say now
    made_at: Mapped[datetime] = mapped_column(default=now)


class Prompt(Base):
    """One question of ours that waits for a staff member: their next words there, or a button, take the step."""

    __tablename__ = "prompts"

    place: Mapped[str] = mapped_column(primary_key=True)  #: the chat
    spot: Mapped[str] = mapped_column(primary_key=True)  #: the message that asks, in it
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str]  #: who was asked
    step: Mapped[str]  #: what their answer does
    said: Mapped[dict[str, Any]] = mapped_column(JSON)  #: what is known of it so far
    at: Mapped[datetime] = mapped_column(default=now)


class MovedChat(Base):
    """A group that became a larger one: it got a new name from its channel, and is the same group to us."""

    __tablename__ = "moved_chats"

    old: Mapped[str] = mapped_column(primary_key=True)  #: what settings and older rows call it
    new: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


async def room_of(session: Session, ticket_id: int) -> Room | None:
    """The room of a ticket, if it was made."""
    return await session.get(Room, ticket_id)


async def ticket_in(session: Session, place: str, thread: str) -> Ticket | None:
    """The ticket that a room is about."""
    query = select(Ticket).join(Room, Room.ticket_id == Ticket.id).where(Room.place == place, Room.thread == thread)
    return await session.scalar(query)


async def note_prompt(
    session: Session, place: str, spot: str, ticket_id: int, actor: str, step: str, said: dict[str, Any]
) -> None:
    """This message asks; noted once."""
    await insert_new(session, Prompt, place=place, spot=spot, ticket_id=ticket_id, actor=actor, step=step, said=said)


async def find_prompt(session: Session, place: str, spot: str) -> Prompt | None:
    """What this message asks, unless it was answered."""
    return await session.get(Prompt, (place, spot))


async def answered(session: Session, prompt: Prompt) -> None:
    """Nothing more is expected."""
    await session.execute(delete(Prompt).where(Prompt.place == prompt.place, Prompt.spot == prompt.spot))


async def place_now(session: Session, place: str) -> str:
    """What the channel calls the chat today."""
    moved = await session.get(MovedChat, place)
    return moved.new if moved else place


async def note_move(session: Session, old: str, new: str) -> None:
    """Follow the chat, and take its rooms along; noting a move twice changes nothing.

    Messages are numbered anew in the new chat, so what was shown in a room counts as not shown there.
    """
    insert = insert_into(session, MovedChat).values(old=old, new=new)
    await session.execute(insert.on_conflict_do_update(index_elements=["old"], set_={"new": new}))
    await session.execute(update(Room).where(Room.place == old).values(place=new, card=None, shown={}))
