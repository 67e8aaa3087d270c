"""Rows by the thousand into SQLite or PostgreSQL, past the ORM, and copies of what came of it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from punkt.bench.invented import Rows

_COUNTED = ("clocks", "outbox", "ticket_events", "tickets")  #: tables whose ids the database itself gives


async def write(url: URL, rows: Iterable[Rows]) -> None:
    """Into tables that are there already; SQLite is told of no key until all is written."""
    if url.drivername.startswith("sqlite"):
        _write_sqlite(Path(str(url.database)), rows)
    else:
        await _write_postgresql(url, rows)


def _write_sqlite(file: Path, rows: Iterable[Rows]) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        # Whoever is cut off begins anew; with few pages in memory each would be written again and again.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-500000")
        for tables in rows:
            for table, several in tables.items():
                names = sorted({name for row in several for name in row})
                marks = ", ".join(f":{name}" for name in names)
                statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # names of ours  # noqa: S608  # nosec B608
                connection.executemany(statement, [{name: _plain(row.get(name)) for name in names} for row in several])


def _plain(value: Any) -> Any:
    """As SQLAlchemy keeps it in SQLite."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


async def _write_postgresql(url: URL, rows: Iterable[Rows]) -> None:
    import asyncpg

    connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        for tables in rows:
            for table, several in tables.items():
                names = sorted({name for row in several for name in row})
                records = [[row.get(name) for name in names] for row in several]
                await connection.copy_records_to_table(table, records=records, columns=names)
        for table in _COUNTED:
            last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608  # nosec B608
            await connection.execute(last)
        await connection.execute("VACUUM ANALYZE")  # as the server itself does before long
    finally:
        await connection.close()
