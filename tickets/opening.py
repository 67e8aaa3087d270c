"""Opening a ticket: number, date, consent, first event and announcement, all or nothing."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.base import now
from tickets.database import insert_into
from tickets.deadlines import deadline
from tickets.outbox import STAFF, tell
from tickets.ticket import Consent, Request, Status, Ticket, TicketCounter, TicketEvent, TicketKind


class OtherWishUnderSameKey(ValueError):
    """A ticket with other contents was already opened under this key."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a person, as far as the person told."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person asks for."""

    conversation_id: str
    channel: str
    origin: str  #: the act that asks: the same act opens one ticket, however often it arrives
    kind: TicketKind
    request: Request | None  #: with kind deletion, and only then
    text: str
    contact: Contact
    consent: str | None  #: the words agreed to; None where nothing was asked because no contact is kept
    edition: str
    edition_sha256: str

    def digest(self) -> str:
        """SHA-256 of what is asked; the conversation does not count, as a retry may come without it."""
        asked = asdict(replace(self, conversation_id="", edition="", edition_sha256=""))
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


async def find_by_origin(session: AsyncSession, opening: Opening) -> Ticket | None:
    """The ticket that this act opened before. Raises OtherWishUnderSameKey when it asked for something else."""
    query = select(Ticket).where(Ticket.origin == opening.origin)
    ticket = (await session.execute(query)).scalar_one_or_none()
    if ticket is not None and ticket.origin_digest != opening.digest():
        raise OtherWishUnderSameKey
    return ticket


async def open_ticket(session: AsyncSession, opening: Opening, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """Open a ticket, or give the one that this act opened before.

    `zone` is the operator's: its local date at `at` (now by default) starts the clock.
    """
    at = at or now()
    received_on = at.astimezone(zone).date()
    # Taking the number first makes two tries of one act wait for each other, so the second sees the first's ticket.
    sequence = await _next_in_year(session, received_on.year)
    if known := await find_by_origin(session, opening):
        await _give_back(session, received_on.year, sequence)
        return known
    period = opening.kind if opening.request is None else opening.request
    due = None if opening.kind is TicketKind.HUMAN else deadline(period, received_on)
    ticket = Ticket(
        number=f"П-{received_on.year}-{sequence:06d}",
        kind=opening.kind,
        request=opening.request,
        status=Status.NEW,
        text=opening.text,
        conversation_id=opening.conversation_id,
        origin=opening.origin,
        origin_digest=opening.digest(),
        name=opening.contact.name,
        email=opening.contact.email,
        phone=opening.contact.phone,
        edition=opening.edition,
        edition_sha256=opening.edition_sha256,
        received_at=at,
        received_on=received_on,
        due_on=due.on if due else None,
        basis=due.basis if due else None,
    )
    session.add(ticket)
    await session.flush()
    session.add(TicketEvent(ticket_id=ticket.id, step="open", actor="user", to_status=Status.NEW, at=at))
    if opening.consent is not None:
        session.add(_consent(ticket, opening, opening.consent, at))
    tell(session, STAFF, STAFF, "ticket_opened", f"ticket:{ticket.id}", number=ticket.number, kind=ticket.kind)
    return ticket


def _consent(ticket: Ticket, opening: Opening, words: str, at: datetime) -> Consent:
    return Consent(
        ticket_id=ticket.id,
        text=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        edition=opening.edition,
        channel=opening.channel,
        given_at=at,
    )


async def _next_in_year(session: AsyncSession, year: int) -> int:
    query = (
        insert_into(session, TicketCounter)
        .values(year=year, last=1)
        .on_conflict_do_update(index_elements=["year"], set_={"last": TicketCounter.last + 1})
        .returning(TicketCounter.last)
    )
    return (await session.execute(query)).scalar_one()


async def _give_back(session: AsyncSession, year: int, number: int) -> None:
    counter = await session.get_one(TicketCounter, year, populate_existing=True)
    counter.last = number - 1
