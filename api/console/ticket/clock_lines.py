"""Terms: the clocks of a ticket as staff read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tickets.record.clock import Clock
from tickets.record.labels import what_is_due
from tickets.record.ticket import Ticket
from tickets.terms.calendar import day_end, previous_working_day


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock."""

    title: str
    due_on: date  #: the last day
    ends_at: datetime | None  #: the moment, where the term runs in hours
    target: date | None  #: when the work must be done, where that is before the last day
    basis: str
    first_due_on: date | None  #: before it was extended
    reason: str | None  #: of the extension
    met_at: datetime | None
    dropped_at: datetime | None
    late: bool


def clock_lines(ticket: Ticket, at: datetime, zone: ZoneInfo) -> Sequence[ClockLine]:
    """The nearest of those that run first, then those that were met, then those that are asked no more."""
    return [_term(clock, at, zone) for clock in sorted(ticket.clocks, key=_order)]


def _order(clock: Clock) -> tuple[bool, bool, datetime]:
    return clock.dropped_at is not None, clock.met_at is not None, clock.ends_at


def _term(clock: Clock, at: datetime, zone: ZoneInfo) -> ClockLine:
    in_hours = clock.ends_at != day_end(clock.due_on, zone)
    target = clock.due_on if in_hours else previous_working_day(clock.due_on)
    return ClockLine(
        title=what_is_due(clock.period),
        due_on=clock.due_on,
        ends_at=clock.ends_at if in_hours else None,
        target=target if clock.started_on < target < clock.due_on else None,
        basis=clock.basis,
        first_due_on=clock.first_due_on,
        reason=clock.reason,
        met_at=clock.met_at,
        dropped_at=clock.dropped_at,
        late=clock.running and at >= clock.ends_at,
    )
