"""How it stands: which open ticket of theirs a person may be told about, and what, wherever they ask."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from russian.numbers import day_in_words
from tickets.life import COMPLAIN, PROVE
from tickets.record.contact import ProvenAddress, email_index
from tickets.record.labels import STATUSES, Name
from tickets.record.ticket import OPEN, Identity, Status, Ticket, TicketEvent, TicketKind
from tickets.store.base import now
from tickets.store.database import Session
from tickets.store.vault import KeyMissing

_STANDS = Name("Обращение {number}: {status}.", "Request {number}: {status}.")
_UNTIL = Name(
    "Обращение {number}: {status}. Ответ должен прийти до {day} включительно.",
    "Request {number}: {status}. The answer is due by {day}.",
)
_LATE = Name(
    "Обращение {number}: {status}. Ответ должен был прийти до {day} включительно, этот срок прошёл. Простите за "
    "задержку: сотрудники видят, что вы ждёте.",
    "Request {number}: {status}. The answer was due by {day}, and that date has passed. We are sorry for the delay: "
    "our staff see that you are waiting.",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known beyond what they typed."""

    conversation: str  #: our id of it
    account: str | None = None  #: of the operator's site, which has signed it
    email: str | None = None  #: theirs, as the site has signed


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, as its person is told of it in a sentence."""

    number: str
    kind: TicketKind
    status: Status
    due_on: date | None  #: the nearest date that is still to be met; None where nothing was promised
    late: bool  #: that date has passed


async def standing(session: Session, asker: Asker, text: str = "", at: datetime | None = None) -> Standing | None:
    """The ticket that `text` names, or the most pressing one that was promised an answer; None where there is none.

    Theirs are those of the conversation, those whose address was proven to be theirs both there and here, and those
    that their account of the site has opened. An address that was only typed leads nowhere.
    """
    query = select(Ticket).where(Ticket.among(OPEN), Ticket.erased_at.is_(None), or_(*await _theirs(session, asker)))
    tickets = (await session.scalars(query.order_by(Ticket.pressing_at, Ticket.id))).all()
    if not tickets:
        return None
    ticket = min(tickets, key=lambda each: (each.number not in text.upper(), each.kind is TicketKind.HUMAN))
    running = min((clock for clock in ticket.clocks if clock.running), key=lambda clock: clock.ends_at, default=None)
    late = running is not None and running.ends_at <= (at or now())
    return Standing(ticket.number, ticket.kind, ticket.status, running.due_on if running else None, late)


def how_it_stands(standing: Standing, language: str) -> str:
    """The same in a sentence, for every edge: where it is, until when the answer is due, and whether that passed."""
    said = _STANDS if standing.due_on is None else _LATE if standing.late else _UNTIL
    day = day_in_words(standing.due_on, language) if standing.due_on else ""
    status = STATUSES[standing.status].to(language)
    return said.to(language).format(number=standing.number, status=status, day=day)


async def complained_at(session: Session, ticket: Ticket) -> datetime | None:
    """When the person said last that a date which still runs on an open ticket has passed; None while they have not."""
    if ticket.status not in OPEN:
        return None
    running = {clock.due_on.isoformat() for clock in ticket.clocks if clock.running}
    query = select(TicketEvent.at, TicketEvent.detail).where(
        TicketEvent.ticket_id == ticket.id, TicketEvent.step == COMPLAIN.name
    )
    said = [at for at, detail in (await session.execute(query)).all() if detail.get("due") in running]
    return max(said, default=None)


async def _theirs(session: Session, asker: Asker) -> list[ColumnElement[bool]]:
    proven = set(
        await session.scalars(
            select(ProvenAddress.email_index).where(ProvenAddress.conversation_id == asker.conversation)
        )
    )
    with suppress(KeyMissing):  # then nobody is recognised by an address
        proven |= {index for index in [email_index(session, asker.email)] if index}
    shown = exists().where(
        ProvenAddress.conversation_id == Ticket.conversation_id, ProvenAddress.email_index == Ticket.email_index
    )
    known = [Ticket.conversation_id == asker.conversation, and_(Ticket.email_index.in_(proven), shown)]
    if asker.account is not None:
        signed = exists().where(
            TicketEvent.ticket_id == Ticket.id,
            TicketEvent.step == PROVE.name,
            TicketEvent.detail["how"].as_string() == Identity.SITE.value,
            TicketEvent.detail["account"].as_string() == asker.account,
        )
        known.append(and_(Ticket.identity == Identity.SITE, signed))
    return known
