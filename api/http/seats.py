"""Seats: how many connections that last may be open at once, over all and for each client."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


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
