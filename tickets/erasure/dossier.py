"""A dossier: all that is held of the person behind a ticket, as they may read it (152-ФЗ ст. 14 ч. 7).

Values as they are stored, under the titles of the holdings; who writes them down for whom is not decided here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, null, select

from tickets.erasure.holding import Holding
from tickets.erasure.holdings import attachments_of
from tickets.erasure.person import Person, find_person
from tickets.life import EXPORT, go, hold, plain_number
from tickets.record.attachment import Attachment
from tickets.record.consent import Consent
from tickets.record.conversation import Conversation
from tickets.record.draft import Draft, drafts_of, unlock
from tickets.record.ticket import SYSTEM, USER, Ticket, TicketEvent
from tickets.staff.member import all_staff
from tickets.store.base import now
from tickets.store.database import Session
from tickets.text.masking import mask

STAFF_MEMBER = "сотрудник"  #: stands for the address of any of them: it is their data and not this person's


class IdentityUnproven(ValueError):
    """Nobody knows whether who asks is the person behind the ticket."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value under its Russian title."""

    column: str
    title: str
    value: Any  #: str, int, bool, date, datetime in UTC, JSON, or None


Record = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one holding holds of the person."""

    name: str  #: the table's
    title: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent, by what it can be shown to be the same."""

    ticket: str
    given_at: datetime
    withdrawn_at: datetime | None
    channel: str
    edition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of the person; its bytes lie on the shelf."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything at one moment."""

    number: str  #: the ticket that asks
    received_on: date
    at: datetime
    since: datetime  #: when the first conversation began
    channels: tuple[str, ...]
    tickets: tuple[str, ...]  #: numbers of all of the person
    agreements: tuple[Agreement, ...]
    sections: tuple[Section, ...]
    files: tuple[File, ...]


async def export(
    session: Session, number: str, actor: str, holdings: Sequence[Holding], vouched: str | None = None
) -> Dossier:
    """Hand the dossier out: who did and when stays in the ticket's history.

    `vouched` says how a staff member checked who asks, where nothing else has shown it; never the number of a document
    (ст. 5 ч. 5). Raises NoSuchTicket and IdentityUnproven.
    """
    ticket = await hold(session, number)
    how = mask((vouched or "").strip()) or ticket.identity
    if how is None:
        raise IdentityUnproven(ticket.number)
    at = now()
    await go(session, ticket, EXPORT, actor, at=at, why={"how": how})
    return await dossier(session, number, holdings, at)


async def dossier(session: Session, number: str, holdings: Sequence[Holding], at: datetime | None = None) -> Dossier:
    """All that is held of the person behind a ticket, and nothing of anybody else.

    Raises NoSuchTicket, and LockersAway: what cannot be read now must not be missing.
    """
    person = await find_person(session, number)
    drafts = await drafts_of(session, person.conversations)
    await unlock(session, drafts)
    query = select(Ticket).where(Ticket.number == plain_number(number))
    ticket = (await session.scalars(query)).one()
    numbers = dict(zip(person.tickets, person.numbers, strict=True))
    staff = await _staff_addresses(session, person, drafts)
    began = select(func.min(Conversation.created_at)).where(Conversation.id.in_(person.conversations))
    files = select(Attachment.id, Attachment.name, Attachment.sha256).where(attachments_of(person))
    return Dossier(
        number=ticket.number,
        received_on=ticket.received_on,
        at=at or now(),
        since=(await session.scalars(began)).one(),
        channels=tuple(sorted({channel for channel, _ in person.lanes})),
        tickets=person.numbers,
        agreements=await _agreements(session, person),
        sections=tuple([await _section(session, person, holding, numbers, staff, drafts) for holding in holdings]),
        files=tuple(File(*row) for row in await session.execute(files.order_by(Attachment.at, Attachment.id))),
    )


async def _section(
    session: Session,
    person: Person,
    holding: Holding,
    numbers: Mapping[int, str],
    staff: re.Pattern[str] | None,
    drafts: Sequence[Draft],
) -> Section:
    table = holding.table.__table__
    columns = [table.c[shown.column] for shown in holding.shown]
    ticket = table.c.ticket_id if "ticket_id" in table.c else null()
    query = select(ticket, *columns).where(holding.rows(person)).order_by(*columns[:1], *table.primary_key)
    rows: Iterable[Sequence[Any]] = await session.execute(query)
    if holding.table is Draft:  # what was told may have come out of a locker
        rows = [(None, *(getattr(draft, shown.column) for shown in holding.shown)) for draft in drafts]
    records = []
    for ticket_id, *row in rows:
        values = [
            Field(shown.column, shown.title, _told(shown.label(value) if shown.label else value, staff))
            for shown, value in zip(holding.shown, row, strict=True)
        ]
        of = [Field("ticket", "обращение", numbers.get(ticket_id))] if "ticket_id" in table.c else []
        records.append((*of, *values))
    return Section(holding.name, holding.title, tuple(records))


def _told(value: Any, staff: re.Pattern[str] | None) -> Any:
    return staff.sub(STAFF_MEMBER, value) if staff is not None and isinstance(value, str) else value


async def _staff_addresses(session: Session, person: Person, drafts: Sequence[Draft]) -> re.Pattern[str] | None:
    """The addresses of all who ever answered, unless one of them is the person's own."""
    actors = select(TicketEvent.actor).where(TicketEvent.ticket_id.in_(person.tickets)).distinct()
    known = {member.email for member in await all_staff(session)} | set(await session.scalars(actors))
    typed = await session.scalars(select(Ticket.email).where(Ticket.id.in_(person.tickets)))
    own = {address.casefold() for address in (*typed, *(draft.email for draft in drafts)) if address}
    hidden = {address for address in known - {USER, SYSTEM} if "@" in address and address.casefold() not in own}
    longest_first = sorted(hidden, key=lambda address: (-len(address), address))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if hidden else None


async def _agreements(session: Session, person: Person) -> tuple[Agreement, ...]:
    query = (
        select(Ticket.number, Consent.given_at, Consent.withdrawn_at, Consent.channel, Consent.edition, Consent.sha256)
        .join(Ticket, Ticket.id == Consent.ticket_id)
        .where(Consent.ticket_id.in_(person.tickets))
        .order_by(Consent.given_at, Consent.ticket_id)
    )
    return tuple(Agreement(*row) for row in await session.execute(query))
