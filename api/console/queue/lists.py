"""Lists of tickets: which ones, in which order, how many there are, and what a row tells of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.console.queue.filters import ME, NOBODY, Due, Filters, QueueList
from tickets.clock import Clock
from tickets.conversation import Conversation
from tickets.life import ENDED
from tickets.search import found_by
from tickets.steps.blocking import blocked_conversations
from tickets.ticket import OPEN, Status, Ticket

PAGE = 50  #: tickets
_DAYS = {Due.TODAY: 1, Due.SOON: 3, Due.WEEK: 7}  #: from today's midnight on


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a list is made, and when."""

    email: str
    at: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in a list."""

    ticket: Ticket
    channel: str
    ends_at: datetime | None  #: of its nearest running clock
    late: bool
    blocked: bool  #: the person's data are


async def rows(session: AsyncSession, filters: Filters, viewer: Viewer) -> Sequence[Row]:
    """The tickets of a page, counted from 1: open ones by the end of their nearest clock, others newest first."""
    nearest = select(func.min(Clock.ends_at)).where(Clock.ticket_id == Ticket.id, Clock.running).scalar_subquery()
    blocked = Ticket.conversation_id.in_(blocked_conversations())
    newest = filters.shown in {QueueList.DECIDED, QueueList.ALL}
    order = [Ticket.id.desc()] if newest else [nearest.asc().nulls_last(), Ticket.id]
    query = (
        select(Ticket, Conversation.channel, nearest, case((blocked, 1), else_=0))
        .join(Conversation, Conversation.id == Ticket.conversation_id)
        .where(*conditions(session, filters, viewer))
        .order_by(*order)
        .offset((filters.page - 1) * PAGE)
        .limit(PAGE)
    )
    return [
        Row(ticket, channel, ends_at, ends_at is not None and ends_at <= viewer.at, bool(is_blocked))
        for ticket, channel, ends_at, is_blocked in (await session.execute(query)).all()
    ]


async def counts(session: AsyncSession, viewer: Viewer) -> dict[QueueList, int]:
    """How many tickets each list has when nothing narrows it."""
    numbers = [func.count().filter(_list(shown, viewer)) for shown in QueueList]
    found = (await session.execute(select(*numbers).select_from(Ticket))).one()
    return dict(zip(QueueList, found, strict=True))


async def count(session: AsyncSession, filters: Filters, viewer: Viewer) -> int:
    """How many tickets a narrowed list has."""
    query = select(func.count()).select_from(Ticket).where(*conditions(session, filters, viewer))
    return (await session.execute(query)).scalar_one()


async def last_page(session: AsyncSession, filters: Filters, viewer: Viewer) -> tuple[Filters, int]:
    """The filters with a page that there is, and how many tickets there are on all of them."""
    number = await count(session, filters, viewer)
    return replace(filters, page=min(filters.page, max(1, -(-number // PAGE)))), number


def conditions(session: AsyncSession, filters: Filters, viewer: Viewer) -> list[ColumnElement[bool]]:
    """What must hold of a ticket that is shown."""
    found = [_list(filters.shown, viewer)]
    if filters.kinds:
        found.append(Ticket.kind.in_(filters.kinds))
    if filters.states:
        found.append(Ticket.status.in_(filters.states))
    if filters.who:
        whose = {NOBODY: None, ME: viewer.email}.get(filters.who, filters.who)
        found.append(Ticket.assignee.is_(None) if whose is None else Ticket.assignee == whose)
    if filters.due:
        found.append(_due(filters.due, viewer))
    if filters.channels:
        talk = aliased(Conversation)
        found.append(exists().where(talk.id == Ticket.conversation_id, talk.channel.in_(filters.channels)))
    if filters.q:
        found.append(found_by(session, filters.q))
    return found


def _list(shown: QueueList, viewer: Viewer) -> ColumnElement[bool]:
    is_open = Ticket.status.in_(OPEN)
    match shown:
        case QueueList.OPEN:
            return is_open
        case QueueList.MINE:
            return is_open & (Ticket.assignee == viewer.email)
        case QueueList.WAITING:
            return Ticket.status.in_([Status.WAITING, Status.CHECKING])
        case QueueList.OVERDUE:
            return is_open & _due(Due.OVERDUE, viewer)
        case QueueList.DECIDED:
            return Ticket.status.in_(ENDED)
        case QueueList.ALL:
            return true()


def _due(due: Due, viewer: Viewer) -> ColumnElement[bool]:
    late = _ends_by(viewer.at)
    if due is Due.OVERDUE:
        return late
    # A day's term ends at the midnight after it.
    midnight = datetime.combine(viewer.at.astimezone(viewer.zone).date(), time.min, viewer.zone)
    return _ends_by(midnight + timedelta(days=_DAYS[due])) & ~late


def _ends_by(moment: datetime) -> ColumnElement[bool]:
    # A set, found once: PostgreSQL would else ask for each ticket in turn, with each count.
    return Ticket.id.in_(select(Clock.ticket_id).where(Clock.running, Clock.ends_at <= moment))
