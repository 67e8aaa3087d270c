"""SQLite's driver: a thread for each connection, to which each statement goes once, with all that is wanted of it.

What may wait goes there: for a lock, for the disk, for a long search. The statements of a brief transaction, each of
some microseconds, wait for nothing once it holds the lock, so until the commit they are run where they are.

aiosqlite goes there and back for the cursor, the statement, its rows and the end of the cursor, and SQLAlchemy once
more to undo what is over: on a busy machine that waiting was most of a transaction.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

_BEGIN = ("BEGIN", "BEGIN IMMEDIATE")


class _Cursor:
    """One statement and its rows; all that SQLAlchemy asks of a cursor."""

    arraysize = 1

    def __init__(self, connection: "Driver") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        if statement in _BEGIN:
            self._connection.begin_with_next(statement)
        else:
            await self._connection.turn(self._run, sqlite3.Cursor.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Any]) -> None:
        await self._connection.turn(self._run, sqlite3.Cursor.executemany, statement, parameters)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        """It is closed."""

    def _run(self, driver: sqlite3.Connection, do: Callable[..., Any], statement: str, parameters: Any) -> None:
        cursor = driver.cursor()
        try:
            do(cursor, statement, parameters)
            self.description, self.lastrowid = cursor.description, cursor.lastrowid
            if cursor.description:
                self._rows = cursor.fetchall()
            self.rowcount = cursor.rowcount
        finally:
            cursor.close()


class Driver(aiosqlite.Connection):
    """Begins a transaction in the turn of its first statement, and ends none that has not begun.

    Its thread ends at the first stop; the driver would queue a second one and wait for it for ever. That is what
    happens when a task is cancelled while a connection is closed for it: SQLAlchemy stops the connection, and the
    closing, which goes on beside, stops it again.
    """

    _stopped = False
    _begin: str | None = None
    _brief = False
    _cut = False  #: somebody has not waited for the end of their turn, so nobody knows what goes on

    def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self)

    def begin_with_next(self, statement: str) -> None:
        """What waits holds no lock yet."""
        self._begin, self._brief = statement, False

    def be_brief(self) -> None:
        """This transaction, once it has begun, waits for nothing before its commit."""
        self._brief = True

    async def turn(self, do: Callable[..., None], *given: Any) -> None:
        """Let the thread do this with the connection that it holds, and begin a transaction before where one waits."""
        begin, self._begin = self._begin, None
        if self._brief and begin is None and not self._cut:
            do(self._conn, *given)
            return
        try:
            await self._execute(_turn, self._conn, begin, do, *given)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            self._cut = True
            raise

    async def commit(self) -> None:
        if self._to_end():
            await super().commit()

    async def rollback(self) -> None:
        if self._to_end():
            await super().rollback()
            self._cut = False

    def stop(self) -> asyncio.Future[Any] | None:
        if self._stopped:
            return None
        self._stopped = True
        return super().stop()

    def _to_end(self) -> bool:
        self._begin, self._brief = None, False
        return self._cut or self.in_transaction


def _turn(driver: sqlite3.Connection, begin: str | None, do: Callable[..., None], *given: Any) -> None:
    if begin is not None:
        driver.execute(begin)
    do(driver, *given)


def open_file(name: str, **options: Any) -> Awaitable[aiosqlite.Connection]:
    """What SQLAlchemy awaits for a connection."""
    connection = Driver(partial(sqlite3.connect, name, **options), iter_chunk_size=64)
    # As SQLAlchemy's own opener does: a process ends without waiting for it.
    connection._thread.daemon = True  # noqa: SLF001
    return connection
