"""Lists of tickets: which ones, in which order, how many there are, and what a row tells of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, case, exists, func, select, true
from sqlalchemy.orm import aliased

from api.console.queue.filters import ME, NOBODY, Due, Filters, QueueList
from api.console.visit import Visit
from tickets.life import ENDED
from tickets.queue.lists import by_urgency
from tickets.queue.search import found_by
from tickets.record.clock import Clock
from tickets.record.conversation import Conversation
from tickets.record.ticket import OPEN, Status, Ticket
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session

PAGE = 50  #: tickets
_DAYS = {Due.TODAY: 1, Due.SOON: 3, Due.WEEK: 7}  #: from today's midnight on


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in a list."""

    ticket: Ticket
    channel: str
    ends_at: datetime | None  #: of its nearest running clock
    late: bool
    blocked: bool  #: the person's data are


async def rows(session: Session, filters: Filters, visit: Visit) -> Sequence[Row]:
    """The tickets of a page, counted from 1: open ones by the end of their nearest clock, others newest first."""
    nearest = select(func.min(Clock.ends_at)).where(Clock.ticket_id == Ticket.id, Clock.running).scalar_subquery()
    blocked = Ticket.conversation_id.in_(blocked_conversations())
    newest = filters.shown in {QueueList.DECIDED, QueueList.ALL}
    order = [Ticket.id.desc()] if newest else by_urgency(nearest)
    query = (
        select(Ticket, Conversation.channel, nearest, case((blocked, 1), else_=0))
        .join(Conversation, Conversation.id == Ticket.conversation_id)
        .where(*conditions(session, filters, visit))
        .order_by(*order)
        .offset((filters.page - 1) * PAGE)
        .limit(PAGE)
    )
    return [
        Row(ticket, channel, ends_at, ends_at is not None and ends_at <= visit.at, bool(is_blocked))
        for ticket, channel, ends_at, is_blocked in (await session.execute(query)).all()
    ]


async def counts(session: Session, visit: Visit) -> dict[QueueList, int]:
    """How many tickets each list has when nothing narrows it."""
    numbers = [func.count().filter(_list(shown, visit)) for shown in QueueList]
    found = (await session.execute(select(*numbers).select_from(Ticket))).one()
    return dict(zip(QueueList, found, strict=True))


async def last_page(session: Session, filters: Filters, visit: Visit) -> tuple[Filters, int]:
    """The filters with a page that there is, and how many tickets there are on all of them."""
    query = select(func.count()).select_from(Ticket).where(*conditions(session, filters, visit))
    number = (await session.execute(query)).scalar_one()
    return replace(filters, page=min(filters.page, max(1, -(-number // PAGE)))), number


def conditions(session: Session, filters: Filters, visit: Visit) -> list[ColumnElement[bool]]:
    """What must hold of a ticket that is shown."""
    found = [_list(filters.shown, visit)]
    if filters.kinds:
        found.append(Ticket.kind.in_(filters.kinds))
    if filters.states:
        found.append(Ticket.status.in_(filters.states))
    if filters.who:
        whose = {NOBODY: None, ME: visit.email}.get(filters.who, filters.who)
        found.append(Ticket.assignee.is_(None) if whose is None else Ticket.assignee == whose)
    if filters.due:
        found.append(_due(filters.due, visit))
    if filters.channels:
        talk = aliased(Conversation)
        found.append(exists().where(talk.id == Ticket.conversation_id, talk.channel.in_(filters.channels)))
    if filters.q:
        found.append(found_by(session, filters.q))
    return found


def _list(shown: QueueList, visit: Visit) -> ColumnElement[bool]:
    is_open = Ticket.status.in_(OPEN)
    match shown:
        case QueueList.OPEN:
            return is_open
        case QueueList.MINE:
            return is_open & (Ticket.assignee == visit.email)
        case QueueList.WAITING:
            return Ticket.status.in_([Status.WAITING, Status.CHECKING])
        case QueueList.OVERDUE:
            return is_open & _due(Due.OVERDUE, visit)
        case QueueList.DECIDED:
            return Ticket.status.in_(ENDED)
        case QueueList.ALL:
            return true()


def _due(due: Due, visit: Visit) -> ColumnElement[bool]:
    late = _ends_by(visit.at)
    if due is Due.OVERDUE:
        return late
    # A day's term ends at the midnight after it.
    midnight = datetime.combine(visit.today, time.min, visit.zone)
    return _ends_by(midnight + timedelta(days=_DAYS[due])) & ~late


def _ends_by(moment: datetime) -> ColumnElement[bool]:
    # A set, found once: PostgreSQL would else ask for each ticket in turn, with each count.
    return Ticket.id.in_(select(Clock.ticket_id).where(Clock.running, Clock.ends_at <= moment))
