"""The journal: what was asked, what was answered from which edition, and whether it helped."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.conversation import StoredMessage
from tickets.store.base import Base, now
from tickets.store.database import Session


class NoSuchQuestion(LookupError):
    """There is no question with this id in this conversation."""


class Question(Base):
    """One understood message."""

    __tablename__ = "questions"
    __table_args__ = (CheckConstraint("(helpful IS NULL) = (rated_at IS NULL)", name="rated_with_moment"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str]  #: what the message was understood to be
    outcome: Mapped[str]  #: name of the reply it got
    clauses: Mapped[list[Any]] = mapped_column(JSON)  #: [[number, confidence], …], best first
    edition: Mapped[str]
    edition_sha256: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    helpful: Mapped[bool | None]
    rated_at: Mapped[datetime | None]

    @property
    def numbers(self) -> list[str]:
        """Of the clauses, best first."""
        return [number for number, _confidence in self.clauses]


async def find_question(session: Session, message_id: str, conversation_id: str) -> Question:
    """The question, if it belongs to this conversation; raises NoSuchQuestion."""
    message = await session.get(StoredMessage, message_id)
    question = await session.get(Question, message_id)
    if question is None or message is None or message.conversation_id != conversation_id:
        raise NoSuchQuestion(message_id)
    return question


async def rate(session: Session, message_id: str, conversation_id: str, *, helpful: bool) -> None:
    """Note whether the answer helped; a later word replaces an earlier one."""
    question = await find_question(session, message_id, conversation_id)
    question.helpful, question.rated_at = helpful, now()
