"""Files that come with words of staff: in the letter as far as it may be heavy, the rest to be fetched elsewhere."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tickets.record.attachment import Shelf, files_by_id
from tickets.store.database import Database

HEAVIEST = 5 * 1024 * 1024  #: bytes of all files of one letter: a slow line carries them while we wait


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One of them; without `content` the letter does not carry it."""

    name: str
    mime: str
    content: bytes | None


async def enclosed(database: Database, shelf: Shelf, identities: Sequence[str]) -> tuple[Enclosed, ...]:
    """The files with these ids that are still there, in their order; the first that fit go with the letter.

    Raises ShelfSilent.
    """
    async with database.reading() as session:
        files = await files_by_id(session, identities)
    found, room = [], HEAVIEST
    for file in files:
        lent = await asyncio.to_thread(shelf.lend, file.id)
        if lent is None:
            continue
        fits = file.size <= room
        room -= file.size if fits else 0
        content = await asyncio.to_thread(lent.path.read_bytes) if fits else None
        found.append(Enclosed(file.name, file.mime, content))
    return tuple(found)
