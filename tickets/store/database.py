"""The database: one engine, and the only two ways to talk to it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Delete, Select, Update, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from tickets.store.base import Base
from tickets.store.locker import Lockers, LockersAway
from tickets.store.vault import Vault, give_vault

BUSY_SECONDS = 10  #: how long a writer waits for another one on SQLite, or one that must be alone for all of them
GATE = 0x50554E4B  #: the lock of PostgreSQL that every writer shares, and that one takes who must be alone
Kept = TypeVar("Kept")

LOCK_NOT_AVAILABLE = "55P03"  #: code of PostgreSQL


class OthersWriting(TimeoutError):
    """Somebody has been writing all the time; trying again later helps."""


class NotAlone(RuntimeError):
    """What only `transaction(alone=True)` may do was begun in another transaction."""


class BrokenReferences(RuntimeError):
    """After a change of tables some row refers to one that is not there."""


@dataclass(frozen=True, slots=True)
class Means:
    """What whoever writes can count on beside the tables."""

    vault: Vault  #: encrypts contacts
    mail: bool  #: whether there is anybody to carry letters
    webhook: bool  #: whether an operator's own help desk is told of steps
    rooms: bool  #: whether there is a staff chat with a room for each ticket
    lockers: Lockers | None  #: hold what drafts tell, where the rows are not to


class Session(AsyncSession):
    """A session that knows its means, and whether nobody else writes anything until it ends."""

    def __init__(self, engine: AsyncEngine, means: Means, *, alone: bool = False) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.means = means
        self.alone = alone
        self.left: list[str] = []  #: keys of lockers to be emptied when the transaction has been committed


class Database:
    """Opens connections on first use; `close` ends them. Accepts SQLite and PostgreSQL addresses.

    Its sessions know what it was given besides the address as their `Means`.
    """

    def __init__(
        self,
        url: str,
        vault: Vault,
        *,
        mail: bool = True,
        webhook: bool = False,
        rooms: bool = False,
        lockers: Lockers | None = None,
    ) -> None:
        self.url = _with_async_driver(url)
        self.means = Means(vault, mail, webhook, rooms, lockers)
        self.engine = _engine(self.url)
        # SQLite has one writer at a time; a pool of one connection makes writers queue in the order they came,
        # where SQLite itself would let them try again and again.
        self._writer = (
            _engine(self.url, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS) if self.is_sqlite else self.engine
        )
        for engine in (self.engine, self._writer):
            give_vault(engine.sync_engine, vault)
        self._writing = self._writer.execution_options(writes=True)
        self._alone = self._writing.execution_options(alone=True)
        self._changed = asyncio.Event()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncIterator[Session]:
        """All that is written inside is committed at the end, or nothing is.

        The transaction begins with the first statement, not before: what is computed until then holds no lock. With
        `alone` nobody else writes anything until it ends, what others are writing has been written before, and its
        first statement raises OthersWriting when they do not come to an end.
        """
        engine = self._alone if alone else self._writing
        try:
            async with Session(engine, self.means, alone=alone) as session, session.begin():
                yield session
        except DBAPIError as error:
            if alone and getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                raise OthersWriting from error
            raise
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        if self.means.lockers is not None and session.left:
            with suppress(LockersAway):  # nobody can open them any more, and they end by themselves
                await self.means.lockers.empty(session.left)

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
    async def reading(self) -> AsyncIterator[Session]:
        """A session for looking only; nothing of it is ever committed."""
        async with Session(self.engine, self.means) as session:
            yield session

    async def fetch(self, query: Select[Kept]) -> Sequence[Kept]:
        """All that a query of one column, or of one kind of row, finds now."""
        async with self.reading() as session:
            return (await session.scalars(query)).all()

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """One connection and one transaction to change tables in; what they refer to is checked at the end.

        Raises BrokenReferences, and then nothing has changed.
        """
        engine = _engine(self.url, foreign_keys=False) if self.is_sqlite else self.engine
        try:
            async with engine.execution_options(writes=True).begin() as connection:
                yield connection
                if self.is_sqlite and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
                    raise BrokenReferences
        finally:
            if self.is_sqlite:
                await engine.dispose()

    async def ping(self) -> None:
        """Raise what the driver raises when the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self._writer.dispose()
        await self.engine.dispose()
        if self.means.lockers is not None:
            await self.means.lockers.close()


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `on_conflict_…`, in the words of the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def insert_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row, unless one with such a key is there; whether it was inserted."""
    insert = insert_into(session, table).values(values).on_conflict_do_nothing()
    return (await session.execute(insert.returning(*table.__table__.primary_key))).first() is not None


async def change(session: Session, statement: Update | Delete) -> int:
    """Change rows by a statement; gives how many. What the session had loaded of them stays as it was."""
    done = await session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    return done.rowcount


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


def _engine(url: str, *, foreign_keys: bool = True, **pool: Any) -> AsyncEngine:
    if not make_url(url).drivername.startswith("sqlite"):
        engine = create_async_engine(url, pool_pre_ping=True)
        event.listen(engine.sync_engine, "begin", _begin_postgresql)
        return engine
    engine = create_async_engine(url, connect_args={"timeout": BUSY_SECONDS}, **pool)
    event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, foreign_keys=foreign_keys))
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry, *, foreign_keys: bool) -> None:
    # The driver would begin transactions by itself, and only at the first write; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # SQLite changes a table by copying it; with its keys on, dropping the old one would delete what refers to it.
    for pragma in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON"):
        cursor.execute(pragma)
    cursor.execute("PRAGMA foreign_keys=ON" if foreign_keys else "PRAGMA foreign_keys=OFF")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a read that later turns into a write fails when another one wrote between.
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # The gate comes before every other lock, so nobody who waits at it holds what the one inside may need.
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT" or not options.get("writes"):
        return
    if options.get("alone"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({GATE})")
        connection.exec_driver_sql("SET LOCAL lock_timeout TO DEFAULT")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({GATE})")
