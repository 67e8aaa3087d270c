"""Scrubbing: rewriting the database's files, so that what was deleted is in no byte of them.

SQLite: VACUUM builds the file anew, and the checkpoint moves it out of the write-ahead log and cuts the log to nothing.
PostgreSQL: VACUUM FULL writes each table and its indexes anew without dead rows; the plain one leaves their bytes in
the holes of the pages. Its statistics hold samples of values, and those of a table that is empty now for ever: so none
are taken of words. What is kept elsewhere, as the write-ahead log of PostgreSQL, replicas and copies, is out of reach.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator

from tickets.store.base import Base
from tickets.store.database import BUSY_SECONDS, Database

TRIES = 10
PAUSE = 0.5  #: seconds between tries


class FilesBusy(TimeoutError):
    """Somebody has been reading an older state of the database all the time: its files still hold it."""


async def scrub(database: Database, tables: Iterable[str]) -> None:
    """Rewrite the files of these tables (of all, on SQLite) while others go on working; raises FilesBusy."""
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if database.is_sqlite:
            await _scrub_sqlite(connection)
        else:
            await _scrub_postgresql(connection, tables)


async def stop_sampling(database: Database, tables: Iterable[str]) -> None:
    """Let PostgreSQL take no samples of words into its statistics; to be called when the schema is new.

    What is looked for by words is unique or nearly so, and plans need no samples for that.
    """
    if database.is_sqlite:
        return
    async with database.engine.begin() as connection:
        for table in sorted(tables):
            query = text(
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:table) AND attname = ANY (:words) "
                "AND coalesce(attstattarget, -1) <> 0"
            )
            words = [column.name for column in Base.metadata.tables[table].columns if _is_of_words(column)]
            sampled = (await connection.execute(query, {"table": table, "words": words})).scalars().all()
            if sampled:
                changes = ", ".join(f'ALTER COLUMN "{name}" SET STATISTICS 0' for name in sampled)
                # nosemgrep: no-sql-put-together - names of our own models, which no statement takes as parameters
                await connection.execute(text(f"ALTER TABLE {table} {changes}"))


def _is_of_words(column: Column[Any]) -> bool:
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(kind, String | JSON) and not isinstance(kind, Enum) and not column.foreign_keys


async def _scrub_sqlite(connection: AsyncConnection) -> None:
    async def vacuum() -> bool:
        await connection.execute(text("VACUUM"))
        return True

    async def checkpoint() -> bool:
        busy, _, _ = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
        return not busy

    # While a checkpoint waits for readers nobody writes: so it waits shortly and often.
    async with _setting(connection, "PRAGMA busy_timeout = 200", f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"):
        await _persist(vacuum)
        await _persist(checkpoint)


async def _scrub_postgresql(connection: AsyncConnection, tables: Iterable[str]) -> None:
    # A row that some transaction may still see is copied, dead or not. That is so until every transaction begun before
    # has ended, in whatever database of the server, and nobody in this one still holds an older snapshot.
    newest = (await connection.execute(text("SELECT pg_snapshot_xmax(pg_current_snapshot())"))).scalar_one()
    older = text(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) < CAST(:newest AS xid8) "
        "OR EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND age(backend_xmin) > age(CAST(:newest AS xid8)::xid))"
    )

    async def nobody_looks_back() -> bool:
        return not (await connection.execute(older, {"newest": newest})).scalar_one()

    async def vacuum(table: str) -> bool:
        # nosemgrep: no-sql-put-together - a name of our own models
        await connection.execute(text(f"VACUUM FULL {table}"))
        return True

    # Everybody who wants the table waits behind us as long as we wait for it.
    async with _setting(connection, "SET lock_timeout = '1s'", "RESET lock_timeout"):
        await _persist(nobody_looks_back)
        for table in sorted(tables):
            await _persist(partial(vacuum, table))


@asynccontextmanager
async def _setting(connection: AsyncConnection, begin: str, end: str) -> AsyncIterator[None]:
    await connection.execute(text(begin))
    try:
        yield
    finally:
        await connection.execute(text(end))


async def _persist(act: Callable[[], Awaitable[bool]]) -> None:
    """Try until it works; raises FilesBusy when others were in the way each time."""
    for _ in range(TRIES):
        try:
            if await act():
                return
        except DBAPIError as error:
            # SQLite says that it is locked; PostgreSQL lock_not_available, or a deadlock of two vacuums.
            if "locked" not in str(error.orig) and getattr(error.orig, "sqlstate", "") not in {"55P03", "40P01"}:
                raise
        await asyncio.sleep(PAUSE)
    raise FilesBusy
