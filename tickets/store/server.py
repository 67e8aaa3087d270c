"""What the database server says of itself: how large the data are, and whether its log is archived."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class Archive:
    """The log of changes as PostgreSQL archives it, by which a moment in the past can be gone back to."""

    last_at: datetime | None  #: when a piece of it was put away last
    failed_at: datetime | None  #: when that failed last
    waits: bool  #: whether the last attempt failed


@dataclass(frozen=True, slots=True)
class Server:
    """Of one database."""

    name: str
    size: int  #: bytes
    archive: Archive | None  #: None where nothing is archived


_POSTGRES = text(
    "SELECT current_setting('server_version'), pg_database_size(current_database()), "
    "current_setting('archive_mode') <> 'off', last_archived_time, last_failed_time FROM pg_stat_archiver"
)
_SQLITE = text(
    "SELECT sqlite_version(), page_count * page_size, 0, NULL, NULL FROM pragma_page_count(), pragma_page_size()"
)


async def server(session: Session) -> Server:
    """How it stands now."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    found = await session.execute(_SQLITE if on_sqlite else _POSTGRES)
    version, size, archives, last, failed = found.one()
    name = f"{'SQLite' if on_sqlite else 'PostgreSQL'} {str(version).split()[0]}"
    waits = failed is not None and (last is None or last < failed)
    return Server(name, size, Archive(last, failed, waits) if archives else None)
