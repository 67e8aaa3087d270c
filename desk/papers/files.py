"""Files that nobody else on the machine may read, and that appear whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from desk.settings import Settings


def write_private(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder that is made when it is missing: mode 0600 in 0700. What was there is replaced."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in files.items():
        _write(folder / name, content)
    _sync(folder)
    return folder


def exports_of(settings: Settings, number: str) -> Path:
    """Where the program keeps what it handed out for a ticket, until its person is erased."""
    return settings.data / "exports" / number


def drop_exports(settings: Settings, numbers: Iterable[str]) -> None:
    """Delete what was handed out for these tickets."""
    for number in numbers:
        with suppress(FileNotFoundError):
            shutil.rmtree(exports_of(settings, number))


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


def _sync(folder: Path) -> None:
    """A name is safe when its folder is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
