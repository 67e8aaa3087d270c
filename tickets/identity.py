"""Identity: how it is known that the person is who they say. Nobody is ever asked for a scan of a passport.

A proof of an address is bound to that address within one conversation: another address, or another visitor who types
the same one, has proven nothing.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.base import Base, now
from tickets.contact import email_index
from tickets.database import Session, insert_into
from tickets.life import PROVE, PROVE_EARLY, VOUCH, go, hold
from tickets.post.receipt import mail_receipt
from tickets.text.masking import mask
from tickets.ticket import OPEN, USER, Identity, Request, Status, Ticket

#: What shows, changes or destroys data needs to know whose they are. Stopping never harms, so nothing more is asked.
NEEDED = frozenset({Request.ERASE, Request.ACCESS, Request.CORRECT})


class ProvenAddress(Base):
    """An e-mail address that is shown to be this person's."""

    __tablename__ = "proven_addresses"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    email_index: Mapped[str] = mapped_column(primary_key=True)
    proven_at: Mapped[datetime]


async def is_proven_address(session: Session, conversation_id: str, email: str) -> bool:
    """Whether this conversation has shown that the address is theirs."""
    query = exists().where(
        ProvenAddress.conversation_id == conversation_id, ProvenAddress.email_index == email_index(session, email)
    )
    return bool((await session.execute(select(query))).scalar())


async def prove_address(session: Session, conversation_id: str, email: str, at: datetime | None = None) -> None:
    """Note that the address is theirs; every open ticket of the conversation that names it is proven with it."""
    index = email_index(session, email)
    at = at or now()
    values = {"conversation_id": conversation_id, "email_index": index, "proven_at": at}
    insert = insert_into(session, ProvenAddress).values(values)
    fresh = insert.on_conflict_do_nothing(index_elements=["conversation_id", "email_index"])
    if (await session.execute(fresh.returning(ProvenAddress.email_index))).first() is None:
        return
    query = select(Ticket.number).where(
        Ticket.conversation_id == conversation_id, Ticket.email_index == index, Ticket.status.in_(OPEN)
    )
    for number in (await session.execute(query.order_by(Ticket.id))).scalars().all():
        ticket = await hold(session, number)
        if ticket.identity is None:
            await prove(session, ticket, Identity.EMAIL, at)
        await mail_receipt(session, ticket)


async def prove(session: Session, ticket: Ticket, identity: Identity, at: datetime | None = None) -> None:
    """The person of a held ticket is known from now on."""
    at = at or now()
    step = PROVE if ticket.status is Status.CHECKING else PROVE_EARLY
    await go(session, ticket, step, USER, at=at, why={"how": identity}, identity=identity, identity_at=at)


async def recognise(session: Session, ticket: Ticket) -> None:
    """Know the person of a held ticket whose address was proven while nothing was to be done about it."""
    address = ticket.email if ticket.identity is None else None
    if address and await is_proven_address(session, ticket.conversation_id, address):
        await prove(session, ticket, Identity.EMAIL)


async def vouch(session: Session, number: str, actor: str, how: str) -> Ticket:
    """A staff member has checked who asks; how is kept, never the number of a document (152-ФЗ ст. 5 ч. 5)."""
    ticket = await hold(session, number)
    await go(session, ticket, VOUCH, actor, why={"how": mask(how)}, identity=Identity.STAFF, identity_at=now())
    return ticket
