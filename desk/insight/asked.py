"""The questions that are counted, each with its nearest clause."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, select

from desk.journal import Question
from desk.reply import Answer, NoAnswer, Suggestions
from tickets.conversation import StoredMessage
from tickets.figures.span import Span
from tickets.steps.blocking import blocked_conversations

UNANSWERED = NoAnswer.__name__  #: the outcome of a question on which the policy is silent
QUESTIONS = (Answer.__name__, Suggestions.__name__, UNANSWERED)  #: outcomes

#: The number of the nearest clause, as text; NULL where none was near.
CLAUSE: ColumnElement[Any] = Question.clauses[(0, 0)].as_string()


def asked(span: Span, *columns: Any) -> Subquery:
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
