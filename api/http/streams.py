"""Open event streams: how many there may be, and how all of them end when the server stops."""

import asyncio
from contextlib import AbstractContextManager, suppress

from api.http.seats import NoSeat, Seats

TOTAL = 200  #: over all clients
PER_CLIENT = 10  #: of one address
PER_CONVERSATION = 5  #: tabs in which one conversation is open, whatever the address


class TooManyStreams(NoSeat):
    """No more event streams can be kept open."""


class Streams:
    """Counts seats and knows whether the server is stopping."""

    def __init__(self) -> None:
        self._seats = Seats(TOTAL, TooManyStreams)
        self._stopping = asyncio.Event()

    def seat(self, client: str, conversation: str) -> AbstractContextManager[None]:
        """Hold a seat; raises TooManyStreams."""
        most = {f"client {client}": PER_CLIENT, f"conversation {conversation}": PER_CONVERSATION}
        return self._seats.seat(most)

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
