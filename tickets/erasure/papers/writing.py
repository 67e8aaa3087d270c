"""Papers in the data folder: acts/<number and moment>/act.pdf, act.json, log.pdf, log.json, and what was handed out."""

import asyncio
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path

from sqlalchemy import select

from tickets.erasure.destruction import Erasure
from tickets.erasure.finishing import Finished, finish_erasures
from tickets.erasure.ledger import Ledger
from tickets.erasure.papers.act import act_paper, make_act
from tickets.erasure.papers.destroyed import as_json
from tickets.erasure.papers.log_extract import extract_log, log_paper
from tickets.erasure.papers.paper import Office
from tickets.erasure.papers.shared import SharedPapers
from tickets.queue.following import LOOK
from tickets.record.attachment import Shelf
from tickets.store.base import now
from tickets.store.database import Database

FRESH = timedelta(minutes=1)  #: since an erasure began; a console that has not looked since then is not there


class Papers:
    """Writes papers into the data folder, and remembers where those of each act lie."""

    def __init__(
        self,
        data: Path,
        shelf: Shelf,
        ledger: Ledger,
        office: Callable[[], Office],
        shared: SharedPapers | None = None,
    ) -> None:
        self._data = data
        self._shelf = shelf
        self._ledger = ledger
        self._office = office
        self._shared = shared
        self.written: dict[str, Path] = {}  #: folders by number of the act

    async def finish(self, database: Database) -> Finished:
        """Take every erasure as far as it goes now, ledger, papers and sent files included.

        Each console that knows names has seen of a new one meanwhile, and forgotten them, before it counts as done.
        """
        fresh = Erasure.destroyed_at.is_(None) & (Erasure.begun_at > now() - FRESH)
        if await database.fetch(select(Erasure.id).where(fresh).limit(1)):
            await asyncio.sleep(2 * LOOK)
        return await finish_erasures(database, self.write, enter=self._ledger.enter, elsewhere=self._destroy_files)

    def write(self, erasure: Erasure) -> None:
        """Write the papers of one erasure; done again it comes to the same."""
        folder = write_papers(erasure, self._office(), self._data)
        if self._shared:
            self._shared.put(folder)
        self.written[erasure.act] = folder

    def drop(self, erasure: Erasure) -> None:
        """Delete the papers of an erasure whose three years are over (order № 179, п. 8)."""
        folder = papers_of(erasure, self._data)
        if self._shared:
            self._shared.drop(folder.name)
        _remove(folder)

    async def _destroy_files(self, erasure: Erasure) -> None:
        await asyncio.to_thread(self._shelf.drop, erasure.files)


def write_papers(erasure: Erasure, office: Office, data: Path) -> Path:
    """Write the act and the extract of the log, and give their folder; again gives the same files.

    What was handed out as files for the same tickets is deleted first, as the act says that it is. Raises
    NotDestroyedYet, and OSError where the folder cannot be written to.
    """
    from tickets.erasure.papers.drawing import draw

    act = make_act(erasure, office)
    extract = extract_log(act)
    drop_exports(data, erasure.numbers)
    files = {
        "act.pdf": draw(act_paper(act)),
        "act.json": as_json(act),
        "log.pdf": draw(log_paper(extract)),
        "log.json": as_json(extract),
    }
    return write_private(papers_of(erasure, data), files)


def papers_of(erasure: Erasure, data: Path) -> Path:
    """Their folder. The moment is in its name, as a database restored from a copy may give a number again."""
    return data / "acts" / f"{erasure.act}-{erasure.begun_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def exports_of(data: Path, number: str) -> Path:
    """Where the program keeps what it handed out for a ticket, until its person is erased."""
    return data / "exports" / number


def drop_exports(data: Path, numbers: Iterable[str]) -> None:
    """Delete what was handed out for these tickets."""
    for number in numbers:
        _remove(exports_of(data, number))


def write_private(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files that nobody else on the machine may read, each whole or not at all: mode 0600 in 0700.

    The folder is made when it is missing; what was there is replaced.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in files.items():
        _write(folder / name, content)
    # A name is safe when its folder is on the disk.
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
    return folder


def _write(file: Path, content: bytes) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
