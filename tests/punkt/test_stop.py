"""Asked to end: what is in hand comes to its end, and what hangs does not hold the process up."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desk.knowledge import Knowledge
from stand_in import StandIn
from stand_in.faults import gate
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.punkt.worker import Worker

CUT_OFF = 1  #: exit code


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    server = StandIn(patience=120)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def data(tmp_path: Path, knowledge: Knowledge) -> Path:
    """A data folder with an index of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "cache").symlink_to(REPOSITORY / "var/cache")
    shutil.copytree(REPOSITORY / "var/index", folder / "index")
    return folder


@pytest.fixture
def pointer(data: Path) -> Path:
    """What names the index in force; it is looked at every few seconds."""
    file, *_ = sorted(data.glob("index/privacy/*/current"))
    return file


@pytest.fixture
def punkt(tmp_path: Path, data: Path, telegram: StandIn, warm: WarmParent) -> Iterator[Process]:
    given = {"telegram_token": telegram.token, "telegram_api": telegram.address}
    made = Process(tmp_path / "punkt.db", warm, data=str(data), **given)
    yield made
    made.kill()


@pytest.fixture(params=["run", "worker"])
def process(request: pytest.FixtureRequest, punkt: Process, warm: WarmParent) -> Iterator[Process | Worker]:
    """Each of the two that serve."""
    if request.param == "run":
        yield punkt
        return
    worker = Worker(punkt, warm)
    yield worker
    worker.kill()


def stored(punkt: Process, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(str(punkt.log.with_suffix(".db"))) as connection:
        return connection.execute(query).fetchall()


async def test_an_answer_on_its_way_at_the_stop_is_said_once(
    process: Process | Worker, punkt: Process, telegram: StandIn
) -> None:
    """The process waits for Telegram's yes and notes it, so that the next start says nothing twice."""
    anna = telegram.user("Анна")
    await process.start()
    takes_it, reached = asyncio.Event(), asyncio.Event()
    telegram.fail("sendMessage", gate(takes_it, reached))
    await anna.says("а долго мое досье у вас пролежит")
    async with asyncio.timeout(60):
        await reached.wait()

    stopping = asyncio.create_task(asyncio.to_thread(process.stop))
    await asyncio.sleep(1)  # which is what a stop took that waited for nobody
    takes_it.set()
    assert 0 == await stopping

    assert [(1, 0)] == stored(punkt, "SELECT delivered_at IS NOT NULL, leased_by IS NOT NULL FROM outbox")
    await process.start()
    await anna.says("кому вы передаёте мой телефон при доставке?")
    first, second = await anna.hears(), await anna.hears()
    assert first.text != second.text
    assert [first, second] == anna.messages


def silence(file: Path) -> None:
    """Whoever reads it waits for ever."""
    file.unlink()
    os.mkfifo(file)


async def test_what_hangs_is_cut_off(punkt: Process, pointer: Path) -> None:
    """The disk of the index answers no more, and everything waits for it: the process ends, and says where it stood."""
    await punkt.start()
    silence(pointer)
    writer = await asyncio.to_thread(os.open, pointer, os.O_WRONLY)  # returns when somebody reads

    try:
        assert CUT_OFF == await asyncio.to_thread(punkt.stop)
    finally:
        os.close(writer)

    assert "in current\n" in punkt.log.read_text("utf-8")
