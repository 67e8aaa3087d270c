"""A full desk for two builds: one invented database, a copy of it for each, on SQLite and on PostgreSQL."""

import asyncio
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import URL, make_url

from punkt.bench.beside import COMMIT
from punkt.bench.bulk import write
from punkt.bench.invented import OLDEST, invented
from punkt.schema import upgrade
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.vault import Vault

HERE = Path(__file__).resolve().parents[2]
_NAMES = ("punkt_bench_old", "punkt_bench_new")


class NoOlderBuild(Exception):
    """The history that holds it is not here."""


@contextmanager
def older_build(commit: str = COMMIT) -> Iterator[Path]:
    """The code of a commit in a folder for a while. Raises NoOlderBuild."""
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder, "code.tar")
        command = ["git", "-C", str(HERE), "archive", f"--output={packed}", commit]
        try:
            subprocess.run(command, check=True, capture_output=True)  # names of ours  # noqa: S603  # nosec B603
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoOlderBuild from error
        with tarfile.open(packed) as opened:
            opened.extractall(folder, filter="data")
        yield Path(folder)


@contextmanager
def twins(server: str | None, number: int, phrases: Sequence[str], key: str) -> Iterator[tuple[str, str]]:
    """Addresses of two equal databases with so many tickets, all of them open; on this server, or as files."""
    if server is None:
        with tempfile.TemporaryDirectory() as folder:
            old, new = (Path(folder, f"{name}.db") for name in _NAMES)
            asyncio.run(_fill(make_url(f"sqlite:///{old}"), number, phrases, key))
            shutil.copy(old, new)
            yield f"sqlite:///{old}", f"sqlite:///{new}"
        return
    url = make_url(server).set(drivername="postgresql")
    old_url, new_url = (url.set(database=name) for name in _NAMES)
    _do(url, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in _NAMES), f"CREATE DATABASE {_NAMES[0]}")
    try:
        asyncio.run(_fill(old_url, number, phrases, key))
        _do(url, f"CREATE DATABASE {_NAMES[1]} TEMPLATE {_NAMES[0]}")
        yield _written(old_url), _written(new_url)
    finally:
        _do(url, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in _NAMES))


def tidy(*urls: str) -> None:
    """What a PostgreSQL server does by itself within a minute after an upgrade has written rows anew."""
    for url in urls:
        _do(make_url(url).set(drivername="postgresql"), "VACUUM ANALYZE")


@contextmanager
def empty_twins(server: str) -> Iterator[tuple[str, str]]:
    """Addresses of two empty databases on this server."""
    url = make_url(server).set(drivername="postgresql")
    drop = [f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in _NAMES]
    _do(url, *drop, *(f"CREATE DATABASE {name}" for name in _NAMES))
    try:
        old, new = (_written(url.set(database=name)) for name in _NAMES)
        yield old, new
    finally:
        _do(url, *drop)


async def _fill(url: URL, number: int, phrases: Sequence[str], key: str) -> None:
    vault = Vault([key])
    database = Database(_written(url), vault)
    await upgrade(database, OLDEST)
    await database.close()
    await write(url, invented(number, phrases, 1.0, now(), vault))


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _do(url: URL, *statements: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(_written(url))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())
