"""A copy that is cut off from the database past its leases, and not from Telegram: when it returns it does nothing."""

import asyncio
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import make_url, select

from desk.knowledge import Knowledge
from punkt.schema import upgrade
from stand_in import StandIn
from tests.conftest import KEY, VAULT, missing
from tests.cutting import cutting
from tests.namespace import Namespace, namespace
from tests.postgres import Cluster
from tests.punkt.process import Process
from tests.punkt.short_leases import LEASE
from tests.punkt.warm import REPOSITORY, WarmParent
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.store.database import Database
from tickets.store.lease import LeaseRow

QUESTIONS = [f"а долго мое досье у вас пролежит {n}" for n in range(4)]
READY = "Фоновая работа идёт."


@pytest.fixture
def network() -> Iterator[Namespace]:
    try:
        with namespace() as made:
            yield made
    except (subprocess.CalledProcessError, FileNotFoundError):
        missing("ip netns, and the right to use it")


@dataclass
class Place:
    """A bot and a worker in a network of their own, and one of each here."""

    cut: list[Process]
    here: list[Process]
    database: Database
    telegram: StandIn


@pytest.fixture
async def place(cluster: Cluster, tmp_path: Path, knowledge: Knowledge, network: Namespace) -> AsyncIterator[Place]:
    async with AsyncExitStack() as stack:
        database = Database(await cluster.new(), VAULT)
        stack.push_async_callback(database.close)
        await upgrade(database)
        telegram = StandIn(patience=150)
        await telegram.start()
        stack.push_async_callback(telegram.stop)
        data = tmp_path / "data"
        data.mkdir()
        for name in ("cache", "index"):
            (data / name).symlink_to(REPOSITORY / "var" / name)
        url = make_url(database.url).set(drivername="postgresql")
        to_database = await stack.enter_async_context(cutting(int(url.port or 0), network.here["database"]))
        posting = urlsplit(telegram.address).port or 0
        to_telegram = await stack.enter_async_context(cutting(posting, network.here["outside"]))
        far = url.set(host=network.here["database"], port=to_database.port)
        parents = [WarmParent("tests.punkt.short_leases", within) for within in (network.within, ())]
        for parent in parents:
            stack.callback(parent.end)

        def two(where: str, parent: WarmParent, database_url: str, api: str) -> list[Process]:
            given = {"data": str(data), "database_url": database_url, "contact_keys": KEY}
            given |= {"telegram_token": telegram.token, "telegram_api": api}
            made = [Process(tmp_path / f"{where}-{r}.db", parent, role=r, **given) for r in ("bot", "worker")]
            for process in made:
                stack.callback(process.kill)
            return made

        far_api = f"http://{network.here['outside']}:{to_telegram.port}"
        cut = two("cut", parents[0], far.render_as_string(hide_password=False), far_api)
        here = two("here", parents[1], url.render_as_string(hide_password=False), telegram.address)
        for process in cut:
            process.begin()
        for process in cut:
            await process.said(READY)
        yield Place(cut, here, database, telegram)


async def lease(database: Database) -> tuple[int | None, int]:
    async with database.reading() as session:
        row = await session.scalar(select(LeaseRow).where(LeaseRow.name == "telegram polling"))
        return (row.holder, row.fence) if row else (None, 0)


async def test_whoever_was_cut_off_past_its_leases_does_nothing_when_it_returns(
    place: Place, network: Namespace
) -> None:
    """What it was given by Telegram meanwhile it cannot store; its successor stores it, and answers it once."""
    anna = place.telegram.user("Анна")
    await anna.says(QUESTIONS[0])
    await anna.hears()
    holder, fence = await lease(place.database)
    for process in place.here:
        await process.start()

    network.cut("database")
    await anna.says(QUESTIONS[1])  # Telegram gives it to who polls, and is still reached
    await anna.hears()
    successor, higher = await lease(place.database)
    await anna.says(QUESTIONS[2])
    await anna.hears()
    await asyncio.sleep(LEASE.total_seconds())
    network.mend("database")
    await anna.says(QUESTIONS[3])
    await anna.hears()
    await asyncio.sleep(2 * LEASE.total_seconds())  # what it has in hand comes through by now

    assert [] == anna.unheard
    assert len(QUESTIONS) == len(anna.messages)
    assert (holder, fence + 1) != (successor, higher)
    assert fence < higher
    assert (successor, higher) == await lease(place.database)
    origins = Counter(await place.database.fetch(select(InboxRow.origin)))
    assert [1] * len(QUESTIONS) == list(origins.values())
    rows = await place.database.fetch(select(OutboxRow).where(OutboxRow.channel == "telegram"))
    assert [(True, 1)] * len(QUESTIONS) == [(row.delivered_at is not None, row.attempts) for row in rows]
    assert all(process.runs() for process in (*place.cut, *place.here))
