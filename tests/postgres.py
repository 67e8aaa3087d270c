"""PostgreSQL for tests: one database for each process that runs them, emptied before each test, and copies apart.

A test that stops, kills or cuts off the server has a `Cluster` of its own.
"""

import os
import shutil
import signal
import socket
import subprocess
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import asyncpg
import pytest
from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

from desk.holdings import HOLDINGS
from punkt.schema import METADATA, upgrade
from tickets.erasure.scrubbing import stop_sampling
from tickets.store.database import Database
from tickets.store.locker import Lockers
from tickets.store.postgres import Limits, open_engine
from tickets.store.vault import Vault

SERVER = make_url(os.environ.get("PUNKT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"))

#: What a connection left behind by the test before, or by a process that it killed, still holds is let go of first.
OTHERS_AWAY = """
    SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        AND NOT (pid = ANY($1) AND state = 'idle')
"""
#: As they stand in the catalogue; after a migration, or another change of the schema, it reads differently.
SHAPE = """
    SELECT string_agg(part, ' ' ORDER BY part) FROM (
        SELECT concat_ws('.', attrelid, attname, atttypid, attnotnull) FROM pg_attribute
        WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
        UNION ALL SELECT oid::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT oid::text FROM pg_trigger
        UNION ALL SELECT indexrelid::text FROM pg_index
    ) AS parts(part)
"""
#: As a replica the server minds neither keys nor triggers, so the tables may be emptied in any order.
EMPTY = "; ".join(
    (
        "SET session_replication_role = replica",
        *(f'DELETE FROM "{name}"' for name in METADATA.tables),
        "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence",
    )
)


class Postgres:
    """A migrated template that nobody writes to, and a copy of it that tests share one after another."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.template = _new_name()
        self._shared: str | None = None
        self._shape: str | None = None
        self._emptier: asyncpg.Connection | None = None
        self._engines: dict[bool, AsyncEngine] = {}  #: of the shared database; patient or not
        self._pooled: set[int] = set()  #: their servers' processes

    async def start(self) -> None:
        """Raises OSError when no server answers."""
        await _do(f"CREATE DATABASE {self.template}")
        database = Database(_url(self.template), self.vault)
        await upgrade(database)
        # As whoever opens it does; else what the server samples by itself of one test is found in the files of another.
        await stop_sampling(database, (holding.name for holding in HOLDINGS))
        await database.close()

    async def stop(self) -> None:
        for name in filter(None, (self._shared, self.template)):
            await _do(f"DROP DATABASE {name} WITH (FORCE)")

    @asynccontextmanager
    async def emptied(self, lockers: Lockers | None = None) -> AsyncIterator[Database]:
        """The shared database, empty and at its newest schema; one at a time, and always in the same event loop.

        Its connections stay open, and what was compiled for them is kept.
        """
        if not await self._empty():
            await self._renew()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tickets.store.database.open_engine", self._engine)
            opened = Database(_url(str(self._shared)), self.vault, lockers=lockers)
        try:
            yield opened
        finally:
            opened.means.holder.end()
            if lockers is not None:
                await lockers.close()

    @asynccontextmanager
    async def copy(self, template: str | None = None, lockers: Lockers | None = None) -> AsyncIterator[Database]:
        """A database apart, for a test that needs several or that kills who writes; dropped at the end."""
        name = _new_name()
        await _do(f"CREATE DATABASE {name} TEMPLATE {template or self.template}")
        opened = Database(_url(name), self.vault, lockers=lockers)
        try:
            yield opened
        finally:  # after a failure too, when a test's own connections may still be open
            await opened.close()
            await _do(f"DROP DATABASE {name} WITH (FORCE)")

    async def _empty(self) -> bool:
        """Whether the shared database could be made as it was; not when a test has changed its schema."""
        if self._shared is None:
            return False
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
            if self._emptier is None or self._emptier.is_closed():
                self._emptier = await asyncpg.connect(_url(self._shared))
            await self._emptier.fetch(OTHERS_AWAY, self._pooled)
            await self._emptier.execute(EMPTY)
            return bool(await self._emptier.fetchval(SHAPE) == self._shape)
        return False

    async def _renew(self) -> None:
        for engine in self._engines.values():
            await engine.dispose()
        self._engines.clear()
        if self._emptier is not None:
            await self._emptier.close()
        if self._shared is not None:
            await _do(f"DROP DATABASE IF EXISTS {self._shared} WITH (FORCE)")
        self._shared = _new_name()
        await _do(f"CREATE DATABASE {self._shared} TEMPLATE {self.template}")
        self._emptier = await asyncpg.connect(_url(self._shared))
        self._shape = await self._emptier.fetchval(SHAPE)

    def _engine(self, url: str, limits: Limits, *, patient: bool = False) -> AsyncEngine:
        if patient not in self._engines:
            engine = self._engines[patient] = open_engine(url, limits, patient=patient)
            event.listen(engine.sync_engine, "connect", self._note)
        return self._engines[patient]

    def _note(self, connection: AdaptedConnection, _: ConnectionPoolEntry) -> None:
        self._pooled.add(connection.driver_connection.get_server_pid())


class Cluster:
    """A PostgreSQL server in a folder of its own, to be stopped, killed and started again while it is used."""

    def __init__(self) -> None:
        """Raises OSError where PostgreSQL is not installed."""
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
        if not programs:
            raise FileNotFoundError("initdb")
        self.programs = programs[-1].parent
        self.folder = Path(mkdtemp(prefix="punkt-postgres-"))
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        _give_to_postgres(self.folder)
        self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        # What was committed outlives a crash of the server, though not of the machine.
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder}
        with (self.folder / "data/postgresql.auto.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in (settings | {"fsync": "off"}).items())
        self.start()

    async def new(self) -> str:
        """The address of an empty database."""
        connection = await asyncpg.connect(self.url)
        await connection.execute(f"CREATE DATABASE {(name := _new_name())}")
        await connection.close()
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "start")

    def crash(self) -> None:
        """End all of it at once; what was committed is found again at the next start."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def pause(self) -> None:
        """SIGSTOP to the server and all that serve somebody: connections stay open, nothing answers."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def end(self) -> None:
        with suppress(subprocess.CalledProcessError, FileNotFoundError):
            self.go_on()
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        # The server first: it starts no other afterwards.
        server = int((self.folder / "data/postmaster.pid").read_text("ascii").split()[0])
        os.kill(server, number)
        for child in Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split():
            with suppress(ProcessLookupError):
                os.kill(int(child), number)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *words]
        if os.getuid() == 0:  # as whom the server refuses to run
            command = ["runuser", "-u", "postgres", "--", *command]
        # Not captured: a server that goes on would hold the pipe.
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")


def _give_to_postgres(folder: Path) -> None:
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _new_name() -> str:
    return f"punkt_{uuid.uuid4().hex}"


def _url(name: str) -> str:
    return SERVER.set(database=name).render_as_string(hide_password=False)


async def _do(statement: str) -> None:
    connection = await asyncpg.connect(SERVER.render_as_string(hide_password=False))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
