"""`punkt run` with news that knock in browsers, as a process of its own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from desk.knowledge import Knowledge
from desk.settings import Settings
from punkt.secret import vapid
from tests.conftest import KEY, VAULT
from tests.post.push.push_service import Window
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY
from tickets.post.outbox import PUSH, OutboxRow
from tickets.staff.member import add_staff
from tickets.staff.push_address import Browser
from tickets.staff.subscription import subscribe
from tickets.store.database import Database

CLAIM = {"kind": "claim", "text": "Верните деньги", "contact": {}, "consent": True}


@pytest.fixture
def process(tmp_path: Path, knowledge: Knowledge) -> Iterator[Process]:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("cache", "index"):
        (data / name).symlink_to(REPOSITORY / "var" / name)
    punkt = Process(tmp_path / "punkt.db", data=str(data), contact_keys=KEY, push="on")
    yield punkt
    punkt.kill()


async def test_a_name_that_leads_into_the_own_network_gets_no_push(process: Process) -> None:
    """Such a subscription no page can make; the knock is tried, and the connection never is."""
    await process.start()
    ours = vapid(Settings(_env_file=None, data=Path(process.settings["PUNKT_DATA"]))).public
    window = Window("hers").browser
    database = Database(process.settings["PUNKT_DATABASE_URL"], VAULT)
    async with database.transaction() as session:
        await add_staff(session, "anna@example.org")
        inside = Browser(f"https://localhost:{process.port}/console", window.public, window.auth)
        await subscribe(session, "anna@example.org", inside, ours, held_by="s", device="Chrome")
    async with httpx.AsyncClient(base_url=process.address, timeout=60) as client:
        opened = await client.post("/api/v1/tickets", json=CLAIM, headers={"Idempotency-Key": "k"})
    assert 201 == opened.status_code
    query = select(OutboxRow).where(OutboxRow.channel == PUSH).order_by(OutboxRow.id)
    async with asyncio.timeout(60):
        while not any(row.error for row in await database.fetch(query)):
            await asyncio.sleep(0.1)
    rows = await database.fetch(query)
    await database.close()
    assert [("person_waits", None), ("knock", "InsideAddress")] == [(row.topic, row.error) for row in rows]
