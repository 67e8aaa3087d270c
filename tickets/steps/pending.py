"""Pending replies: what staff write in the console waits a moment, and can be taken back before anybody reads it.

Until its time is over a reply is only a row here: no step is taken, nothing is told, no clock and no status has moved.
Then it becomes the step that it stands for. The row is claimed in one statement, so of a sender and whoever takes the
reply back exactly one wins; and as the row goes in the transaction in which the step comes, a reply leaves once,
whenever the process is killed.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Never

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, ScalarSelect, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import note
from tickets.life import ANSWER, ASK, Step, TakenByAnother, WrongStep, check, hold, plain_number
from tickets.loops import Loops, cause_of
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import answer, ask
from tickets.store.away import DatabaseAway
from tickets.store.base import Base, now, one_of
from tickets.store.database import Database, Session, change

DELAY = timedelta(seconds=10)  #: how long a reply can be taken back
PAUSE = 0.5  #: seconds between looks

log = logging.getLogger(__name__)


class AlreadyLeft(LookupError):
    """The reply has left, was taken back before, or is somebody else's."""


class Says(StrEnum):
    """What a reply becomes."""

    ANSWER = "answer"
    ASK = "ask"


class PendingReply(Base):
    """A reply that has not left yet; one with `stopped_at` will not, and waits for its author to read it again."""

    __tablename__ = "pending_replies"
    __table_args__ = (
        CheckConstraint(one_of("says", Says), name="says_known"),
        {"sqlite_autoincrement": True},  # ids are the order of replies, and an old form never means a younger one
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str]
    says: Mapped[Says]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    leaves_at: Mapped[datetime] = mapped_column(index=True)
    stopped_at: Mapped[datetime | None]  #: taken back, or when its time came the step could not be taken


_ARROWS: Mapping[Says, Step] = {Says.ANSWER: ANSWER, Says.ASK: ASK}
SAYING = {Says.ANSWER: answer, Says.ASK: ask}  #: the step that says it


async def pend(
    session: Session, number: str, actor: str, says: Says, text: str, at: datetime | None = None
) -> PendingReply:
    """Write a reply down; it leaves after DELAY. What the author had taken back before is done with.

    Raises WrongStep and TakenByAnother when it could not leave now.
    """
    ticket = await hold(session, number)
    check(ticket, _ARROWS[says], actor)
    await put_away(session, number, actor)
    at = at or now()
    reply = PendingReply(ticket_id=ticket.id, actor=actor, says=says, text=text, at=at, leaves_at=at + DELAY)
    session.add(reply)
    await session.flush()
    return reply


async def take_back(session: Session, number: str, identity: int, actor: str) -> str:
    """Keep a reply of one's own from leaving; gives its text. Raises AlreadyLeft."""
    query = update(PendingReply).where(
        PendingReply.id == identity,
        PendingReply.ticket_id == _ticket_id(number),
        PendingReply.actor == actor,
        PendingReply.stopped_at.is_(None),
    )
    text: str | None = await session.scalar(query.values(stopped_at=now()).returning(PendingReply.text))
    if text is None:
        raise AlreadyLeft
    note(session, "take_back", actor, plain_number(number))
    return text


async def stop_all(session: Session) -> int:
    """Keep all from leaving, and let their authors read them again; gives how many."""
    waiting = update(PendingReply).where(PendingReply.stopped_at.is_(None))
    return await change(session, waiting.values(stopped_at=now()))


async def put_away(session: Session, number: str, actor: str) -> None:
    """Forget what this author had taken back."""
    mine = PendingReply.ticket_id == _ticket_id(number), PendingReply.actor == actor
    await session.execute(delete(PendingReply).where(*mine, PendingReply.stopped_at.is_not(None)))


async def pending_of(session: Session, ticket: Ticket) -> Sequence[PendingReply]:
    """The replies of a ticket that have not left, oldest first."""
    query = select(PendingReply).where(PendingReply.ticket_id == ticket.id).order_by(PendingReply.id)
    return (await session.scalars(query)).all()


async def send_waiting(session: Session, number: str, at: datetime | None = None) -> int:
    """Let the replies of a ticket leave in their order: those due at `at`, or all at once; gives how many left."""
    ticket = await hold(session, number)
    query = select(PendingReply).where(PendingReply.ticket_id == ticket.id, PendingReply.stopped_at.is_(None))
    if at is not None:
        query = query.where(_time_is_over(at))
    rows = (await session.scalars(query.order_by(PendingReply.id))).all()
    return sum([await _send(session, ticket, row) for row in rows])


async def send_due(database: Database, number: str | None = None, at: datetime | None = None) -> int:
    """Let every reply leave whose time is over, or those of one ticket; gives how many left."""
    at = at or now()
    query = select(Ticket.number).join(PendingReply).distinct()
    query = query.where(_time_is_over(at), PendingReply.stopped_at.is_(None))
    if number is not None:
        query = query.where(Ticket.number == plain_number(number))
    sent = 0
    for each in await database.fetch(query.order_by(Ticket.number)):
        try:
            async with database.transaction() as session:
                sent += await send_waiting(session, each, at)
        except (DatabaseAway, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - what is wrong with one ticket must not keep back the others
            log.error("the replies of ticket %s do not leave: %s", each, cause_of(error))
            await _stop(database, each)
    return sent


async def send_replies(database: Database, loops: Loops | None = None) -> Never:
    """Let replies leave as their time comes, until cancelled."""

    async def look() -> None:
        await send_due(database)
        await asyncio.sleep(PAUSE)

    await (loops or Loops()).keep("replies", look)


async def _stop(database: Database, number: str) -> None:
    """The replies of a ticket wait for their authors to read them again."""
    query = update(PendingReply).where(PendingReply.ticket_id == _ticket_id(number), PendingReply.stopped_at.is_(None))
    async with database.transaction() as session:
        await session.execute(query.values(stopped_at=now()))


async def _send(session: Session, ticket: Ticket, reply: PendingReply) -> bool:
    waits = PendingReply.id == reply.id, PendingReply.stopped_at.is_(None)
    try:
        check(ticket, _ARROWS[reply.says], reply.actor)
    except (WrongStep, TakenByAnother):
        await session.execute(update(PendingReply).where(*waits).values(stopped_at=now()))
        return False
    claimed = await session.execute(
        delete(PendingReply).where(*waits).returning(PendingReply.id).execution_options(synchronize_session=False)
    )
    if claimed.scalar_one_or_none() is None:
        return False
    session.expunge(reply)
    await SAYING[reply.says](session, ticket.number, reply.actor, reply.text)
    return True


def _time_is_over(at: datetime) -> ColumnElement[bool]:
    """Also where it lies further ahead than any can: then the clock was set back since."""
    return or_(PendingReply.leaves_at <= at, PendingReply.leaves_at > at + 2 * DELAY)


def _ticket_id(number: str) -> ScalarSelect[int]:
    return select(Ticket.id).where(Ticket.number == plain_number(number)).scalar_subquery()
