"""Finishing erasures: last words out, files rewritten, papers written. Killed anywhere, the next call goes on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from tickets.erasure.destruction import Erasure, three_years_after
from tickets.erasure.scrubbing import FilesBusy, scrub
from tickets.post.outbox import OutboxRow
from tickets.post.topics.to_person import Notice
from tickets.store.base import now
from tickets.store.database import Database, Session

PATIENCE = timedelta(days=3)  #: how long a last word may take to leave; then it is given up

WritePapers = Callable[[Erasure], object]
Elsewhere = Callable[[Erasure], Awaitable[object]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """How far erasures have come, by the numbers of their acts."""

    done: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()  #: the last word has not left yet
    unscrubbed: tuple[str, ...] = ()  #: the files of the database were in use


async def finish_erasures(
    database: Database,
    write_papers: WritePapers,
    at: datetime | None = None,
    *,
    enter: WritePapers | None = None,
    elsewhere: Elsewhere | None = None,
) -> Finished:
    """Take every erasure that is not done as far as it goes now.

    `enter` writes an erasure into the ledger, before it counts as destroyed: a copy made before must bring nobody back.
    `elsewhere` destroys what lies outside the database and has lost its row, as files or topics of the staff chat;
    `enter` and `write_papers` are called in a thread. All are called again when the process died before their end was
    noted, and must come to the same.
    """
    begun = await database.fetch(select(Erasure).where(Erasure.done_at.is_(None)).order_by(Erasure.id))
    if not begun:
        return Finished()
    if enter is not None:
        await _enter(database, begun, enter)
    unsaid = {erasure.id for erasure in begun if not await _let_go(database, erasure, at or now())}
    for erasure in begun:
        if elsewhere is not None and erasure.destroyed_at is None:
            await elsewhere(erasure)
    clean = await _scrub(database, begun, unsaid)
    done = await _write(database, write_papers)
    late = [each for each in begun if each.act not in done]
    return Finished(
        done=done,
        unsaid=tuple(each.act for each in late if each.id in unsaid),
        unscrubbed=() if clean else tuple(each.act for each in late if each.id not in unsaid),
    )


async def _enter(database: Database, begun: Sequence[Erasure], enter: WritePapers) -> None:
    for erasure in begun:
        if erasure.marks:
            await asyncio.to_thread(enter, erasure)
            async with database.transaction() as session:
                await session.execute(update(Erasure).where(Erasure.id == erasure.id).values(marks={}))


async def _let_go(database: Database, erasure: Erasure, at: datetime) -> bool:
    """Forget where last words went that have left or never will; whether all are forgotten."""
    async with database.transaction() as session:
        query = select(OutboxRow).where(OutboxRow.cause == erasure.cause).with_for_update()
        waiting = False
        for row in await session.scalars(query):
            told = row.told
            if row.address is None and not (isinstance(told, Notice) and told.chat):
                continue
            gone = row.delivered_at is not None or (row.dead_at is not None and not row.unsure)
            if not gone and at < erasure.begun_at + PATIENCE:
                waiting = True
                continue
            if not gone:
                row.dead_at, row.error = at, "never left"
            row.data, row.address = {}, None
    return not waiting


async def _scrub(database: Database, begun: Sequence[Erasure], unsaid: set[int]) -> bool:
    """Rewrite the files once for all that need it; whether they are clean.

    At first at once, whoever has not heard the last word yet, and once more when what it needed is forgotten.
    """
    fresh = [
        each for each in begun if each.scrubbed_at is None or (each.destroyed_at is None and each.id not in unsaid)
    ]
    if not fresh:
        return True
    try:
        await scrub(database, {table for each in fresh for table in each.erased})
    except FilesBusy:
        log.warning("files of the database are in use: %s erasures wait", len(fresh))
        return False
    moment = now()
    async with database.transaction() as session:
        for each in fresh:
            await _note(session, each.id, Erasure.scrubbed_at.is_(None), scrubbed_at=moment)
            if each.id not in unsaid:
                kept = three_years_after(moment)
                await _note(session, each.id, Erasure.destroyed_at.is_(None), destroyed_at=moment, keep_until=kept)
    return True


async def _write(database: Database, write_papers: WritePapers) -> tuple[str, ...]:
    query = select(Erasure).where(Erasure.destroyed_at.is_not(None), Erasure.done_at.is_(None))
    destroyed = await database.fetch(query.order_by(Erasure.id))
    for erasure in destroyed:
        await asyncio.to_thread(write_papers, erasure)
        async with database.transaction() as session:
            await _note(session, erasure.id, Erasure.done_at.is_(None), done_at=now())
    return tuple(erasure.act for erasure in destroyed)


async def _note(session: Session, erasure: int, unless_noted: ColumnElement[bool], **what: datetime) -> None:
    await session.execute(update(Erasure).where(Erasure.id == erasure, unless_noted).values(**what))
