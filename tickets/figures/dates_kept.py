"""Which dates were kept: the clocks of tickets, by the kind of their period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tickets.figures.span import Span
from tickets.record.clock import Clock
from tickets.record.ticket import Ticket
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class DatesKept:
    """Clocks of one period that were started in the span; each is counted once."""

    period: str  #: a row of periods.toml
    kept: int  #: done by the last day
    late: int  #: done after it
    missed: int  #: the last day is over, and it is not done
    running: int  #: there is time yet
    dropped: int  #: asked no more, or goes on in another ticket

    @property
    def total(self) -> int:
        return self.kept + self.late + self.missed + self.running + self.dropped


async def dates_kept(session: Session, span: Span, at: datetime) -> Sequence[DatesKept]:
    """For each period of which a clock was started, the most frequent first; `at` is the present moment.

    An extended clock is measured by the day to which it was extended.
    """
    number = func.count()
    met = Clock.met_at.is_not(None)
    query = (
        select(
            Clock.period,
            number.filter(met & (Clock.met_at < Clock.ends_at)),
            number.filter(met & (Clock.met_at >= Clock.ends_at)),
            number.filter(Clock.running & (Clock.ends_at <= at)),
            number.filter(Clock.running & (Clock.ends_at > at)),
            number.filter(Clock.dropped_at.is_not(None)),
        )
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .where(span.holds(Clock.started_at), Ticket.conversation_id.not_in(blocked_conversations()))
        .group_by(Clock.period)
        .order_by(number.desc(), Clock.period)
    )
    return [DatesKept(*row) for row in await session.execute(query)]
