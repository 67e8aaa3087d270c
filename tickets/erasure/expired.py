"""Expired: which rows are past their term, in SQL; never those of a person with an open ticket or blocked data."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tickets.erasure.person import ERASED, Person
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.act_key import ActKey
from tickets.record.attachment import LOOSE, Attachment
from tickets.record.clock import Clock
from tickets.record.contact import ProvenAddress
from tickets.record.conversation import Conversation, StoredMessage
from tickets.record.draft import Draft
from tickets.record.ticket import OPEN, Ticket
from tickets.staff.session import SignIn, StaffSession
from tickets.steps.blocking import blocked_conversations
from tickets.steps.code import EmailCode
from tickets.store.base import Base
from tickets.store.database import Session

_ended_at = func.coalesce(Ticket.closed_at, Ticket.decided_at)


def _shielded(conversation: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a conversation, or one that has proven the same address, has an open ticket or is blocked."""
    at_work = union(select(Ticket.conversation_id).where(Ticket.status.in_(OPEN)), blocked_conversations()).subquery()
    mine, theirs = aliased(ProvenAddress), aliased(ProvenAddress)
    same = select(theirs.conversation_id).join(mine, mine.email_index == theirs.email_index)
    working = select(at_work.c.conversation_id)
    return or_(conversation.in_(working), conversation.in_(same.where(mine.conversation_id.in_(working))))


def _inbox(since: datetime) -> ColumnElement[bool]:
    lane = exists().where(
        Conversation.channel == InboxRow.channel, Conversation.origin == InboxRow.lane, _shielded(Conversation.id)
    )
    return (InboxRow.handled_at < since) & ~lane


def _outbox(since: datetime) -> ColumnElement[bool]:
    # When the notice of an extension left is what proves the extension.
    proofs = select(Clock.notice_id).join(Ticket).where(Clock.notice_id.is_not(None), Ticket.erased_at.is_(None))
    gone = func.coalesce(OutboxRow.delivered_at, OutboxRow.dead_at) < since
    return gone & OutboxRow.id.not_in(proofs) & ~_shielded(OutboxRow.lane)


def _attachments(since: datetime) -> ColumnElement[bool]:
    drafting = exists().where(Draft.conversation_id == Attachment.conversation_id, Draft.begun_at >= since)
    return and_(*LOOSE, Attachment.at < since, ~drafting, ~_shielded(Attachment.conversation_id))


#: Of rows that go one by one, those that came before a moment.
ROWS: Mapping[type[Base], Callable[[datetime], ColumnElement[bool]]] = {
    InboxRow: _inbox,
    OutboxRow: _outbox,
    Attachment: _attachments,  # before the drafts, so that a count beforehand is the same
    Draft: lambda since: (Draft.begun_at < since) & ~_shielded(Draft.conversation_id),
    EmailCode: lambda since: (EmailCode.created_at < since) & ~_shielded(EmailCode.conversation_id),
    ActKey: lambda since: ActKey.at < since,
    StaffSession: lambda since: StaffSession.created_at < since,
    SignIn: lambda since: SignIn.at < since,
}


def silent_conversations(since: datetime, drafts_since: datetime) -> ColumnElement[bool]:
    """Condition of conversations that hold no ticket, or only erased ones, and in which nothing was said since."""
    last = select(func.max(StoredMessage.at)).where(StoredMessage.conversation_id == Conversation.id).scalar_subquery()
    ticket = exists().where(Ticket.conversation_id == Conversation.id, Ticket.erased_at.is_(None))
    draft = exists().where(Draft.conversation_id == Conversation.id, Draft.begun_at >= drafts_since)
    silent = func.coalesce(last, Conversation.created_at) < since
    return and_(silent, ~ticket, ~draft, ~_shielded(Conversation.id), Conversation.origin.not_like(f"{ERASED}%"))


def old_tickets(since: datetime) -> Select[str]:
    """Numbers of tickets that ended before; whether their person has younger ones is for `is_over` to say."""
    query = select(Ticket.number).where(_ended_at < since, Ticket.status.not_in(OPEN), Ticket.erased_at.is_(None))
    return query.where(~_shielded(Ticket.conversation_id)).order_by(Ticket.id)


async def is_over(session: Session, person: Person, since: datetime) -> bool:
    """Whether each ticket of a person ended before, and none of their data is blocked."""
    younger = exists().where(Ticket.id.in_(person.tickets), or_(Ticket.status.in_(OPEN), _ended_at >= since))
    blocked = blocked_conversations().subquery()
    held_back = exists().where(blocked.c.conversation_id.in_(person.conversations))
    return not await session.scalar(select(or_(younger, held_back)))


async def is_silent(session: Session, person: Person, since: datetime) -> bool:
    """Whether nothing was said in any of their conversations since."""
    said = exists().where(StoredMessage.conversation_id.in_(person.conversations), StoredMessage.at >= since)
    return not await session.scalar(select(said))
