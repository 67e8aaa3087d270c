"""Questions to learn from: what was asked, understood and found helpful, without who asked.

Left out are people whose data are blocked (clause 6.2.4), and numbers in the text are masked.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from desk.journal import Question
from tickets.record.conversation import StoredMessage
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session
from tickets.text.masking import mask

FORMULA = ("=", "+", "-", "@", "\t", "\r")  #: what a spreadsheet may take for the beginning of one
COLUMNS = ("asked_on", "kind", "outcome", "clause", "confidence", "helpful", "text")


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
