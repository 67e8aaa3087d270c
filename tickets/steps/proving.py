"""Proving: it becomes known who asks, by a code, an account or a look of a staff member."""

from datetime import datetime

from sqlalchemy import select

from tickets.life import PROVE, PROVE_EARLY, VOUCH, go, hold
from tickets.post.notices import mail_receipt
from tickets.record.contact import ProvenAddress, email_index, is_proven_address
from tickets.record.ticket import OPEN, USER, Identity, Status, Ticket
from tickets.store.base import now
from tickets.store.database import Session, insert_into
from tickets.text.masking import mask


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
    for number in (await session.scalars(query.order_by(Ticket.id))).all():
        ticket = await hold(session, number)
        if ticket.identity is None:
            await prove(session, ticket, Identity.EMAIL, at)
        await mail_receipt(session, ticket)


async def prove(
    session: Session,
    ticket: Ticket,
    identity: Identity,
    at: datetime | None = None,
    *,
    account: str | None = None,
) -> None:
    """The person of a held ticket is known from now on; `account` is theirs where they signed in."""
    at = at or now()
    step = PROVE if ticket.status is Status.CHECKING else PROVE_EARLY
    why = {"how": identity} | ({"account": account} if account else {})
    await go(session, ticket, step, USER, at=at, why=why, identity=identity, identity_at=at)


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
