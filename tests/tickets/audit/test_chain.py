"""The audit log: what was done stands in it, and whatever is changed in it afterwards shows."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from tests.tickets.conftest import ANNA
from tickets.audit.chain import (
    AuditEnd,
    ChainBroken,
    Line,
    check,
    count_before,
    cut,
    export,
    follow,
    link,
    link_at,
    read,
    unlinked,
)
from tickets.audit.entry import AuditEntry, note
from tickets.record.rotation import rotate
from tickets.store.base import now
from tickets.store.database import Database, Session

Tamper = Callable[[Session], Awaitable[object]]


async def write(database: Database, *acts: str) -> None:
    for act in acts:
        async with database.transaction() as session:
            note(session, act, ANNA, "П-2026-000001")


async def whole(database: Database, newest: int | None = None) -> int:
    """The last place of a chain that holds together."""
    async with database.reading() as session:
        return (await check(session, newest)).place


async def exported(database: Database) -> list[str]:
    async with database.reading() as session:
        return [line async for line in export(session)]


async def test_what_was_committed_is_linked_in_order_once(any_database: Database) -> None:
    """Rounds of several processes at the same moment link each entry once; what was rolled back is nowhere."""
    await write(any_database, "take", "answer", "resolve")
    async with any_database.transaction() as session:
        note(session, "close", ANNA)
        await session.rollback()
    assert 3 == sum(await asyncio.gather(*(link(any_database) for _ in range(3))))
    await write(any_database, "close")
    async with any_database.reading() as session:
        assert 1 == await unlinked(session)
    assert 1 == await link(any_database)
    assert 4 == await whole(any_database)
    start, lines = read(await exported(any_database))
    assert [(1, "take"), (2, "answer"), (3, "resolve"), (4, "close")] == [(line.place, line.act) for line in lines]
    assert {(ANNA, "П-2026-000001")} == {(line.actor, line.about) for line in lines}
    assert lines[-1].digest == follow(start, lines).digest


def _where(place: int):
    return AuditEntry.place == place


async def _forge_last(session: Session) -> None:
    """Cut off the end and write one that fits, as whoever has no key can."""
    await session.execute(delete(AuditEntry).where(_where(4)))
    before = (await session.scalars(select(AuditEntry).where(_where(3)))).one()
    at = now()
    stamp = at.isoformat(timespec="microseconds")
    digest = Line(4, stamp, "note", ANNA, None, "").chained(before.digest or "")
    await session.execute(insert(AuditEntry).values(at=at, act="note", actor=ANNA, place=4, digest=digest))


async def _forge_one(session: Session) -> None:
    """Change one and give it the digest that it would have had."""
    first, second = (await session.scalars(select(AuditEntry).order_by(AuditEntry.place).limit(2))).all()
    stamp = second.at.isoformat(timespec="microseconds")
    second.act, second.digest = "note", Line(2, stamp, "note", ANNA, second.about, "").chained(first.digest or "")


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (lambda session: session.execute(update(AuditEntry).where(_where(2)).values(act="note")), 2),
        (lambda session: session.execute(update(AuditEntry).where(_where(2)).values(actor="boris@example.org")), 2),
        (lambda session: session.execute(update(AuditEntry).where(_where(2)).values(about=None)), 2),
        (lambda session: session.execute(update(AuditEntry).where(_where(2)).values(at=now())), 2),
        (lambda session: session.execute(delete(AuditEntry).where(_where(1))), 1),
        (lambda session: session.execute(delete(AuditEntry).where(_where(3))), 3),
        (lambda session: session.execute(delete(AuditEntry).where(_where(4))), 4),
        (lambda session: session.execute(delete(AuditEntry)), 1),
        (lambda session: session.execute(delete(AuditEnd)), 5),
        (_forge_last, 5),
        (_forge_one, 3),
    ],
    ids=["act", "actor", "about", "time", "first", "middle", "last", "all", "end", "forged-last", "forged-one"],
)
async def test_whatever_is_changed_or_cut_shows(any_database: Database, tamper: Tamper, place: int) -> None:
    """With its place: a word, a time, the beginning, the middle, the end, all of it."""
    await write(any_database, "take", "ask", "answer", "resolve")
    await link(any_database)
    async with any_database.transaction() as session:
        await tamper(session)
    with pytest.raises(ChainBroken) as broken:
        await whole(any_database)
    assert place == broken.value.place


async def test_the_newest_part_is_checked_by_itself(any_database: Database) -> None:
    """For who looks often; what is older is for a whole check."""
    await write(any_database, *"abcdef")
    await link(any_database)
    async with any_database.transaction() as session:
        await session.execute(update(AuditEntry).where(_where(2)).values(act="x"))
    assert 6 == await whole(any_database, 3)
    with pytest.raises(ChainBroken):
        await whole(any_database, 100)


async def test_what_is_past_its_term_leaves_its_last_digest(any_database: Database) -> None:
    """The rest hangs on that; a former export still fits, and a younger entry is never cut."""
    await write(any_database, *"abcd")
    await link(any_database)
    before = follow(*read(await exported(any_database)))
    async with any_database.transaction() as session:
        await session.execute(update(AuditEntry).where(AuditEntry.place > 2).values(at=now() + timedelta(days=9)))
    moment = now() + timedelta(days=1)
    async with any_database.transaction() as session:
        assert (2, 2) == (await count_before(session, moment), await cut(session, moment))
        assert (0, 0) == (await count_before(session, moment), await cut(session, moment))
        assert [None, 2, 4] == [found and found.place for found in [await link_at(session, n) for n in (1, 2, 4)]]
        assert before == await link_at(session, 4)
    start, lines = read(await exported(any_database))
    assert (2, [3, 4]) == (start.place, [line.place for line in lines])

    async with any_database.transaction() as session:
        assert 2 == await cut(session, now() + timedelta(days=99))
    assert 4 == await whole(any_database)
    await write(any_database, "e")
    await link(any_database)
    assert 5 == await whole(any_database)


async def test_the_ends_are_sealed_and_go_along_with_new_keys(any_database: Database) -> None:
    """Nobody without a key writes an end; a rotation carries both over."""
    await write(any_database, "a")
    await link(any_database)
    async with any_database.transaction() as session:
        await rotate(session)
    assert 1 == await whole(any_database)
