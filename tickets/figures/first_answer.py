"""How long people wait for the first words of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import func, select

from tickets.figures.span import Span
from tickets.life import SAYING
from tickets.record.ticket import OPEN, Ticket, TicketEvent
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session

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
    came = span.holds(Ticket.received_at) & Ticket.conversation_id.not_in(blocked_conversations())
    said = select(TicketEvent.ticket_id, func.min(TicketEvent.at).label("at")).where(TicketEvent.step.in_(SAYING))
    first = said.group_by(TicketEvent.ticket_id).subquery()
    rows = await session.execute(
        select(Ticket.received_at, first.c.at).join(first, first.c.ticket_id == Ticket.id).where(came)
    )
    waits = sorted(at.replace(microsecond=0) - received_at.replace(microsecond=0) for received_at, at in rows)
    answered = select(first.c.ticket_id)
    waiting = select(func.count()).where(came, Ticket.status.in_(OPEN), Ticket.id.not_in(answered))
    return FirstAnswer(
        answered=len(waits),
        waiting=(await session.scalars(waiting)).one(),
        median=_rank(waits, 0.5),
        ninth=_rank(waits, 0.9),
        ranges=[
            Range(over, under, sum(over <= wait < (under or timedelta.max) for wait in waits)) for over, under in RANGES
        ],
    )


def _rank(waits: Sequence[timedelta], share: float) -> timedelta | None:
    return waits[ceil(len(waits) * share) - 1] if waits else None
