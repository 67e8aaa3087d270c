"""What the process outlives, as it is really run: a server that restarts, a lost key, a crowd that only waits."""

import asyncio
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from desk.knowledge import Knowledge
from tests.postgres import Cluster
from tests.punkt.process import PATIENCE, Process
from tests.punkt.warm import REPOSITORY, WarmParent

FILES = 400  #: that the process may have open
READY = {"status": "ok", "role": "run", "news": "looking"}
QUESTION = {"text": "а долго мое досье у вас пролежит"}
CLAIM = {"kind": "claim", "text": "Верните деньги", "contact": {"email": "anna@example.org"}, "consent": True}


@pytest.fixture
def data(tmp_path: Path, knowledge: Knowledge) -> Path:
    """A data folder with an index of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "cache").symlink_to(REPOSITORY / "var/cache")
    shutil.copytree(REPOSITORY / "var/index", folder / "index")
    return folder


@pytest.fixture
def process(tmp_path: Path, data: Path, warm: WarmParent) -> Iterator[Process]:
    punkt = Process(tmp_path / "punkt.db", warm, FILES, data=str(data))
    yield punkt
    punkt.kill()


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=process.address, timeout=60) as client:
        yield client


async def until(web: httpx.AsyncClient, is_so: Callable[[httpx.Response], bool]) -> None:
    """Wait for what /readyz says."""
    async with asyncio.timeout(PATIENCE):
        while not is_so(await web.get("/readyz")):
            await asyncio.sleep(0.05)


def ready(answer: httpx.Response) -> bool:
    return 200 == answer.status_code and "failing" not in answer.json()


async def claim(web: httpx.AsyncClient, key: str) -> int:
    return (await web.post("/api/v1/tickets", json=CLAIM, headers={"Idempotency-Key": key * 16})).status_code


async def test_a_restart_of_postgresql_and_a_crowd_of_half_requests_end_nothing(
    process: Process, web: httpx.AsyncClient, cluster: Cluster
) -> None:
    """More half requests come than files may be open: a question is answered. The server goes and comes back."""
    process.settings["PUNKT_DATABASE_URL"] = cluster.url
    await process.start()
    crowd = [socket.create_connection(("127.0.0.1", process.port)) for _ in range(FILES + 50)]
    for one in crowd:
        one.sendall(b"POST /api/v1/messages HTTP/1.1\r\n")
    assert 200 == (await web.post("/api/v1/messages", json=QUESTION)).status_code
    for one in crowd[:100]:
        assert b"" == await asyncio.to_thread(one.recv, 1), "who has waited longest has made room"
    assert 201 == await claim(web, "a")

    await asyncio.to_thread(cluster.crash)
    try:
        await until(web, lambda answer: 503 == answer.status_code)
        # Whatever runs beside has noticed.
        async with asyncio.timeout(PATIENCE):
            while 'loop="outbox"' not in (counted := (await web.get("/metrics")).text):
                await asyncio.sleep(0.05)
        assert "punkt_loops_failing 0.0" not in counted
    finally:
        await asyncio.to_thread(cluster.start)
    await until(web, ready)

    assert 201 == await claim(web, "b")
    assert process.runs()
    for one in crowd:
        one.close()


async def test_a_lost_key_refuses_only_contacts_and_heals_when_it_is_back(
    process: Process, web: httpx.AsyncClient, data: Path
) -> None:
    """No other key is made over what was sealed; rows that nobody can read and a garbled index end nothing either."""
    key, pointer = data / "contacts.key", data / "index/privacy/1/current"
    await process.start()
    assert 201 == await claim(web, "a")
    process.stop()
    lost, version = key.read_bytes(), pointer.read_text("utf-8")
    key.unlink()
    with sqlite3.connect(process.log.with_suffix(".db")) as connection:
        columns = "channel, lane, topic, data, cause, created_at, attempts, not_before"
        row = "'web', 'x', 'call', '{not json', 'test', '2026-01-01', 0, '2026-01-01'"
        connection.execute(f"INSERT INTO outbox ({columns}) VALUES ({row})")

    await process.start()
    assert "locked" == (await web.get("/readyz")).json()["contacts"]
    assert 200 == (await web.post("/api/v1/messages", json=QUESTION)).status_code
    assert 503 == await claim(web, "b")
    assert not key.exists()
    code, told = await asyncio.to_thread(process.command, "doctor")
    assert (1, True) == (code, "Нет ключа, которым зашифрованы контакты" in told)

    pointer.write_bytes(b"\xff\x00 garbled")
    await until(web, lambda answer: ["index"] == [each["loop"] for each in answer.json().get("failing", [])])
    assert 200 == (await web.post("/api/v1/messages", json=QUESTION)).status_code
    pointer.write_text(version, "utf-8")
    key.write_bytes(lost)
    await until(web, lambda answer: READY | {"index": version.strip()} == answer.json())
    assert 201 == await claim(web, "b")
    assert process.runs()
    with sqlite3.connect(process.log.with_suffix(".db")) as connection:
        dead = "SELECT error FROM outbox WHERE dead_at IS NOT NULL"
        assert [("call lacks what must be said",)] == connection.execute(dead).fetchall()
    assert 1 == process.log.read_text("utf-8").count("index: fails"), "one cause is one line"
