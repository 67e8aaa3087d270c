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
from datetime import datetime
from pathlib import Path

from tickets.erasure.destruction import Erasure
from tickets.erasure.person import Person
from tickets.store.vault import Vault

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
    """Appended to by whoever finishes erasures; only its owner reads the file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def there(self) -> bool:
        return self._file.exists()

    def last(self) -> str | None:
        """Id of the last line; the file is made where there is none, so that a missing one is noticed later."""
        with self._held() as opened:
            os.fsync(opened)
        entries, _ = self._read()
        return entries[-1].id if entries else None

    def enter(self, erasure: Erasure) -> None:
        """Write an erasure down, synced to the disk; twice is no harm. Raises OSError."""
        line = {"id": secrets.token_hex(8), "at": erasure.begun_at.isoformat(), "marks": erasure.marks}
        with self._held() as opened:
            os.ftruncate(opened, self._file.read_bytes().rfind(b"\n") + 1)  # a line cut off was never acknowledged
            os.write(opened, f"{json.dumps(line)}\n".encode())
            os.fsync(opened)

    def since(self, last: str | None, at: datetime) -> Since:
        """What came after that line; by the clock where the line is not there. Raises OSError."""
        entries, damaged = self._read()
        ids = [entry.id for entry in entries]
        if last is None or last in ids:
            return Since(tuple(entries[ids.index(last) + 1 if last else 0 :]), damaged)
        return Since(tuple(entry for entry in entries if entry.at >= at), damaged, whole=False)

    def trim(self, before: datetime, *, dry_run: bool = False) -> int:
        """Drop the lines before a moment; gives how many."""
        if not self.there:
            return 0
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
        return len(lines) - len(kept)

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
