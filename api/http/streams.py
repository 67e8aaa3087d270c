"""Seats: how many connections that last may be open at once, and how event streams end when the server stops."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

PER_CLIENT = 10  #: of one address
PER_CONVERSATION = 5  #: tabs in which one conversation is open, whatever the address


class NoSeat(Exception):
    """As many are open as may be."""


class Seats:
    """Counts what is open, by any names: an address, a conversation. `error` is raised when there is no seat."""

    def __init__(self, total: int, error: type[NoSeat] = NoSeat) -> None:
        self._total = total
        self._error = error
        self._open = 0
        self._taken: Counter[str] = Counter()

    @contextmanager
    def seat(self, most: dict[str, int]) -> Iterator[None]:
        """Hold a seat; `most` says for each name how many seats it may have. Raises the error."""
        if self._open >= self._total or any(self._taken[name] >= limit for name, limit in most.items()):
            raise self._error
        self._open += 1
        self._taken.update(most.keys())
        try:
            yield
        finally:
            self._open -= 1
            self._taken.subtract(most.keys())
            self._taken += Counter()  # forgets names without a seat


class TooManyStreams(NoSeat):
    """No more event streams can be kept open."""


class Streams:
    """Counts seats, `total` over all clients, and tells when the server stops: each `wake` lets some see it."""

    def __init__(self, total: int, *wake: Callable[[], None]) -> None:
        self._seats = Seats(total, TooManyStreams)
        self._wake = wake
        self._stopping = asyncio.Event()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def seat(self, client: str, conversation: str) -> AbstractContextManager[None]:
        """Hold a seat; raises TooManyStreams."""
        most = {f"client {client}": PER_CLIENT, f"conversation {conversation}": PER_CONVERSATION}
        return self._seats.seat(most)

    def stop(self) -> None:
        """End every stream; called when the server begins to stop, as it waits for all responses to end."""
        self._stopping.set()
        for wake in self._wake:
            wake()

    async def stopped_within(self, seconds: float) -> bool:
        """Wait; True as soon as the server stops."""
        # wait_for would lose a cancellation that comes together with the event (Python 3.11).
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        return self._stopping.is_set()
