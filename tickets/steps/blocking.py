"""Blocking: data said to be wrong, or used unlawfully, are not used until the check has an outcome.

From the moment of the appeal (152-ФЗ ст. 21 ч. 1; clause 6.2.4 of the policy). Blocked data are left out of exports, of
statistics by person and of mailings; the person's own ticket goes on.
"""

from collections.abc import Container, Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, Text, select, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from tickets.life import BLOCK, UNBLOCK, TakenByAnother, WrongStep, check, go, hold
from tickets.record.clockwork import running_clock, settle
from tickets.record.ticket import Request, Ticket
from tickets.store.base import Base, now
from tickets.store.database import Session

#: Why the data are blocked from the moment of the appeal, by what it asks; the first of them is told.
REASONS: Mapping[Request, str] = {
    Request.BLOCK: "человек просит заблокировать данные на время проверки",
    Request.CORRECT: "заявлена неточность данных",
    Request.ERASE: "заявлено, что данные получены незаконно или больше не нужны",
}
JOINED_INTO = "joined: "  #: begins the outcome of a block whose ticket went into another that is blocked itself


class AlreadyBlocked(ValueError):
    """The data are blocked by this ticket already."""


class NotBlocked(LookupError):
    """No block of this ticket is in force."""


class Block(Base):
    """One block, from its reason to its outcome."""

    __tablename__ = "blocks"
    __table_args__ = (
        Index(
            "uq_blocks_in_force",
            "ticket_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        # A block ends with a recorded outcome, never just so.
        CheckConstraint("(lifted_at IS NULL) = (outcome IS NULL)", name="lifted_with_outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)

    @hybrid_property
    def in_force(self) -> bool:
        """Whether the check has no outcome yet; a condition of a query, too."""
        return self.lifted_at is None

    @in_force.inplace.expression
    @classmethod
    def _is_in_force(cls) -> ColumnElement[bool]:
        return cls.lifted_at.is_(None)


def reason_to_block(requests: Container[Request]) -> str | None:
    """Why data are blocked as soon as these are asked, or None."""
    return next((reason for shape, reason in REASONS.items() if shape in requests), None)


def blocked_conversations() -> Select[str]:
    """Ids of the conversations whose data are not to be used; for a condition of another query."""
    return select(Block.conversation_id).where(Block.in_force)


async def block_of(session: Session, ticket: Ticket) -> Block | None:
    """The block of a ticket that is in force; there is one at most."""
    query = select(Block).where(Block.ticket_id == ticket.id, Block.in_force)
    return await session.scalar(query)


async def is_blocked(session: Session, conversation_id: str) -> bool:
    """Whether this person's data are not to be used now."""
    query = blocked_conversations().where(Block.conversation_id == conversation_id).limit(1)
    return (await session.execute(query)).first() is not None


async def block(session: Session, number: str, actor: str, reason: str, at: datetime | None = None) -> Ticket:
    """Block at once; raises AlreadyBlocked."""
    ticket = await hold(session, number)
    check(ticket, BLOCK, actor)
    if await block_of(session, ticket) is not None:
        raise AlreadyBlocked(number)
    await begin_block(session, ticket, actor, reason, at or now())
    return ticket


async def begin_block(session: Session, ticket: Ticket, actor: str, reason: str, at: datetime) -> None:
    """Block the data of a held ticket's person."""
    session.add(Block(ticket_id=ticket.id, conversation_id=ticket.conversation_id, reason=reason, since=at))
    await go(session, ticket, BLOCK, actor, at=at, why={"reason": reason})


async def lift(session: Session, number: str, actor: str, outcome: str) -> Ticket:
    """End the block with what the check found, and with it the date of the check; raises NotBlocked."""
    ticket = await hold(session, number)
    if ticket.assignee != actor:
        raise TakenByAnother(ticket.assignee or "") if ticket.assignee else WrongStep(ticket)
    at = now()
    if not await end_block(session, ticket, actor, outcome, at):
        raise NotBlocked(number)
    if (asked := running_clock(ticket, Request.BLOCK)) is not None:
        asked.met_at = at
        settle(ticket)
    return ticket


async def end_block(session: Session, ticket: Ticket, actor: str, outcome: str, at: datetime) -> bool:
    """End the block of a held ticket; False where there is none."""
    found = await block_of(session, ticket)
    if found is None:
        return False
    found.lifted_at, found.outcome = at, outcome
    await go(session, ticket, UNBLOCK, actor, at=at, why={"outcome": outcome})
    return True


async def hand_over_block(session: Session, ticket: Ticket, into: Ticket) -> None:
    """A block goes on with the ticket that answers for both."""
    found = await block_of(session, ticket)
    if found is None:
        return
    if await block_of(session, into) is None:
        found.ticket_id = into.id
    else:
        found.lifted_at, found.outcome = now(), f"{JOINED_INTO}{into.number}"
    await session.flush()
