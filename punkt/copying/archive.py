"""The archive of a copy: a tar file, parts first, then the manifest with the sum of each. Nothing in it is compressed.

What is heavy in it, pictures and dumps, is already, and any `tar` reads it.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from punkt.copying.manifest import NAME, CopyDamaged, Manifest, Part, read_manifest
from punkt.failure import Failure

BLOCK = 1 << 20  #: bytes read at once


class _Summed(io.RawIOBase):
    """A file that is read once, and its sum."""

    def __init__(self, opened: IO[bytes]) -> None:
        self._opened = opened
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        found = self._opened.read(size)
        self.sum.update(found)
        return found


class Archive:
    """A copy that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.parts: dict[str, Part] = {}

    def add(self, file: Path, name: str) -> bool:
        """Whether there was such a file."""
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            return False
        with opened:
            summed, size = _Summed(opened), os.fstat(opened.fileno()).st_size
            self._tar.addfile(_member(name, size), summed)
        self.parts[name] = Part(size=size, sha256=summed.sum.hexdigest())
        return True

    def end(self, manifest: Manifest) -> None:
        """Write the last member."""
        content = manifest.model_dump_json(indent=1).encode()
        self._tar.addfile(_member(NAME, len(content)), io.BytesIO(content))


@contextmanager
def writing(file: Path) -> Iterator[Archive]:
    """A new archive that only its owner may read; it is on the disk at the end."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        with tarfile.open(fileobj=opened, mode="w") as tar:
            yield Archive(tar)
        opened.flush()
        os.fsync(opened.fileno())


class Copy:
    """A copy that is being read."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.manifest: Manifest = read_manifest(self._open(NAME).read())

    def unpack(self, folder: Path) -> None:
        """Write every part into the folder, synced to the disk; raises CopyDamaged at the first that is not whole."""
        for name, part in self.manifest.parts.items():
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            summed = _Summed(self._open(name))
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                while block := summed.read(BLOCK):
                    written.write(block)
                written.flush()
                os.fsync(written.fileno())
            if part != Part(size=target.stat().st_size, sha256=summed.sum.hexdigest()):
                raise CopyDamaged(name)

    def _open(self, name: str) -> IO[bytes]:
        try:
            found = self._tar.extractfile(name)
        except KeyError:
            found = None
        if found is None:
            raise CopyDamaged(name)
        return found


@contextmanager
def reading(file: Path) -> Iterator[Copy]:
    """An archive; raises CopyDamaged, CopyNewer, and Failure where there is no such file."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            yield Copy(tar)
    except (tarfile.TarError, EOFError) as error:
        raise CopyDamaged(str(error)) from None
    except FileNotFoundError:
        raise Failure(f"файла {file} нет.") from None


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
