"""The place of an afternoon: a desk that runs with its bot, its owner's terminal, and days that are made to come."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import httpx

from index.calendar import today
from stand_in import StandIn
from tests.punkt.afternoon.clocked import FILE
from tests.punkt.afternoon.papers import Paper, few_kinds, few_topics
from tests.punkt.process import PATIENCE, Process
from tests.punkt.warm import REPOSITORY, WarmParent

SHORT = 2.0  #: seconds for which a connection is kept idle: less than the website does, which closes it at any moment


@dataclass
class Place:
    """`desk` answers from the policy of the repository and from what its owner adds."""

    folder: Path
    desk: Process
    telegram: StandIn
    web: httpx.AsyncClient  #: of the desk
    _warm: WarmParent
    _ahead: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def added(self) -> Path:
        """Above the folders of the documents that were added."""
        return self.folder / "data/policies"

    def lay(self, paper: Paper) -> Path:
        """Where a file of the owner lies."""
        file = self.folder / paper.name
        file.write_bytes(paper.content)
        return file

    async def types(self, *words: str) -> str:
        """A command in the owner's terminal, which must not fail; what it writes."""
        log = self.folder / f"command-{next(self._numbers)}.log"
        child = self._warm.start(*words, cwd=self.folder, env=os.environ | self.desk.settings, log=log)
        async with asyncio.timeout(PATIENCE):
            while (code := child.poll()) is None:
                await asyncio.sleep(0.05)
        said = log.read_text("utf-8")
        assert 0 == code, said
        return said

    @property
    def day(self) -> date:
        """It is."""
        return today() + timedelta(days=int(self._ahead.read_text("ascii")))

    def comes(self, day: date) -> None:
        """From now on it is this day."""
        new = self._ahead.with_suffix(".new")
        new.write_text(str((day - today()).days), "ascii")
        new.replace(self._ahead)

    async def editions(self) -> dict[str, tuple[str, date]]:
        """Document → the edition that it is answered from now, and since when that is in force."""
        told = (await self.web.get("/api/v1/documents")).json()["documents"]
        found = ((each["id"], each["edition"]) for each in told)
        return {name: (each["id"], date.fromisoformat(each["effective"] or "0001-01-01")) for name, each in found}

    async def answers_by(self, **editions: str) -> None:
        """Returns when these documents are answered from in these editions."""
        async with asyncio.timeout(PATIENCE):
            while editions != {name: each for name, (each, _) in (await self.editions()).items() if name in editions}:
                await asyncio.sleep(0.1)


@asynccontextmanager
async def opened(folder: Path, **settings: str) -> AsyncIterator[Place]:
    """Started; the policy has the index of the repository, and all else is learned from a few topics and phrases.

    The database of that folder is there already.
    """
    (folder / "data/index").mkdir(parents=True)
    (folder / "data/cache").symlink_to(REPOSITORY / "var/cache")
    (folder / "data/index/privacy").symlink_to(REPOSITORY / "var/index/privacy")
    ahead = folder / "days.txt"
    ahead.write_text("0", "ascii")
    telegram, warm = StandIn(patience=PATIENCE), WarmParent("tests.punkt.afternoon.clocked")
    await telegram.start()
    desk = Process(
        folder / "punkt.db", warm, data=str(folder / "data"), telegram_token=telegram.token,
        telegram_api=telegram.address, topics=str(few_topics(folder / "topics")),
        kinds=str(few_kinds(folder / "kinds")), **settings,
    )  # fmt: skip
    desk.settings[FILE] = str(ahead)
    try:
        await desk.start()
        limits = httpx.Limits(keepalive_expiry=SHORT)
        async with httpx.AsyncClient(base_url=desk.address, timeout=60, limits=limits) as web:
            yield Place(folder, desk, telegram, web, warm, ahead)
    finally:
        desk.kill()
        warm.end()
        await telegram.stop()
