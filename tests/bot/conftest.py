"""A Bot API server, the bot running against it, and Anna, who talks to the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from running import Running
from scripted import open_desk
from stand_in import StandIn, User

from desk.desk import Desk
from index.policy import Policy, load_policy
from tickets.database import Database


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
def anna(running: Running, stand_in: StandIn) -> User:
    return stand_in.user("Анна")
