"""Killed at any single write, an operation has happened whole or not at all."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import asyncpg
import pytest
from sqlalchemy import make_url

from punkt.schema import METADATA
from tests.conftest import VAULT, run_apart
from tests.postgres import Postgres
from tests.punkt.one_operation import NUMBER, OPERATIONS
from tests.tickets.conftest import ANNA, do, opened, request
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request
from tickets.steps.by_staff import take
from tickets.store.database import Database

REPOSITORY = Path(__file__).parents[2]
EACH = 100  #: writes of an operation at each of which it is killed; of a longer one then at each third
MOST = 450  #: writes of one operation; more would mean that the tracer never let it end
#: What is looked at after a kill, in the words of both servers.
PICTURE = (
    " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) FROM {name}" for name in METADATA.tables) + " ORDER BY name",
    "SELECT number, status, text, erased_at IS NOT NULL FROM tickets ORDER BY id",
    "SELECT number, step, to_status FROM ticket_events e JOIN tickets t ON t.id = e.ticket_id ORDER BY e.id",
    "SELECT owner FROM conversations ORDER BY origin",
)


class Zygote:
    """Makes processes that stand ready before their one operation."""

    def __init__(self, filled: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.punkt.one_operation", str(filled)],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def child(self, url: str, operation: str, end: Path) -> int:
        """A process that waits for SIGCONT."""
        self._process.stdin.write(f"{url} {operation} {end}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()  # it holds nothing, and to end by itself takes it a second
        self._process.wait(timeout=30)


@pytest.fixture(scope="module")
def filled_file(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database on which each operation can happen, to be copied."""
    file = Path(shutil.copy(empty_sqlite, tmp_path_factory.mktemp("filled")))

    async def make() -> None:
        database = Database(f"sqlite:///{file}", VAULT)
        await fill(database)
        await database.close()

    run_apart(make)
    return file


@pytest.fixture(scope="module")
def zygote(filled_file: Path) -> Iterator[Zygote]:
    made = Zygote(filled_file)
    yield made
    made.end()


async def run_and_kill(zygote: Zygote, url: str, operation: str, calls: str, which: int) -> bool:
    """Run the operation and kill it at its `which`-th of these system calls; True when it came to its end before."""
    with tempfile.TemporaryDirectory() as folder:
        end = Path(folder) / "end"
        child = zygote.child(url, operation, end)
        await until(lambda: "State:\tT" in status_of(child))
        tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(child), "-e", f"trace={calls}",
             "-e", f"inject={calls}:signal=KILL:when={which}"],
        )  # fmt: skip
        await until(lambda: f"TracerPid:\t{tracer.pid}\n" in status_of(child))
        os.kill(child, signal.SIGCONT)
        await until(lambda: tracer.poll() is not None)
        return end.exists()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not happened():
            await asyncio.sleep(0.002)


def status_of(process: int) -> str:
    return Path(f"/proc/{process}/status").read_text("ascii")


async def fill(database: Database) -> None:
    """A request to erase that Anna has taken."""
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web", "visitor-1")).id
    number = await opened(database, request(conversation, Request.ERASE, identity=Identity.TELEGRAM))
    await do(database, take, number, ANNA)
    assert NUMBER.rsplit("-", 1)[1] == number.rsplit("-", 1)[1]


class Place(Protocol):
    """A database to be killed over, on which each operation can happen; `url` is where it lies."""

    url: str

    async def begin(self, *, untouched: bool) -> None:
        """Have it filled anew; `untouched`: it looks as it did at the last beginning."""

    async def asked(self, question: str) -> list[tuple[object, ...]]: ...


class OnSqlite:
    def __init__(self, filled: Path, file: Path) -> None:
        self._filled, self._file = filled, file
        self.url = f"sqlite:///{file}"

    async def begin(self, *, untouched: bool) -> None:
        """What was left in the log of writes belongs to the file that is replaced."""
        for left in self._file.parent.glob(f"{self._file.name}-*"):
            left.unlink()
        shutil.copy(self._filled, self._file)

    async def asked(self, question: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._file)) as connection:
            return connection.execute(question).fetchall()


class OnPostgres:
    """Whatever was not committed the server has taken back by itself, so only what was is made anew."""

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres
        self.url = ""
        self._connection: asyncpg.Connection | None = None

    async def begin(self, *, untouched: bool) -> None:
        if untouched:
            return
        await self.end()
        async with self._postgres.emptied() as database:
            await fill(database)
            self.url = database.url
        address = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = await asyncpg.connect(address)

    async def asked(self, question: str) -> list[tuple[object, ...]]:
        assert self._connection
        return [tuple(row) for row in await self._connection.fetch(question)]

    async def end(self) -> None:
        if self._connection is not None:
            await self._connection.close()


async def picture(place: Place) -> list[object]:
    """What stands in the database: rows by table, and where its tickets are."""
    return [await place.asked(question) for question in PICTURE]


async def check(zygote: Zygote, place: Place, operation: str, calls: str) -> int:
    """Kill at the first, the second … call until the operation comes to its end; gives at which it was killed last."""
    await place.begin(untouched=False)
    old = await picture(place)
    assert await run_and_kill(zygote, place.url, operation, calls, MOST * 10)
    left = new = await picture(place)
    assert old != new
    for which in [*range(1, EACH), *range(EACH, MOST, 3)]:
        await place.begin(untouched=left == old)
        ended = await run_and_kill(zygote, place.url, operation, calls, which)
        left = await picture(place)
        assert left in (old, new), f"half a state after a kill at write {which}"
        if ended:
            assert left == new
            return which - 1
    raise AssertionError("the operation never came to its end")


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_on_sqlite_a_kill_at_any_write_leaves_no_half(
    zygote: Zygote, filled_file: Path, tmp_path: Path, operation: str
) -> None:
    """Create, resolve, erase: killed at each write to the disk and each wait for it."""
    place = OnSqlite(filled_file, tmp_path / "killed.db")
    assert await check(zygote, place, operation, "pwrite64,fdatasync") > 10


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_on_postgresql_a_kill_at_any_message_leaves_no_half(
    zygote: Zygote, postgres: Postgres, operation: str
) -> None:
    """Killed before each message to the server; of an erasure, which sends three hundred, later at each third."""
    place = OnPostgres(postgres)
    assert await check(zygote, place, operation, "sendto") > 10
    await place.end()
