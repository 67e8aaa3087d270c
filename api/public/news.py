"""News: one look into the outbox for all who listen, however many they are; each then asks for its own."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from tickets.post.outbox import OutboxRow
from tickets.store import wakes
from tickets.store.away import DatabaseAway
from tickets.store.database import Database

POLL = 1.0  #: seconds between looks where nobody tells of news
GATHER = 0.05  #: seconds in which news become one look
FEW = 4  #: who look at the same time, so that others find a connection, too
LATE = 30.0  #: seconds in which a row is waited for whose number was given before that of another, but not committed


class News:
    """Wakes those who listen to a conversation when there is something new in it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listening: dict[str, set[asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.few = asyncio.Semaphore(FEW)  #: held by whoever listens and looks: thousands may begin at once

    @contextmanager
    def heard(self, conversation: str, event: asyncio.Event) -> Iterator[None]:
        """Set the event at what is new since this began, and when nobody can tell any more; whoever waits clears it."""
        self._listening.setdefault(conversation, set()).add(event)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            others = self._listening[conversation]
            others.discard(event)
            if not others:
                del self._listening[conversation]
            if not self._listening:
                self._looking.cancel()
                self._looking = None

    def wake_all(self) -> None:
        """Let everybody look for themselves."""
        for conversation in list(self._listening):
            self._wake(conversation)

    def _wake(self, conversation: str) -> None:
        for event in self._listening.get(conversation, ()):
            event.set()

    async def _look(self) -> None:
        known: set[int] = set()
        ends: deque[tuple[float, int]] = deque()  #: the newest row at a look, and when that was
        newest = select(func.coalesce(func.max(OutboxRow.id), 0))
        while True:
            changed = self._database.watch(wakes.News.POST)
            try:
                if not ends:
                    ends.extend((time.monotonic(), row) for row in await self._database.fetch(newest))
                    self.wake_all()  # of what came before the first look
                while len(ends) > 1 and ends[1][0] < time.monotonic() - LATE:
                    ends.popleft()
                seen = ends[0][1]
                query = select(OutboxRow.id, OutboxRow.lane).where(OutboxRow.channel == "web", OutboxRow.id > seen)
                async with self._database.reading() as session:
                    rows = (await session.execute(query)).all()
            except DatabaseAway:
                self.wake_all()
            else:
                for _, lane in (row for row in rows if row.id not in known):
                    self._wake(lane)
                ends.append((time.monotonic(), max([ends[-1][1], *(row.id for row in rows)])))
                known = {row.id for row in rows}
            await asyncio.sleep(GATHER)
            await self._database.wait(changed, POLL)
