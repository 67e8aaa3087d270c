"""What can be learnt from the questions of a span of days, counted by the database.

Questions are messages that were answered with a clause, with several to choose from, or with none; wishes and small
talk are not. People whose data are blocked are left out (clause 6.2.4), and the erased are not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, exists, func, select

from desk.journal import Question
from desk.reply import Answer, NoAnswer, Suggestions
from tickets.figures.span import Part, Span
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Ticket
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session
from tickets.text.masking import glimpse

UNANSWERED = NoAnswer.__name__  #: the outcome of a question on which the policy is silent
QUESTIONS = (Answer.__name__, Suggestions.__name__, UNANSWERED)  #: outcomes

#: The address of the nearest clause, as text; NULL where none was near.
CLAUSE: ColumnElement[Any] = Question.clauses[(0, 0)].as_string()

GROUPS = 40  #: clauses at most
EXAMPLES = 3  #: of a clause
LENGTH = 160  #: characters of an example


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one clause."""

    clause: str | None  #: None: no clause was near
    answered: int  #: with the clause
    suggested: int  #: as one of several to choose from
    unanswered: int  #: the policy is silent
    liked: int
    disliked: int
    document: str = ""  #: id of the clause's document

    @property
    def total(self) -> int:
        return self.answered + self.suggested + self.unanswered


@dataclass(frozen=True, slots=True)
class InVain:
    """Questions of one clause that were of no use to those who asked."""

    clause: str | None  #: None: no clause was near
    unanswered: int
    disliked: int  #: of those that were answered
    examples: Sequence[str]  #: masked, newest first, the same words once
    document: str = ""  #: id of the clause's document

    @property
    def total(self) -> int:
        return self.unanswered + self.disliked


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


async def by_clause(session: Session, span: Span, first: str = "") -> Sequence[Asked]:
    """The clause most asked about first; a message that asks several things counts once, for its first clause.

    What is older than documents were told of is of the `first`.
    """
    questions = _asked(span, _document(first))
    number, outcome, helpful = func.count(), questions.c.outcome, questions.c.helpful
    query = (
        select(
            questions.c.clause,
            number.filter(outcome == Answer.__name__),
            number.filter(outcome == Suggestions.__name__),
            number.filter(outcome == UNANSWERED),
            number.filter(helpful.is_(True)),
            number.filter(helpful.is_(False)),
            questions.c.document,
        )
        .group_by(questions.c.clause, questions.c.document)
        .order_by(number.desc(), questions.c.clause)
    )
    return [Asked(*row) for row in await session.execute(query)]


async def in_vain(session: Session, span: Span, first: str = "") -> Sequence[InVain]:
    """The clause with the most of them first; `first` as with `by_clause`."""
    questions = _asked(span, _document(first))
    number = func.count()
    unanswered = number.filter(questions.c.outcome == UNANSWERED)
    query = (
        select(questions.c.clause, questions.c.document, unanswered, number - unanswered)
        .where(_useless(questions))
        .group_by(questions.c.clause, questions.c.document)
        .order_by(number.desc(), questions.c.clause)
        .limit(GROUPS)
    )
    examples = await _examples(session, span, first)
    return [
        InVain(clause, without, disliked, examples.get((clause, document), []), document)
        for clause, document, without, disliked in await session.execute(query)
    ]


async def escalation(session: Session, span: Span) -> Sequence[Escalation]:
    """For each part of the span, also where nobody asked."""
    questions = _asked(span, Question.asked_at, StoredMessage.conversation_id)
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


def _asked(span: Span, *columns: Any) -> Subquery:
    """One row for each question of the span: `clause`, `outcome`, `helpful`, and these columns."""
    query = (
        select(CLAUSE.label("clause"), Question.outcome, Question.helpful, *columns)
        .join(StoredMessage, StoredMessage.id == Question.message_id)
        .where(
            span.holds(Question.asked_at),
            Question.outcome.in_(QUESTIONS),
            StoredMessage.conversation_id.not_in(blocked_conversations()),
        )
    )
    return query.subquery("asked")


def _document(first: str) -> ColumnElement[str]:
    return func.coalesce(Question.document, first).label("document")


async def _examples(session: Session, span: Span, first: str) -> dict[tuple[str | None, str], list[str]]:
    questions = _asked(span, _document(first), Question.asked_at, StoredMessage.text)
    once = (
        select(questions.c.clause, questions.c.document, questions.c.text, func.max(questions.c.asked_at).label("at"))
        .where(_useless(questions))
        .group_by(questions.c.clause, questions.c.document, questions.c.text)
        .subquery()
    )
    of = [once.c.clause, once.c.document]
    place = func.row_number().over(partition_by=of, order_by=once.c.at.desc())
    newest = select(*of, once.c.text, place.label("place")).subquery()
    query = (
        select(newest.c.clause, newest.c.document, newest.c.text)
        .where(newest.c.place <= EXAMPLES)
        .order_by(newest.c.place)
    )
    found: dict[tuple[str | None, str], list[str]] = {}
    for clause, document, text in await session.execute(query):
        found.setdefault((clause, document), []).append(glimpse(text, LENGTH))
    return found


def _useless(questions: Subquery) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = (questions.c.outcome == UNANSWERED) | questions.c.helpful.is_(False)
    return condition
