"""The rows of a copy: taken from a database that works, at one moment, and put into another one."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, make_url, select, text
from sqlalchemy.engine import URL

from punkt.failure import Failure
from punkt.schema import METADATA
from tickets.record.attachment import Attachment
from tickets.store.database import Database
from tickets.store.heartbeat import HeartbeatRow
from tickets.store.known_keys import KnownKey
from tickets.store.lease import LeaseRow


class DatabaseInUse(Failure):
    def __init__(self) -> None:
        super().__init__("базу данных держит другая программа: остановите Пункт и повторите.")


@dataclass(frozen=True, slots=True)
class Dumped:
    """What the rows say at that moment."""

    schema_revision: str
    attachments: tuple[str, ...]  #: ids


_WHO_RUNS = {LeaseRow.__tablename__, KnownKey.__tablename__, HeartbeatRow.__tablename__}
REVISION = text("SELECT version_num FROM alembic_version")


async def dump(database: Database, target: Path) -> Dumped:
    """Write all rows into a new file while others go on working."""
    if database.is_sqlite:
        return await asyncio.to_thread(_dump_sqlite, _file(database), target)
    engine = database.engine.execution_options(isolation_level="REPEATABLE READ")
    async with engine.connect() as connection:
        snapshot = (await connection.execute(text("SELECT pg_export_snapshot()"))).scalar_one()
        await _run(database, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        files = (await connection.execute(select(Attachment.id))).scalars().all()
        return Dumped((await connection.execute(REVISION)).scalar_one(), tuple(files))


async def load(database: Database, source: Path) -> None:
    """Put the rows in the place of all that there is; killed anywhere, it can be done again. Uses a database of ours.

    Nobody else may have it open.
    """
    if database.is_sqlite:
        await asyncio.to_thread(_load_sqlite, source, _file(database))
        return
    # What a newer version has made is not in the copy, so `--clean` would leave it.
    tables = ", ".join(f'"{name}"' for name in (*METADATA.tables, "alembic_version"))
    async with database.engine.begin() as connection:
        # nosemgrep: no-sql-put-together - names of our own models
        await connection.execute(text(f"DROP TABLE IF EXISTS {tables} CASCADE"))
    await database.engine.dispose()
    steps = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    await _run(database, "pg_restore", *steps, str(source))


async def is_empty(database: Database) -> bool:
    """Whether no table of ours holds a row that anybody could miss.

    Raises DatabaseInUse where another program has the database open.
    """
    if database.is_sqlite:
        if not await asyncio.to_thread(_file(database).exists):
            return True
        await asyncio.to_thread(_check_unused, _file(database))
    async with database.engine.connect() as connection:
        if not database.is_sqlite and (await connection.execute(_OTHERS)).scalar_one():
            raise DatabaseInUse
        there = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        filled = [
            (await connection.execute(select(table).limit(1))).first() is not None
            for name, table in METADATA.tables.items()
            if name in there and name not in _WHO_RUNS
        ]
    return not any(filled)


def _file(database: Database) -> Path:
    return Path(str(make_url(database.url).database))


def _dump_sqlite(file: Path, target: Path) -> Dumped:
    with closing(sqlite3.connect(file)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:  # the disk is full, or the file is broken
            raise Failure(f"SQLite не смогла записать копию: {error}.") from None
    with closing(sqlite3.connect(target)) as copy:
        [revision] = copy.execute(str(REVISION)).fetchone()
        return Dumped(revision, tuple(row for [row] in copy.execute("SELECT id FROM attachments")))


def _load_sqlite(source: Path, file: Path) -> None:
    fresh = file.with_name(f".{file.name}.restoring")
    shutil.copyfile(source, fresh)
    sync(fresh)
    for name in ("-wal", "-shm"):  # of the former file: they would be read into the new one
        file.with_name(file.name + name).unlink(missing_ok=True)
    fresh.replace(file)
    sync(file.parent)


def _check_unused(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")  # nobody can while another connection is open
        except sqlite3.OperationalError:
            raise DatabaseInUse from None


_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend' AND usename = current_user"
)


async def _run(database: Database, program: str, *words: str) -> None:
    if shutil.which(program) is None:
        raise Failure(f"для копий PostgreSQL нужна программа {program}: установите клиент PostgreSQL.")
    url: URL = make_url(database.url)
    # The password travels in the environment: arguments of a process can be seen by everybody.
    environment = os.environ | {"PGPASSWORD": str(url.password or "")}
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [program, *words, f"--dbname={address}"]
    run = asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, text=True, check=False)
    done: subprocess.CompletedProcess[str] = await run
    if done.returncode:
        raise Failure(f"{program} не справился: {done.stderr.strip()}")


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, be on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
