"""Alone: SQLite serves one process. Who comes second says so and leaves, instead of waiting for locks ever after."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from desk.settings import Settings
from punkt.failure import Failure
from punkt.role import Role

MORE = "Копии на нескольких процессах работают на PostgreSQL: укажите PUNKT_DATABASE_URL=postgresql://…"


class NotOnSQLite(Failure):
    def __init__(self, role: Role) -> None:
        super().__init__(f"на SQLite работает один процесс, punkt run, а не punkt {role}. {MORE}")


class AnotherServes(Failure):
    def __init__(self, file: Path) -> None:
        super().__init__(f"с базой {file} уже работает другой процесс Пункта, а на SQLite он один. {MORE}")


@contextmanager
def alone_on_sqlite(settings: Settings, role: Role) -> Iterator[None]:
    """Nobody else serves the same file meanwhile; raises NotOnSQLite and AnotherServes. Commands may look and write."""
    file = Path(make_url(settings.database).database or ":memory:") if settings.is_sqlite else None
    if file and role is Role.WEB:
        raise NotOnSQLite(role)
    if file is None or file.name == ":memory:":
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    # Beside the locks that tell which process lives, see tickets.store.holder: those are of another kind.
    opened = os.open(file.with_name(f"{file.name}-holders"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherServes(file) from None
        yield
    finally:
        os.close(opened)
