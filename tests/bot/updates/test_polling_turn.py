"""One process polls at a time: what another one is given it does not store, and it takes over when that is gone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from sqlalchemy import select

from bot.updates.polling import Polling
from stand_in import StandIn
from tests.conftest import VAULT
from tickets.loops import Loops
from tickets.post.inbox import InboxRow
from tickets.store.database import Database
from tickets.store.lease import LeaseLost


@pytest.fixture
async def second(any_database: Database) -> AsyncIterator[Database]:
    """Of another process on the same database."""
    made = Database(any_database.url, VAULT)
    yield made
    await made.close()


async def stored(database: Database) -> list[str]:
    return list(await database.fetch(select(InboxRow.origin)))


async def test_who_has_lost_its_turn_stores_nothing(bot: Bot, any_database: Database, stand_in: StandIn) -> None:
    """Telegram gives it to the successor, as nobody has moved on."""
    await stand_in.user("Анна").says("сколько храните?")
    with pytest.raises(LeaseLost):
        await Polling(bot, any_database, Loops())._store(list(stand_in.updates), 1)
    assert [] == await stored(any_database)


async def test_one_of_two_polls_and_the_other_takes_over(
    bot: Bot, any_database: Database, second: Database, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.store.turn.LOOK", 0.05)
    anna, first, other = (stand_in.user("Анна"), *(Polling(bot, each, Loops()) for each in (any_database, second)))
    running = asyncio.create_task(first.run())
    await first.turn.came()
    waiting = asyncio.create_task(other.run())

    async def arrives(number: int) -> None:
        await anna.says(f"сколько храните? {number}")
        async with asyncio.timeout(60):
            while len(await stored(any_database)) < number:
                await asyncio.sleep(0.02)

    await arrives(1)
    assert other.turn.fence is None
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await arrives(2)
    assert other.turn.fence == 2
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
