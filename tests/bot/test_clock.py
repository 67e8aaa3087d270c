"""The clock of a bot that runs is set, by faketime: nobody waits for the hour to pass, and nothing is said twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web
from faults import flood
from mortal import Mortal, Parent
from sqlalchemy import select

from stand_in import StandIn, User
from stand_in.script import Answer
from tests.conftest import missing
from tickets.post.outbox import OutboxRow
from tickets.store.database import Database

QUESTION = "сколько храните?"
HOURS = ("-1h", "+1h", "+0")  #: against the true clock, one after another
SEEN = 1  #: seconds in which a process looks at its clock anew


class Clock:
    """Of the process that has this environment."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._write("+0")
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        if library is None:
            missing("faketime")
        self.environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": str(SEEN),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # as where a clock is set
        }

    async def set(self, hour: str) -> None:
        """Returns when the process sees it."""
        self._write(hour)
        await asyncio.sleep(SEEN + 0.5)

    def _write(self, hour: str) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(hour, "ascii")
        new.replace(self._file)


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    server = StandIn(patience=240)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path)


@pytest.fixture
def process(clock: Clock, any_database: Database, stand_in: StandIn, tmp_path: Path) -> Iterator[Mortal]:
    parent = Parent(**clock.environment)
    mortal = Mortal(parent, any_database.url, stand_in.address, stand_in.token, tmp_path)
    yield mortal
    mortal.kill()
    parent.end()


class Held:
    """A call of Telegram that is on its way for as long as a test likes."""

    def __init__(self, stand_in: StandIn, person: User) -> None:
        self.arrived, self.goes_on = asyncio.Event(), asyncio.Event()
        stand_in.fail("sendMessage", self._hold, chat=person.id)

    async def _hold(self, _request: web.Request, answer: Answer) -> web.StreamResponse:
        self.arrived.set()
        await self.goes_on.wait()
        return await answer()


async def test_a_clock_set_back_and_forth_parks_and_doubles_nothing(
    any_database: Database, stand_in: StandIn, process: Mortal, clock: Clock
) -> None:
    """One answer is on its way, one waits as Telegram has asked for, and one is asked for afterwards."""
    anna, boris, vera = (stand_in.user(name) for name in ("Анна", "Борис", "Вера"))
    process.start()
    for hour in HOURS:
        held = Held(stand_in, anna)
        await anna.says(QUESTION)
        await stand_in.wait_for(held.arrived.is_set)
        stand_in.fail("sendMessage", flood(8), chat=boris.id)
        await boris.says(QUESTION)
        await refusal_noted(any_database)

        await clock.set(hour)

        await vera.says(QUESTION)
        await vera.hears()
        held.goes_on.set()
        await anna.hears()
        await boris.hears()
    await all_arrived(any_database)

    assert [len(HOURS)] * 3 == [len(person.messages) for person in (anna, boris, vera)]


async def refusal_noted(database: Database) -> None:
    open_rows = select(OutboxRow.error).where(OutboxRow.delivered_at.is_(None), OutboxRow.error.is_not(None))
    async with asyncio.timeout(60):
        while not await database.fetch(open_rows):
            await asyncio.sleep(0.02)


async def all_arrived(database: Database) -> None:
    async with asyncio.timeout(60):
        while await database.fetch(select(OutboxRow.id).where(OutboxRow.delivered_at.is_(None))):
            await asyncio.sleep(0.02)
