"""Bringing a copy back. First it is unpacked and checked beside; then a folder is renamed, and there is no way back.

From that rename on the folder says that a restore has not finished. Whoever opens the database finishes it first, from
wherever it was cut off: every step can be done again.
"""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk.settings import Settings
from punkt.copying.archive import reading
from punkt.copying.dumping import is_empty, load, sync
from punkt.copying.manifest import (
    ACTS,
    ATTACHMENTS,
    DATABASE,
    EXPORTS,
    FOLDERS,
    NAME,
    CopyNewer,
    Manifest,
    read_manifest,
)
from punkt.copying.settling import Settled, settle, since_copy
from punkt.copying.stage import stage_of
from punkt.copying.taking import WORKPLACE, workplace
from punkt.failure import Failure
from punkt.papers import open_papers, shared_papers
from punkt.schema import revisions
from punkt.secret import contact_keys, key_fingerprints, secret_fingerprint
from tickets.erasure.finishing import Finished
from tickets.store.base import random_id
from tickets.store.database import Database

Opens = Callable[[], AbstractAsyncContextManager[Database]]


class OtherKey(Failure):
    def __init__(self, needed: tuple[str, ...], there: tuple[str, ...]) -> None:
        found = f"здесь ключ {', '.join(there)}" if there else "здесь ключа нет"
        super().__init__(
            f"контакты в копии зашифрованы ключом с отпечатком {', '.join(needed)}, а {found}: "
            "верните прежний contacts.key в папку данных или прежний ключ в PUNKT_CONTACT_KEYS. Ничего не изменилось."
        )


class OtherDialect(Failure):
    def __init__(self, dialect: str) -> None:
        super().__init__(f"копия сделана с базы {dialect}: укажите такую же в PUNKT_DATABASE_URL.")


class NotEmpty(Failure):
    def __init__(self) -> None:
        super().__init__(
            "здесь уже есть данные, восстановление заменит их целиком: сделайте их копию и добавьте --replace."
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """How a restore ended."""

    manifest: Manifest
    settled: Settled
    finished: Finished
    same_secret: bool  #: whether links and tokens given before still open


async def stage_copy(settings: Settings, database: Database, file: Path, *, replace: bool) -> None:
    """Unpack and check a copy, and decide to bring it back. Until the end of this nothing has changed.

    Raises CopyDamaged, CopyNewer, OtherKey, OtherDialect, NotEmpty and DatabaseInUse.
    """
    with reading(file) as copy, workplace(settings.data) as folder:
        manifest = copy.manifest
        _check_fits(settings, database, manifest)
        await _check_place(settings, database, replace=replace)
        await asyncio.to_thread(copy.unpack, folder)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        (folder / NAME).write_text(manifest.model_dump_json(), "utf-8")
        sync(folder / NAME)
        await _check_place(settings, database, replace=replace)  # time has gone by
        folder.rename(stage_of(settings))
        sync(settings.data)


def is_staged(settings: Settings, file: Path) -> bool:
    """Whether it is this copy whose restore has not finished."""
    with reading(file) as copy:
        return copy.manifest == read_manifest((stage_of(settings) / NAME).read_bytes())


async def finish_restoring(settings: Settings, opens: Opens, bare: Database) -> Restored | None:
    """Go on with a restore to its end; None where there is none, or another process has just done so.

    `opens` brings the database that was put in to the newest schema; until then there is `bare`.
    """
    stage = stage_of(settings)
    with _held(stage) as there:
        if not there:
            return None
        manifest = read_manifest((stage / NAME).read_bytes())
        if (stage / DATABASE).exists():
            await load(bare, stage / DATABASE)
            (stage / DATABASE).unlink()
        await asyncio.to_thread(settings.shelf.replace, stage / ATTACHMENTS)
        await asyncio.to_thread(_put_files, stage, settings.data)
        if shared := shared_papers(settings):
            for folder in sorted((settings.data / ACTS).iterdir()):
                await asyncio.to_thread(shared.put, folder)
        papers = open_papers(settings)
        since = await asyncio.to_thread(since_copy, settings, manifest)
        async with opens() as database:
            async with database.transaction(alone=True) as session:
                settled = await settle(session, settings, since, manifest.gone)
            finished = await papers.finish(database)
        same_secret = manifest.secret_key in {"", secret_fingerprint(settings)}
        over = stage.rename(stage.with_name(f"{WORKPLACE}{random_id()}"))  # at once: half of it would tell nothing
        shutil.rmtree(over)
    return Restored(manifest, settled, finished, same_secret)


def _check_fits(settings: Settings, database: Database, manifest: Manifest) -> None:
    if manifest.schema_revision not in revisions():
        raise CopyNewer
    if manifest.dialect != database.engine.dialect.name:
        raise OtherDialect(manifest.dialect)
    there = key_fingerprints(contact_keys(settings))
    if not set(manifest.contact_keys) <= set(there):
        raise OtherKey(manifest.contact_keys, there)


async def _check_place(settings: Settings, database: Database, *, replace: bool) -> None:
    try:
        empty = await is_empty(database)
    finally:
        await database.engine.dispose()
    empty = empty and await asyncio.to_thread(lambda: settings.shelf.empty)
    if not empty and not replace:
        raise NotEmpty


def _put_files(stage: Path, data: Path) -> None:
    """Handed-out files take the place of those that are there; papers that must be kept stay beside."""
    if (stage / EXPORTS).exists():  # not when it has been moved already
        shutil.rmtree(data / EXPORTS, ignore_errors=True)
        (stage / EXPORTS).rename(data / EXPORTS)
    (data / ACTS).mkdir(mode=0o700, exist_ok=True)
    for act in (stage / ACTS).glob("*"):
        if not (data / ACTS / act.name).exists():
            act.rename(data / ACTS / act.name)
    sync(data)


@contextmanager
def _held(stage: Path) -> Iterator[bool]:
    """Nobody else works on it; False where there is nothing left to do."""
    try:
        opened = os.open(stage, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield stage.exists()
    finally:
        os.close(opened)
