"""Erasure of a person: all that is held of them goes; numbers, dates and decisions of their tickets stay.

What the tables hold goes in the caller's one transaction, and with it the record is written. The files of the database
are rewritten, and the papers written, by `tickets.erasure.finishing`, which may be killed and goes on.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from sqlalchemy import delete, exists, select, update

from tickets.erasure.destruction import REASONS, Erasure, Reason, subject
from tickets.erasure.holding import Holding, count, empty
from tickets.erasure.holdings import attachments_of
from tickets.erasure.ledger import marks_of
from tickets.erasure.person import ERASED, Person, find_person, hold_person, person_of
from tickets.life import ERASE, Unclear, go, hold
from tickets.post.inbox import InboxRow
from tickets.post.notices import post
from tickets.post.outbox import STAFF, tell
from tickets.post.topics.to_person import DataErased, Notice
from tickets.post.topics.to_staff import ReplyDropped
from tickets.record.attachment import Attachment
from tickets.record.contact import is_proven_address
from tickets.record.conversation import Conversation
from tickets.record.ticket import OPEN, SYSTEM, Ticket
from tickets.steps.deciding import Gone, resolve
from tickets.steps.own_steps import end_retracted
from tickets.steps.pending import PendingReply
from tickets.store.base import now
from tickets.store.database import Session, change

#: Channels whose people come and look for themselves: a notice there needs no address.
PULLED = frozenset({"web", "terminal"})


class StillOpen(ValueError):
    """The person has these tickets on which something is still to be done; an erasure would lose a duty."""


class AlreadyErased(ValueError):
    """Nothing of the person is left."""


class HasTickets(ValueError):
    """Tickets of the conversation promise something; what is held with them is erased by a request."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would touch; counts are rows by name of a holding."""

    numbers: tuple[str, ...]  #: tickets that would be emptied
    open: tuple[str, ...]  #: of them, those on which something is still to be done
    goes: Mapping[str, int]
    stays: Mapping[str, int]


async def preview(session: Session, number: str, holdings: Sequence[Holding]) -> Preview:
    """What erasing the person behind a ticket would touch, changing nothing; raises NoSuchTicket."""
    person = await find_person(session, number)
    counts = await count(session, person, holdings)
    kept = {holding.name for holding in holdings if holding.stays}
    return Preview(
        numbers=person.numbers,
        open=await open_tickets(session, person),
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
    names them; without it they raise StillOpen, and Unclear where nobody knows what one of them asks. Raises also
    NoSuchTicket, AlreadyErased and NotAlone.
    """
    at = at or now()
    person = await hold_person(session, number)
    unfinished = await open_tickets(session, person)
    if unfinished and not force:
        raise StillOpen(", ".join(unfinished))
    if not any((await count(session, person, holdings)).values()):
        raise AlreadyErased(number)
    for each in unfinished:  # whoever wants everything forgotten takes back what they asked for
        asked = await hold(session, each)
        if asked.unclear:
            raise Unclear(each)
        await end_retracted(session, asked, actor, at)
    ticket = await hold(session, number)
    conversation = await session.get_one(Conversation, ticket.conversation_id)
    session.expunge(conversation)  # says where the last word goes when all else is forgotten
    proven = ticket.email and await is_proven_address(session, conversation.id, ticket.email)
    email = ticket.email if proven else None
    erasure = await destroy(session, person, ticket.number, actor, reason or reason_of(ticket), holdings, at)
    if not conversation.origin.startswith(ERASED):  # who was erased before has been told
        _say_last(session, erasure, conversation, email, at.astimezone(zone))
    return erasure


async def forget(
    session: Session,
    conversation: Conversation,
    asked_in: str,
    holdings: Sequence[Holding],
    at: datetime | None = None,
    *,
    zone: tzinfo = UTC,
) -> Erasure:
    """Erase all that is held of a conversation without tickets, which promises nothing, and the conversation with it.

    The record says on whose demand (152-ФЗ ст. 20 ч. 3). `asked_in` is the channel's id of the update that asks: it
    alone of their updates is still to be marked as handled. The last word goes to the channel's own conversation.
    Raises HasTickets.
    """
    at = at or now()
    await session.execute(select(Conversation.id).where(Conversation.id == conversation.id).with_for_update())
    if await session.scalar(select(exists().where(Ticket.conversation_id == conversation.id))):
        raise HasTickets
    session.expunge(conversation)
    person = await person_of(session, (conversation.id,))
    erasure = await destroy(session, person, None, SYSTEM, Reason.ERASE, holdings, at)
    asking = InboxRow.channel == conversation.channel, InboxRow.origin == asked_in
    await session.execute(update(InboxRow).where(*asking).values(handled_at=None))
    await change(session, delete(Conversation).where(Conversation.id == conversation.id))
    _say_last(session, erasure, conversation, None, at.astimezone(zone))
    return erasure


async def resolve_with_erasure(
    session: Session,
    number: str,
    actor: str,
    text: str,
    holdings: Sequence[Holding],
    *,
    reason: Reason | None = None,
    zone: tzinfo = UTC,
    force: bool = False,
) -> Erasure:
    """Do what a request asks for: the ticket is resolved and its person erased, both or neither.

    What the person hears is the last word; `text` is erased with the rest. Raises what `resolve` and `erase` raise.
    """
    await hold_person(session, number)
    await resolve(session, number, actor, text, data=Gone())
    return await erase(session, number, actor, reason, holdings, zone=zone, force=force)


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
    salt, vault, ground = secrets.token_hex(16), session.means.vault, REASONS[reason]
    erasure = Erasure(
        number=number,
        numbers=list(person.numbers),
        subjects=[[kind, subject(vault, salt, kind, value)] for kind, value in person.identifiers],
        salt=salt,
        actor=actor,
        reason=ground.title,
        basis=ground.norm,
        erased={},
        marks=dict(marks_of(vault, person)),
        begun_at=at,
    )
    session.add(erasure)
    await session.flush()
    erasure.files = list(await session.scalars(select(Attachment.id).where(attachments_of(person))))
    await _tell_authors(session, person)
    for each in person.numbers:
        (await hold(session, each)).erased_at = at
    erasure.erased = await empty(session, person, holdings)
    for each in person.numbers:
        await go(session, await hold(session, each), ERASE, actor, at=at, why={"act": erasure.act})
    return erasure


async def delete_unused(session: Session, conversations: Sequence[str]) -> None:
    """Of these conversations, which were emptied, delete those that no ticket keeps."""
    unused = ~exists().where(Ticket.conversation_id == Conversation.id)
    await change(session, delete(Conversation).where(Conversation.id.in_(conversations), unused))


async def _tell_authors(session: Session, person: Person) -> None:
    """Whoever has written what waits to leave hears that it will not; in no room of a ticket, as those go, too."""
    query = (
        select(PendingReply.actor, Ticket.number)
        .join(Ticket, Ticket.id == PendingReply.ticket_id)
        .where(Ticket.id.in_(person.tickets), PendingReply.stopped_at.is_(None))
        .order_by(PendingReply.id)
    )
    for author, number in (await session.execute(query)).all():
        tell(session, STAFF, STAFF, ReplyDropped(number, author), f"erasure:{number}")


async def open_tickets(session: Session, person: Person) -> tuple[str, ...]:
    """Numbers of those on which something is still to be done."""
    query = select(Ticket.number).where(Ticket.id.in_(person.tickets), Ticket.status.in_(OPEN)).order_by(Ticket.id)
    return tuple(await session.scalars(query))


def _say_last(session: Session, erasure: Erasure, to: Conversation, email: str | None, at: datetime) -> None:
    """The last word, in their channel and at their proven address; what it needs is forgotten when it has left."""
    letter = Notice(erasure.number, to.language, DataErased(at.date()))
    notice = letter if to.channel in PULLED else replace(letter, chat=to.origin)
    tell(session, to.channel, to.id, notice, erasure.cause)
    if email is not None:
        post(session, to.id, letter, erasure.cause, to=email)
