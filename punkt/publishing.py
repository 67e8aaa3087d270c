"""Publishing: one index for all copies, through the store that they share.

    index/<policy>/<what reads it>/current      the name of the version in force
    index/<policy>/<what reads it>/v-…/         the version as in the index folder, its documents included
    index/.common/…                             the head that documents without phrases share, in the same way

A version is never changed; the pointer is written when all of it is there. Each copy brings the version in force into
its own index folder, and so starts without the store, too. Only a copy that could not read a version has a pointer of
its own: another format of the index, or another sentence model.
"""

import hashlib
from functools import partial
from pathlib import Path

from desk.settings import Settings
from index.cold.shared import shared_folder
from index.encoder import Encoder
from index.folder import (
    FORMAT,
    MANIFEST,
    POINTER,
    VERSION,
    IndexDamagedError,
    IndexMissingError,
    adopt,
    current,
    files_of,
)
from punkt.extras import need_store
from punkt.failure import Failure
from punkt.knowledge_folders import index_folder
from tickets.store.bucket import Bucket, BucketAway

KEPT = 3  #: versions in the store, the one in force included


class StoreAway(Failure):
    def __init__(self, away: BucketAway) -> None:
        super().__init__(
            f"хранилище PUNKT_STORE не отвечает или не пускает ({away.reason}): проверьте PUNKT_STORE, "
            "PUNKT_STORE_ENDPOINT и ключи."
        )


def publish(settings: Settings, encoder: Encoder) -> None:
    """Put what is in force here in force for all copies; nothing without a store. Raises StoreAway and ExtraMissing."""
    if (bucket := _bucket(settings)) is None:
        return
    try:
        for folder in _folders(settings):
            if (version := current(folder)) is not None:
                _put(bucket, _place(folder, encoder), version)
    except BucketAway as away:
        raise StoreAway(away) from None


def bring(settings: Settings, encoder: Encoder) -> None:
    """See that the version in force for all copies is in force here; nothing without a store.

    Raises StoreAway, ExtraMissing, IndexMissingError, IndexDamagedError, and OSError of the disk; then what was in
    force here stays so.
    """
    if (bucket := _bucket(settings)) is None:
        return
    try:
        found = False  # of the last, the document's
        for folder in _folders(settings):
            found = _take(bucket, _place(folder, encoder), folder)
    except BucketAway as away:
        raise StoreAway(away) from None
    if not found:
        raise IndexMissingError(index_folder(settings))


def _folders(settings: Settings) -> tuple[Path, Path]:
    """What an index is made of, what it needs first: the head that documents without phrases share, and itself."""
    folder = index_folder(settings)
    return shared_folder(folder), folder


def _put(bucket: Bucket, place: str, version: Path) -> None:
    for name in files_of(version):
        bucket.write(f"{place}/{version.name}/{name}", version / name)
    bucket.write(f"{place}/{POINTER}", version.name.encode("ascii"))
    _clear(bucket, place, version.name)


def _take(bucket: Bucket, place: str, folder: Path) -> bool:
    """Whether there is one in the store."""
    named = bucket.read(f"{place}/{POINTER}")
    if named is None:
        return False
    name = named.decode("ascii", "replace").strip()
    if not VERSION.fullmatch(name):
        raise IndexDamagedError(Path(place) / POINTER)
    if not _is_here(folder, name):
        adopt(folder, name, partial(_fetch, bucket, f"{place}/{name}"))
    return True


def _bucket(settings: Settings) -> Bucket | None:
    if settings.store is not None:
        need_store()
    return settings.bucket


def _is_here(folder: Path, name: str) -> bool:
    try:
        here = current(folder)
    except IndexDamagedError:
        return False
    return here is not None and here.name == name and (here / MANIFEST).is_file()


def _fetch(bucket: Bucket, place: str, target: Path) -> None:
    if not bucket.download(f"{place}/{MANIFEST}", target / MANIFEST):
        raise IndexDamagedError(Path(place) / MANIFEST)
    for name in files_of(target):
        if name != MANIFEST:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            if not bucket.download(f"{place}/{name}", target / name):
                raise IndexDamagedError(Path(place) / name)


def _place(folder: Path, encoder: Encoder) -> str:
    reader = hashlib.sha256(f"{encoder.name} {encoder.dimension}".encode()).hexdigest()[:8]
    return f"index/{folder.name}/{FORMAT}-{reader}"


def _clear(bucket: Bucket, place: str, in_force: str) -> None:
    """Delete all but the newest versions: the manifest of each was written last."""
    objects = list(bucket.listed(place))
    made = {each.name.split("/")[-2]: each.at for each in objects if each.name.endswith(f"/{MANIFEST}")}
    others = sorted(made.keys() - {in_force}, key=lambda version: made[version])
    kept = {in_force, *others[1 - KEPT :]}
    stale = [each.name for each in objects if (name := each.name.split("/")[3:4]) and name[0] in made.keys() - kept]
    bucket.drop(stale)
