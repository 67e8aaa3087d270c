"""What people ask in vain: questions without an answer or with one that did not help, by the nearest clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, func, select

from desk.insight.asked import UNANSWERED, asked
from desk.journal import Question
from tickets.conversation import StoredMessage
from tickets.database import Session
from tickets.figures.span import Span
from tickets.text.glimpse import glimpse

GROUPS = 40  #: clauses at most
EXAMPLES = 3  #: of a clause
LENGTH = 160  #: characters of an example


@dataclass(frozen=True, slots=True)
class InVain:
    """Questions of one clause that were of no use to those who asked."""

    clause: str | None  #: None: no clause was near
    unanswered: int
    disliked: int  #: of those that were answered
    examples: Sequence[str]  #: masked, newest first, the same words once

    @property
    def total(self) -> int:
        return self.unanswered + self.disliked


async def in_vain(session: Session, span: Span) -> Sequence[InVain]:
    """The clause with the most of them first."""
    questions = asked(span)
    number = func.count()
    unanswered = number.filter(questions.c.outcome == UNANSWERED)
    query = (
        select(questions.c.clause, unanswered, number - unanswered)
        .where(_useless(questions))
        .group_by(questions.c.clause)
        .order_by(number.desc(), questions.c.clause)
        .limit(GROUPS)
    )
    examples = await _examples(session, span)
    return [
        InVain(clause, without, disliked, examples.get(clause, []))
        for clause, without, disliked in await session.execute(query)
    ]


async def _examples(session: Session, span: Span) -> dict[str | None, list[str]]:
    questions = asked(span, Question.asked_at, StoredMessage.text)
    once = (
        select(questions.c.clause, questions.c.text, func.max(questions.c.asked_at).label("at"))
        .where(_useless(questions))
        .group_by(questions.c.clause, questions.c.text)
        .subquery()
    )
    place = func.row_number().over(partition_by=once.c.clause, order_by=once.c.at.desc())
    newest = select(once.c.clause, once.c.text, place.label("place")).subquery()
    query = select(newest.c.clause, newest.c.text).where(newest.c.place <= EXAMPLES).order_by(newest.c.place)
    found: dict[str | None, list[str]] = {}
    for clause, text in await session.execute(query):
        found.setdefault(clause, []).append(glimpse(text, LENGTH))
    return found


def _useless(questions: Subquery) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = (questions.c.outcome == UNANSWERED) | questions.c.helpful.is_(False)
    return condition
