"""How often somebody waits for a lock in PostgreSQL: looked at again and again while people are at work."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import asyncpg

EVERY = 0.1  #: seconds
LOOK = r"""
    SELECT wait_event || ': ' || left(regexp_replace(query, '\s+', ' ', 'g'), 60) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
"""


@dataclass
class Locks:
    """What was seen."""

    samples: int = 0
    waiting: int = 0  #: samples in which at least one connection waited
    most: int = 0  #: connections that waited at once
    where: Counter[str] = field(default_factory=Counter)  #: kinds of locks and beginnings of statements

    @property
    def share(self) -> float:
        return self.waiting / self.samples if self.samples else 0.0


@asynccontextmanager
async def watched(url: str) -> AsyncIterator[Locks]:
    """Looks until the end; a server that is away is not looked at."""
    locks = Locks()
    looking = asyncio.create_task(_look(url, locks))
    try:
        yield locks
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def _look(url: str, locks: Locks) -> None:
    while True:
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection = await asyncpg.connect(url)
            try:
                while True:
                    waiting = [row[0] for row in await connection.fetch(LOOK)]
                    locks.samples += 1
                    locks.waiting += bool(waiting)
                    locks.most = max(locks.most, len(waiting))
                    locks.where.update(waiting)
                    await asyncio.sleep(EVERY)
            finally:
                connection.terminate()
        await asyncio.sleep(EVERY)
