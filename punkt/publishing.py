"""Publishing: one index for all copies, through the store that they share.

    index/<what reads it>/listed                         the indexes that there are, as «privacy/1»
    index/<what reads it>/<document>/<edition>/current   the name of the version in force
    index/<what reads it>/<document>/<edition>/v-…/      as in the index folder, its documents included; beside them
                                                         which clauses nobody is to be sure about, if there are any
    index/<what reads it>/.common/…                      the head that documents without phrases share, in the same way
    index/<what reads it>/<document>/.common/…           that of one which has phrases of some kinds; it is listed, too

A version is never changed; the pointer is written when all of it is there, and the list after all pointers. Each copy
brings what is listed into its own index folders, and so starts without the store, too. Only a copy that could not read
a version has a list of its own: another format of the index, or another sentence model.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from desk.settings import Settings
from index.calendar import today
from index.cold.shared import FOLDER, shared_folder
from index.encoder import Encoder
from index.facts import PolicyError, listed_editions
from index.folder import (
    DOCUMENTS,
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
from index.unsure import UNSURE
from punkt.extras import need_store
from punkt.failure import Failure
from punkt.knowledge_folders import indexes, slug
from tickets.store.bucket import Bucket, BucketAway

LISTED = "listed"
_NAMED = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)  #: document and edition
KEPT = 3  #: versions in the store, the one in force included


class StoreAway(Failure):
    def __init__(self, away: BucketAway) -> None:
        super().__init__(
            f"хранилище PUNKT_STORE не отвечает или не пускает ({away.reason}): проверьте PUNKT_STORE, "
            "PUNKT_STORE_ENDPOINT и ключи."
        )


def publish(settings: Settings, encoder: Encoder, folders: Sequence[Path]) -> None:
    """Put the indexes in these folders in force for all copies, and no others; nothing without a store.

    Raises StoreAway and ExtraMissing.
    """
    if (bucket := _bucket(settings)) is None:
        return
    try:
        besides = dict.fromkeys(shared_folder(folder, own=True) for folder in folders)
        own = [beside for beside in besides if current(beside) is not None]
        for folder in (indexes(settings) / FOLDER, *own, *folders):
            if (version := current(folder)) is not None:
                _put(bucket, f"{_place(encoder)}/{_name(settings, folder)}", version)
        listed = "\n".join(_name(settings, each) for each in (*own, *folders))
        bucket.write(f"{_place(encoder)}/{LISTED}", listed.encode("ascii"))
    except BucketAway as away:
        raise StoreAway(away) from None


def bring(settings: Settings, encoder: Encoder) -> None:
    """See that what is in force for all copies is in force here; nothing without a store.

    Raises StoreAway, ExtraMissing, IndexMissingError, IndexDamagedError, and OSError of the disk; then what was in
    force here stays so.
    """
    if (bucket := _bucket(settings)) is None:
        return
    try:
        listed = bucket.read(f"{_place(encoder)}/{LISTED}")
        if listed is None:
            raise IndexMissingError(indexes(settings))
        for name in (FOLDER, *_names(listed)):
            if not _take(bucket, f"{_place(encoder)}/{name}", indexes(settings) / name) and name != FOLDER:
                raise IndexMissingError(indexes(settings) / name)
    except BucketAway as away:
        raise StoreAway(away) from None
    _remember(indexes(settings) / LISTED, listed)


def brought_names(settings: Settings) -> tuple[str, ...]:
    """Document and edition, as «privacy/1», of all that was brought last, those of the first document in front."""
    try:
        names = _names((indexes(settings) / LISTED).read_bytes())
    except (FileNotFoundError, IndexDamagedError):
        return ()
    return tuple(name for name in names if not name.endswith(f"/{FOLDER}"))


def last_brought(settings: Settings) -> tuple[Path, ...]:
    """The indexes of the editions in force, of those that were brought last, that of the first document in front; also
    when the store is away."""
    folders = [indexes(settings) / name for name in brought_names(settings)]
    documents = dict.fromkeys(folder.parent.name for folder in folders)
    return tuple(_begun([each for each in folders if each.parent.name == name]) for name in documents)


def brought_documents(settings: Settings) -> tuple[Path, ...]:
    """The folders of the documents that those indexes were made of, in their order; none where nothing was brought.

    Raises IndexMissingError and IndexDamagedError.
    """
    found = []
    for folder in last_brought(settings) if settings.store is not None else ():
        if (version := current(folder)) is None:
            raise IndexMissingError(folder)
        if not (version / DOCUMENTS).is_dir():
            raise IndexDamagedError(version / DOCUMENTS)
        found.append(version / DOCUMENTS)
    return tuple(found)


def _begun(folders: Sequence[Path]) -> Path:
    """Of indexes of one document's editions that of the edition in force today, as the documents in each say."""
    in_force = [(day, folder) for folder in folders if (day := _day(folder)) <= today()]
    return max(in_force, key=lambda each: each[0])[1] if in_force else folders[0]


def _day(folder: Path) -> date:
    """On which its edition takes force; where that cannot be told, it has been in force from the beginning."""
    try:
        version = current(folder)
        listed = listed_editions(version / DOCUMENTS) if version else ()
    except (IndexDamagedError, PolicyError):
        return date.min
    return next((each.effective for each in listed if slug(each.id) == folder.name and each.effective), date.min)


def _names(listed: bytes) -> list[str]:
    names = listed.decode("ascii", "replace").split()
    if not names or not all(_NAMED.fullmatch(name) and ".." not in name for name in names):
        raise IndexDamagedError(Path(LISTED))
    return names


def _name(settings: Settings, folder: Path) -> str:
    return folder.relative_to(indexes(settings)).as_posix()


def _remember(file: Path, content: bytes) -> None:
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(content)
    new.replace(file)


def _put(bucket: Bucket, place: str, version: Path) -> None:
    beside = version.parent / UNSURE
    if beside.is_file():
        bucket.write(f"{place}/{version.name}/{UNSURE}", beside)
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
        adopt(folder, name, partial(_fetch, bucket, f"{place}/{name}", folder / UNSURE))
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


def _fetch(bucket: Bucket, place: str, unsure: Path, target: Path) -> None:
    if not bucket.download(f"{place}/{MANIFEST}", target / MANIFEST):
        raise IndexDamagedError(Path(place) / MANIFEST)
    for name in files_of(target):
        if name != MANIFEST:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            if not bucket.download(f"{place}/{name}", target / name):
                raise IndexDamagedError(Path(place) / name)
    if (doubted := bucket.read(f"{place}/{UNSURE}")) is None:
        unsure.unlink(missing_ok=True)
    else:
        _remember(unsure, doubted)


def _place(encoder: Encoder) -> str:
    reader = hashlib.sha256(f"{encoder.name} {encoder.dimension}".encode()).hexdigest()[:8]
    return f"index/{FORMAT}-{reader}"


def _clear(bucket: Bucket, place: str, in_force: str) -> None:
    """Delete all but the newest versions: the manifest of each was written last."""
    objects = list(bucket.listed(place))
    depth = place.count("/") + 1  # of the folder of a version
    made = {each.name.split("/")[-2]: each.at for each in objects if each.name.endswith(f"/{MANIFEST}")}
    others = sorted(made.keys() - {in_force}, key=lambda version: made[version])
    kept = {in_force, *others[1 - KEPT :]}
    stale = [
        each.name
        for each in objects
        if (name := each.name.split("/")[depth : depth + 1]) and name[0] in made.keys() - kept
    ]
    bucket.drop(stale)
