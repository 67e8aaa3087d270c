"""PostgreSQL stops answering, and is killed, while people use a Punkt that runs: nothing is lost, nothing ends."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from desk.knowledge import Knowledge
from tests.conftest import KEY, VAULT
from tests.postgres import Cluster
from tests.punkt.history import History
from tests.punkt.process import Process
from tests.punkt.warm import WarmParent
from tickets.store.database import Database

PAUSED = 10  #: seconds


@pytest.fixture
async def process(tmp_path: Path, cluster: Cluster, knowledge: Knowledge, warm: WarmParent) -> AsyncIterator[Process]:
    punkt = Process(tmp_path / "punkt.db", warm, database_url=await cluster.new(), contact_keys=KEY)
    await punkt.start()
    yield punkt
    punkt.kill()


async def until_acknowledged(history: History, more: int) -> None:
    """Wait until so many more operations were acknowledged."""
    enough = sum(each.acknowledged for each in history.operations) + more
    async with asyncio.timeout(120):
        while sum(each.acknowledged for each in history.operations) < enough:
            await asyncio.sleep(0.05)


async def stopped(cluster: Cluster, address: str) -> tuple[httpx.Response, httpx.Response]:
    """Stop it for so long; what the watcher of the process is told meanwhile."""
    cluster.pause()
    try:
        goes_on = asyncio.create_task(asyncio.sleep(PAUSED))
        async with httpx.AsyncClient(base_url=address, timeout=PAUSED) as watcher:
            told = await watcher.get("/readyz"), await watcher.get("/healthz")
        await goes_on
    finally:
        cluster.go_on()
    return told


async def test_a_database_that_stops_for_ten_seconds_and_then_crashes_costs_nothing(
    process: Process, cluster: Cluster
) -> None:
    """Whoever asks meanwhile is told within ten seconds to come again."""
    history, end = History(process.address, int(os.environ.get("PUNKT_TEST_SEED", "11"))), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(history.live(end))
        await until_acknowledged(history, 10)
        ready, alive = await stopped(cluster, process.address)
        await until_acknowledged(history, 10)
        await asyncio.to_thread(cluster.crash)
        await asyncio.to_thread(cluster.start)
        await until_acknowledged(history, 10)
        end.set()

    database = Database(process.settings["PUNKT_DATABASE_URL"], VAULT)
    report = await history.check(database)
    await database.close()
    assert ([], [], []) == (report.lost, report.doubled, report.dishonest), report
    assert report.drained is not None
    assert (503, 200) == (ready.status_code, alive.status_code)
    assert ready.headers["Retry-After"]
    assert report.answers["503"] > 0, "they did meet the trouble"
    assert "Traceback" not in process.log.read_text("utf-8")
    assert process.log.read_text("utf-8").count("Готово") == 1, "and it never ended"
