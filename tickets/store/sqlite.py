"""SQLite's driver: a thread for each connection, which can be told to stop more than once."""

import asyncio
import sqlite3
from collections.abc import Awaitable
from functools import partial
from typing import Any

import aiosqlite


class _Connection(aiosqlite.Connection):
    """Its thread ends at the first stop; the driver would queue a second one and wait for it for ever.

    That is what happens when a task is cancelled while a connection is closed for it: SQLAlchemy stops the connection,
    and the closing, which goes on beside, stops it again.
    """

    _stopped = False

    def stop(self) -> asyncio.Future[Any] | None:
        if self._stopped:
            return None
        self._stopped = True
        return super().stop()


def open_file(name: str, **options: Any) -> Awaitable[aiosqlite.Connection]:
    """What SQLAlchemy awaits for a connection."""
    connection = _Connection(partial(sqlite3.connect, name, **options), iter_chunk_size=64)
    # As SQLAlchemy's own opener does: a process ends without waiting for it.
    connection._thread.daemon = True  # noqa: SLF001
    return connection
