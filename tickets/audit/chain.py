"""The chain: each entry carries the digest of the one before it, so none can be changed, left out or put in unseen.

An act only adds its row; one round links what was committed since, so nobody who acts waits for a common last link.
Both ends are kept sealed: the last link, so that a cut at the end shows, and the one after which the log begins once
what is past its term has gone. Whoever has the database and the keys can forge all of it, but not an export that lies
elsewhere.
"""

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets.audit.entry import AuditEntry
from tickets.store.base import Base
from tickets.store.database import Database, Session, change
from tickets.store.vault import Sealed

BATCH = 500  #: entries in a transaction, or in memory
LOCK = int.from_bytes(b"audit")  #: of PostgreSQL: one at a time links, or cuts


class ChainBroken(ValueError):
    """The link at `place` is not what followed the one before it."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the chain and its digest."""

    place: int = 0
    digest: str = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is exported."""

    place: int
    at: str  #: ISO 8601 in UTC, with microseconds
    act: str
    actor: str
    about: str | None
    digest: str

    def follows(self, before: Link) -> bool:
        """Whether it is the entry that was linked there."""
        return self.place == before.place + 1 and self.digest == self.chained(before.digest)

    def chained(self, before: str) -> str:
        """The digest that it has after another one."""
        told = json.dumps([before, self.place, self.at, self.act, self.actor, self.about], ensure_ascii=False)
        return sha256(told.encode()).hexdigest()


class _Side(StrEnum):
    FIRST = "first"  #: the last link that was cut off
    LAST = "last"


class AuditEnd(Base):
    """Where the chain begins and ends."""

    __tablename__ = "audit_ends"

    side: Mapped[_Side] = mapped_column(primary_key=True)
    link: Mapped[str] = mapped_column(Sealed)  #: place and digest


async def link(database: Database) -> int:
    """Link what has been committed since, in the order it was written; gives how many entries."""
    total = 0
    new = select(AuditEntry).where(AuditEntry.place.is_(None)).order_by(AuditEntry.id).limit(BATCH)
    while await database.fetch(select(AuditEntry.id).where(AuditEntry.place.is_(None)).limit(1)):
        async with database.transaction() as session:
            await _alone(session)
            last = await _end(session, _Side.LAST)
            for entry in await session.scalars(new):
                place = last.place + 1
                line = _line(place, entry.at, entry.act, entry.actor, entry.about, "")
                last = Link(place, line.chained(last.digest))
                entry.place, entry.digest = last.place, last.digest
                total += 1
            await _set_end(session, _Side.LAST, last)
    return total


async def check(session: Session, newest: int | None = None) -> Link:
    """The last link of the chain, all of which, or the `newest` part of which, holds together. Raises ChainBroken.

    `session` must not have been used before.
    """
    await _snapshot(session)
    first, last = await _end(session, _Side.FIRST), await _end(session, _Side.LAST)
    if newest is not None and last.place - newest > first.place:
        first = await _link_at(session, last.place - newest)
    async for some in _lines(session, first.place):
        first = follow(first, some)
    if first != last:
        raise ChainBroken(first.place + 1)
    return last


async def unlinked(session: Session) -> int:
    """How many entries wait for the round."""
    return (await session.scalars(select(func.count()).where(AuditEntry.place.is_(None)))).one()


async def link_at(session: Session, place: int) -> Link | None:
    """The link at a place, also at the one where the chain was cut; None before that. Raises ChainBroken after it."""
    first = await _end(session, _Side.FIRST)
    if place <= first.place:
        return first if place == first.place else None
    return await _link_at(session, place)


def follow(before: Link, lines: Iterable[Line]) -> Link:
    """The last of these links; raises ChainBroken."""
    for line in lines:
        if not line.follows(before):
            raise ChainBroken(before.place + 1)
        before = Link(line.place, line.digest)
    return before


async def export(session: Session) -> AsyncIterator[str]:
    """The log as lines of JSON: the link after which it begins, then each entry.

    `session` must not have been used before.
    """
    await _snapshot(session)
    first = await _end(session, _Side.FIRST)
    yield json.dumps({"after": {"place": first.place, "digest": first.digest}})
    async for some in _lines(session, first.place):
        for line in some:
            yield json.dumps({name: getattr(line, name) for name in Line.__slots__}, ensure_ascii=False)


def read(lines: Iterable[str]) -> tuple[Link, list[Line]]:
    """What `export` gave; raises ValueError, KeyError and TypeError for anything else."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return Link(**rows[0]["after"]), [Line(**row) for row in rows[1:]]


async def count_before(session: Session, moment: datetime) -> int:
    """How many links `cut` would take."""
    return await _cuttable(session, moment) - (await _end(session, _Side.FIRST)).place


async def cut(session: Session, moment: datetime) -> int:
    """Delete the links from before that moment, as far as no younger one stands among them; gives how many."""
    await _alone(session)
    place = await _cuttable(session, moment)
    if place == (await _end(session, _Side.FIRST)).place:
        return 0
    await _set_end(session, _Side.FIRST, await _link_at(session, place))
    return await change(session, delete(AuditEntry).where(AuditEntry.place <= place))


async def _link_at(session: Session, place: int) -> Link:
    digest = await session.scalar(select(AuditEntry.digest).where(AuditEntry.place == place))
    if digest is None:
        raise ChainBroken(place)
    return Link(place, digest)


async def _cuttable(session: Session, moment: datetime) -> int:
    stays = await session.scalar(select(func.min(AuditEntry.place)).where(AuditEntry.at >= moment))
    return stays - 1 if stays is not None else (await _end(session, _Side.LAST)).place


async def _lines(session: Session, after: int) -> AsyncIterator[Sequence[Line]]:
    query = select(*_TOLD).order_by(AuditEntry.place).limit(BATCH)
    while rows := (await session.execute(query.where(AuditEntry.place > after))).all():
        yield [_line(*row) for row in rows]
        after = rows[-1].place


_TOLD = [getattr(AuditEntry, name) for name in Line.__slots__]


def _line(place: int, at: datetime, act: str, actor: str, about: str | None, digest: str) -> Line:
    return Line(place, at.astimezone(UTC).isoformat(timespec="microseconds"), act, actor, about, digest)


async def _end(session: Session, side: _Side) -> Link:
    found = await session.get(AuditEnd, side, populate_existing=True)
    if found is None:
        return Link()
    place, digest = found.link.split()
    return Link(int(place), digest)


async def _set_end(session: Session, side: _Side, at: Link) -> None:
    await session.merge(AuditEnd(side=side, link=f"{at.place} {at.digest}"))


async def _snapshot(session: Session) -> None:
    # What is linked or cut meanwhile is not seen; on SQLite nobody who reads sees it.
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


async def _alone(session: Session) -> None:
    # SQLite has one writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
