"""The bucket: objects of an S3-compatible store below one prefix, whole or not there at all.

Every call waits for the network, so async code asks in a thread. Names are paths with slashes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from obstore.store import S3Store

BLOCK = 1 << 20  #: bytes written down at once
CONNECT = timedelta(seconds=5)
WHOLE = timedelta(minutes=10)  #: for one request: the largest part of an index over a slow line
BRIEF = timedelta(seconds=20)  #: for one that somebody waits for: a file of twenty megabytes
RETRYING = timedelta(seconds=20)
RETRIES = 3


class BucketAway(OSError):
    """The store takes or gives nothing now: it does not answer, does not know our key, or has no such bucket."""

    def __init__(self, error: BaseException) -> None:
        # Its text holds the address and, where a key is wrong, a part of the request: it is not told further.
        self.reason = type(error).__name__
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Access:
    """Where the bucket is and who asks; without a key, whoever the standard AWS variables say."""

    bucket: str
    prefix: str  #: without slashes around; may be empty
    endpoint: str | None  #: None: Amazon's own
    region: str
    key: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Object:
    """One object as it is listed."""

    name: str
    at: datetime  #: of its last change, by the clock of the store


class Bucket:
    """The store is opened at its first use; threads may share it."""

    def __init__(self, access: Access, whole: timedelta = WHOLE) -> None:
        """`whole`: how long one request may take."""
        self._access = access
        self._whole = whole

    def read(self, name: str) -> bytes | None:
        """A small object; None when it is not there. Raises BucketAway."""
        import obstore

        with _away():
            try:
                return bytes(obstore.get(self._store, name).bytes())
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes | Path) -> None:
        """Put an object, which is seen when it is whole. Raises BucketAway."""
        import obstore

        with _away():
            obstore.put(self._store, name, content)

    def download(self, name: str, target: Path) -> bool:
        """Write an object into a new file; False, and no file, when it is not there.

        Raises BucketAway, and OSError of the disk; then the file may be there in part.
        """
        with target.open("xb") as file:
            found = self.download_into(name, file)
        if not found:
            target.unlink()
        return found

    def download_into(self, name: str, file: IO[bytes]) -> bool:
        """Write an object into an open file; False when it is not there. Raises as `download`."""
        import obstore

        with _away():
            try:
                found = obstore.get(self._store, name)
            except FileNotFoundError:
                return False
        blocks = iter(found.stream(min_chunk_size=BLOCK))
        while True:
            with _away():
                block = next(blocks, None)
            if block is None:
                return True
            file.write(block)

    def has(self, name: str) -> bool:
        """Whether there is such an object. Raises BucketAway."""
        import obstore

        with _away():
            try:
                obstore.head(self._store, name)
            except FileNotFoundError:
                return False
        return True

    def listed(self, folder: str) -> Iterator[Object]:
        """All objects below a folder. Raises BucketAway."""
        import obstore

        parts = iter(obstore.list(self._store, folder))
        while True:
            with _away():
                part = next(parts, None)
            if part is None:
                return
            yield from (Object(each["path"], each["last_modified"]) for each in part)

    def drop(self, names: Sequence[str]) -> None:
        """Delete objects, as far as they are there. Raises BucketAway."""
        import obstore

        if names:
            with _away():
                obstore.delete(self._store, list(names))

    @cached_property
    def _store(self) -> "S3Store":
        from obstore.store import S3Store

        access = self._access
        given: dict[str, Any] = {"access_key_id": access.key, "secret_access_key": access.secret}
        if access.endpoint:
            given["endpoint"] = access.endpoint
        allow_http = (access.endpoint or "").startswith("http://")
        return S3Store(
            access.bucket,
            prefix=access.prefix or None,
            region=access.region,
            client_options={"allow_http": allow_http, "connect_timeout": CONNECT, "timeout": self._whole},
            retry_config={"max_retries": RETRIES, "retry_timeout": RETRYING},
            **{name: value for name, value in given.items() if value is not None},
        )


@contextmanager
def _away() -> Iterator[None]:
    from obstore.exceptions import BaseError

    try:
        yield
    except (BaseError, OSError) as error:  # what is refused or not there is told as the disk would tell it
        raise BucketAway(error) from None
