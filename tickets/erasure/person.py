"""A person: all conversations and tickets that are known to be of one human being."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tickets.life import NoSuchTicket, plain_number
from tickets.record.contact import ProvenAddress, email_index, phone_index
from tickets.record.conversation import Conversation
from tickets.record.draft import drafts_of, unlock
from tickets.record.ticket import Ticket
from tickets.store.database import NotAlone, Session
from tickets.store.locker import LockersAway

ERASED = "erased:"  #: begins the origin of a conversation or a ticket whose own was erased


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: what `holdings` look for."""

    conversations: tuple[str, ...] = ()
    lanes: tuple[tuple[str, str], ...] = ()  #: (channel, its own name for the conversation), while it is known
    tickets: tuple[int, ...] = ()  #: ids of those that are not erased yet, in their order
    numbers: tuple[str, ...] = ()  #: of the same tickets
    identifiers: tuple[tuple[str, str], ...] = ()  #: (kind, value); of addresses and phones the blind index


async def find_person(session: Session, number: str) -> Person:
    """The person behind a ticket: its conversation, and others that have proven an address which this one has proven.

    An address that was only typed leads nowhere: anybody can type another's. Raises NoSuchTicket.
    """
    query = select(Ticket.conversation_id).where(Ticket.number == plain_number(number))
    conversation = await session.scalar(query)
    if conversation is None:
        raise NoSuchTicket(number)
    return await person_of(session, await _same_person(session, conversation))


async def person_of(session: Session, conversations: tuple[str, ...]) -> Person:
    """All that is known by these conversations."""
    mine = select(Conversation).where(Conversation.id.in_(conversations)).order_by(Conversation.id)
    found = (await session.scalars(mine.execution_options(populate_existing=True))).all()
    query = select(Ticket.id, Ticket.number, Ticket.email_index, Ticket.phone_index)
    query = query.where(Ticket.conversation_id.in_(conversations), Ticket.erased_at.is_(None)).order_by(Ticket.id)
    tickets = (await session.execute(query)).all()
    lanes = tuple((each.channel, each.origin) for each in found if not each.origin.startswith(ERASED))
    proven = select(ProvenAddress.email_index).where(ProvenAddress.conversation_id.in_(conversations))
    drafts = await drafts_of(session, conversations)
    with suppress(LockersAway):  # an erasure does not wait for Redis: it destroys the keys
        await unlock(session, drafts)
    emails = {
        *(ticket.email_index for ticket in tickets),
        *(email_index(session, draft.email) for draft in drafts),
        *await session.scalars(proven),
    }
    phones = {*(ticket.phone_index for ticket in tickets), *(phone_index(session, draft.phone) for draft in drafts)}
    known = {*lanes, *(("email", index) for index in emails if index), *(("phone", index) for index in phones if index)}
    return Person(
        conversations=conversations,
        lanes=lanes,
        tickets=tuple(ticket.id for ticket in tickets),
        numbers=tuple(ticket.number for ticket in tickets),
        identifiers=tuple(sorted(known)),
    )


async def hold_person(session: Session, number: str) -> Person:
    """The person, of whom nobody else can write anything until the transaction ends.

    A message that was being stored is seen here, and one that comes later meets the conversation as it is afterwards.
    Raises NotAlone where others may write meanwhile, and NoSuchTicket.
    """
    if not session.alone:
        raise NotAlone
    return await find_person(session, number)


async def _same_person(session: Session, conversation: str) -> tuple[str, ...]:
    """This conversation and all that are reached from it over proven addresses."""
    mine, theirs = aliased(ProvenAddress), aliased(ProvenAddress)
    known, fresh = {conversation}, {conversation}
    while fresh:
        query = select(theirs.conversation_id).join(mine, mine.email_index == theirs.email_index)
        fresh = set(await session.scalars(query.where(mine.conversation_id.in_(fresh)).distinct())) - known
        known |= fresh
    return tuple(sorted(known))
