"""A draft: what a person is still telling, step by step, in a channel without forms: a ticket, or words for one.

It is a row, so a restart in the middle loses nothing; a conversation fills in one draft at a time.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from tickets.attachment import let_go
from tickets.base import Base, now, one_of
from tickets.ticket import TicketKind
from tickets.vault import Sealed


class Stage(StrEnum):
    """What the person is asked for now."""

    TEXT = "text"
    REQUEST = "request"
    CONTACT = "contact"
    CONSENT = "consent"
    ADDITION = "addition"  #: words to add to a ticket that is open
    REASON = "reason"  #: why a ticket is to be opened again


#: The next message belongs to a ticket that there is already.
OF_TICKET = frozenset({Stage.ADDITION, Stage.REASON})


class Draft(Base):
    """What has been told so far."""

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint(one_of("kind", TicketKind), name="kind_known"),
        CheckConstraint(one_of("stage", Stage), name="stage_known"),
        # Consent is asked for last, when there is something to consent to.
        CheckConstraint("stage <> 'consent' OR text IS NOT NULL", name="text_before_consent"),
        CheckConstraint("(stage IN ('addition', 'reason')) = (number IS NOT NULL)", name="number_of_ticket"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[TicketKind]
    requests: Mapped[list[str]] = mapped_column(JSON, default=list)  #: legal shapes chosen so far
    stage: Mapped[Stage]
    origin: Mapped[str]  #: the act that began it; becomes the ticket's
    text: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    #: The ticket that the words are for, when there is one already.
    number: Mapped[str | None] = mapped_column(ForeignKey("tickets.number", ondelete="CASCADE"))
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
    """Forget the draft, and the files that waited for it; False when there was none."""
    await let_go(session, conversation_id)
    found = await session.execute(
        delete(Draft).where(Draft.conversation_id == conversation_id).returning(Draft.conversation_id)
    )
    return found.first() is not None
