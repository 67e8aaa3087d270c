"""Rooms: where the staff of a channel work on a ticket, such as a topic of their group. One ticket has one room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session
from tickets.ticket import Ticket


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


async def room_of(session: Session, ticket_id: int) -> Room | None:
    """The room of a ticket, if it was made."""
    return await session.get(Room, ticket_id)


async def ticket_in(session: Session, place: str, thread: str) -> Ticket | None:
    """The ticket that a room is about."""
    query = select(Ticket).join(Room, Room.ticket_id == Ticket.id).where(Room.place == place, Room.thread == thread)
    return (await session.execute(query)).scalar_one_or_none()
