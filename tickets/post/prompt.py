"""Prompts: what a staff member was asked in a room, until their next words there, or a button, take the step."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, delete
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session, insert_into


class Prompt(Base):
    """One question of ours that waits for a staff member."""

    __tablename__ = "prompts"

    place: Mapped[str] = mapped_column(primary_key=True)  #: the chat
    spot: Mapped[str] = mapped_column(primary_key=True)  #: the message that asks, in it
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str]  #: who was asked
    step: Mapped[str]  #: what their answer does
    said: Mapped[dict[str, Any]] = mapped_column(JSON)  #: what is known of it so far
    at: Mapped[datetime] = mapped_column(default=now)


async def note_prompt(
    session: Session, place: str, spot: str, ticket_id: int, actor: str, step: str, said: dict[str, Any]
) -> None:
    """This message asks; noted once."""
    values = {"place": place, "spot": spot, "ticket_id": ticket_id, "actor": actor, "step": step, "said": said}
    await session.execute(insert_into(session, Prompt).values(values | {"at": now()}).on_conflict_do_nothing())


async def find_prompt(session: Session, place: str, spot: str) -> Prompt | None:
    """What this message asks, unless it was answered."""
    return await session.get(Prompt, (place, spot))


async def answered(session: Session, prompt: Prompt) -> None:
    """Nothing more is expected."""
    await session.execute(delete(Prompt).where(Prompt.place == prompt.place, Prompt.spot == prompt.spot))
