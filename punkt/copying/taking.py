"""Taking a copy while Punkt works: rows of one moment, and every file that they name."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import select

from desk.settings import Settings
from punkt.copying.archive import Archive, writing
from punkt.copying.dumping import Dumped, dump
from punkt.copying.manifest import ACTS, ATTACHMENTS, DATABASE, EXPORTS, Manifest
from punkt.papers import shared_papers
from punkt.secret import contact_keys, key_fingerprints, secret_fingerprint
from tickets.record.attachment import Attachment
from tickets.store.base import now
from tickets.store.database import Database

WORKPLACE = ".copying-"  #: begins the name of a folder that is there while a copy is made or read


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that was made."""

    manifest: Manifest
    lost: tuple[str, ...]  #: attachments whose rows are there and whose bytes are not


async def take_copy(settings: Settings, database: Database, target: Path) -> Taken:
    """Write a copy into a new file, which appears when it is whole."""
    begun_at, last = now(), settings.erased.last()
    with workplace(target.parent) as folder:
        dumped = await dump(database, folder / DATABASE)
        with writing(folder / "archive") as archive:
            archive.add(folder / DATABASE, DATABASE)
            gone, lost = await _add_attachments(settings, database, archive, dumped)
            if shared := shared_papers(settings):
                await asyncio.to_thread(shared.bring, settings.data)
            for name in (ACTS, EXPORTS):
                for file in sorted((settings.data / name).rglob("*")):
                    if file.is_file() and not file.name.startswith("."):
                        archive.add(file, file.relative_to(settings.data).as_posix())
            manifest = Manifest(
                dialect="sqlite" if database.is_sqlite else "postgresql",
                schema_revision=dumped.schema_revision,
                begun_at=begun_at,
                contact_keys=key_fingerprints(contact_keys(settings)),
                secret_key=secret_fingerprint(settings),
                ledger=last,
                gone=gone,
                parts=archive.parts,
            )
            archive.end(manifest)
        (folder / "archive").replace(target)
    return Taken(manifest, lost)


@contextmanager
def workplace(parent: Path) -> Iterator[Path]:
    """A folder for what is not whole yet."""
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_left(parent)
    folder = Path(mkdtemp(prefix=WORKPLACE, dir=parent))
    with _held(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_left(parent: Path) -> None:
    """Delete what killed processes have left in their workplaces: data of people lie there."""
    for left in parent.glob(f"{WORKPLACE}*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Raises BlockingIOError while somebody else works there."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


async def _add_attachments(
    settings: Settings, database: Database, archive: Archive, dumped: Dumped
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add every file that the rows name; gives those deleted meanwhile, and those that were lost before."""
    shelf = settings.shelf
    missing = []
    for each in dumped.attachments:
        lent = await asyncio.to_thread(shelf.lend, each)
        if lent is None or not archive.add(lent.path, f"{ATTACHMENTS}/{each}"):
            missing.append(each)
    kept = set(await database.fetch(select(Attachment.id))) if missing else set()
    return tuple(each for each in missing if each not in kept), tuple(each for each in missing if each in kept)
