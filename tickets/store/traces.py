"""Traces: which parts of the work belong together and how long each took, across processes.

A span is named by its part and carries names and numbers of ours: kinds, channels, attempts; no text, contact or
conversation. What leaves later takes the trace along as a row does, in the form of W3C's `traceparent`.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Traces(Protocol):
    """Where spans go."""

    def begin(self, name: str, parent: str | None = None, **facts: str | int) -> AbstractContextManager[None]:
        """A span for what is done inside: of the trace of its parent, or the first of a new one."""

    def within(self, name: str, **facts: str | int) -> AbstractContextManager[None]:
        """A span of the trace that is going on; where none is, nothing."""

    def tell(self, **facts: str | int) -> None:
        """What has become known about the span that is going on, if one is."""

    def here(self) -> str | None:
        """What makes a child of the span that is going on, elsewhere and later."""


class Untraced:
    """Nobody collects any."""

    def begin(self, name: str, parent: str | None = None, **facts: str | int) -> AbstractContextManager[None]:
        return nullcontext()

    def within(self, name: str, **facts: str | int) -> AbstractContextManager[None]:
        return nullcontext()

    def tell(self, **facts: str | int) -> None:
        pass

    def here(self) -> str | None:
        return None
