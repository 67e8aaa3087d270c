"""A draft: a ticket that a person is still filling in, step by step, in a channel without forms.

It is a row, so a restart in the middle loses nothing; a conversation fills in one draft at a time.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now, one_of
from tickets.ticket import Request, TicketKind


class Stage(StrEnum):
    """What the person is asked for now."""

    TEXT = "text"
    REQUEST = "request"
    CONTACT = "contact"
    CONSENT = "consent"


class Draft(Base):
    """What has been told so far."""

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint(one_of("kind", TicketKind), name="kind_known"),
        CheckConstraint(f"request IS NULL OR {one_of('request', Request)}", name="request_known"),
        CheckConstraint(one_of("stage", Stage), name="stage_known"),
        # Consent is asked for last, when there is something to consent to.
        CheckConstraint("stage <> 'consent' OR text IS NOT NULL", name="text_before_consent"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TicketKind]
    request: Mapped[Request | None]
    stage: Mapped[Stage]
    origin: Mapped[str]  #: the act that began it; becomes the ticket's
    text: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    begun_at: Mapped[datetime] = mapped_column(default=now)


async def find_draft(session: AsyncSession, conversation_id: str) -> Draft | None:
    """The draft that this conversation is filling in."""
    return await session.get(Draft, conversation_id)


async def begin_draft(session: AsyncSession, draft: Draft) -> Draft:
    """Start filling in; an unfinished draft of the same conversation gives way."""
    await drop_draft(session, draft.conversation_id)
    session.add(draft)
    await session.flush()
    return draft


async def drop_draft(session: AsyncSession, conversation_id: str) -> bool:
    """Forget the draft; False when there was none."""
    found = await session.execute(
        delete(Draft).where(Draft.conversation_id == conversation_id).returning(Draft.conversation_id)
    )
    return found.first() is not None
