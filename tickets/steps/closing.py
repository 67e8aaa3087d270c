"""Closing by itself: a decision that nobody objected to for so long stands."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tickets.base import now
from tickets.database import Database
from tickets.life import WrongStep
from tickets.steps.deciding import close
from tickets.ticket import SYSTEM, Status, Ticket


async def close_settled(database: Database, after: timedelta, at: datetime | None = None) -> list[str]:
    """Close what was decided so long ago; gives the numbers. The person may still reopen it."""
    at = at or now()
    decided = select(Ticket.number).where(
        Ticket.status.in_([Status.RESOLVED, Status.REFUSED]), Ticket.decided_at <= at - after
    )
    async with database.reading() as session:
        numbers = (await session.execute(decided.order_by(Ticket.id))).scalars().all()
    closed = []
    for number in numbers:
        try:
            async with database.transaction() as session:
                await close(session, number, SYSTEM, at)
        except WrongStep:  # reopened meanwhile
            continue
        closed.append(number)
    return closed
