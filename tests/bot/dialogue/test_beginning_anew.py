"""What is told lies in Redis, and Redis is away for a while, or has forgotten everything."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from shutil import which

import pytest
from running import Running
from sqlalchemy import func, select
from talks import tickets

from stand_in import PATIENCE, User
from tests.conftest import missing
from tests.redis_server import RedisServer
from tickets.post.inbox import InboxRow
from tickets.record.draft import Draft
from tickets.store.database import Database
from tickets.store.locker import Lockers

LOST = "пропало то, что вы успели рассказать, поэтому начнём сначала"


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    if which("redis-server") is None:
        missing("redis-server")
    server = RedisServer(tmp_path)
    await server.start()
    yield server
    server.stop()


@pytest.fixture
async def lockers(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Lockers:
    monkeypatch.setattr("tickets.loops.FIRST", 0.01)
    monkeypatch.setattr("tickets.store.locker.REST", 0.01)
    return Lockers(redis.url, timedelta(days=30))


async def tells_a_claim(anna: User) -> None:
    await anna.says("/claim утёк номер, верните деньги")
    assert "Шаг 2 из 3" in (await anna.hears()).text


async def test_whoever_was_in_the_middle_is_told_and_asked_anew(
    anna: User, running: Running, database: Database, redis: RedisServer
) -> None:
    """In one sentence, with the first question; and it ends as a ticket."""
    await tells_a_claim(anna)
    await redis.flush()

    await anna.says("anna@example.org")
    asked = await anna.hears()
    assert LOST in asked.text
    assert "Шаг 1 из 3" in asked.text
    await anna.says("утёк номер")
    assert "Шаг 2 из 3" in (await anna.hears()).text
    await anna.presses("Ответить мне здесь")
    assert "утёк номер" in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    assert ["утёк номер"] == [ticket.text for ticket in await tickets(database)]


@pytest.mark.parametrize("act", ["button", "file", "edit"])
async def test_it_is_said_at_whatever_needs_what_was_told(
    anna: User, running: Running, redis: RedisServer, act
) -> None:
    """Once, and what was pressed is not done to a draft that is not there."""
    said = await anna.says("/claim утёк номер")
    await anna.hears()
    await redis.flush()

    match act:
        case "button":
            await anna.presses("Ответить мне здесь")
        case "file":
            await anna.sends_photo()
        case "edit":
            await anna.edits(said, "/claim утёк другой номер")
    asked = await anna.hears()
    assert LOST in asked.text
    assert "Шаг 1 из 3" in asked.text
    await running.settles()
    assert [] == anna.unheard


async def test_an_answer_waits_until_redis_is_back(
    anna: User, running: Running, database: Database, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    """However often it was tried: nothing is lost and nobody hears of a failure."""
    await tells_a_claim(anna)
    redis.stop()
    await anna.says("anna@example.org")
    async with asyncio.timeout(PATIENCE):
        while caplog.text.count("waits: LockersAway") < 7:
            await asyncio.sleep(0.02)
    assert [] == anna.unheard

    await redis.start()
    assert "утёк номер, верните деньги" in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    assert ["anna@example.org"] == [ticket.email for ticket in await tickets(database)]
    async with database.reading() as session:
        assert 0 == await session.scalar(select(func.max(InboxRow.attempts)))


async def test_without_redis_a_claim_can_be_cancelled_and_another_made(
    anna: User, running: Running, database: Database, redis: RedisServer
) -> None:
    """A new one is kept in the database meanwhile, and goes on when Redis is back."""
    await tells_a_claim(anna)
    redis.stop()
    await anna.says("/cancel")
    assert "отменено" in (await anna.hears()).text
    await anna.says("/claim утёк адрес")
    await anna.hears()
    await anna.says("anna@example.org")
    assert "утёк адрес" in (await anna.hears()).text
    await anna.hears()

    await redis.start()
    await anna.presses("Согласен")
    await anna.hears()
    assert ["утёк адрес"] == [ticket.text for ticket in await tickets(database)]
    async with database.reading() as session:
        assert 0 == await session.scalar(select(func.count()).select_from(Draft))
