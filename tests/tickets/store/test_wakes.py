"""Wake-ups: what one process commits another hears at once, by Redis or PostgreSQL, and otherwise finds by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from tests.conftest import VAULT, empty_redis
from tests.postgres import Cluster
from tests.redis_server import RedisServer
from tickets.loops import Loops
from tickets.store.bell import Bell, PostgresBell, RedisBell
from tickets.store.database import Database
from tickets.store.wakes import News

PATIENCE = 60  #: seconds, on a machine that has much else to do
Carrier = Callable[[int], Bell]


@pytest.fixture(params=["redis", "postgresql"])
async def carrier(request: pytest.FixtureRequest) -> AsyncIterator[Carrier]:
    if request.param == "redis":
        async with empty_redis() as redis:
            yield lambda me: RedisBell(redis, "tests", me)
        return
    async with request.getfixturevalue("postgres").emptied(None) as opened:
        url = opened.url.replace("+asyncpg", "")
        yield lambda me: PostgresBell(url, me)


@pytest.fixture
async def two(sqlite_url: str, carrier: Carrier) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes that hear each other. What they are woken for lies in one database, whichever that is."""
    made = Database(sqlite_url, VAULT), Database(sqlite_url, VAULT)
    tasks = [task for each in made for task in begin(each, carrier)]
    async with asyncio.timeout(PATIENCE):
        while not all(each.wakes.hears for each in made):
            await asyncio.sleep(0.01)
    yield made
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for each in made:
        await each.close()


def begin(database: Database, carrier: Carrier, loops: Loops | None = None) -> list[asyncio.Task[None]]:
    loops = loops or Loops()
    database.tell_by(carrier(database.means.holder.id))
    return [asyncio.create_task(job) for job in (database.wakes.ring(loops), database.wakes.listen(loops))]


async def commit(database: Database, *, told: bool = True) -> None:
    async with database.transaction() as session:
        session.told.update(News if told else ())


async def test_what_one_commits_another_hears(two: tuple[Database, Database]) -> None:
    here, there = two
    for told in (False, True):
        changed = there.watch()
        await commit(here, told=told)
        await there.wait(changed, 3600 if told else 0, timed=True)
        assert told == changed.is_set()


async def test_whoever_waits_for_one_kind_of_news_is_not_woken_by_another(two: tuple[Database, Database]) -> None:
    """In the process that has them; a ring does not say for what, so that others look for all."""
    here, there = two
    waits = {news: here.watch(news) for news in (*News, None)}
    far = there.watch(News.POST)
    async with here.transaction() as session:
        session.told.add(News.SAID)
    assert {News.SAID, None} == {news for news, wait in waits.items() if wait.is_set()}
    await there.wait(far, PATIENCE, timed=True)
    assert far.is_set()


async def test_nobody_is_woken_twice_by_their_own_news(two: tuple[Database, Database]) -> None:
    """The ring has gone round when the other has heard it."""
    here, there = two
    heard = there.watch()
    await commit(here)
    changed = here.watch()
    await there.wait(heard, PATIENCE, timed=True)
    await asyncio.sleep(0.2)
    assert heard.is_set()
    assert not changed.is_set()


async def test_a_command_that_ends_at_once_is_heard_too(two: tuple[Database, Database], carrier: Carrier) -> None:
    command = Database(two[0].url, VAULT)
    command.tell_by(carrier(command.means.holder.id))
    changed = two[0].watch()
    await commit(command)
    await command.close()
    await two[0].wait(changed, PATIENCE, timed=True)
    assert changed.is_set()


async def test_whoever_is_heard_is_looked_for_less(two: tuple[Database, Database], sqlite_url: str) -> None:
    """As a ring may be lost, not never; what comes by the clock is looked for as ever."""
    assert [5, 0.5, 5] == [two[0].wakes.rest(0.5), two[0].wakes.rest(0.5, timed=True), two[0].wakes.rest(0)]
    alone = Database(sqlite_url, VAULT)
    assert [0.5, 0] == [alone.wakes.rest(0.5), alone.wakes.rest(0)]
    await alone.close()


@pytest.mark.parametrize("kind", ["redis", "postgresql"])
async def test_a_carrier_that_comes_back_is_heard_again(
    kind: str, sqlite_url: str, tmp_path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile everybody looks by themselves, and whoever watches reads which loop fails."""
    monkeypatch.setattr("tickets.loops.FIRST", 0.05)
    redis = RedisServer(tmp_path)
    await redis.start()
    carrier: Carrier = lambda me: RedisBell(redis.url, "tests", me)  # noqa: E731
    if kind == "postgresql":
        carrier = lambda me: PostgresBell(cluster.url, me)  # noqa: E731
    loops, here, there = Loops(), Database(sqlite_url, VAULT), Database(sqlite_url, VAULT)
    tasks = [*begin(here, carrier), *begin(there, carrier, loops)]

    async def until(*, hears: bool) -> None:
        async with asyncio.timeout(PATIENCE):
            while here.wakes.hears != hears or there.wakes.hears != hears:
                await asyncio.sleep(0.01)

    await until(hears=True)
    await asyncio.to_thread(redis.kill if kind == "redis" else cluster.crash)
    await until(hears=False)
    async with asyncio.timeout(PATIENCE):
        while "hearing others" not in loops.failing:
            await asyncio.sleep(0.01)
    await commit(here)
    if kind == "redis":
        await redis.start()
    else:
        await asyncio.to_thread(cluster.start)
    await until(hears=True)
    assert "hearing others" not in loops.failing
    changed = there.watch()
    await commit(here)
    await there.wait(changed, PATIENCE, timed=True)
    assert changed.is_set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for each in (here, there):
        await each.close()
    redis.stop()
