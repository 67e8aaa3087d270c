"""Signs of life: who lives is known to all, who is gone leaves no line for long."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.conftest import VAULT
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.heartbeat import HeartbeatRow, beat, heartbeats, leave


async def say(database: Database, role: str, place: str, **told: str) -> None:
    async with database.transaction() as session:
        await beat(session, role, place, told)


async def seen(database: Database) -> list[tuple[str, str, bool]]:
    async with database.reading() as session:
        return [(copy.role, copy.place, copy.silent) for copy in await heartbeats(session)]


async def age(database: Database, place: str, **ago: float) -> None:
    async with database.transaction() as session:
        past = now() - timedelta(**ago)
        await session.execute(update(HeartbeatRow).where(HeartbeatRow.place == place).values(seen_at=past))


@pytest.fixture
async def others(any_database: Database):
    made = [Database(any_database.url, VAULT) for _ in range(2)]
    yield made
    for each in made:
        await each.close()


async def test_a_process_is_one_line_however_often_it_speaks(any_database, others):
    for _ in range(3):
        await say(others[0], "web", "a:8001", index="v-1")
    await say(others[0], "web", "a:8001", index="v-2")
    async with any_database.reading() as session:
        [copy] = await heartbeats(session)
    assert {"index": "v-2"} == copy.told
    assert copy.began_at <= copy.seen_at


async def test_whoever_ends_politely_is_gone_at_once(any_database, others):
    await say(others[0], "web", "a:8001")
    async with others[0].transaction() as session:
        await leave(session)
    assert [] == await seen(any_database)


async def test_silence_is_seen_after_a_minute_and_forgotten_after_a_day(any_database, others):
    await say(others[0], "bot", "a:8101")
    await age(any_database, "a:8101", seconds=90)
    assert [("bot", "a:8101", True)] == await seen(any_database)
    await age(any_database, "a:8101", days=2)
    await say(others[1], "web", "a:8001")
    assert [("web", "a:8001", False)] == await seen(any_database)


async def test_of_one_port_only_the_newest_is_shown(any_database, others):
    await say(others[0], "web", "a:8001")
    await say(others[1], "web", "a:8001")
    assert [("web", "a:8001", False)] == await seen(any_database)


async def test_without_ports_two_on_one_machine_stay_two_until_one_is_silent(any_database, others):
    await say(others[0], "worker", "a")
    await say(others[1], "worker", "a")
    assert [("worker", "a", False)] * 2 == await seen(any_database)
    async with any_database.transaction() as session:
        gone = HeartbeatRow.holder == others[0].means.holder.id
        await session.execute(update(HeartbeatRow).where(gone).values(seen_at=now() - timedelta(minutes=5)))
    await say(others[1], "worker", "a")
    assert [("worker", "a", False)] == await seen(any_database)
