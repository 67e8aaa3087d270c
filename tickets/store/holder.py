"""Holders: a lease on SQLite also ends with the process that holds it, whatever the clock says.

Each process locks one byte of a file beside the database; the kernel lets go of it when the process ends, however it
ends. So a process that works beside another one on the same file knows which leases nobody holds any more.
"""

import fcntl
import os
import secrets
import struct
from contextlib import suppress
from pathlib import Path


class Holder:
    """One start of a process; on PostgreSQL, whose clock ends leases, only a name."""

    def __init__(self, database: Path | None) -> None:
        self.id = secrets.randbelow(2**31)
        self._file = database and database.with_name(f"{database.name}-holders")
        self._descriptor: int | None = None

    def begin(self) -> None:
        """Let others see that this process lives; where the folder cannot be written to, leases end by the clock."""
        if self._file is not None and self._descriptor is None:
            with suppress(OSError):
                self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                fcntl.fcntl(self._descriptor, fcntl.F_OFD_SETLK, _one_byte(self.id))

    def has_ended(self, other: int) -> bool:
        """Whether the process of that lease is known to be gone."""
        if self._descriptor is None or other == self.id:
            return False
        found = fcntl.fcntl(self._descriptor, fcntl.F_OFD_GETLK, _one_byte(other))
        return bool(struct.unpack_from("h", found)[0] == fcntl.F_UNLCK)

    def end(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _one_byte(offset: int) -> bytes:
    return struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, offset, 1, 0)
