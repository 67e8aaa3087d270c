"""From what a message means to the reply it gets, and to its line in the journal."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from desk.journal import Question
from desk.knowledge import Knowledge
from desk.reply import Answer, NoAnswer, Quote, Reply, Smalltalk, Suggestions, TicketOffer, shown
from index.decision import Course
from index.understanding import Candidate, Understanding
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Request, TicketKind

R = TypeVar("R", bound=Reply)

NEAR = 0.05  #: clauses less likely than this are not worth showing as near
_QUOTING = (Course.ANSWER, Course.SUGGESTIONS, Course.NO_ANSWER)  #: replies that show clauses
DIGITS = 4  #: of a probability, as the journal keeps it


def reply_to(knowledge: Knowledge, understanding: Understanding, stored: StoredMessage) -> Reply:
    """The reply to a stored message; a pure function."""
    return dated(knowledge, _reply(knowledge, understanding, stored))


def dated(knowledge: Knowledge, reply: R) -> R:
    """With the edition of what is quoted: whoever says it later may know another one already."""
    return replace(reply, edition=knowledge.edition_of(shown(reply)))


def _reply(knowledge: Knowledge, understanding: Understanding, stored: StoredMessage) -> Reply:
    decision = knowledge.decide(understanding)
    quotes = knowledge.quotes(decision.clauses)
    near = tuple(quote for quote in quotes if quote.confidence >= NEAR)
    to: dict[str, Any] = {
        "conversation": stored.conversation_id,
        "message": stored.id,
        "language": understanding.language,
        "offers": tuple(map(TicketKind, decision.offers)),
        "former": knowledge.former if decision.course in _QUOTING and near else None,
    }
    match decision.course:
        case Course.ANSWER:
            return Answer(**to, quotes=quotes[: decision.quoted], near=near[decision.quoted :])
        case Course.SUGGESTIONS:
            return Suggestions(**to, quotes=near or quotes[:1])
        case Course.NO_ANSWER:
            return NoAnswer(**to, near=near, surely=decision.surely)
        case Course.SMALLTALK:
            return Smalltalk(**to)
        case Course.CLAIM | Course.DELETION | Course.HUMAN:
            kind = TicketKind(decision.course)
            return TicketOffer(
                **to,
                kind=kind,
                requests=tuple(map(Request, understanding.shapes)) if kind is TicketKind.DELETION else (),
                near=near,
            )


def quoted(knowledge: Knowledge, clauses: Sequence[Candidate]) -> tuple[Quote, ...]:
    """The clauses as they are quoted, and as `given` will quote them again."""
    return tuple(knowledge.quote(each.number, round(each.confidence, DIGITS), each.document) for each in clauses)


def given(knowledge: Knowledge, question: Question) -> tuple[Quote, ...]:
    """Clauses that were given beside staff, once more; of a library that has one no longer, the others."""
    confidences = [confidence for _, confidence in question.clauses]
    return tuple(
        knowledge.quote(ref.address, confidence, ref.document)
        for ref, confidence in zip(question.refs, confidences, strict=True)
        if knowledge.has(*ref)
    )


def journal_entry(
    knowledge: Knowledge,
    understanding: Understanding,
    stored: StoredMessage,
    outcome: str,
    clauses: Sequence[Candidate],
    offers: Sequence[TicketKind] = (),
) -> Question:
    """What the journal keeps of it: `outcome` is the name of the reply, the clauses stand best first.

    The edition is that of the first clause's document, else of the first document.
    """
    documents = [knowledge.known(clause.document).policy.id for clause in clauses]
    known = knowledge.known(documents[0] if documents else "")
    return Question(
        message_id=stored.id,
        kind=understanding.kind,
        outcome=outcome,
        clauses=[[clause.number, round(clause.confidence, DIGITS)] for clause in clauses],
        document=known.policy.id,
        documents=documents if len({*documents}) > 1 else None,
        edition=known.edition.id,
        edition_sha256=known.edition.sha256,
        offers=[kind.value for kind in offers],
    )


def offered(reply: Reply) -> tuple[TicketKind, ...]:
    """The tickets that a reply offers, that which it is about first."""
    return (reply.kind, *reply.offers) if isinstance(reply, TicketOffer) else reply.offers
