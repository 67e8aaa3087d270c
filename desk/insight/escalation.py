"""How many of those who asked went on to open a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from desk.insight.asked import asked
from desk.journal import Question
from tickets.conversation import StoredMessage
from tickets.database import Session
from tickets.figures.span import Part, Span
from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Escalation:
    """Conversations by the part of the span in which they had their first question of it."""

    part: Part
    conversations: int
    escalated: int  #: of them those in which a ticket was opened after that question, whenever

    @property
    def share(self) -> float | None:
        """0..1; None where nobody asked."""
        return self.escalated / self.conversations if self.conversations else None


async def escalation(session: Session, span: Span) -> Sequence[Escalation]:
    """For each part of the span, also where nobody asked."""
    questions = asked(span, Question.asked_at, StoredMessage.conversation_id)
    first = (
        select(questions.c.conversation_id, func.min(questions.c.asked_at).label("at"))
        .group_by(questions.c.conversation_id)
        .subquery()
    )
    became = exists().where(Ticket.conversation_id == first.c.conversation_id, Ticket.received_at >= first.c.at)
    talks = select(span.part_of(first.c.at).label("part"), became.label("became")).subquery()
    query = select(talks.c.part, func.count(), func.count().filter(talks.c.became)).group_by(talks.c.part)
    found = {part: numbers for part, *numbers in await session.execute(query)}
    return [Escalation(part, *found.get(place, (0, 0))) for place, part in enumerate(span.parts)]
