"""Clockwork: each thing that is asked of a ticket has a date of its own, which no status ever pauses.

What nobody can name yet has the date of the most pressing thing that it may be.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.record.clock import UNCLEAR, Clock
from tickets.record.ticket import AT_LEISURE, AT_ONCE, Request, Ticket, TicketKind
from tickets.terms.claim import CLAIM, period_as_promised
from tickets.terms.deadlines import deadline_of_at, find_period, most_pressing
from tickets.terms.periods import Period

#: What the date of UNCLEAR rests on, to the person and to staff.
UNCLEAR_BASIS = "самый короткий из возможных сроков, пока не уточнено, о чём запрос ({basis})"


class NoSuchClock(LookupError):
    """No clock of this period is running on the ticket."""


def start(ticket: Ticket, period: str, at: datetime, zone: ZoneInfo) -> None:
    """Start a clock of this period, or of UNCLEAR, at that moment, unless it is running.

    None starts for a claim under a document whose term is not promised. Raises UnknownPeriod.
    """
    _start(ticket, period, at, zone, promised(ticket) if period == CLAIM else None)


def promised(ticket: Ticket) -> Period | None:
    """The period in which a claim of this ticket is answered: as it was promised before, or as its document says."""
    for clock in reversed(ticket.clocks):
        if clock.period == CLAIM:
            return _as_promised(clock)
    return ticket.claim_term.promised if ticket.claim_term else None


def _as_promised(clock: Clock) -> Period | None:
    return period_as_promised(clock.basis, clock.edition, clock.confirmed_by)


def _start(ticket: Ticket, period: str, at: datetime, zone: ZoneInfo, claim: Period | None) -> None:
    if running_clock(ticket, period) is not None or (period == CLAIM and claim is None):
        return
    unclear = period == UNCLEAR
    due = most_pressing(Request, at, zone) if unclear else deadline_of_at(claim or find_period(period), at, zone)
    ticket.clocks.append(
        Clock(
            period=period,
            started_at=at,
            started_on=due.received_on,
            due_on=due.on,
            ends_at=due.ends_at,
            basis=UNCLEAR_BASIS.format(basis=due.basis) if unclear else due.basis,
            edition=due.period.edition,
            confirmed_by=due.period.confirmed_by,
        )
    )
    settle(ticket)


def running_clock(ticket: Ticket, period: str) -> Clock | None:
    """The running clock of this period, if there is one."""
    return next((clock for clock in ticket.clocks if clock.running and clock.period == period), None)


def find_clock(ticket: Ticket, period: str) -> Clock:
    """The running clock of this period; raises NoSuchClock."""
    clock = running_clock(ticket, period)
    if clock is None:
        raise NoSuchClock(period)
    return clock


def stop_all(ticket: Ticket, at: datetime) -> None:
    """What was asked is done or refused: no clock runs any longer."""
    for clock in ticket.clocks:
        if clock.running:
            clock.met_at = at
    settle(ticket)


def drop_others(ticket: Ticket, period: str, at: datetime) -> None:
    """Only the clock of this period runs on; the other things are no longer asked."""
    for clock in ticket.clocks:
        if clock.running and clock.period != period:
            clock.dropped_at = at
    settle(ticket)


def hand_over(ticket: Ticket, into: Ticket, at: datetime, zone: ZoneInfo) -> None:
    """What runs on one ticket runs on the other from now on; of two dates for one thing the earlier stays."""
    for clock in [clock for clock in ticket.clocks if clock.running]:
        twin = running_clock(into, clock.period)
        if twin is not None and clock.ends_at < twin.ends_at:
            twin.dropped_at = at
        _start(into, clock.period, clock.started_at, zone, _as_promised(clock) if clock.period == CLAIM else None)
        clock.dropped_at = at
    for each in (ticket, into):
        _press(each)


def settle(ticket: Ticket) -> None:
    """Let the ticket show the nearest date that is still to be met; when none is left, the last that was."""
    valid = [clock for clock in ticket.clocks if clock.dropped_at is None]
    running = [clock for clock in valid if clock.running]
    shown = min(running, key=_end) if running else max(valid, key=_end, default=None)
    if shown is not None:
        ticket.due_on, ticket.basis = shown.due_on, shown.basis
    if ticket.kind is TicketKind.DELETION and ticket.request is None and not ticket.unclear:
        ticket.request = next(iter(ticket.requests), None)
    _press(ticket)


def _press(ticket: Ticket) -> None:
    """Keep its place in the queue: people without a date first, then the nearest end, then what has been kept."""
    ends = [clock.ends_at for clock in ticket.clocks if clock.running]
    ticket.pressing_at = min(ends, default=AT_ONCE if ticket.due_on is None else AT_LEISURE)


def _end(clock: Clock) -> datetime:
    return clock.ends_at
