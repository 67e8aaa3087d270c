"""Uploads: a file that somebody sends is written down, looked at, and kept only when it is what may be kept."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass

from desk.file_types import OtherThanNamed, looked_at, type_of
from desk.traces import HeadTooLarge, without_traces
from tickets.record.attachment import Shelf, Stored

MOST = 10  #: files with one request
LONGEST_NAME = 120  #: characters
NAMELESS = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on the shelf that waits for its row."""

    stored: Stored
    name: str
    mime: str  #: as the bytes show it, whatever the sender called it


async def take_in(shelf: Shelf, chunks: AsyncIterator[bytes], name: str, mime: str = "") -> Upload:
    """Put the file on the shelf when it may be kept; pictures without the traces of their camera.

    Raises ForbiddenType before anything is read, TooLarge and OtherThanNamed; then nothing is left of it.
    """
    name = clean_name(name)
    claimed = type_of(name, mime)
    try:
        stored = await shelf.put(without_traces(chunks) if claimed.mime.startswith("image/") else chunks)
    except HeadTooLarge:
        raise OtherThanNamed from None
    try:
        kind = await asyncio.to_thread(looked_at, claimed, shelf.path(stored.id))
    except BaseException:
        shelf.path(stored.id).unlink(missing_ok=True)
        raise
    return Upload(stored, name, kind.mime)


def clean_name(name: str) -> str:
    """The name alone: no folders, and no invisible letters that make one ending look like another."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        return seen[:LONGEST_NAME] or NAMELESS
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if len(ending) < 20 else seen[:LONGEST_NAME]
