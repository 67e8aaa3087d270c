"""What a person has asked: their last questions, in whichever of their conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.journal import Question
from desk.ref import Ref
from tickets.record.conversation import StoredMessage
from tickets.store.database import Session
from tickets.text.masking import glimpse

MOST = 5  #: questions that are shown
GLIMPSE = 120  #: characters of each


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what the bot made of it."""

    message: str  #: its id
    conversation: str
    text: str
    at: datetime
    clauses: Sequence[Ref]  #: the clause that answered it, or those that were near it


async def recently_asked(session: Session, conversations: Sequence[str]) -> Sequence[Asked]:
    """The last MOST, newest first."""
    query = (
        select(Question, StoredMessage)
        .join(StoredMessage, StoredMessage.id == Question.message_id)
        .where(StoredMessage.conversation_id.in_(conversations), StoredMessage.text != "")
        .order_by(StoredMessage.at.desc())
        .limit(MOST)
    )
    return [
        Asked(
            said.id,
            said.conversation_id,
            glimpse(said.text, GLIMPSE),
            said.at,
            question.refs[: 1 if question.outcome == "Answer" else 0],
        )
        for question, said in await session.execute(query)
    ]
