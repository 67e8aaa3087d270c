"""Lists of tickets: which ones, in which order, how many there are, and whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased, defer

from api.console.queue.filters import ME, NOBODY, Due, Filters, Order, QueueList
from api.console.visit import Visit
from tickets.life import ENDED
from tickets.queue.lists import BY_URGENCY
from tickets.queue.search import found_by
from tickets.queue.waiting import BY_WAITING, waits_for_us
from tickets.record.clock import Clock
from tickets.record.conversation import Conversation
from tickets.record.ticket import AT_ONCE, OPEN, WAITING, Ticket
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session

PAGE = 50  #: tickets
#: Columns of tickets, each with whether its greatest stands first.
_ORDERS: Mapping[Order, Sequence[tuple[ColumnElement[Any] | InstrumentedAttribute[Any], bool]]] = {
    Order.WAIT: [(column, False) for column in BY_WAITING],
    Order.DUE: [(column, False) for column in BY_URGENCY],
    Order.RECEIVED: [(Ticket.id, True)],
    Order.WORDS: [(Ticket.words_at, True), (Ticket.id, True)],
}
_ENDING = frozenset({QueueList.DECIDED, QueueList.ALL})  #: lists with tickets that have ended
_DAYS = {Due.TODAY: 1, Due.SOON: 3, Due.WEEK: 7}  #: from today's midnight on


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in a list."""

    ticket: Ticket
    channel: str
    late: bool
    blocked: bool  #: the person's data are


async def counts(session: Session, visit: Visit) -> dict[QueueList, int]:
    """How many tickets each list has when nothing narrows it, each counted in the index of its own."""
    others = [QueueList.ANSWER, QueueList.MINE, QueueList.WAITING, QueueList.DECIDED, QueueList.ALL]
    numbers = [
        select(func.count()).select_from(Ticket).where(_list(shown, visit)).correlate(None).scalar_subquery()
        for shown in others
    ]
    late = func.count().filter(_due(Due.OVERDUE, visit))  # in the same walk through what is open
    query = select(func.count(), late, *numbers).select_from(Ticket).where(Ticket.among(OPEN))
    found = dict(zip([QueueList.OPEN, QueueList.OVERDUE, *others], (await session.execute(query)).one(), strict=True))
    return {shown: found[shown] for shown in QueueList}


async def page_of(
    session: Session, filters: Filters, visit: Visit, whole: Mapping[QueueList, int]
) -> tuple[Filters, int, Sequence[Row]]:
    """The filters with a page that there is, how many tickets there are on all pages, and those of this one.

    Pages are counted from 1. `whole` are the counts of the lists.
    """
    order = _ORDERS[filters.ordered]
    if filters.ordered is Order.RECEIVED and filters.shown not in _ENDING:
        # By the key itself SQLite would walk through the whole table.
        order = [((Ticket.id + 0).label("received"), True)]
    found = select(*dict.fromkeys([Ticket.id, *(column for column, _ in order)]))
    found = found.where(*await conditions(session, filters, visit))
    if not filters.narrowed:
        filters, number = _within(filters, whole[filters.shown])
        ids = (await session.scalars(_cut(found, filters, order))).all()
        return filters, number, await _rows(session, ids, visit)
    # What is found costs more than all else: it is found once, to be counted and to be put in order.
    kept = found.cte("kept")
    order_of_kept = [(kept.c[str(column.key)], greatest) for column, greatest in order]
    size = select(func.count()).select_from(kept)
    counted = select(kept.c.id, size.scalar_subquery())
    page = (await session.execute(_cut(counted, filters, order_of_kept))).all()
    if not page and filters.page > 1:
        filters, _ = _within(filters, await session.scalar(size) or 0)
        page = (await session.execute(_cut(counted, filters, order_of_kept))).all()
    return filters, page[0][1] if page else 0, await _rows(session, [ticket for ticket, _ in page], visit)


def _within(filters: Filters, number: int) -> tuple[Filters, int]:
    return replace(filters, page=min(filters.page, max(1, -(-number // PAGE)))), number


def _cut(found: Any, filters: Filters, order: Sequence[tuple[Any, bool]]) -> Any:
    terms = [column.desc() if greatest else column for column, greatest in order]
    return found.order_by(*terms).offset((filters.page - 1) * PAGE).limit(PAGE)


async def _rows(session: Session, ids: Sequence[int], visit: Visit) -> Sequence[Row]:
    """Only the tickets of a page are read as a whole; in the order of their ids here."""
    blocked = Ticket.conversation_id.in_(blocked_conversations())
    query = (
        select(Ticket, Conversation.channel, case((blocked, 1), else_=0))
        .join(Conversation, Conversation.id == Ticket.conversation_id)
        .where(Ticket.id.in_(ids))
        # Whoever works here may open every ticket and read whose it is; how to reach them is not for a list.
        .options(*(defer(sealed, raiseload=True) for sealed in (Ticket.email, Ticket.phone)))
    )
    rows = {
        ticket.id: Row(ticket, channel, ticket.ends_at is not None and ticket.ends_at <= visit.at, bool(is_blocked))
        for ticket, channel, is_blocked in (await session.execute(query)).all()
    }
    return [rows[ticket] for ticket in ids if ticket in rows]


async def conditions(session: Session, filters: Filters, visit: Visit) -> list[ColumnElement[bool]]:
    """What must hold of a ticket that is shown."""
    found = [_list(filters.shown, visit)]
    if filters.kinds:
        found.append(Ticket.kind.in_(filters.kinds))
    if filters.asked:
        clock = aliased(Clock)
        asks = clock.period.in_(filters.asked) & clock.dropped_at.is_(None)
        found.append(exists().where(clock.ticket_id == Ticket.id, asks))
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
        await visit.ctx.people.look()
        found.append(await found_by(session, filters.q, visit.ctx.people.people))
    return found


def _list(shown: QueueList, visit: Visit) -> ColumnElement[bool]:
    is_open = Ticket.among(OPEN)
    lists: Mapping[QueueList, ColumnElement[bool]] = {
        QueueList.ANSWER: waits_for_us(),
        QueueList.OPEN: is_open,
        QueueList.MINE: is_open & (Ticket.assignee == visit.email),
        QueueList.WAITING: Ticket.among(WAITING),
        QueueList.OVERDUE: is_open & _due(Due.OVERDUE, visit),
        QueueList.DECIDED: Ticket.among(ENDED),
        QueueList.ALL: true(),
    }
    return lists[shown]


def _due(due: Due, visit: Visit) -> ColumnElement[bool]:
    if due is Due.OVERDUE:
        return (Ticket.pressing_at > AT_ONCE) & (Ticket.pressing_at <= visit.at)
    # A day's term ends at the midnight after it.
    midnight = datetime.combine(visit.today, time.min, visit.zone)
    return (Ticket.pressing_at > visit.at) & (Ticket.pressing_at <= midnight + timedelta(days=_DAYS[due]))
