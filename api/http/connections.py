"""Connections: how many may be open, and who has to go: whoever keeps us waiting too long, or longest when it is full.

uvicorn itself waits forever for the rest of a request, and accepts until the process has no file left to open.
"""

import asyncio
import logging
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0  #: for a whole head, or for the rest of a body that nobody reads any more
MOST = 4000  #: connections, each of which costs memory; more where so many event streams may be open
OTHERS = 1000  #: connections that streams leave for whoever asks a question
RESERVE = 256  #: files that are left for the database, the index and what people send
AT_ONCE = 32  #: connections accepted in a row; some rows of them are open before the first are turned away

log = logging.getLogger(__name__)


def room(streams: int) -> int:
    """How many connections may be open where so many streams are wished; as open files (`ulimit -n`) leave room for.

    That limit is raised as far as the process may.
    """
    wished = max(MOST, streams + OTHERS)
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return wished
    if files < wished + RESERVE:
        files = wished + RESERVE if most == resource.RLIM_INFINITY else max(files, min(most, wished + RESERVE))
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return min(wished, max(files - RESERVE, files // 2))


def streams_within(streams: int) -> int:
    """How many event streams of those that are wished find room, and leave some for others."""
    most = room(streams)
    kept = min(streams, max(most - OTHERS, most // 2))
    if kept < streams:
        log.warning("the limit of open files leaves room for %s event streams, not for %s", kept, streams)
    return kept


class Door:
    """Who is inside. When it is full, whoever has owed us a word the longest makes room; if nobody does, none comes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside: set[Connection] = set()
        self._owing: dict[Connection, None] = {}  #: part of a request; the longest silent first
        self._full = False

    def enter(self, connection: "Connection") -> bool:
        """Whether there is room."""
        full, was = len(self._inside) >= self._most, self._full
        self._full = full or (was and len(self._inside) > self._most // 2)
        if self._full and not was:
            log.warning("as many connections as may be are open: %s", self._most)
        if full:
            if (silent := next(iter(self._owing), None)) is None:
                return False
            self.leave(silent)
            silent.transport.abort()
        self._inside.add(connection)
        return True

    def leave(self, connection: "Connection") -> None:
        self._inside.discard(connection)
        self._owing.pop(connection, None)

    def note(self, connection: "Connection", *, owing: bool) -> None:
        """It has just said something, or been answered."""
        self._owing.pop(connection, None)
        if owing and connection in self._inside:
            self._owing[connection] = None


class Connection(H11Protocol):
    """One connection of a client."""

    def __init__(self, door: Door, **given: Any) -> None:
        super().__init__(**given)
        self._door = door
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if not self._door.enter(self):
            transport.abort()
            return
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.leave(self)
        self._lose_patience(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def _look(self) -> None:
        idle, sending = self.conn.their_state is h11.IDLE, self.conn.their_state is h11.SEND_BODY
        self._door.note(self, owing=idle or sending)
        # A body that is read is waited for by whoever reads it, see `api.http.patience`.
        unread = sending and self.cycle is not None and self.cycle.response_complete
        if not idle and not unread:
            self._lose_patience(None)
        elif self._patience is None:
            self._lose_patience(HEAD_SECONDS)

    def _lose_patience(self, seconds: float | None) -> None:
        """After so many seconds the connection is cut; None: no more."""
        if self._patience is not None:
            self._patience.cancel()
        self._patience = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
