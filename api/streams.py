"""Open event streams: how many there may be, and how all of them end when the server stops."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TOTAL = 200  #: over all clients
PER_CLIENT = 10  #: of one address


class TooManyStreams(Exception):
    """No more event streams can be kept open."""


class Streams:
    """Counts seats and knows whether the server is stopping."""

    def __init__(self) -> None:
        self._seats: Counter[str] = Counter()
        self._stopping = asyncio.Event()

    @contextmanager
    def seat(self, client: str) -> Iterator[None]:
        """Hold a seat; raises TooManyStreams."""
        if self._seats.total() >= TOTAL or self._seats[client] >= PER_CLIENT:
            raise TooManyStreams
        self._seats[client] += 1
        try:
            yield
        finally:
            self._seats[client] -= 1
            self._seats += Counter()  # forgets clients without a seat

    def stop(self) -> None:
        """End every stream; called when the server begins to stop, as it waits for all responses to end."""
        self._stopping.set()

    async def stopped_within(self, seconds: float) -> bool:
        """Wait; True as soon as the server stops."""
        # wait_for would lose a cancellation that comes together with the event (Python 3.11).
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        return self._stopping.is_set()
