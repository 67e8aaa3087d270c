"""The ledger: which erasures happened, so that a copy made before them brings nobody back.

A file of lines of JSON apart from the database and its copies. A line holds keyed hashes of the ids that an erasure
emptied, and when; whoever has the key and a copy finds the rows again, nobody finds a person.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tickets.erasure.destruction import Erasure
from tickets.erasure.person import Person
from tickets.store.bucket import Bucket
from tickets.store.vault import Vault

PLACE = "erased"  #: in the store
OVERLAP = timedelta(days=1)  #: an erasure that began before a copy may have been written down after it

Thing = tuple[str, str]  #: kind ("conversation", "ticket", or "lane:" with its channel) and name
Marks = Mapping[str, Sequence[str]]  #: keyed hashes by the fingerprint of their key


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure."""

    id: str
    at: datetime
    marks: Marks


@dataclass(frozen=True, slots=True)
class Since:
    """What the ledger says of the time after a copy."""

    entries: tuple[Entry, ...]
    damaged: int = 0  #: lines that nobody can read
    whole: bool = True  #: False: the line that was the last when the copy began is not there


class Ledger:
    """Appended to by whoever finishes erasures; only its owner reads the file.

    With a store that copies share each line lies there too, as erased/<id>: whichever machine wrote it, all read it.
    """

    def __init__(self, file: Path, bucket: Bucket | None = None) -> None:
        self._file = file
        self._bucket = bucket

    @property
    def there(self) -> bool:
        """Raises BucketAway."""
        return self._file.exists() or (self._bucket is not None and any(self._bucket.listed(PLACE)))

    def last(self) -> str | None:
        """Id of the last line; the file is made where there is none, so that a missing one is noticed later."""
        with self._held() as opened:
            os.fsync(opened)
        entries, _ = self._read()
        return entries[-1].id if entries else None

    def enter(self, erasure: Erasure) -> None:
        """Write an erasure down, synced to the disk; twice is no harm. Raises OSError."""
        line = {"id": secrets.token_hex(8), "at": erasure.begun_at.isoformat(), "marks": erasure.marks}
        told = f"{json.dumps(line)}\n".encode()
        with self._held() as opened:
            os.ftruncate(opened, self._file.read_bytes().rfind(b"\n") + 1)  # a line cut off was never acknowledged
            os.write(opened, told)
            os.fsync(opened)
        if self._bucket is not None:
            self._bucket.write(f"{PLACE}/{line['id']}", told)

    def since(self, last: str | None, at: datetime) -> Since:
        """What came after that line; by the clock where the line is not there. Raises OSError."""
        entries, damaged = self._read() if self._file.exists() else ([], 0)
        ids = [entry.id for entry in entries]
        others, spoilt = self._elsewhere(ids)
        if last is None or last in ids:
            # What other machines wrote stands in no order with our lines; done again it is no harm.
            mine = entries[ids.index(last) + 1 if last else 0 :]
            theirs = [each for each in others if last is None or each.at >= at - OVERLAP]
            return Since((*mine, *theirs), damaged + spoilt)
        known = last in {each.id for each in others}
        start = at - OVERLAP if known else at
        return Since(tuple(e for e in (*entries, *others) if e.at >= start), damaged + spoilt, whole=known)

    def trim(self, before: datetime, *, dry_run: bool = False) -> int:
        """Drop the lines before a moment; gives how many."""
        old = 0
        if self._bucket is not None:
            stale = [entry for entry in self._elsewhere(())[0] if entry.at < before]
            old = len(stale)
            if not dry_run:
                self._bucket.drop([f"{PLACE}/{entry.id}" for entry in stale])
        if not self._file.exists():
            return old
        with self._held():
            lines = self._file.read_bytes().splitlines(keepends=True)
            kept = [line for line in lines if (entry := _entry(line)) is None or entry.at >= before]
            if len(kept) < len(lines) and not dry_run:
                draft = self._file.with_name(f".{self._file.name}.{secrets.token_hex(8)}")
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
                    opened.writelines(kept)
                    opened.flush()
                    os.fsync(opened.fileno())
                draft.replace(self._file)
        return max(old, len(lines) - len(kept))

    def _elsewhere(self, ids: Sequence[str]) -> tuple[list[Entry], int]:
        """What stands in the store and not here, oldest first, and how many objects nobody can read."""
        if self._bucket is None:
            return [], 0
        names = [each.name for each in self._bucket.listed(PLACE) if each.name.removeprefix(f"{PLACE}/") not in ids]
        found = [_entry(self._bucket.read(name) or b"") for name in names]
        entries = [entry for entry in found if entry is not None]
        return sorted(entries, key=lambda entry: entry.at), len(found) - len(entries)

    def _read(self) -> tuple[list[Entry], int]:
        lines = self._file.read_bytes().split(b"\n")[:-1]
        entries = [entry for line in lines if (entry := _entry(line)) is not None]
        return entries, len(lines) - len(entries)

    @contextmanager
    def _held(self) -> Iterator[int]:
        """The file, to be appended to, while no other process of ours writes it or puts another in its place."""
        folder = os.open(self._file.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            opened = os.open(self._file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                yield opened
                os.fsync(folder)
            finally:
                os.close(opened)
        finally:
            os.close(folder)


def fingerprint(vault: Vault) -> str:
    """Names the first key of a vault without telling it: 16 hex digits."""
    return vault.digest("fingerprint")[:16]


def mark(vault: Vault, thing: Thing) -> str:
    """What stands for a thing in the ledger."""
    return vault.digest("erased:" + json.dumps(thing))


def marks_of(vault: Vault, person: Person) -> Marks:
    """What stands for a person that is about to be erased."""
    things = [
        *(("conversation", each) for each in person.conversations),
        *(("ticket", number) for number in person.numbers),
        *((f"lane:{channel}", name) for channel, name in person.lanes),
    ]
    return {fingerprint(vault): [mark(vault, thing) for thing in things]}


def _entry(line: bytes) -> Entry | None:
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(line)
        return Entry(found["id"], datetime.fromisoformat(found["at"]), dict(found["marks"]))
    return None
