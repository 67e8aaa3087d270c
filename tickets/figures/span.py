"""A span of days in the operator's time zone, the weeks or months it is counted by, and what came in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, literal_column, select

from tickets.record.ticket import Ticket, TicketKind
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session
from tickets.terms.calendar import add_months, day_end

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 5 * 366  #: days
WEEKS = 27  #: a span of more is counted by months: so many rows can still be read


class SpanUnfit(ValueError):
    """The days cannot be counted."""


class SpanBackwards(SpanUnfit):
    """The last day is before the first."""


class SpanTooLong(SpanUnfit):
    """There are more than LONGEST days, or they are of another century."""


@dataclass(frozen=True, slots=True)
class Part:
    """A week, from Monday, or a month; at the ends of a span only what lies inside."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of `first` to the end of `last`. Raises SpanBackwards and SpanTooLong."""

    first: date
    last: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise SpanBackwards
        if self.first.year < FIRST_YEAR or self.last.year > LAST_YEAR or (self.last - self.first).days >= LONGEST:
            raise SpanTooLong

    @property
    def begins(self) -> datetime:
        return day_end(self.first - timedelta(1), self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment that is not inside."""
        return day_end(self.last, self.zone)

    @property
    def by_months(self) -> bool:
        return (self.last - self.first).days >= 7 * (WEEKS - 1)

    @property
    def parts(self) -> Sequence[Part]:
        """The weeks or months, in order, without a gap."""
        found, first = [], self.first
        while first <= self.last:
            after = add_months(first.replace(day=1), 1) if self.by_months else first + timedelta(7 - first.weekday())
            found.append(Part(first, min(after - timedelta(1), self.last)))
            first = after
        return found

    def holds(self, moment: Any) -> ColumnElement[bool]:
        """SQL: whether a column's moment lies inside."""
        condition: ColumnElement[bool] = (moment >= self.begins) & (moment < self.ends)
        return condition

    def part_of(self, moment: Any) -> ColumnElement[int]:
        """SQL: the place among `parts` of a moment that lies inside."""
        parts = self.parts
        # Neither database needs to know the zone: the ends of the parts are compared as moments.
        last: ColumnElement[int] = literal_column(str(len(parts) - 1))
        if len(parts) == 1:
            return last
        ends = [day_end(part.last, self.zone) for part in parts[:-1]]
        return case(*((moment < end, literal_column(str(place))) for place, end in enumerate(ends)), else_=last)


@dataclass(frozen=True, slots=True)
class Opened:
    """Tickets that came in one part of the span."""

    part: Part
    by_kind: Mapping[TicketKind, int]  #: every kind is there

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


async def opened(session: Session, span: Span) -> Sequence[Opened]:
    """How many tickets of each kind came in each part of the span, also where nothing came."""
    came = (
        select(span.part_of(Ticket.received_at).label("part"), Ticket.kind)
        .where(span.holds(Ticket.received_at), Ticket.conversation_id.not_in(blocked_conversations()))
        .subquery()
    )
    query = select(came.c.part, came.c.kind, func.count()).group_by(came.c.part, came.c.kind)
    found = {(part, kind): number for part, kind, number in await session.execute(query)}
    return [
        Opened(part, {kind: found.get((place, kind), 0) for kind in TicketKind})
        for place, part in enumerate(span.parts)
    ]
