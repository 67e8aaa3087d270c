"""What a person does with their own ticket: answers, adds, takes back, withdraws the consent, opens again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tickets.life import (
    ADD,
    COMPLAIN,
    ENDED,
    REOPEN,
    REPLY,
    RETRACT,
    RETRACT_REST,
    UNDECIDED,
    WITHDRAW_CONSENT,
    check,
    go,
    hold,
)
from tickets.post.notices import tell_person, tell_staff
from tickets.post.topics.to_person import ConsentEnded, Retracted
from tickets.post.topics.to_staff import ConsentWithdrawn, TicketRetracted, UserAdded
from tickets.record.addition import Addition
from tickets.record.clockwork import drop_others, find_clock, start, stop_all
from tickets.record.consent import Consent
from tickets.record.ticket import JOINED, OPEN, USER, Outcome, Request, Status, Ticket, TicketEvent
from tickets.steps.blocking import end_block
from tickets.steps.deciding import reopen
from tickets.store.base import now
from tickets.store.database import Session

CONSENT_WITHDRAWN = "consent withdrawn"  #: the reason of a step that no one has put into words
#: After the end. Three times the longest term of an answer; what comes later is a new ticket with words of its own.
WINDOW = timedelta(days=90)


class NoConsent(LookupError):
    """There is no consent to withdraw, or it was withdrawn before."""


class TooLateToReopen(ValueError):
    """The ticket ended longer than WINDOW ago."""


async def reply(session: Session, number: str) -> Ticket:
    """The person wrote: it is the turn of staff, and whoever waited for an answer goes on."""
    ticket = await hold(session, number)
    if ticket.status is Status.WAITING:
        await go(session, ticket, REPLY, USER)
    elif ticket.status in OPEN:
        ticket.hear(now())
    return ticket


async def add(session: Session, number: str, text: str, origin: str) -> Ticket:
    """Add a version of what is asked; the wording of the ticket stays. The same `origin` adds once."""
    ticket = await hold(session, number)
    if await session.scalar(select(Addition.id).where(Addition.origin == origin)):
        return ticket
    check(ticket, ADD, USER)
    version = await next_version(session, ticket)
    session.add(Addition(ticket_id=ticket.id, version=version, text=text, origin=origin))
    await go(session, ticket, ADD, USER, why={"version": version})
    tell_staff(session, ticket, UserAdded(ticket.number, ticket.kind, version))
    return ticket


async def complain(session: Session, number: str, at: datetime | None = None) -> Ticket:
    """The person says that the answer has not come; noted once for each date that has passed, and staff see it.

    Raises WrongStep when the ticket is not open.
    """
    ticket = await hold(session, number)
    check(ticket, COMPLAIN, USER)
    at = at or now()
    late = [clock.due_on for clock in ticket.clocks if clock.running and clock.ends_at <= at]
    if late:
        due = max(late).isoformat()
        query = select(TicketEvent.detail).where(TicketEvent.ticket_id == ticket.id, TicketEvent.step == COMPLAIN.name)
        if due not in [said.get("due") for said in await session.scalars(query)]:
            await go(session, ticket, COMPLAIN, USER, at=at, why={"due": due})
    return ticket


async def next_version(session: Session, ticket: Ticket) -> int:
    """The number of the next version of a held ticket; the ticket itself is the first."""
    last = await session.scalar(select(func.max(Addition.version)).where(Addition.ticket_id == ticket.id))
    return (last or 1) + 1


async def retract(session: Session, number: str, at: datetime | None = None) -> Ticket:
    """Take the ticket back: nothing more is done, and staff hear of it.

    Where the consent was withdrawn, the data must be destroyed all the same, so that clock and the ticket go on.
    """
    ticket = await hold(session, number)
    check(ticket, RETRACT, USER)
    at = at or now()
    given = await session.get(Consent, ticket.id)
    if given is not None and given.withdrawn_at is not None:
        drop_others(ticket, Request.WITHDRAW, at)
        await go(session, ticket, RETRACT_REST, USER, at=at)
    else:
        await end_retracted(session, ticket, USER, at)
    tell_staff(session, ticket, TicketRetracted(ticket.number, ticket.kind))
    await tell_person(session, ticket, Retracted())
    return ticket


async def end_retracted(session: Session, ticket: Ticket, actor: str, at: datetime) -> None:
    """Nothing more is done about a held ticket: no clock runs, no block stays."""
    stop_all(ticket, at)
    await end_block(session, ticket, actor, Outcome.RETRACTED, at)
    await go(session, ticket, RETRACT, actor, at=at, outcome=Outcome.RETRACTED, decided_at=at, closed_at=at)


async def withdraw_consent(session: Session, number: str, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """Withdraw the consent of this ticket; its data are destroyed within the term (152-ФЗ ст. 9 ч. 2, ст. 21 ч. 5).

    The term is a clock of the same ticket, which goes back into the queue when it had ended; gives the ticket on which
    the clock runs. Raises NoConsent.
    """
    ticket = await hold(session, number)
    given = await session.get(Consent, ticket.id)
    if given is None or given.withdrawn_at is not None:
        raise NoConsent(number)
    at = given.withdrawn_at = at or now()
    while ticket.status in JOINED:
        ticket = await hold(session, (await session.get_one(Ticket, ticket.into_id)).number)
    start(ticket, Request.WITHDRAW, at, zone)
    if ticket.status in ENDED:
        await go(session, ticket, REOPEN, USER, at=at, why={"reason": CONSENT_WITHDRAWN}, **UNDECIDED)
    await go(session, ticket, WITHDRAW_CONSENT, USER, at=at)
    tell_staff(session, ticket, ConsentWithdrawn(ticket.number, ticket.kind))
    clock = find_clock(ticket, Request.WITHDRAW)
    await tell_person(session, ticket, ConsentEnded(clock.due_on, clock.basis))
    return ticket


async def reopen_own(session: Session, number: str, reason: str, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """Open one's own ticket again; `zone` is the operator's. Raises WrongStep and TooLateToReopen."""
    ticket = await hold(session, number)
    check(ticket, REOPEN, USER)
    at = at or now()
    ended = ticket.closed_at or ticket.decided_at
    if ended is not None and at - ended > WINDOW:
        raise TooLateToReopen(number)
    return await reopen(session, number, USER, reason, zone, at)
