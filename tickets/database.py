"""The database: one engine, and the only two ways to talk to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from tickets.base import Base

BUSY_SECONDS = 10  #: how long a writer waits for another one on SQLite before it gives up


class Database:
    """Opens connections on first use; `close` ends them. Accepts SQLite and PostgreSQL addresses."""

    def __init__(self, url: str) -> None:
        self.url = _with_async_driver(url)
        self.engine = _engine(self.url)
        # SQLite has one writer at a time; a pool of one connection makes writers queue in the order they came,
        # where SQLite itself would let them try again and again.
        self._writer = (
            _engine(self.url, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS) if self.is_sqlite else self.engine
        )
        self._changed = asyncio.Event()
        self._reading = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writing = async_sessionmaker(self._writer.execution_options(writes=True), expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """All that is written inside is committed at the end, or nothing is.

        The transaction begins with the first statement, not before: what is computed until then holds no lock.
        """
        async with self._writing() as session, session.begin():
            yield session
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def watch(self) -> asyncio.Event:
        """Is set when the next transaction of this process has been committed."""
        return self._changed

    async def wait(self, changed: asyncio.Event, seconds: float) -> None:
        """Wait for that commit, or for so long: other processes write too."""
        with suppress(TimeoutError):
            # Not `wait_for`: in Python 3.11 it loses a cancellation that comes together with the event.
            async with asyncio.timeout(seconds):
                await changed.wait()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for looking only; nothing of it is ever committed."""
        async with self._reading() as session:
            yield session

    async def ping(self) -> None:
        """Raise what the driver raises when the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self._writer.dispose()
        await self.engine.dispose()


def insert_into(session: AsyncSession, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `on_conflict_…`, in the words of the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _with_async_driver(url: str) -> str:
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
    }
    parsed = make_url(url)
    return parsed.set(drivername=drivers.get(parsed.drivername, parsed.drivername)).render_as_string(
        hide_password=False
    )


def _engine(url: str, **pool: Any) -> AsyncEngine:
    if not make_url(url).drivername.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True)
    engine = create_async_engine(url, connect_args={"timeout": BUSY_SECONDS}, **pool)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself, and only at the first write; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a read that later turns into a write fails when another one wrote between.
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
