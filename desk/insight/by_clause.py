"""What people ask about: their questions by the clause that is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from desk.insight.asked import UNANSWERED, asked
from desk.reply import Answer, Suggestions
from tickets.database import Session
from tickets.figures.span import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one clause."""

    clause: str | None  #: None: no clause was near
    answered: int  #: with the clause
    suggested: int  #: as one of several to choose from
    unanswered: int  #: the policy is silent
    liked: int
    disliked: int

    @property
    def total(self) -> int:
        return self.answered + self.suggested + self.unanswered


async def by_clause(session: Session, span: Span) -> Sequence[Asked]:
    """The clause most asked about first; a message that asks several things counts once, for its first clause."""
    questions = asked(span)
    number, outcome, helpful = func.count(), questions.c.outcome, questions.c.helpful
    query = (
        select(
            questions.c.clause,
            number.filter(outcome == Answer.__name__),
            number.filter(outcome == Suggestions.__name__),
            number.filter(outcome == UNANSWERED),
            number.filter(helpful.is_(True)),
            number.filter(helpful.is_(False)),
        )
        .group_by(questions.c.clause)
        .order_by(number.desc(), questions.c.clause)
    )
    return [Asked(*row) for row in await session.execute(query)]
