"""Erasure of a person: all that is held of them goes; numbers, dates and decisions of their tickets stay.

What the tables hold goes in the caller's one transaction, and with it the record is written. The files of the database
are rewritten, and the papers written, by `tickets.erasure.finishing`, which may be killed and goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from sqlalchemy import select

from tickets.attachment import Attachment
from tickets.base import now
from tickets.conversation import Conversation
from tickets.database import Session
from tickets.erasure.destruction import REASONS, Erasure, Reason, new_salt, subject
from tickets.erasure.holding import Holding, count, empty
from tickets.erasure.holdings import attachments_of
from tickets.erasure.person import ERASED, Person, find_person, hold_person
from tickets.identity import is_proven_address
from tickets.life import ERASE, go, hold
from tickets.post.mail import post
from tickets.post.outbox import tell
from tickets.post.topics.to_person import DataErased, Notice
from tickets.steps.deciding import resolve
from tickets.steps.own_steps import end_retracted
from tickets.ticket import OPEN, Request, Ticket

_ERASING = frozenset({Request.ERASE, Request.WITHDRAW})  #: what ends with the data gone
#: Channels whose people come and look for themselves: a notice there needs no address.
PULLED = frozenset({"web", "terminal"})


class StillOpen(ValueError):
    """The person has tickets on which something is still to be done; an erasure would lose a duty."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = tuple(numbers)


class AlreadyErased(ValueError):
    """Nothing of the person is left."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would touch; counts are rows by name of a holding."""

    numbers: tuple[str, ...]  #: tickets that would be emptied
    open: tuple[str, ...]  #: of them, those on which something is still to be done
    goes: Mapping[str, int]
    stays: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Addressee:
    """Whom the last word goes to; read before all of it is forgotten."""

    channel: str
    conversation: str
    origin: str
    language: str
    email: str | None  #: only a proven one


async def preview(session: Session, number: str, holdings: Sequence[Holding]) -> Preview:
    """What erasing the person behind a ticket would touch, changing nothing; raises NoSuchTicket."""
    person = await find_person(session, number)
    counts = await count(session, person, holdings)
    kept = {holding.name for holding in holdings if holding.stays}
    return Preview(
        numbers=person.numbers,
        open=await _open_tickets(session, person),
        goes={name: rows for name, rows in counts.items() if name not in kept},
        stays={name: rows for name, rows in counts.items() if name in kept},
    )


async def erase(
    session: Session,
    number: str,
    actor: str,
    reason: Reason | None,
    holdings: Sequence[Holding],
    at: datetime | None = None,
    *,
    zone: tzinfo = UTC,
    force: bool = False,
) -> Erasure:
    """Erase the person behind a ticket; they are told of it with the day that `at` is in `zone`.

    Without a reason it is that of the ticket. With `force` the person's open tickets end as taken back, and the record
    names them; without it they raise StillOpen. Raises also NoSuchTicket, AlreadyErased and PersonBusy.
    """
    at = at or now()
    person = await hold_person(session, number)
    unfinished = await _open_tickets(session, person)
    if unfinished and not force:
        raise StillOpen(unfinished)
    if not any((await count(session, person, holdings)).values()):
        raise AlreadyErased(number)
    for each in unfinished:  # whoever wants everything forgotten takes back what they asked for
        await end_retracted(session, await hold(session, each), actor, at)
    ticket = await hold(session, number)
    addressee = await _addressee(session, ticket)
    erasure = await destroy(session, person, ticket.number, actor, reason or reason_of(ticket), holdings, at)
    if not addressee.origin.startswith(ERASED):  # who was erased before has been told
        _say_last(session, erasure, addressee, at.astimezone(zone).date())
    return erasure


async def resolve_with_erasure(
    session: Session,
    number: str,
    actor: str,
    text: str,
    holdings: Sequence[Holding],
    at: datetime | None = None,
    *,
    zone: tzinfo = UTC,
) -> Erasure:
    """Do what a request asks for: the ticket is resolved and its person erased, both or neither.

    What the person hears is the last word; `text` is erased with the rest. Raises what `resolve` and `erase` raise.
    """
    await hold_person(session, number)
    await resolve(session, number, actor, text, at)
    return await erase(session, number, actor, None, holdings, at, zone=zone)


def asks_to_erase(ticket: Ticket) -> bool:
    """Whether resolving the ticket means that data are destroyed."""
    return not _ERASING.isdisjoint(ticket.requests)


def reason_of(ticket: Ticket) -> Reason:
    """Why data are destroyed when this ticket is the cause: what it asks for, or that it has been answered."""
    asked = [Reason(shape) for shape in map(str, ticket.requests) if shape in set(Reason)]
    return asked[0] if asked else Reason.PURPOSE


async def destroy(
    session: Session,
    person: Person,
    number: str | None,
    actor: str,
    reason: Reason,
    holdings: Sequence[Holding],
    at: datetime,
) -> Erasure:
    """Empty the tables of a person that is held, none of whose tickets is open, and write the record of it."""
    salt, vault, ground = new_salt(), session.means.vault, REASONS[reason]
    erasure = Erasure(
        number=number,
        numbers=list(person.numbers),
        subjects=[[kind, subject(vault, salt, kind, value)] for kind, value in person.identifiers],
        salt=salt,
        actor=actor,
        reason=ground.title,
        basis=ground.norm,
        erased={},
        begun_at=at,
    )
    session.add(erasure)
    await session.flush()
    files = select(Attachment.id).where(attachments_of(person))
    erasure.files = list((await session.execute(files)).scalars())
    for each in person.numbers:
        (await hold(session, each)).erased_at = at
    erasure.erased = await empty(session, person, holdings)
    for each in person.numbers:
        await go(session, await hold(session, each), ERASE, actor, at=at, why={"act": erasure.act})
    return erasure


async def _open_tickets(session: Session, person: Person) -> tuple[str, ...]:
    query = select(Ticket.number).where(Ticket.id.in_(person.tickets), Ticket.status.in_(OPEN)).order_by(Ticket.id)
    return tuple((await session.execute(query)).scalars())


async def _addressee(session: Session, ticket: Ticket) -> _Addressee:
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    proven = ticket.email and await is_proven_address(session, conversation.id, ticket.email)
    return _Addressee(
        channel=conversation.channel,
        conversation=conversation.id,
        origin=conversation.origin,
        language=conversation.language,
        email=ticket.email if proven else None,
    )


def _say_last(session: Session, erasure: Erasure, to: _Addressee, on: date) -> None:
    """The last word, in their channel and at their proven address; what it needs is forgotten when it has left."""
    letter = Notice(erasure.number, to.language, DataErased(on))
    notice = letter if to.channel in PULLED else replace(letter, chat=to.origin)
    tell(session, to.channel, to.conversation, notice, erasure.cause)
    if to.email is not None:
        post(session, to.conversation, letter, erasure.cause, to=to.email)
