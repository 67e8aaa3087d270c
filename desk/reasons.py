"""Why a clause was given: the phrases of people that mean it and the words of the message that spoke for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from desk.history import history
from desk.journal import NoSuchQuestion, find_question
from desk.knowledge import Knowledge
from index.dialogue import Turn
from tickets.record.conversation import StoredMessage
from tickets.store.database import Session

PHRASES, WORDS = 3, 4
SHORTEST = 3  #: letters of a word that says something by itself
LIKE = 0.25  #: phrases less like the message than this explain nothing


@dataclass(frozen=True, slots=True)
class LikePhrase:
    """A phrase of the bank that means the clause."""

    text: str
    likeness: float  #: to the message, 0..1


@dataclass(frozen=True, slots=True)
class Reasons:
    """What spoke for a clause."""

    address: str
    phrases: tuple[LikePhrase, ...]  #: the most alike first
    words: tuple[str, ...]  #: of the message, as they were read, in its order


async def reasons(
    session: Session, knowledge: Knowledge, asked: StoredMessage, address: str, document: str = ""
) -> Reasons:
    """Why this clause, of this document if it is named, was given to a stored message.

    Takes some milliseconds of one processor, outside the event loop.
    Raises NoSuchQuestion when it was not: only what a person has been shown is explained to them.
    """
    question = await find_question(session, asked.id, asked.conversation_id)
    shown = [
        ref for ref in question.refs if ref.address == address and (not document or ref.document in {document, ""})
    ]
    if not shown or not knowledge.has(*shown[0]):
        raise NoSuchQuestion(asked.id)
    earlier = await history(session, asked.conversation_id, before=asked.at)
    return await asyncio.to_thread(_reasons, knowledge, asked.text, earlier, address, shown[0].document)


def _reasons(knowledge: Knowledge, text: str, earlier: Sequence[Turn], address: str, document: str) -> Reasons:
    decided = knowledge.explain(text, earlier, address, document)
    alike = sorted(decided.phrases, key=lambda phrase: -phrase.likeness)
    strongest = sorted((part, word) for word, part in decided.words if part > 0 and len(word) >= SHORTEST)[-WORDS:]
    spoke = {word for _, word in strongest}
    return Reasons(
        address=address,
        phrases=tuple(LikePhrase(p.text, min(1.0, p.likeness)) for p in alike if p.likeness >= LIKE)[:PHRASES],
        words=tuple(word for word, _ in decided.words if word in spoke),
    )
