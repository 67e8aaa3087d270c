"""Waiting: whose turn it is to speak is ours, for the queue, its counts, and whatever tells staff of it.

A person waits for us from the opening of their ticket, or from what they said after staff had spoken, until staff say
something or ask who they are, or the ticket ends (`tickets.record.turn`). An index tells it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from tickets.record.ticket import OPEN, Ticket
from tickets.record.turn import Turn
from tickets.store.database import Session

#: First those who asked for a human or have said something again, then the others; in both, who waits longest.
BY_WAITING = Ticket.turn, Ticket.turn_since, Ticket.id


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many people wait for us."""

    number: int
    longest_since: datetime | None  #: None while nobody waits


def waits_for_us() -> ColumnElement[bool]:
    """Condition of the open tickets whose person waits for staff; since when is `Ticket.turn_since`."""
    return Ticket.among(OPEN) & (Ticket.turn < Turn.THEIRS)


async def count_waiting(session: Session) -> Waiting:
    """How many people wait for us, and since when the one who waits longest does."""
    query = select(func.count(), func.min(Ticket.turn_since)).select_from(Ticket).where(waits_for_us())
    number, since = (await session.execute(query)).one()
    return Waiting(number, since)


async def waiting_for_us(session: Session, limit: int = 200) -> Sequence[Ticket]:
    """The tickets of those who wait for us, in the order in which they should be answered."""
    query = select(Ticket).where(waits_for_us()).order_by(*BY_WAITING).limit(limit)
    return (await session.scalars(query)).all()


def is_unread(ticket: Ticket, seen: Mapping[str, datetime]) -> bool:
    """Whether who is in charge, or while nobody is, whoever works here, has not read what the person said last.

    `seen`: how far each member has read the ticket. Whoever was answered was read.
    """
    if ticket.status not in OPEN or ticket.turn == Turn.THEIRS:
        return False
    return all(upto < ticket.words_at for staff, upto in seen.items() if ticket.assignee in {None, staff})
