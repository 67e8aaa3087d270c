"""The index folder: a version of the index on disk, checked when read and replaced in one step.

    <folder>/current      the name of the version in force
    <folder>/v-…/         manifest.json and the files that it lists; below documents/ those that it was made from,
                          where copies share it through a store

A version is never changed once it is in place (but by `forget`); a process that has opened it keeps it even when it is
deleted. The version before the newest stays, for a process that has just read the pointer.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

FORMAT = 7  #: to be raised whenever an old index would be read or used otherwise than it was made
POINTER = "current"
VERSION = re.compile(r"v-\w+", re.ASCII)
LOCK = ".lock"
DOCUMENTS = "documents"
MANIFEST = "manifest.json"
REBUILD = "Постройте индекс заново: make index."


class IndexFolderError(Exception):
    """The index cannot be opened; the message says in Russian what to do."""


class IndexMissingError(IndexFolderError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"В папке {folder} нет индекса. {REBUILD}")


class IndexMismatchError(IndexFolderError):
    """The index was built from something else than what it is opened with."""

    def __init__(self, what: str, built: object, given: object) -> None:
        super().__init__(f"Индекс построен для другого: {what} — {built}, а сейчас {given}. {REBUILD}")


class IndexDamagedError(IndexFolderError):
    def __init__(self, file: Path) -> None:
        super().__init__(f"Файл индекса {file} повреждён или пропал. {REBUILD}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of, and the SHA-256 of each of its files."""

    model: str
    dimension: int
    text_sha256: str
    bank_sha256: str
    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)


_TITLES = {
    "format": "формат",
    "model": "модель",
    "dimension": "размерность",
    "text_sha256": "SHA-256 текста",
    "bank_sha256": "SHA-256 банка фраз",
}


def place(folder: Path, manifest: Manifest, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a new version, put it in force and return its folder; OSError when the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        version = Path(tempfile.mkdtemp(prefix="v-", dir=folder))
        write(version)
        files = {name: _sha256(version / name) for name in _names(version)}
        manifest = replace(manifest, files=files)
        (version / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
        _put_in_force(folder, version)
    return version


def keep_documents(version: Path, source: Path) -> None:
    """Put the documents that a version is made from into it; what only measures stays outside."""
    shutil.copytree(source, version / DOCUMENTS, ignore=shutil.ignore_patterns("evaluation", ".*"))


def adopt(folder: Path, name: str, bring: Callable[[Path], None]) -> Path:
    """Put a version in force that was made elsewhere, under its name: `bring` fills a folder with all its files.

    Nothing is brought that is here whole already. Raises what `bring` does, IndexDamagedError when it is not what its
    manifest says, and OSError; then the version before stays in force.
    """
    folder.mkdir(parents=True, exist_ok=True)
    version = folder / name
    with _locked(folder):
        try:
            _check_files(version, _manifest(version / MANIFEST))
        except IndexDamagedError:
            brought = Path(tempfile.mkdtemp(prefix="v-", dir=folder))
            try:
                bring(brought)
                _check_files(brought, _manifest(brought / MANIFEST))
                shutil.rmtree(version, ignore_errors=True)
                brought.rename(version)
            finally:
                shutil.rmtree(brought, ignore_errors=True)
        _put_in_force(folder, version)
    return version


def renew(folder: Path) -> Path | None:
    """Put the version in force there again under another name, so that whoever follows opens it anew; None of none.

    IndexDamagedError where it cannot be read, OSError when the disk refuses.
    """
    if (version := current(folder)) is None:
        return None
    made = Manifest(**_manifest(version / MANIFEST))

    def write(new: Path) -> None:
        shutil.copytree(version, new, ignore=shutil.ignore_patterns(MANIFEST), dirs_exist_ok=True)

    return place(folder, made, write)


def forget(folder: Path, pattern: str) -> None:
    """Take files that no answer needs out of the version in force; IndexDamagedError where it cannot be read."""
    if (version := current(folder)) is None:
        return
    manifest = _manifest(version / MANIFEST)
    manifest["files"] = {name: told for name, told in manifest["files"].items() if not fnmatch(name, pattern)}
    new = version / f"{MANIFEST}.new"
    new.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    new.replace(version / MANIFEST)
    for file in version.glob(pattern):
        file.unlink()


def files_of(version: Path) -> tuple[str, ...]:
    """Names of all files of a version, the manifest last; IndexDamagedError where one would lie elsewhere."""
    manifest = _manifest(version / MANIFEST)
    for name in manifest["files"]:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise IndexDamagedError(version / MANIFEST)
    return (*manifest["files"], MANIFEST)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put_in_force(folder: Path, version: Path) -> None:
    """The lock is ours: nobody writes another one."""
    before = None
    for path in (*version.rglob("*"), version):
        _sync(path)
    with suppress(IndexDamagedError):
        before = current(folder)
    pointer = version / POINTER
    pointer.write_text(version.name, encoding="utf-8")
    _sync(pointer)
    pointer.replace(folder / POINTER)
    _sync(folder)
    for stale in folder.glob("v-*"):
        if stale not in (version, before):
            shutil.rmtree(stale, ignore_errors=True)


def clear_half_written(folder: Path) -> None:
    """Remove what a builder left that was killed while it wrote; where another one writes now, it will."""
    if not folder.is_dir():
        return
    with (folder / LOCK).open("w") as lock, suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for version in folder.glob("v-*"):
            if not (version / MANIFEST).exists():  # it is written last
                shutil.rmtree(version, ignore_errors=True)


def current(folder: Path) -> Path | None:
    """The version in force, None when there is none; IndexDamagedError when it is not named."""
    pointer = folder / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (ValueError, IsADirectoryError):
        raise IndexDamagedError(pointer) from None
    if not VERSION.fullmatch(name):
        raise IndexDamagedError(pointer)
    return folder / name


def checked(folder: Path, expected: Manifest) -> Path:
    """The version in force, if it was made of what is expected and every file is whole; IndexFolderError if not."""
    version = current(folder)
    if version is None:
        raise IndexMissingError(folder)
    manifest = _manifest(version / MANIFEST)
    for name, title in _TITLES.items():
        if manifest.get(name) != getattr(expected, name):
            raise IndexMismatchError(title, manifest.get(name), getattr(expected, name))
    _check_files(version, manifest)
    return version


def whole_file(folder: Path, name: str, model: str) -> Path | None:
    """A file of the version in force, if that was made with this model and the file is whole."""
    try:
        version = current(folder)
        manifest = _manifest(version / MANIFEST) if version else {}
    except IndexDamagedError:
        return None
    if version is None or manifest.get("model") != model or name not in manifest["files"]:
        return None
    file = version / name
    return file if file.is_file() and _sha256(file) == manifest["files"][name] else None


def _check_files(version: Path, manifest: Mapping[str, Any]) -> None:
    for name, sha256 in manifest["files"].items():
        if not (version / name).is_file() or _sha256(version / name) != sha256:
            raise IndexDamagedError(version / name)


def _names(version: Path) -> list[str]:
    return sorted(path.relative_to(version).as_posix() for path in version.rglob("*") if path.is_file())


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise IndexDamagedError(file) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise IndexDamagedError(file)
    return manifest


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
