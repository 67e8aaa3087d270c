"""The database: one engine, and the only two ways to talk to it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Delete, Select, Update, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry

from tickets.store.away import DatabaseAway, tell_away, told_away
from tickets.store.base import Base
from tickets.store.bell import Bell
from tickets.store.holder import Holder
from tickets.store.locker import Lockers, LockersAway
from tickets.store.postgres import LOCK_NOT_AVAILABLE, MIGRATING, Limits, open_engine
from tickets.store.sqlite import Driver, open_file
from tickets.store.traces import Traces, Untraced
from tickets.store.vault import Vault, give_vault
from tickets.store.wakes import News, Wakes

BUSY_SECONDS = 10  #: how long a writer waits for another one on SQLite, or one that must be alone for all of them
READERS = 15  #: connections that look into SQLite
CLOSING_SECONDS = 5  #: how long a server may take to say good-bye
Kept = TypeVar("Kept")


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
    push: bool  #: whether news knock in browsers of staff
    lockers: Lockers | None  #: hold what drafts tell, where the rows are not to
    holder: Holder  #: under which this process leases what it works on
    traces: Traces = field(default=Untraced())


class Session(AsyncSession):
    """A session that knows its means, and whether nobody else writes anything until it ends."""

    def __init__(self, engine: AsyncEngine, means: Means, *, alone: bool = False) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.means = means
        self.alone = alone
        self.told: set[News] = set()  #: what others are to look for after the commit
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
        push: bool = False,
        lockers: Lockers | None = None,
        limits: Limits = Limits(),  # noqa: B008 - it never changes
    ) -> None:
        self.url = _with_async_driver(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.means = Means(vault, mail, webhook, rooms, push, lockers, Holder(self._file))
        if self.is_sqlite:
            # SQLite has one writer at a time; a pool of one connection makes writers queue in the order they came,
            # where SQLite itself would let them try again and again.
            # Those that look keep their connections: opening one costs more than ten looks.
            self.engine = self.patient = _sqlite_engine(self.url, pool_size=READERS, max_overflow=0)
            self._writer = writer = _sqlite_engine(self.url, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS)
        else:
            self.engine = self._writer = open_engine(self.url, limits)
            self.patient = writer = open_engine(self.url, limits, patient=True)  #: for what may take long
        for engine in (self.engine, self._writer, self.patient):
            give_vault(engine.sync_engine, vault)
        self._writing = self._writer.execution_options(writes=True)
        self._briefly = self._writer.execution_options(writes=True, brief=True)
        self._alone = writer.execution_options(writes=True, alone=BUSY_SECONDS)
        self.wakes = Wakes()

    @property
    def _file(self) -> Path | None:
        name = make_url(self.url).database if self.is_sqlite else None
        return Path(name) if name and name != ":memory:" else None

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False, brief: bool = False) -> AsyncIterator[Session]:
        """All that is written inside is committed at the end, or nothing is.

        The transaction begins with the first statement, not before: what is computed until then holds no lock. With
        `alone` nobody else writes anything until it ends, what others are writing has been written before, and its
        first statement raises OthersWriting when they do not come to an end. Raises DatabaseAway, like whatever asks
        the database; then what was written may have been committed or not. `brief` promises that each statement finds
        its rows by their keys.
        """
        engine = self._alone if alone else self._briefly if brief else self._writing
        try:
            with self.means.traces.within("transaction"), told_away():
                async with Session(engine, self.means, alone=alone) as session, session.begin():
                    yield session
        except DatabaseAway as error:
            if alone and error.state == LOCK_NOT_AVAILABLE:
                raise OthersWriting from error
            raise
        if session.told:
            await self.wakes.tell(session.told)
        if self.means.lockers is not None and session.left:
            with suppress(LockersAway):  # nobody can open them any more, and they end by themselves
                await self.means.lockers.empty(session.left)

    def tell_by(self, bell: Bell) -> None:
        """Let other processes hear what is committed here; without, they find it by themselves."""
        self.wakes = Wakes(bell)

    def trace_by(self, traces: Traces) -> None:
        """Let somebody collect traces of what is done with it."""
        self.means = replace(self.means, traces=traces)

    def watch(self, news: News | None = None) -> asyncio.Event:
        """Is set when the next transaction that tells this, or anything, has been committed, as far as it is heard."""
        return self.wakes.next(news)

    async def wait(self, changed: asyncio.Event, seconds: float, *others: asyncio.Event, timed: bool = False) -> None:
        """Wait for that commit or another event, or for so long: processes that nobody hears write too.

        Where others are heard it is longer, unless what is waited for is `timed` and comes without any commit.
        """
        await self.wakes.wait(seconds, changed, *others, timed=timed)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session for looking only; nothing of it is ever committed."""
        with told_away():
            async with Session(self.engine, self.means) as session:
                yield session

    async def fetch(self, query: Select[Kept], values: Mapping[str, Any] | None = None) -> Sequence[Kept]:
        """All that a query of one column, or of one kind of row, finds now; `values` of its parameters by name."""
        async with self.reading() as session:
            return (await session.scalars(query, values)).all()

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """One connection and one transaction to change tables in; what they refer to is checked at the end.

        Raises BrokenReferences, and then nothing has changed.
        """
        engine = _sqlite_engine(self.url, foreign_keys=False) if self.is_sqlite else self.patient
        try:
            async with engine.execution_options(writes=True).begin() as connection:
                if not self.is_sqlite:  # one after another, and the second finds nothing left to do
                    await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
                yield connection
                if self.is_sqlite and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
                    raise BrokenReferences
        finally:
            if self.is_sqlite:
                await engine.dispose()

    async def ping(self) -> None:
        """Raise DatabaseAway when the database does not answer."""
        with told_away():
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                for engine in {self._writer, self.engine, self.patient}:
                    await engine.dispose()
        await self.wakes.close()
        self.means.holder.end()
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


def _sqlite_engine(url: str, *, foreign_keys: bool = True, **pool: Any) -> AsyncEngine:
    arguments = {"timeout": BUSY_SECONDS, "async_creator_fn": open_file}
    engine = create_async_engine(url, connect_args=arguments, **pool)
    event.listen(engine.sync_engine, "handle_error", tell_away)
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
    if options.get("brief"):
        driver = connection.connection.driver_connection
        assert isinstance(driver, Driver)
        driver.be_brief()
