"""Deciding: resolved or refused, then closed; and opened again when it was not done after all."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tickets.life import CLOSE, REFUSE, REOPEN, RESOLVE, UNDECIDED, Step, check, go, hold
from tickets.post.copy import Original
from tickets.post.notices import say, tell_person, tell_staff
from tickets.post.topics.to_person import Closed, Refused, Reopened, Resolved
from tickets.post.topics.to_staff import TicketReopened
from tickets.record.clockwork import start, stop_all
from tickets.record.ticket import Outcome, Request, Ticket
from tickets.steps.blocking import end_block
from tickets.steps.proving import recognise
from tickets.steps.rating import asks_for_rating
from tickets.store.base import now, random_id
from tickets.store.database import Session

_ERASING = frozenset({Request.ERASE, Request.WITHDRAW})  #: what ends with the data gone
DATA_STAY = "Данные не удалены. {why}"  #: the person reads it below what was done


class EraseOrKeep(ValueError):
    """The person asks to erase: with the decision the data go, or it is said why they stay."""


class NothingToErase(ValueError):
    """Nobody asks to erase here."""


class NoReasonToKeep(ValueError):
    """Data stay with a reason that the person can read."""


class NoReason(ValueError):
    """A refusal needs a reason and the norm it rests on (152-ФЗ ст. 20 ч. 2)."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The data are erased in the same transaction."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The data stay."""

    why: str


def asks_to_erase(ticket: Ticket) -> bool:
    """Whether resolving the ticket means that data are destroyed."""
    return not _ERASING.isdisjoint(ticket.requests)


async def resolve(
    session: Session,
    number: str,
    actor: str,
    text: str,
    at: datetime | None = None,
    *,
    original: Original | None = None,
    data: Gone | Kept | None = None,
) -> Ticket:
    """It is done as asked: every clock stops, a block ends with this outcome, and the person hears what was done.

    Where they ask to erase, `data` says what becomes of it: raises EraseOrKeep, NoReasonToKeep and NothingToErase.
    """
    ticket = await hold(session, number)
    check(ticket, RESOLVE, actor)
    if (data is None) == asks_to_erase(ticket):
        raise EraseOrKeep(number) if data is None else NothingToErase(number)
    if isinstance(data, Kept):
        if not data.why.strip():
            raise NoReasonToKeep(number)
        text = f"{text}\n\n{DATA_STAY.format(why=data.why)}"
    message = await _decide(session, ticket, RESOLVE, actor, Outcome.RESOLVED, text, None, at or now())
    await say(session, ticket, actor, Resolved(message, text, original=original))
    return ticket


async def refuse(
    session: Session,
    number: str,
    actor: str,
    reason: str,
    norm: str,
    at: datetime | None = None,
    *,
    original: Original | None = None,
) -> Ticket:
    """Refuse with a reason and the norm it rests on; raises NoReason where one is missing."""
    if not reason.strip() or not norm.strip():
        raise NoReason
    ticket = await hold(session, number)
    message = await _decide(session, ticket, REFUSE, actor, Outcome.REFUSED, reason, norm, at or now())
    await say(session, ticket, actor, Refused(message, reason, norm, original=original))
    return ticket


async def close(session: Session, number: str, actor: str, at: datetime | None = None) -> Ticket:
    """The decision stands and nothing is left to say. The person hears of it."""
    ticket = await hold(session, number)
    at = at or now()
    await go(session, ticket, CLOSE, actor, at=at, closed_at=at)
    if ticket.erased_at is None:
        await tell_person(session, ticket, Closed(asks=await asks_for_rating(session, ticket)))
    return ticket


async def reopen(
    session: Session, number: str, actor: str, reason: str, zone: ZoneInfo, at: datetime | None = None
) -> Ticket:
    """It is not done after all: back into the queue as a new appeal, whose clocks start now."""
    ticket = await hold(session, number)
    check(ticket, REOPEN, actor)
    at = at or now()
    for period in dict.fromkeys(clock.period for clock in ticket.clocks if clock.dropped_at is None):
        start(ticket, period, at, zone)
    await go(session, ticket, REOPEN, actor, at=at, why={"reason": reason}, **UNDECIDED)
    await recognise(session, ticket)
    tell_staff(session, ticket, TicketReopened(ticket.number, ticket.kind))
    await tell_person(session, ticket, Reopened(ticket.due_on, ticket.basis))
    return ticket


async def _decide(
    session: Session,
    ticket: Ticket,
    step: Step,
    actor: str,
    outcome: Outcome,
    text: str,
    norm: str | None,
    at: datetime,
) -> str:
    """Gives the id of the message that will tell the person."""
    check(ticket, step, actor)
    message = random_id()
    stop_all(ticket, at)
    await go(
        session, ticket, step, actor, at=at, why={"message": message} | ({"norm": norm} if norm else {}),
        outcome=outcome, outcome_text=text, norm=norm, decided_at=at,
    )  # fmt: skip
    await end_block(session, ticket, actor, outcome, at)
    return message
