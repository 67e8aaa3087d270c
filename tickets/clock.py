"""The clocks of a ticket: each thing that is asked has a date of its own, which no status ever pauses.

A clock is a row with the dates as they were promised; what the periods say later does not change it.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Index, Text, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.database import Session
from tickets.life import MEET, check, go, hold
from tickets.terms.deadlines import deadline_at
from tickets.ticket import Ticket


class NoSuchClock(LookupError):
    """No clock of this period is running on the ticket."""


class Clock(Base):
    """One period running on one ticket."""

    __tablename__ = "clocks"
    __table_args__ = (
        # A period runs once at a time; a reopened ticket starts it anew.
        Index(
            "uq_clocks_running",
            "ticket_id",
            "period",
            unique=True,
            sqlite_where=text("met_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=text("met_at IS NULL AND dropped_at IS NULL"),
        ),
        CheckConstraint("met_at IS NULL OR dropped_at IS NULL", name="met_or_dropped"),
        # One extension, never without a reason and its notice (152-ФЗ ст. 20 ч. 1, ст. 21 ч. 5.1).
        CheckConstraint(
            "(first_due_on IS NULL) = (extended_at IS NULL) AND (extended_at IS NULL) = (reason IS NULL) "
            "AND (extended_at IS NULL) = (notice_id IS NULL)",
            name="extended_whole",
        ),
        CheckConstraint("first_due_on IS NULL OR due_on > first_due_on", name="extended_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    period: Mapped[str]  #: a row of periods.toml
    started_at: Mapped[datetime]
    started_on: Mapped[date] = mapped_column(Date)  #: the operator's local date
    due_on: Mapped[date] = mapped_column(Date)  #: the last day
    ends_at: Mapped[datetime]  #: when that day is over, in the operator's zone
    basis: Mapped[str] = mapped_column(Text)
    edition: Mapped[str]
    confirmed_by: Mapped[str]
    first_due_on: Mapped[date | None] = mapped_column(Date)  #: before the extension
    extended_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)  #: of the extension
    notice_id: Mapped[int | None]  #: the row of the outbox that told the person of it
    met_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    @hybrid_property
    def running(self) -> bool:
        """Whether its date is still to be met; a condition of a query, too."""
        return self.met_at is None and self.dropped_at is None

    @running.inplace.expression
    @classmethod
    def _is_running(cls) -> ColumnElement[bool]:
        return cls.met_at.is_(None) & cls.dropped_at.is_(None)


def start(ticket: Ticket, period: str, at: datetime, zone: ZoneInfo) -> None:
    """Start a clock of this period at that moment, unless it is running. Raises UnknownPeriod."""
    if running_clock(ticket, period) is not None:
        return
    due = deadline_at(period, at, zone)
    ticket.clocks.append(
        Clock(
            period=period,
            started_at=at,
            started_on=due.received_on,
            due_on=due.on,
            ends_at=due.ends_at,
            basis=due.basis,
            edition=due.edition,
            confirmed_by=due.confirmed_by,
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
        start(into, clock.period, clock.started_at, zone)
        clock.dropped_at = at


def settle(ticket: Ticket) -> None:
    """Let the ticket show the nearest date that is still to be met; when none is left, the last that was."""
    valid = [clock for clock in ticket.clocks if clock.dropped_at is None]
    running = [clock for clock in valid if clock.running]
    shown = min(running, key=_end) if running else max(valid, key=_end, default=None)
    if shown is not None:
        ticket.due_on, ticket.basis = shown.due_on, shown.basis


def _end(clock: Clock) -> datetime:
    return clock.ends_at


async def meet(session: Session, number: str, actor: str, period: str, done: str) -> Ticket:
    """One of several things asked is done: its clock stops, the others run on. Raises NoSuchClock."""
    ticket = await hold(session, number)
    check(ticket, MEET, actor)
    find_clock(ticket, period).met_at = now()
    settle(ticket)
    await go(session, ticket, MEET, actor, why={"period": period, "done": done})
    return ticket
