"""Reopening by the person: what was decided goes back into the queue as a new appeal, as long as it is still fresh."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tickets.life import REOPEN, check, hold
from tickets.record.ticket import USER, Ticket
from tickets.steps.deciding import reopen
from tickets.store.base import now
from tickets.store.database import Session

#: After the end. Three times the longest term of an answer; what comes later is a new ticket with words of its own.
WINDOW = timedelta(days=90)


class TooLateToReopen(ValueError):
    """The ticket ended longer than WINDOW ago."""


async def reopen_own(session: Session, number: str, reason: str, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """Open one's own ticket again; `zone` is the operator's. Raises WrongStep and TooLateToReopen."""
    ticket = await hold(session, number)
    check(ticket, REOPEN, USER)
    at = at or now()
    ended = ticket.closed_at or ticket.decided_at
    if ended is not None and at - ended > WINDOW:
        raise TooLateToReopen(number)
    return await reopen(session, number, USER, reason, zone, at)
