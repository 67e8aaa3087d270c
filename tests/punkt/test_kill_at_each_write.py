"""Killed at any single write, an operation has happened whole or not at all."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

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
Copy = Callable[[], AbstractAsyncContextManager[Database]]


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


async def picture(database: Database) -> dict[str, object]:
    """What stands in the database: rows by table, and where its tickets are."""
    async with database.reading() as session:
        rows: dict[str, object] = {
            name: (await session.execute(select(func.count()).select_from(table))).scalar_one()
            for name, table in METADATA.tables.items()
        }
        query = text("SELECT number, status, text, erased_at IS NOT NULL FROM tickets ORDER BY id")
        rows["where"] = (await session.execute(query)).all()
        query = text("SELECT ticket_id, step, to_status FROM ticket_events ORDER BY id")
        rows["steps"] = (await session.execute(query)).all()
        rows["owners"] = (await session.execute(text("SELECT owner FROM conversations ORDER BY origin"))).all()
        return rows


async def fill(database: Database) -> None:
    """A request to erase that Anna has taken."""
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web", "visitor-1")).id
    number = await opened(database, request(conversation, Request.ERASE, identity=Identity.TELEGRAM))
    await do(database, take, number, ANNA)
    assert NUMBER.rsplit("-", 1)[1] == number.rsplit("-", 1)[1]


@pytest.fixture
def filled_sqlite(filled_file: Path, tmp_path: Path) -> Copy:
    @asynccontextmanager
    async def filled() -> AsyncIterator[Database]:
        file = shutil.copy(filled_file, tmp_path / f"{uuid.uuid4().hex}.db")
        database = Database(f"sqlite:///{file}", VAULT)
        yield database
        await database.close()

    return filled


@pytest.fixture
def filled_postgres(postgres: Postgres) -> Copy:
    @asynccontextmanager
    async def filled() -> AsyncIterator[Database]:
        async with postgres.emptied() as database:
            await fill(database)
            yield database

    return filled


async def check(zygote: Zygote, copy: Copy, operation: str, calls: str) -> int:
    """Kill at the first, the second … call until the operation comes to its end; gives at which it was killed last."""
    async with copy() as database:
        old = await picture(database)
        await database.close()
        assert await run_and_kill(zygote, database.url, operation, calls, MOST * 10)
        new = await picture(database)
    assert old != new
    for which in [*range(1, EACH), *range(EACH, MOST, 3)]:
        async with copy() as database:
            ended = await run_and_kill(zygote, database.url, operation, calls, which)
            left = await picture(database)
            assert left in (old, new), f"half a state after a kill at write {which}"
            if ended:
                assert left == new
                return which - 1
    raise AssertionError("the operation never came to its end")


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_on_sqlite_a_kill_at_any_write_leaves_no_half(
    zygote: Zygote, filled_sqlite: Copy, operation: str
) -> None:
    """Create, resolve, erase: killed at each write to the disk and each wait for it."""
    assert await check(zygote, filled_sqlite, operation, "pwrite64,fdatasync") > 10


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_on_postgresql_a_kill_at_any_message_leaves_no_half(
    zygote: Zygote, filled_postgres: Copy, operation: str
) -> None:
    """Killed before each message to the server; of an erasure, which sends three hundred, later at each third."""
    assert await check(zygote, filled_postgres, operation, "sendto") > 10
