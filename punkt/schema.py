"""The schema of the database: every table known here, brought up to date by the migrations.

Alembic is loaded only where something is left to migrate: it would take a tenth of each start.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from desk.holdings import HOLDINGS, TELL_NOTHING
from punkt.failure import Failure
from tickets.store.base import Base
from tickets.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

#: Every table holds data of people, or is excused from it; one that is forgotten there is missing in the database, too.
TABLES = (*(holding.table for holding in HOLDINGS), *TELL_NOTHING)
METADATA = Base.metadata

PATIENCE = 60.0  #: seconds that a copy waits for the newest schema
LOOK = 1.0  #: between looks

log = logging.getLogger(__name__)


class Standing(Enum):
    """How the schema of a database stands to the one that this version works with."""

    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


class SchemaOlder(Failure):
    def __init__(self) -> None:
        super().__init__("схема базы данных не та, с которой работает эта версия: выполните punkt migrate.")


class SchemaNewer(Failure):
    def __init__(self) -> None:
        super().__init__(
            "схема базы данных новее этой версии: её уже обновила более новая. Установите ту же версию и здесь."
        )


_MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> "Config":
    """Alembic's settings; there is no ini file, the address comes from our own settings."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def revisions() -> list[str]:
    """All revisions, oldest first, as the names of their files tell them: 2026_11_30_0023_offers.py is 0023."""
    return sorted(file.stem.split("_")[3] for file in (_MIGRATIONS / "versions").glob("*_*.py"))


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision; a step that was cut off is done again, since each is one transaction.

    Raises SchemaNewer.
    """
    if revision == "head":
        match await standing(database):
            case Standing.CURRENT:
                return
            case Standing.NEWER:
                raise SchemaNewer
    from alembic import command

    await _run(database, lambda config: command.upgrade(config, revision))


async def downgrade(database: Database, revision: str) -> None:
    """Go back to an older revision."""
    from alembic import command

    await _run(database, lambda config: command.downgrade(config, revision))


async def await_current(database: Database, seconds: float = PATIENCE) -> None:
    """Wait for whoever migrates: a copy leaves that to `punkt run` or `punkt migrate`.

    Raises SchemaOlder and SchemaNewer.
    """
    until, told = time.monotonic() + seconds, False
    while (found := await standing(database)) is not Standing.CURRENT:
        if found is Standing.NEWER:
            raise SchemaNewer
        if time.monotonic() >= until:
            raise SchemaOlder
        if not told:
            log.warning(
                "Схема базы данных старее этой версии: жду %.0f секунд, не обновит ли её punkt migrate.", seconds
            )
        told = True
        await asyncio.sleep(LOOK)


async def is_current(database: Database) -> bool:
    """Whether nothing is left to migrate."""
    return await standing(database) is Standing.CURRENT


async def standing(database: Database) -> Standing:
    """How the database stands to this version."""

    def compare(connection: Connection) -> Standing:
        if not inspect(connection).has_table("alembic_version"):
            return Standing.OLDER
        found, known = connection.scalar(text("SELECT version_num FROM alembic_version")), revisions()
        if found is not None and found not in known:
            return Standing.NEWER
        return Standing.CURRENT if found == known[-1] else Standing.OLDER

    async with database.engine.connect() as connection:
        return await connection.run_sync(compare)


async def _run(database: Database, step: "Callable[[Config], None]") -> None:
    def with_connection(connection: Connection) -> None:
        config = alembic_config()
        config.attributes.update(connection=connection, vault=database.means.vault)
        step(config)

    async with database.migrating() as connection:
        await connection.run_sync(with_connection)
