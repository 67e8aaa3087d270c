"""A scene: what is known of a ticket and its room when something is told there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from tickets.post.room import Room, room_of
from tickets.queue.standing import complained_at
from tickets.record.attachment import Attachment
from tickets.record.conversation import Conversation
from tickets.record.ticket import OPEN, Ticket
from tickets.steps.blocking import is_blocked
from tickets.store.base import now
from tickets.store.database import Database, Session, insert_into


@dataclass(frozen=True, slots=True)
class Scene:
    """As the database had it at one moment."""

    ticket: Ticket
    conversation: Conversation
    blocked: bool
    complained: datetime | None  #: when the person said last that the date has passed
    room: Room | None
    files: Sequence[Attachment]  #: handed in with the ticket, oldest first

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.ticket.status not in OPEN

    @property
    def shown(self) -> Mapping[str, Any]:
        """What the room shows."""
        return self.room.shown if self.room else {}


async def look(database: Database, number: str) -> Scene | None:
    """The scene of a ticket; None when there is no such ticket."""
    async with database.reading() as session:
        ticket = (await session.execute(select(Ticket).where(Ticket.number == number))).scalar_one_or_none()
        if ticket is None:
            return None
        files = select(Attachment).where(Attachment.ticket_id == ticket.id, Attachment.message_id.is_(None))
        return Scene(
            ticket=ticket,
            conversation=await session.get_one(Conversation, ticket.conversation_id),
            blocked=await is_blocked(session, ticket.conversation_id),
            complained=await complained_at(session, ticket),
            room=await room_of(session, ticket.id),
            files=(await session.execute(files.order_by(Attachment.at, Attachment.id))).scalars().all(),
        )


async def claim_room(
    session: Session, ticket_id: int, place: str, thread: str, name: str, missed_since: int | None = None
) -> bool:
    """Make this the room of the ticket; False when another one was made first.

    `missed_since` is the first row of the outbox whose words it may lack.
    """
    values = {
        "ticket_id": ticket_id, "place": place, "thread": thread, "card": None,
        "shown": {"name": name, "missed_since": missed_since}, "made_at": now(),
    }  # fmt: skip
    insert = insert_into(session, Room).values(values).on_conflict_do_nothing().returning(Room.ticket_id)
    return (await session.execute(insert)).first() is not None


async def note_shown(database: Database, room: Room, *, card: str | None = None, **shown: Any) -> None:
    """Note what the room shows from now on, unless it is another room by now."""
    async with database.transaction() as session:
        held = select(Room).where(Room.ticket_id == room.ticket_id, Room.thread == room.thread).with_for_update()
        found = (await session.execute(held)).scalar_one_or_none()
        if found is not None:
            found.shown = {**found.shown, **shown}
            found.card = card or found.card


async def forget_room(database: Database, room: Room) -> None:
    """This room is no more; another may be made."""
    async with database.transaction() as session:
        await session.execute(delete(Room).where(Room.ticket_id == room.ticket_id, Room.thread == room.thread))
