"""By time: tickets that nobody looks after go back, decisions stand, extensions whose notice never left are void."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tickets.acts.act import Deed
from tickets.acts.performing import begin, perform
from tickets.acts.table import CLOSE, LAPSE, UNEXTEND
from tickets.life import WrongStep
from tickets.post.outbox import OutboxRow
from tickets.record.clock import Clock
from tickets.record.ticket import HELD, SYSTEM, Status, Ticket
from tickets.staff.member import StaffMember
from tickets.store.base import now
from tickets.store.database import Database
from tickets.terms.calendar import day_end


async def close_settled(database: Database, after: timedelta, at: datetime | None = None) -> list[str]:
    """Close what was decided so long ago; gives the numbers. The person may still reopen it."""
    at = at or now()
    decided = select(Ticket.number).where(
        Ticket.status.in_([Status.RESOLVED, Status.REFUSED]), Ticket.decided_at <= at - after
    )
    closed = []
    for number in await database.fetch(decided.order_by(Ticket.id)):
        try:
            async with database.transaction() as session:
                await perform(session, CLOSE, Deed(number=number, actor=SYSTEM, at=at))
        except WrongStep:  # reopened meanwhile
            continue
        closed.append(number)
    return closed


async def return_idle(database: Database, idle: timedelta, at: datetime | None = None) -> list[str]:
    """Put back into the queue, and announce, what an absent assignee holds or an idle one has not touched for so long.

    A ticket that waits for the person does not make its assignee idle. Gives the numbers.
    """
    at = at or now()
    forgotten = select(Ticket.number).where(_is_forgotten(idle, at)).order_by(Ticket.id)
    returned = []
    for number in await database.fetch(forgotten):
        async with database.transaction() as session:
            deed = Deed(number=number, actor=SYSTEM, at=at)
            ticket = await begin(session, LAPSE, deed)
            # Somebody did something meanwhile, if only by an answer that was about to leave.
            if ticket is None or not await session.scalar(forgotten.where(Ticket.id == ticket.id)):
                continue
            await LAPSE.does(session, deed)
        returned.append(number)
    return returned


def _is_forgotten(idle: timedelta, at: datetime) -> ColumnElement[bool]:
    gone = or_(StaffMember.away_until > at, StaffMember.disabled_at.is_not(None))
    away = exists().where(StaffMember.email == Ticket.assignee, gone)
    untouched = and_(Ticket.status.in_(HELD - {Status.WAITING}), Ticket.stirred_at <= at - idle)
    return and_(Ticket.status.in_(HELD), or_(away, untouched))


async def void_unsent(database: Database, zone: ZoneInfo, at: datetime | None = None) -> int:
    """Take back extensions whose notice had not gone out when the first date was over; gives how many."""
    at = at or now()
    query = (
        select(Clock.period, Ticket.number, Clock.first_due_on, OutboxRow.delivered_at)
        .join(Ticket, Ticket.id == Clock.ticket_id)
        .join(OutboxRow, OutboxRow.id == Clock.notice_id)
        .where(Clock.running, Clock.first_due_on.is_not(None))
    )
    async with database.reading() as session:
        extended = (await session.execute(query)).all()
    unsent = [
        (number, period)
        for period, number, first, delivered in extended
        if first and at >= (end := day_end(first, zone)) and (delivered is None or delivered >= end)
    ]
    for number, period in unsent:
        async with database.transaction() as session:
            deed = Deed(number=number, actor=SYSTEM, given={"period": period}, zone=zone, at=at)
            await perform(session, UNEXTEND, deed)
    return len(unsent)
