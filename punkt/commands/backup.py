"""`punkt backup`."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import URL, make_url

from desk.settings import Settings
from punkt.failure import Failure
from punkt.start import in_session, read_settings


def backup(
    file: Annotated[Path | None, typer.Argument(help="Куда; по умолчанию папка backups в данных.")] = None,
) -> None:
    """Сделать копию базы; работать при этом можно дальше."""
    settings = read_settings()
    url = make_url(settings.database)
    target = file or _default(settings, ".db" if url.drivername.startswith("sqlite") else ".dump")
    if target.exists():
        raise Failure(f"файл {target} уже есть: укажите другой.")
    in_session(lambda session: session.connection(), reading=True)  # upgraded, and there
    target.parent.mkdir(parents=True, exist_ok=True)
    if url.drivername.startswith("sqlite"):
        _copy_sqlite(str(url.database), target)
    else:
        _dump_postgresql(url, target)
    print(f"Копия готова: {target} ({target.stat().st_size // 1024} КБ)")


def _default(settings: Settings, suffix: str) -> Path:
    return settings.data / "backups" / f"punkt-{datetime.now(UTC):%Y%m%d-%H%M%S}{suffix}"


def _copy_sqlite(database: str, target: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def _dump_postgresql(url: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise Failure("для копии PostgreSQL нужна программа pg_dump: установите клиент PostgreSQL.")
    # The password travels in the environment: arguments of a process can be seen by everybody.
    environment = os.environ | {"PGPASSWORD": str(url.password or "")}
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [program, "--format=custom", f"--file={target}", f"--dbname={address}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603
    if done.returncode:
        target.unlink(missing_ok=True)
        raise Failure(f"pg_dump не справился: {done.stderr.strip()}")
