"""Scrubbing: rewriting the database's files, so that what was deleted is in no byte of them.

SQLite: VACUUM builds the file anew, and the checkpoint moves it out of the write-ahead log and cuts the log to nothing.
PostgreSQL: CLUSTER writes each table and its indexes anew without dead rows, as VACUUM FULL does, but in a transaction,
so that its limit of waiting holds behind a pooler too; the plain VACUUM leaves their bytes in the holes of the pages.
Its statistics hold samples of values, and those of a table that is empty now for ever: so none are taken of words. What
is kept elsewhere, as the write-ahead log of PostgreSQL, replicas and copies, is out of reach.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, text
from sqlalchemy.types import TypeDecorator

from tickets.store.away import DatabaseAway
from tickets.store.base import Base
from tickets.store.database import BUSY_SECONDS, Database

TRIES = 10
PAUSE = 0.5  #: seconds between tries


class FilesBusy(TimeoutError):
    """Somebody has been reading an older state of the database all the time: its files still hold it."""


async def scrub(database: Database, tables: Iterable[str]) -> None:
    """Rewrite the files of these tables (of all, on SQLite) while others go on working; raises FilesBusy."""
    await (_scrub_sqlite(database) if database.is_sqlite else _scrub_postgresql(database, tables))


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


async def _scrub_sqlite(database: Database) -> None:
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:

        async def vacuum() -> bool:
            await connection.execute(text("VACUUM"))
            return True

        async def checkpoint() -> bool:
            busy, _, _ = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
            return not busy

        # While a checkpoint waits for readers nobody writes: so it waits shortly and often.
        await connection.execute(text("PRAGMA busy_timeout = 200"))
        try:
            await _persist(vacuum)
            await _persist(checkpoint)
        finally:
            await connection.execute(text(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"))


async def _scrub_postgresql(database: Database, tables: Iterable[str]) -> None:
    # A row that some transaction may still see is copied, dead or not. That is so until every transaction begun before
    # has ended, in whatever database of the server, and nobody in this one still holds an older snapshot.
    async with database.patient.connect() as connection:
        newest = (await connection.execute(text("SELECT pg_snapshot_xmax(pg_current_snapshot())"))).scalar_one()
    older = text(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) < CAST(:newest AS xid8) "
        "OR EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND age(backend_xmin) > age(CAST(:newest AS xid8)::xid))"
    )

    async def nobody_looks_back() -> bool:
        async with database.patient.connect() as connection:
            return not (await connection.execute(older, {"newest": newest})).scalar_one()

    async def rewrite(table: str) -> bool:
        async with database.patient.begin() as connection:
            # Everybody who wants the table waits behind us as long as we wait for it.
            await connection.execute(text("SET LOCAL lock_timeout = '1s'"))
            # nosemgrep: no-sql-put-together - names of our own models
            await connection.execute(text(f"CLUSTER {table} USING pk_{table}"))
        return True

    await _persist(nobody_looks_back)
    for table in sorted(tables):
        await _persist(partial(rewrite, table))


async def _persist(act: Callable[[], Awaitable[bool]]) -> None:
    """Try until it works; raises FilesBusy when others were in the way each time."""
    for _ in range(TRIES):
        try:
            if await act():
                return
        except DatabaseAway as error:  # locked: a deadlock of two vacuums is one, too
            if error.disconnected:
                raise
        await asyncio.sleep(PAUSE)
    raise FilesBusy
