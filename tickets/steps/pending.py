"""Pending replies: what staff write in the console waits a moment, and can be taken back before anybody reads it.

Until its time is over a reply is only a row here: no step is taken, nothing is told, no clock and no status has moved.
Then it becomes the step that it stands for. The row is claimed in one statement, so of a sender and whoever takes the
reply back exactly one wins; and as the row goes in the transaction in which the step comes, a reply leaves once,
whenever the process is killed. Files that go with a reply wait with it, and go when it goes or is put away.
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
from tickets.record.attachment import Attachment, Media, Upload
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
    session: Session,
    number: str,
    actor: str,
    says: Says,
    text: str,
    at: datetime | None = None,
    *,
    files: Sequence[Upload] = (),
    kept: Sequence[str] = (),
) -> PendingReply:
    """Write a reply down; it leaves after DELAY. What the author had taken back before is done with, but for the files
    of it that are `kept`.

    Raises WrongStep and TakenByAnother when it could not leave now.
    """
    ticket = await hold(session, number)
    check(ticket, _ARROWS[says], actor)
    at = at or now()
    reply = PendingReply(ticket_id=ticket.id, actor=actor, says=says, text=text, at=at, leaves_at=at + DELAY)
    return await _write_down(session, ticket, reply, files, kept)


async def park(
    session: Session, number: str, actor: str, says: Says, text: str, files: Sequence[Upload], kept: Sequence[str] = ()
) -> bool:
    """Keep what could not be sent, as if it had been taken back; False where the ticket was erased."""
    ticket = await hold(session, number)
    if ticket.erased_at is not None:
        return False
    at = now()
    reply = PendingReply(
        ticket_id=ticket.id, actor=actor, says=says, text=text, at=at, leaves_at=at + DELAY, stopped_at=at
    )
    await _write_down(session, ticket, reply, files, kept)
    return True


async def _write_down(
    session: Session, ticket: Ticket, reply: PendingReply, files: Sequence[Upload], kept: Sequence[str]
) -> PendingReply:
    session.add(reply)
    await session.flush()
    mine = select(PendingReply.id).where(
        PendingReply.ticket_id == ticket.id, PendingReply.actor == reply.actor, PendingReply.stopped_at.is_not(None)
    )
    keeping = update(Attachment).where(Attachment.id.in_(kept), Attachment.pending_id.in_(mine))
    await session.execute(keeping.values(pending_id=reply.id))
    session.add_all(_waiting(ticket, reply, place, file) for place, file in enumerate(files))
    await session.flush()
    await put_away(session, ticket.number, reply.actor, apart_from=reply.id)
    return reply


def _waiting(ticket: Ticket, reply: PendingReply, place: int, file: Upload) -> Attachment:
    return Attachment(
        id=file.stored.id,
        conversation_id=ticket.conversation_id,
        pending_id=reply.id,
        media=Media.DOCUMENT,
        name=file.name,
        mime=file.mime,
        size=file.stored.size,
        sha256=file.stored.sha256,
        at=reply.at + timedelta(microseconds=place),  # their order is that in which they were chosen
    )


async def files_with(session: Session, reply: int) -> Sequence[str]:
    """Ids of the files that wait with a reply, in their order."""
    query = select(Attachment.id).where(Attachment.pending_id == reply).order_by(Attachment.at, Attachment.id)
    return (await session.scalars(query)).all()


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


async def put_away(session: Session, number: str, actor: str, *, apart_from: int = 0) -> None:
    """Forget what this author had taken back, with its files."""
    mine = PendingReply.ticket_id == _ticket_id(number), PendingReply.actor == actor, PendingReply.id != apart_from
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
                if await _is_free(session, each):
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


async def _is_free(session: Session, number: str) -> bool:
    """Whether nobody is at the ticket: it is held now. What another process is at is looked for once more later."""
    query = select(Ticket.id).where(Ticket.number == number).with_for_update(skip_locked=True, key_share=True)
    return await session.scalar(query) is not None


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
    # Held, and deleted only when its files are no longer of it: they would go with the row.
    claim = update(PendingReply).where(*waits).values(leaves_at=PendingReply.leaves_at).returning(PendingReply.id)
    claimed = await session.execute(claim.execution_options(synchronize_session=False))
    if claimed.scalar_one_or_none() is None:
        return False
    session.expunge(reply)
    files = await files_with(session, reply.id)
    await SAYING[reply.says](session, ticket.number, reply.actor, reply.text, files=files)
    done = delete(PendingReply).where(PendingReply.id == reply.id)
    await session.execute(done.execution_options(synchronize_session=False))
    if ticket.words_at > reply.at:  # the person wrote while it waited, so it answers what was before
        ticket.hear(ticket.words_at)
    return True


def _time_is_over(at: datetime) -> ColumnElement[bool]:
    """Also where it lies further ahead than any can: then the clock was set back since."""
    return or_(PendingReply.leaves_at <= at, PendingReply.leaves_at > at + 2 * DELAY)


def _ticket_id(number: str) -> ScalarSelect[int]:
    return select(Ticket.id).where(Ticket.number == plain_number(number)).scalar_subquery()
