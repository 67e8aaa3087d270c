"""A Bot API server, the bot running against it, and Anna, who talks to the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from running import Running
from scripted import open_desk

from bot.sending.pacing import Limits, Pacing, Rate
from bot.telegram import open_bot
from desk.desk import Desk
from index.policy import Policy, load_policy
from stand_in import StandIn, User
from tickets.store.database import Database


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """People of the tests write faster than people do."""
    monkeypatch.setattr("bot.edge.Pacing", lambda: Pacing(Limits(*[Rate(10_000, 1.0)] * 3)))
    monkeypatch.setattr("bot.updates.handling.PATIENCE", 0.1)
    monkeypatch.setattr("bot.dialogue.introduction.LOOK_SECONDS", 0.05)


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(Path("policy_text/privacy"))


@pytest.fixture
def scripted_desk(database: Database, policy: Policy) -> Desk:
    return open_desk(database, policy)


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    server = StandIn()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def running(stand_in: StandIn, scripted_desk: Desk, database: Database) -> AsyncIterator[Running]:
    bot = Running(stand_in, scripted_desk, database)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def bot(stand_in: StandIn) -> AsyncIterator[Bot]:
    """A client of the stand-in, without the handlers of the bot."""
    client = open_bot(stand_in.token, stand_in.address)
    yield client
    await client.session.close()


@pytest.fixture
def vera(stand_in: StandIn) -> User:
    """Somebody whom no bot answers by itself."""
    return stand_in.user("Вера")


@pytest.fixture
def anna(running: Running, stand_in: StandIn) -> User:
    return stand_in.user("Анна")
