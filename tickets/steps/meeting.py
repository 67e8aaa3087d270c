"""Meeting: one of several things asked is done, the others go on."""

from tickets.life import MEET, check, go, hold
from tickets.record.clockwork import find_clock, settle
from tickets.record.ticket import Ticket
from tickets.store.base import now
from tickets.store.database import Session


async def meet(session: Session, number: str, actor: str, period: str, done: str) -> Ticket:
    """One of several things asked is done: its clock stops, the others run on. Raises NoSuchClock."""
    ticket = await hold(session, number)
    check(ticket, MEET, actor)
    find_clock(ticket, period).met_at = now()
    settle(ticket)
    await go(session, ticket, MEET, actor, why={"period": period, "done": done})
    return ticket
