"""Leases and turns: one process at a time, whoever sleeps or is cut off finds its lease gone."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.conftest import VAULT
from tickets.loops import Loops
from tickets.store.database import Database
from tickets.store.lease import LeaseLost, give_back, hold, take
from tickets.store.turn import Turn

LONG, OVER = timedelta(minutes=1), timedelta(seconds=-1)


@pytest.fixture
async def other(any_database: Database) -> AsyncIterator[Database]:
    """Of another process on the same database."""
    made = Database(any_database.url, VAULT)
    yield made
    await made.close()


async def taken(database: Database, length: timedelta = LONG, longest: timedelta = timedelta()) -> int | None:
    async with database.transaction() as session:
        return await take(session, "work", length, longest)


async def works(database: Database, fence: int) -> None:
    async with database.transaction() as session:
        await hold(session, "work", fence)


async def test_one_has_it_and_keeps_it(any_database: Database, other: Database) -> None:
    assert [1, 1, None] == [await taken(any_database), await taken(any_database), await taken(other)]
    await works(any_database, 1)
    with pytest.raises(LeaseLost):
        await works(other, 1)


async def test_whoever_slept_past_it_does_nothing_any_more(any_database: Database, other: Database) -> None:
    """Also where it takes the lease once more before it looks: its fence is another one."""
    assert 1 == await taken(any_database, OVER)
    with pytest.raises(LeaseLost):
        await works(any_database, 1)
    assert 2 == await taken(other, OVER)
    with pytest.raises(LeaseLost):
        await works(any_database, 1)
    assert 3 == await taken(any_database)
    with pytest.raises(LeaseLost):
        await works(any_database, 1)
    async with other.transaction() as session:
        await give_back(session, "work", 2)
    await works(any_database, 3)


async def test_given_back_it_is_free_at_once_or_after_its_rest(any_database: Database, other: Database) -> None:
    for rest, expected in ((timedelta(), 2), (LONG, None)):
        fence = await taken(any_database)
        assert fence
        async with any_database.transaction() as session:
            await give_back(session, "work", fence, rest)
        assert expected == await taken(other, longest=LONG)
        async with other.transaction() as session:
            await give_back(session, "work", fence + 1)


async def test_a_lease_from_before_the_clock_was_set_back_is_over(any_database: Database, other: Database) -> None:
    assert 1 == await taken(any_database, timedelta(days=400))
    assert 2 == await taken(other)


async def test_when_its_process_has_ended_it_is_free_on_sqlite(database: Database) -> None:
    """There it is known at once."""
    other = Database(database.url, VAULT)
    assert 1 == await taken(other)
    await other.close()
    assert 2 == await taken(database)


async def test_a_turn_goes_to_the_next_when_its_process_is_gone(
    any_database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked to end it gives way at once; who vanished, or cannot reach the database, is waited for."""
    monkeypatch.setattr("tickets.store.turn.LOOK", 0.05)
    first, second = (Turn(each, "polling", timedelta(seconds=2)) for each in (any_database, other))
    keeping = asyncio.create_task(first.keep(Loops()))
    assert 1 == await first.came()
    waiting = asyncio.create_task(second.keep(Loops()))
    await asyncio.sleep(0.3)
    assert second.fence is None

    keeping.cancel()
    assert 2 == await second.came()

    again = Turn(any_database, "polling", timedelta(seconds=2))
    keeping = asyncio.create_task(again.keep(Loops()))
    async with other.transaction() as session:
        await session.execute(text("UPDATE leases SET fence = 7, holder = 0, until = '2000-01-01 00:00:00.000000'"))
    assert 8 == await again.came()
    await asyncio.wait_for(second.over(), 10)
    assert second.fence is None
    for task in (keeping, waiting):
        task.cancel()


async def test_where_nobody_else_took_a_lost_turn_it_comes_back_at_once(any_database: Database) -> None:
    """After a sleep, or when the clock was set forward: not only when it would have been renewed."""
    turn = Turn(any_database, "polling", timedelta(hours=1))
    keeping = asyncio.create_task(turn.keep(Loops()))
    assert 1 == await turn.came()
    async with any_database.transaction() as session:
        await session.execute(text("UPDATE leases SET until = '2000-01-01 00:00:00.000000'"))
    turn.lost()
    async with asyncio.timeout(60):
        assert 1 == await turn.came()
    async with any_database.transaction() as session:
        await hold(session, "polling", 1)
    keeping.cancel()


async def test_without_the_database_a_turn_is_over_before_another_may_have_it(
    any_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    turn, loops = Turn(any_database, "polling", timedelta(seconds=1)), Loops()
    keeping = asyncio.create_task(turn.keep(loops))
    await turn.came()

    def away(*_: object, **__: object) -> object:
        raise ConnectionError

    monkeypatch.setattr(any_database, "transaction", away)
    await asyncio.wait_for(turn.over(), 10)
    assert turn.fence is None
    assert ["turn: polling"] == list(loops.failing)
    monkeypatch.undo()
    keeping.cancel()
