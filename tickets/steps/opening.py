"""Opening a ticket: number, date, consent, first event and announcement, all or nothing."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session as PlainSession
from sqlalchemy.orm.attributes import set_committed_value

from tickets.life import stepped
from tickets.post.notices import mail_receipt, tell_staff
from tickets.post.topics.to_staff import TicketOpened
from tickets.record.clock import UNCLEAR
from tickets.record.clockwork import start
from tickets.record.consent import Consent
from tickets.record.contact import Contact, email_index, is_proven_address, phone_index
from tickets.record.ticket import IDENTITY_NEEDED, USER, Identity, Request, Status, Ticket, TicketEvent, TicketKind
from tickets.record.turn import Turn
from tickets.steps.blocking import begin_block
from tickets.store.base import now, random_id
from tickets.store.database import Session
from tickets.terms.claim import CLAIM, UNKNOWN, ClaimTerm

_NEXT = text(
    "INSERT INTO ticket_counters (year, last) VALUES (:year, 1) "
    "ON CONFLICT (year) DO UPDATE SET last = ticket_counters.last + 1 RETURNING last"
)

UNNUMBERED = "opening:"  #: begins what stands for a number until it is taken, in the same transaction
_TRIES = 0x50554E4B  #: sets the locks of acts apart from others by name


#: What tells one wish from another. The conversation does not: a retry may come without it, and when more is known of
#: the document.
_ASKED = ("channel", "consent", "kind", "origin", "requests", "text")
#: Once were asked, too; stored digests are of an object that names them.
_NOT_ASKED = {"conversation_id": "", "edition": "", "edition_sha256": "", "identity": None, "block": None}
_EVENT, _CONSENT = insert(TicketEvent), insert(Consent)
_NUMBERED = update(Ticket).where(Ticket.id == bindparam("ticket")).values(number=bindparam("taken"))


class OtherWishUnderSameKey(ValueError):
    """A ticket with other contents was already opened under this key."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person asks for."""

    conversation_id: str
    channel: str
    origin: str  #: the act that asks: the same act opens one ticket, however often it arrives
    kind: TicketKind
    requests: tuple[Request, ...]  #: only with kind deletion; each starts its own clock. Empty there: nobody named it
    text: str
    contact: Contact
    consent: str | None  #: the words agreed to; None where nothing was asked because no contact is kept
    edition: str
    edition_sha256: str
    identity: Identity | None = None  #: how the channel knows who this is
    block: str | None = None  #: why the data must be blocked at once
    document: str | None = None  #: id of the document that it is about; None: nobody knows
    claim_term: ClaimTerm = UNKNOWN  #: what that document says of claims
    #: The same act has just begun the conversation, so it opened nothing before and nothing is proven in it.
    begins: bool = False

    def digest(self) -> str:
        """SHA-256 of what is asked; the conversation does not count, as a retry may come without it."""
        asked = _NOT_ASKED | {name: getattr(self, name) for name in _ASKED} | {"contact": asdict(self.contact)}
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


async def open_ticket(session: Session, opening: Opening, zone: ZoneInfo, at: datetime | None = None) -> Ticket:
    """Open a ticket, or give the one that this act opened before.

    `zone` is the operator's: its local date at `at` (now by default) starts the clocks. Raises OtherWishUnderSameKey.
    """
    at = at or now()
    received_on = at.astimezone(zone).date()
    proven = False
    if not opening.begins:
        await _wait_for_other_tries(session, opening.origin)  # so the second sees the first's ticket
        if known := await ticket_of(session, opening.origin):
            if known.origin_digest != opening.digest():
                raise OtherWishUnderSameKey
            return known
        address = opening.contact.email
        proven = bool(address and await is_proven_address(session, opening.conversation_id, address))
    identity = opening.identity or (Identity.EMAIL if proven else None)
    ticket = _new_ticket(session, opening, f"{UNNUMBERED}{random_id()}", identity, received_on, at)
    for period in _periods(opening):
        start(ticket, period, at, zone)
    session.add(ticket)
    await session.run_sync(_write, ticket, opening.consent, opening.channel)
    stepped(session, ticket, "open", USER, at)
    if opening.block is not None:
        await begin_block(session, ticket, USER, opening.block, at)
    ticket.begins_free = opening.block is None
    tell_staff(session, ticket, TicketOpened(ticket.number, ticket.kind))
    if proven:
        await mail_receipt(session, ticket)
    return ticket


async def ticket_of(session: Session, origin: str) -> Ticket | None:
    """The ticket that this act opened."""
    return await session.scalar(select(Ticket).where(Ticket.origin == origin))


def _periods(opening: Opening) -> Sequence[str]:
    if opening.kind is TicketKind.CLAIM:
        return [CLAIM]
    return opening.requests or ([UNCLEAR] if opening.kind is TicketKind.DELETION else [])


def _new_ticket(
    session: Session, opening: Opening, number: str, identity: Identity | None, received_on: date, at: datetime
) -> Ticket:
    contact = opening.contact
    return Ticket(
        number=number,
        kind=opening.kind,
        request=opening.requests[0] if opening.requests else None,
        status=Status.NEW,
        text=opening.text,
        conversation_id=opening.conversation_id,
        origin=opening.origin,
        origin_digest=opening.digest(),
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        email_index=email_index(session, contact.email),
        phone_index=phone_index(session, contact.phone),
        identity=identity,
        identity_at=at if identity else None,
        identity_needed=not IDENTITY_NEEDED.isdisjoint(opening.requests),
        edition=opening.edition,
        edition_sha256=opening.edition_sha256,
        document=opening.document,
        claim_term=opening.claim_term,
        received_at=at,
        received_on=received_on,
        turn=Turn.FIRST if opening.kind is TicketKind.HUMAN else Turn.OURS,
        turn_since=at,
        words_at=at,
        clocks=[],
    )


def _write(session: PlainSession, ticket: Ticket, consent: str | None, channel: str) -> None:
    """The rows of a ticket and then its number, without the bookkeeping of objects that nobody looks at again."""
    session.flush()
    connection, at = session.connection(), ticket.received_at
    # Nothing is said in words in this step, so there is nothing to be found by.
    connection.execute(
        _EVENT, {"ticket_id": ticket.id, "step": "open", "actor": USER, "to_status": Status.NEW, "at": at}
    )
    if consent is not None:
        digest = hashlib.sha256(consent.encode()).hexdigest()
        given = {"text": consent, "sha256": digest, "edition": ticket.edition, "channel": channel, "given_at": at}
        connection.execute(_CONSENT, {"ticket_id": ticket.id} | given)
    # Numbers have no gaps, so whoever takes one keeps all others waiting until the commit: not before it is needed.
    year = ticket.received_on.year
    number = f"П-{year}-{connection.execute(_NEXT, {'year': year}).scalar_one():06d}"
    connection.execute(_NUMBERED, {"ticket": ticket.id, "taken": number})
    set_committed_value(ticket, "number", number)


async def _wait_for_other_tries(session: Session, act: str) -> None:
    """On SQLite there is one writer in any case."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(act, _TRIES))))
