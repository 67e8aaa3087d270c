"""How long people wait for the first words of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Subquery, extract, func, select

from tickets.database import Session
from tickets.figures.span import Span
from tickets.life import SAYING
from tickets.steps.blocking import blocked_conversations
from tickets.ticket import OPEN, Ticket, TicketEvent

BOUNDS = tuple(timedelta(hours=hours) for hours in (1, 4, 24, 72, 240))
#: Of the time waited: from, and below; the last has no end.
RANGES = tuple(zip((timedelta(0), *BOUNDS), (*BOUNDS, None), strict=True))


@dataclass(frozen=True, slots=True)
class Range:
    """So many waited at least `over` and less than `under`."""

    over: timedelta
    under: timedelta | None  #: None: without an end
    number: int


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Of the tickets that came in the span."""

    answered: int
    waiting: int  #: open ones to which nobody has answered
    median: timedelta | None  #: None where nobody was answered
    ninth: timedelta | None  #: the 90th percentile: nine of ten waited no longer
    ranges: Sequence[Range]


async def first_answer(session: Session, span: Span) -> FirstAnswer:
    """Clock time from the receipt to the first answer, question or decision, nights and weekends included.

    Percentiles are nearest ranks: times that somebody really waited. Whole seconds.
    """
    waits = _waits(span)
    counts = [func.count().filter(_inside(waits, over, under)) for over, under in RANGES]
    answered, *numbers = (await session.execute(select(func.count(), *counts).select_from(waits))).one()
    waiting = select(func.count()).where(_counted(span), Ticket.status.in_(OPEN), Ticket.id.not_in(_answered()))
    return FirstAnswer(
        answered=answered,
        waiting=(await session.execute(waiting)).scalar_one(),
        median=await _rank(session, waits, answered, 0.5),
        ninth=await _rank(session, waits, answered, 0.9),
        ranges=[Range(over, under, number) for (over, under), number in zip(RANGES, numbers, strict=True)],
    )


def _counted(span: Span) -> ColumnElement[bool]:
    return span.holds(Ticket.received_at) & Ticket.conversation_id.not_in(blocked_conversations())


def _answered() -> Any:
    return select(TicketEvent.ticket_id).where(TicketEvent.step.in_(SAYING))


def _waits(span: Span) -> Subquery:
    """One row for each answered ticket, with the seconds."""
    first = (
        select(TicketEvent.ticket_id, func.min(TicketEvent.at).label("at"))
        .where(TicketEvent.step.in_(SAYING))
        .group_by(TicketEvent.ticket_id)
        .subquery()
    )
    seconds = func.floor(extract("epoch", first.c.at)) - func.floor(extract("epoch", Ticket.received_at))
    return select(seconds.label("seconds")).join(first, first.c.ticket_id == Ticket.id).where(_counted(span)).subquery()


def _inside(waits: Subquery, over: timedelta, under: timedelta | None) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = waits.c.seconds >= int(over.total_seconds())
    return condition if under is None else condition & (waits.c.seconds < int(under.total_seconds()))


async def _rank(session: Session, waits: Subquery, number: int, share: float) -> timedelta | None:
    if not number:
        return None
    query = select(waits.c.seconds).order_by(waits.c.seconds).offset(ceil(number * share) - 1).limit(1)
    return timedelta(seconds=int((await session.execute(query)).scalar_one()))
