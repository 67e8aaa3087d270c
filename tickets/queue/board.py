"""The board: how the queue stands, kept before the eyes of staff, and each morning a digest of what is due."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ColumnElement, Date, func, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.post.outbox import STAFF, tell
from tickets.post.topics.stored import as_data
from tickets.post.topics.to_staff import Digest, Due, Summary
from tickets.queue.lists import BY_URGENCY
from tickets.record.ticket import AT_ONCE, OPEN, Ticket
from tickets.store.base import Base, now
from tickets.store.database import Database, Session, insert_new
from tickets.terms.calendar import add_working_days, day_end, is_working_day

SOON = 2  #: working days before a date that count as near
MORNING = time(9)  #: of the operator
EVENING = time(18)  #: a digest that could not be given in time is given until then
NAMED = 10  #: tickets that a list names


class Board(Base):
    """What the staff chat shows of the queue, and where."""

    __tablename__ = "boards"

    name: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str | None]  #: the chat that shows it
    spot: Mapped[str | None]  #: the message, in it
    pinned: Mapped[bool]
    told: Mapped[dict[str, Any]] = mapped_column(JSON)  #: what it was last told to show
    digest_on: Mapped[date | None] = mapped_column(Date)  #: the operator's local day of the last digest


async def figures(session: Session, zone: ZoneInfo, at: datetime) -> Summary:
    """The queue at that moment, by the operator's calendar; however long it is, only NAMED of its tickets are read."""
    is_open, near = Ticket.among(OPEN), _near(zone, at)
    late, soon = near & (Ticket.pressing_at <= at), near & (Ticket.pressing_at > at)
    # Nobody holds what waits, and somebody holds all else that is open.
    groups = (is_open & Ticket.assignee.is_(None), is_open & Ticket.assignee.is_not(None), soon, late)
    numbers = [select(func.count()).select_from(Ticket).where(group).scalar_subquery() for group in groups]
    named = [
        (await session.scalars(select(Ticket.number).where(group).order_by(*BY_URGENCY).limit(NAMED))).all()
        for group in (soon, late)
    ]
    waiting, held, number_soon, number_late = (await session.execute(select(*numbers))).one()
    return Summary(waiting, held, number_soon, number_late, *map(tuple, named))


async def due_soon(session: Session, zone: ZoneInfo, at: datetime) -> Sequence[Due]:
    """Open tickets whose date is over or at most SOON working days away, the most urgent first."""
    query = select(Ticket.number, Ticket.kind, Ticket.assignee, Ticket.due_on, Ticket.pressing_at)
    rows = (await session.execute(query.where(_near(zone, at)).order_by(*BY_URGENCY))).all()
    return [
        Due(number, kind, due_on, ends_at <= at, assignee) for number, kind, assignee, due_on, ends_at in rows if due_on
    ]


def _near(zone: ZoneInfo, at: datetime) -> ColumnElement[bool]:
    last = add_working_days(at.astimezone(zone).date(), SOON)
    return Ticket.among(OPEN) & (Ticket.pressing_at > AT_ONCE) & (Ticket.pressing_at <= day_end(last, zone))


async def keep_summary(database: Database, zone: ZoneInfo, at: datetime | None = None) -> bool:
    """Tell the staff chat to show how the queue stands, where that has changed; whether it has."""
    async with database.reading() as session:
        if not session.means.rooms:
            return False
        found = await figures(session, zone, at or now())
        if (board := await session.get(Board, STAFF)) and board.told == as_data(found):
            return False
    async with database.transaction() as session:
        board = await held_board(session)
        if board.told == as_data(found):
            return False
        board.told = as_data(found)
        tell(session, STAFF, STAFF, found, "board")
    return True


async def give_digest(database: Database, zone: ZoneInfo, at: datetime | None = None) -> bool:
    """Tell the staff chat, once on each working day from MORNING on, what is due; whether it was told now."""
    at = at or now()
    local = at.astimezone(zone)
    if not MORNING <= local.time() < EVENING or not is_working_day(local.date()):
        return False
    async with database.reading() as session:
        board = await session.get(Board, STAFF)
        if not session.means.rooms or (board and board.digest_on == local.date()):
            return False
    async with database.transaction() as session:
        board = await held_board(session)
        if board.digest_on == local.date():
            return False
        board.digest_on = local.date()
        digest = Digest(local.date(), tuple(await due_soon(session, zone, at)))
        tell(session, STAFF, STAFF, digest, "board")
    return True


async def held_board(session: Session) -> Board:
    """The board of the staff chat, locked for this transaction and made where there was none."""
    await insert_new(session, Board, name=STAFF, pinned=False, told={})
    return await session.get_one(Board, STAFF, with_for_update=True, populate_existing=True)
