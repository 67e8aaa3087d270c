"""Muting: whether the bot gives clauses at once to what the person asks while staff hold the ticket."""

from tickets.life import MUTE, UNMUTE, check, go, hold
from tickets.record.ticket import Ticket
from tickets.store.database import Session


class AlreadyMuted(ValueError):
    """The bot gives no clauses on this ticket already."""


class NotMuted(ValueError):
    """The bot gives clauses on this ticket already."""


async def mute(session: Session, number: str, actor: str) -> Ticket:
    """From now on staff alone answer; raises AlreadyMuted."""
    ticket = await hold(session, number)
    check(ticket, MUTE, actor)
    if ticket.muted:
        raise AlreadyMuted(number)
    await go(session, ticket, MUTE, actor, muted=True)
    return ticket


async def unmute(session: Session, number: str, actor: str) -> Ticket:
    """The bot may give clauses again; raises NotMuted."""
    ticket = await hold(session, number)
    check(ticket, UNMUTE, actor)
    if not ticket.muted:
        raise NotMuted(number)
    await go(session, ticket, UNMUTE, actor, muted=False)
    return ticket
