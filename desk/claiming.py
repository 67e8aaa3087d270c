"""Claiming: which document a ticket is about, as its person says, or as the last clause tells that answered them."""

from collections.abc import Mapping

from sqlalchemy import select

from desk.journal import Question
from desk.knowledge import Knowledge, UnknownDocumentError
from desk.reply import Answer, Relayed
from index.policy import Policy
from tickets.record.conversation import StoredMessage
from tickets.store.database import Session

NOT_KNOWN = ""  #: in place of a document's id: its person was asked and does not know


async def claimed_under(session: Session, knowledge: Knowledge, conversation: str, told: str | None) -> Policy | None:
    """The document that a ticket of this conversation is about; None where nobody knows.

    `told` is what its person says: an id, NOT_KNOWN, or None where they were not asked. Raises UnknownDocumentError.
    """
    documents = knowledge.policies
    if told:
        if told not in documents:
            raise UnknownDocumentError(told)
        return documents[told]
    if told == NOT_KNOWN:
        return None
    if len(documents) == 1:
        return knowledge.policy
    return await _last_answered(session, documents, conversation)


def consented_to(knowledge: Knowledge, told: str | None) -> Policy:
    """The document whose operator is given the consent: that which is named beside it, else the first one.

    An edge names it where it is clear, so that the words that are stored are those that were shown.
    """
    return (knowledge.policies.get(told) if told else None) or knowledge.policy


async def to_choose(session: Session, knowledge: Knowledge, conversation: str) -> Mapping[str, str]:
    """Documents to choose from, id → title, where it is not clear under which one a claim is made; none where it is."""
    documents = knowledge.policies
    if len(documents) == 1 or await _last_answered(session, documents, conversation) is not None:
        return {}
    return {document: policy.title for document, policy in documents.items()}


async def _last_answered(session: Session, documents: Mapping[str, Policy], conversation: str) -> Policy | None:
    """The document of the last clause that was given as an answer."""
    query = (
        select(Question.clauses, Question.document)
        .join(StoredMessage, StoredMessage.id == Question.message_id)
        .where(StoredMessage.conversation_id == conversation, Question.outcome.in_((Answer.__name__, Relayed.__name__)))
        .order_by(Question.asked_at.desc())
    )
    rows = (await session.execute(query)).all()
    answered = next((document for clauses, document in rows if clauses), NOT_KNOWN)
    return next(iter(documents.values())) if answered is None else documents.get(answered)
