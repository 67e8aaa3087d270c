"""Turns: several processes would do the same, and one of them does; another takes over when it is gone."""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta

from tickets.loops import Loops
from tickets.store.away import DatabaseAway
from tickets.store.database import Database
from tickets.store.lease import give_back, take

LENGTH = timedelta(seconds=15)  #: how long one is waited for that says nothing
ON_SQLITE = 4  #: times as long: whether a process lives is seen there at once, and each renewal waits for the disk
RENEWALS = 4  #: within that time
LOOK = 2.0  #: seconds between looks of those who wait


class Turn:
    """Whether it is ours to do a thing. A lease that could not be renewed in time is over before another takes it."""

    def __init__(self, database: Database, name: str, length: timedelta | None = None) -> None:
        self.name = name
        self._database = database
        self._length = length or (LENGTH * ON_SQLITE if database.is_sqlite else LENGTH)
        self._fence = 0
        self._until = 0.0
        self._came, self._went = asyncio.Event(), asyncio.Event()

    @property
    def fence(self) -> int | None:
        """Of our lease; None while the turn is not ours."""
        return self._fence if time.monotonic() < self._until else None

    async def keep(self, loops: Loops) -> None:
        """Ask for it, and keep it when it is given, until cancelled; then others have it at once."""
        try:
            await loops.keep(f"turn: {self.name}", self._ask)
        finally:
            await self._leave()

    async def came(self) -> int:
        """Wait for the turn; gives the fence."""
        while (fence := self.fence) is None:
            self._came.clear()
            await self._came.wait()
        return fence

    async def over(self) -> None:
        """Wait until it is not ours any more."""
        while (left := self._until - time.monotonic()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._went.wait()

    def lost(self) -> None:
        """The database says that another has it."""
        self._until = 0.0
        self._went.set()

    async def _ask(self) -> None:
        begun = time.monotonic()
        async with self._database.transaction() as session:
            fence = await take(session, self.name, self._length)
        length = self._length.total_seconds()
        if fence is None:
            self.lost()
            await asyncio.sleep(min(LOOK, length))
            return
        self._fence, self._until = fence, begun + length
        self._went.clear()
        self._came.set()
        with suppress(TimeoutError):  # one that is lost is asked for again at once: perhaps only the clock was set
            async with asyncio.timeout(length / RENEWALS):
                await self._went.wait()

    async def _leave(self) -> None:
        fence, self._until = self.fence, 0.0
        if fence is not None:
            with suppress(DatabaseAway):
                async with self._database.transaction() as session:
                    await give_back(session, self.name, fence)
