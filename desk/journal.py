"""The journal: what was asked, what was answered from which edition, and whether it helped.

What is taken out of it to learn from tells nothing of who asked: without people whose data are blocked (clause 6.2.4),
numbers in the text masked.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from desk.ref import Ref
from desk.reply import Relayed
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Ticket
from tickets.steps.blocking import blocked_conversations
from tickets.store.base import Base, now
from tickets.store.database import Session
from tickets.text.masking import mask

FORMULA = ("=", "+", "-", "@", "\t", "\r")  #: what a spreadsheet may take for the beginning of one
COLUMNS = ("asked_on", "kind", "outcome", "clause", "confidence", "helpful", "text")


class NoSuchQuestion(LookupError):
    """There is no question with this id in this conversation."""


class Question(Base):
    """One understood message."""

    __tablename__ = "questions"
    __table_args__ = (CheckConstraint("(helpful IS NULL) = (rated_at IS NULL)", name="rated_with_moment"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str]  #: what the message was understood to be
    outcome: Mapped[str]  #: name of the reply it got
    #: [[address, confidence], …], best first; beside staff those that were given, else all that may be meant.
    clauses: Mapped[list[Any]] = mapped_column(JSON)
    document: Mapped[str | None]  #: of the first of them; None of what is older than this, and so the first document's
    #: Of each of them; None where all are of that one.
    documents: Mapped[list[str] | None] = mapped_column(JSON)
    edition: Mapped[str]
    edition_sha256: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    helpful: Mapped[bool | None]
    rated_at: Mapped[datetime | None]
    #: Kinds of tickets offered in reply, that which the reply was about first; None of what is older than this.
    offers: Mapped[list[str] | None] = mapped_column(JSON)
    declined_at: Mapped[datetime | None]  #: when the person said that they want none of them

    @property
    def numbers(self) -> list[str]:
        """Addresses of the clauses, best first."""
        return [number for number, _confidence in self.clauses]

    @property
    def refs(self) -> list[Ref]:
        """The clauses, best first, each with the id of its document; "" is the first one."""
        documents = self.documents or [self.document or ""] * len(self.clauses)
        return [*map(Ref, self.numbers, documents)]


async def given_beside_staff(session: Session, ticket: Ticket) -> frozenset[Ref]:
    """The clauses that the person was given at once while staff held the ticket."""
    query = (
        select(Question)
        .join(StoredMessage, StoredMessage.id == Question.message_id)
        .where(
            StoredMessage.conversation_id == ticket.conversation_id,
            Question.outcome == Relayed.__name__,
            Question.asked_at >= ticket.received_at,
        )
    )
    return frozenset(ref for question in await session.scalars(query) for ref in question.refs)


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


async def questions(session: Session, limit: int = 100_000) -> Iterator[Sequence[str]]:
    """Rows in the order of COLUMNS, newest first."""
    query = (
        select(Question, StoredMessage.text)
        .join(StoredMessage, StoredMessage.id == Question.message_id)
        .where(StoredMessage.conversation_id.not_in(blocked_conversations()))
        .order_by(Question.asked_at.desc())
        .limit(limit)
    )
    return (_row(question, text) for question, text in (await session.execute(query)).all())


def _row(question: Question, text: str) -> Sequence[str]:
    clause, confidence = question.clauses[0] if question.clauses else ("", "")
    helpful = "" if question.helpful is None else str(question.helpful).lower()
    return (
        question.asked_at.date().isoformat(),
        question.kind,
        question.outcome,
        str(clause),
        str(confidence),
        helpful,
        mask(text),
    )


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
