"""The shelf in the store that copies share: what one has taken in, all can read, without a folder in common.

    attachments/<id>    the bytes, as they came

A file is looked at on the machine that takes it in, and lies there only until the store has it. What is lent has no
name on the disk, so nothing of it is left when nobody reads it any more. Files that lay in the folder before there was
a store are lent from there, until the daily sweep has put them into it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from tickets.record.attachment import YOUNG, Lent, Shelf, ShelfAway, ShelfSilent, Stored
from tickets.store.base import now
from tickets.store.bucket import Bucket, BucketAway

PLACE = "attachments"  #: in the store
INCOMING = "incoming"  #: in the folder: what is not in the store yet, and has no row


class SharedShelf(Shelf):
    """Files in a bucket; `folder` is for what comes, and for what was there before."""

    def __init__(self, folder: Path, bucket: Bucket) -> None:
        super().__init__(folder)
        self._bucket = bucket
        self._incoming = Shelf(folder / INCOMING)

    async def put(self, chunks: AsyncIterator[bytes]) -> Stored:
        self._clear_incoming(now())
        return await self._incoming.put(chunks)

    async def keep(self, stored: Stored) -> None:
        path = self.path(stored.id)
        try:
            await asyncio.to_thread(self._bucket.write, _name(stored.id), path)
        except OSError as error:  # BucketAway is one
            raise ShelfAway from error
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def path(self, identity: str) -> Path:
        return self._incoming.path(identity)

    def lend(self, identity: str) -> Lent | None:
        if before := super().lend(identity):
            return before
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - it lives as long as it is lent
        path = Path(f"/proc/self/fd/{file.fileno()}")
        try:
            found = self._bucket.download_into(_name(identity), file)
            file.flush()
        except OSError as error:  # BucketAway is one; the disk may be full, too
            raise ShelfSilent from error
        return Lent(path, file) if found else None

    @property
    def empty(self) -> bool:
        try:
            return next(self._bucket.listed(PLACE), None) is None and not any(self._before())
        except BucketAway as away:
            raise ShelfSilent from away

    def replace(self, folder: Path) -> None:
        if not folder.exists():
            return
        names = {file.name for file in folder.iterdir()}
        for name in sorted(names):
            self._bucket.write(_name(name), folder / name)
        self._bucket.drop([each.name for each in self._bucket.listed(PLACE) if _identity(each.name) not in names])
        for file in (*self._before(), *folder.iterdir()):
            file.unlink()
        folder.rmdir()

    def drop(self, identities: Iterable[str]) -> None:
        identities = list(identities)
        super().drop(identities)
        self._incoming.drop(identities)
        self._bucket.drop([_name(identity) for identity in identities])

    def _clear(self, known: set[str], at: datetime) -> int:
        self._clear_incoming(at)
        gone = 0
        for file in self._before():
            if file.name in known:
                self._bucket.write(_name(file.name), file)
                file.unlink(missing_ok=True)
            elif _is_old(file, at):
                file.unlink(missing_ok=True)
                gone += 1
        stale = [
            each.name
            for each in self._bucket.listed(PLACE)
            if _identity(each.name) not in known and at - each.at >= YOUNG
        ]
        self._bucket.drop(stale)
        return gone + len(stale)

    def _before(self) -> Iterable[Path]:
        """What lay in the folder before there was a store."""
        found = self._folder.iterdir() if self._folder.is_dir() else ()
        return [file for file in found if file.name != INCOMING]

    def _clear_incoming(self, at: datetime) -> None:
        """Delete what killed processes have left: each machine its own."""
        for file in self._incoming.path("").glob("*"):
            with suppress(OSError):
                if _is_old(file, at):
                    file.unlink()


def _name(identity: str) -> str:
    return f"{PLACE}/{identity}"


def _identity(name: str) -> str:
    return name.removeprefix(f"{PLACE}/")


def _is_old(file: Path, at: datetime) -> bool:
    return at.timestamp() - file.stat().st_mtime >= YOUNG.total_seconds()
