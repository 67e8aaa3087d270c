"""Warnings before a date: at half of the term, two working days and a day before its end, and when it is over.

Each is written down with its notice in one transaction, so it is given once, however many processes look.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Row, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.post.notices import tell_staff
from tickets.post.topics.to_staff import DateNear
from tickets.record.clock import Clock
from tickets.record.ticket import OPEN, Ticket
from tickets.store.base import Base, now, one_of
from tickets.store.database import Database, Session, insert_new
from tickets.terms.deadlines import Mark, warning_moments

CHUNK = 1000  #: clocks


class Warned(Base):
    """A warning that was given."""

    __tablename__ = "warnings"
    __table_args__ = (CheckConstraint(one_of("mark", Mark), name="mark_known"),)

    clock_id: Mapped[int] = mapped_column(ForeignKey("clocks.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[Mark] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(primary_key=True)  #: an extended clock warns again
    given_at: Mapped[datetime]


async def warn_due(database: Database, zone: ZoneInfo, at: datetime | None = None) -> int:
    """Tell the staff of the clocks that have reached a mark; gives how many notices were written.

    Of several marks reached at once, as after a long stop of the process, only the last is told.
    """
    at, told, last = at or now(), 0, 0
    while chunk := await _ticking(database, last):
        last = chunk[-1].id
        async with database.reading() as session:
            query = select(Warned.clock_id, Warned.mark, Warned.ends_at)
            query = query.where(Warned.clock_id.between(chunk[0].id, last))
            given = {tuple(row) for row in await session.execute(query)}
        for clock in chunk:
            if any((clock.id, mark, clock.ends_at) not in given for mark in _reached(clock, zone, at)):
                async with database.transaction() as session:
                    told += await _warn(session, clock.id, zone, at)
    return told


async def _ticking(database: Database, after: int) -> Sequence[Row[int, datetime, date, datetime]]:
    """The next clocks that run on open tickets; CHUNK at most, so that a long queue is never held as a whole."""
    query = (
        select(Clock.id, Clock.started_at, Clock.due_on, Clock.ends_at)
        .join(Ticket)
        .where(Clock.running, Ticket.among(OPEN), Clock.id > after)
        .order_by(Clock.id)
        .limit(CHUNK)
    )
    async with database.reading() as session:
        return (await session.execute(query)).all()


def _reached(clock: Clock | Row[int, datetime, date, datetime], zone: ZoneInfo, at: datetime) -> list[Mark]:
    """The marks that lie behind, in their order."""
    moments = warning_moments(clock.started_at, clock.due_on, clock.ends_at, zone)
    return [mark for mark, moment in moments if moment <= at]


async def _warn(session: Session, clock_id: int, zone: ZoneInfo, at: datetime) -> int:
    clock = await session.get_one(Clock, clock_id)
    if not clock.running:  # met since we looked
        return 0
    marks = _reached(clock, zone, at)
    fresh = False
    for mark in marks:
        fresh = await insert_new(session, Warned, clock_id=clock.id, mark=mark, ends_at=clock.ends_at, given_at=at)
    if not fresh:
        return 0
    ticket = await session.get_one(Ticket, clock.ticket_id)
    near = DateNear(ticket.number, ticket.kind, clock.period, marks[-1], clock.due_on, ticket.assignee)
    tell_staff(session, ticket, near)
    return 1
