"""No connection to be had: whoever asks PostgreSQL is told by our limits, long before those of the drivers."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import asyncpg
import pytest
from sqlalchemy import make_url

from tests.conftest import VAULT
from tests.postgres import Cluster
from tickets.store.away import DatabaseAway
from tickets.store.database import Database
from tickets.store.postgres import Limits

DRIVERS = 25  #: seconds; the pool of SQLAlchemy waits thirty by itself, asyncpg sixty for a connection
FEW = 2  #: connections that the role may have
POOL = 15  #: connections that a pool gives out at most
ROLE = f"CREATE ROLE few LOGIN CONNECTION LIMIT {FEW}"


@pytest.fixture
async def url(cluster: Cluster) -> str:
    return await cluster.new()


@pytest.fixture
async def as_few(cluster: Cluster, url: str) -> AsyncIterator[str]:
    """The address for a role that the server gives few connections."""
    connection = await asyncpg.connect(cluster.url)
    await connection.execute(ROLE)
    yield make_url(url).set(username="few").render_as_string(hide_password=False)
    await connection.execute("DROP ROLE few")
    await connection.close()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"postgresql://postgres@127.0.0.1:{listening.getsockname()[1]}/postgres"


async def hold(database: Database, connections: int, stack: AsyncExitStack) -> None:
    for _ in range(connections):
        await stack.enter_async_context(database.engine.connect())


async def told(database: Database) -> str:
    """Why, where it is said before a driver's own limit."""
    async with asyncio.timeout(DRIVERS):
        with pytest.raises(DatabaseAway) as away:
            await database.ping()
    return away.value.state or away.value.reason


async def test_whoever_finds_no_connection_free_is_told(url: str) -> None:
    """Others have all that the pool gives out; one of them comes back, and the next has it."""
    database = Database(url, VAULT, limits=Limits(pool=0.5))
    async with AsyncExitStack() as held:
        await hold(database, POOL, held)
        assert "TimeoutError" == await told(database)
    await database.ping()
    await database.close()


async def test_whoever_gets_no_answer_to_a_new_connection_is_told(silent: str) -> None:
    database = Database(silent, VAULT, limits=Limits(connect=0.5))
    assert "TimeoutError" == await told(database)
    await database.close()


async def test_a_server_without_a_connection_to_spare_is_away(as_few: str) -> None:
    """It refuses, with nothing broken: when others have left, it is there again."""
    others, database = Database(as_few, VAULT), Database(as_few, VAULT)
    async with AsyncExitStack() as held:
        await hold(others, FEW, held)
        assert asyncpg.TooManyConnectionsError.sqlstate == await told(database)
    await others.close()
    await database.ping()
    await database.close()
