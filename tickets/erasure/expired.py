"""Expired: which rows are past their term, in SQL; never those of a person with an open ticket or blocked data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tickets.attachment import Attachment
from tickets.clock import Clock
from tickets.code import EmailCode
from tickets.conversation import Conversation, StoredMessage
from tickets.database import Session
from tickets.draft import Draft
from tickets.erasure.person import ERASED, Person
from tickets.identity import ProvenAddress
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.staff.session import StaffSession
from tickets.staff.sign_in_log import SignIn
from tickets.steps.blocking import blocked_conversations
from tickets.ticket import OPEN, Ticket

_ended_at = func.coalesce(Ticket.closed_at, Ticket.decided_at)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that go one by one."""

    key: InstrumentedAttribute[Any]
    expired: Callable[[datetime], ColumnElement[bool]]  #: by the moment before which they must have come


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
    loose = Attachment.message_id.is_(None) & Attachment.ticket_id.is_(None) & (Attachment.at < since)
    drafting = exists().where(Draft.conversation_id == Attachment.conversation_id, Draft.begun_at >= since)
    return loose & ~drafting & ~_shielded(Attachment.conversation_id)


ROWS: Mapping[str, Rows] = {
    "inbox": Rows(InboxRow.id, _inbox),
    "outbox": Rows(OutboxRow.id, _outbox),
    "attachments": Rows(Attachment.id, _attachments),  # before the drafts, so that a count beforehand is the same
    "drafts": Rows(Draft.conversation_id, lambda since: (Draft.begun_at < since) & ~_shielded(Draft.conversation_id)),
    "email_codes": Rows(
        EmailCode.id, lambda since: (EmailCode.created_at < since) & ~_shielded(EmailCode.conversation_id)
    ),
    "staff_sessions": Rows(StaffSession.digest, lambda since: StaffSession.created_at < since),
    "sign_ins": Rows(SignIn.id, lambda since: SignIn.at < since),
}


def silent_conversations(since: datetime, drafts_since: datetime) -> Select[str]:
    """Ids of conversations that hold no ticket, or none that is not erased, and in which nothing was said since."""
    last = select(func.max(StoredMessage.at)).where(StoredMessage.conversation_id == Conversation.id).scalar_subquery()
    ticket = exists().where(Ticket.conversation_id == Conversation.id, Ticket.erased_at.is_(None))
    draft = exists().where(Draft.conversation_id == Conversation.id, Draft.begun_at >= drafts_since)
    return (
        select(Conversation.id)
        .where(func.coalesce(last, Conversation.created_at) < since, ~ticket, ~draft, ~_shielded(Conversation.id))
        .where(Conversation.origin.not_like(f"{ERASED}%"))
        .order_by(Conversation.id)
    )


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
