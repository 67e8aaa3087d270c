"""What went before in a conversation, as the understanding takes it: from messages, the journal and tickets."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from desk.journal import Question
from index.dialogue import Turn
from index.understanding import Kind
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import Ticket
from tickets.store.database import Session

CONTEXT = 3  #: how many earlier messages of a person help to understand the next


async def history(session: Session, conversation_id: str, before: datetime | None = None) -> tuple[Turn, ...]:
    """The person's last messages, oldest first, with the replies they got and the tickets opened after each."""
    query = (
        select(StoredMessage.text, StoredMessage.at, Question)
        .outerjoin(Question, Question.message_id == StoredMessage.id)
        .where(StoredMessage.conversation_id == conversation_id, StoredMessage.author == Author.USER)
        .order_by(StoredMessage.at.desc())
        .limit(CONTEXT)
    )
    if before is not None:
        query = query.where(StoredMessage.at < before)
    said = [*reversed((await session.execute(query)).all())]
    if not said:
        return ()
    opened = await _opened(session, conversation_id, said[0].at, before)
    begins = [at for _, at, _ in said]
    after = {bisect_right(begins, received) - 1: kind for kind, received in opened}
    return tuple(_turn(text, asked, after.get(place)) for place, (text, _, asked) in enumerate(said))


async def _opened(
    session: Session, conversation_id: str, since: datetime, before: datetime | None
) -> Sequence[tuple[Kind, datetime]]:
    """The tickets opened since then, with the moment of each."""
    query = (
        select(Ticket.kind, Ticket.received_at)
        .where(Ticket.conversation_id == conversation_id, Ticket.received_at >= since)
        .order_by(Ticket.received_at)
    )
    if before is not None:
        query = query.where(Ticket.received_at < before)
    return [(Kind(kind.value), received) for kind, received in (await session.execute(query)).all()]


def _turn(text: str, asked: Question | None, opened: Kind | None) -> Turn:
    if asked is None:
        return Turn(text, opened=opened)
    return Turn(
        text,
        kind=Kind(asked.kind),
        clauses=tuple(asked.numbers),
        documents=tuple(ref.document for ref in asked.refs),
        offered=tuple(map(Kind, asked.offers or ())),
        opened=opened,
        declined=asked.declined_at is not None,
    )
