"""Wake-ups: who waits for news is woken by what this process commits, and by what others do where a bell carries it.

The carrier is Redis, or PostgreSQL on a connection past any pooler, or none: then everybody looks every second or two.
"""

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from enum import Enum, auto

from tickets.loops import Loops, class_of
from tickets.store.bell import GATHER, PATIENCE, Bell

HEARING = 5.0  #: seconds between looks where others are heard: a ring may be lost

log = logging.getLogger(__name__)


class News(Enum):
    """What somebody may wait for."""

    ARRIVED = auto()  #: an update of a channel, to be handled
    SAID = auto()  #: words in a conversation, or who of the staff is writing some
    STEP = auto()  #: of a ticket
    POST = auto()  #: something to be carried


class Wakes:
    """Of one database, as one process uses it."""

    def __init__(self, bell: Bell | None = None) -> None:
        self.hears = False  #: whether others are heard now
        self.carried = bell is not None
        self._bell = bell
        self._next: dict[News | None, asyncio.Event] = {}  #: those that are waited for; None: any
        self._wanted: asyncio.Event | None = None  #: to ring; None: nobody gathers rings

    def next(self, news: News | None = None) -> asyncio.Event:
        """Is set at the next news of this kind, or of any."""
        return self._next.setdefault(news, asyncio.Event())

    def stir(self, told: Collection[News] = tuple(News)) -> None:
        """Wake all who wait for this in this process."""
        for news in (None, *told):
            if (waited := self._next.pop(news, None)) is not None:
                waited.set()

    async def tell(self, told: Collection[News]) -> None:
        """Wake all who wait for this, and whoever waits in other processes: a ring does not say for what."""
        self.stir(told)
        if self._wanted is not None:
            self._wanted.set()
        elif self._bell is not None:  # a command, which ends soon
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._bell.ring()
            except Exception as error:  # noqa: BLE001 - whatever it is, the others look by themselves
                log.info("others were not told of the news: %s", class_of(error))

    def rest(self, seconds: float, *, timed: bool = False) -> float:
        """How long nobody looks, who would look after so many seconds where nobody is heard."""
        return max(seconds, HEARING) if self.hears and not timed else seconds

    async def wait(self, seconds: float, *events: asyncio.Event, timed: bool = False) -> None:
        """Wait for one of these events, or for so long; longer where others are heard and nothing is `timed`."""
        if any(event.is_set() for event in events):
            return
        waits = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            await asyncio.wait(waits, timeout=self.rest(seconds, timed=timed), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    async def ring(self, loops: Loops) -> None:
        """Tell others of what is committed here, rings that come together as one; until cancelled."""
        assert self._bell is not None
        self._wanted = wanted = asyncio.Event()
        bell = self._bell

        async def once() -> None:
            await wanted.wait()
            wanted.clear()
            try:
                async with asyncio.timeout(PATIENCE):
                    await bell.ring()
            except BaseException:
                wanted.set()  # it is still to be told
                raise
            await asyncio.sleep(GATHER)

        try:
            await loops.keep("telling others", once)
        finally:
            self._wanted = None

    async def listen(self, loops: Loops) -> None:
        """Be woken by others until cancelled."""
        assert self._bell is not None
        bell = self._bell

        def ready() -> None:
            self.hears = True
            loops.goes_on("hearing others")
            self.stir()  # what came before is seen now

        async def once() -> None:
            try:
                await bell.listen(ready, self.stir)
            finally:
                self.hears = False

        await loops.keep("hearing others", once)

    async def close(self) -> None:
        if self._bell is not None:
            with suppress(Exception):  # it is over anyway
                await self._bell.close()
