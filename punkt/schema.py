"""The schema of the database: every table known here, brought up to date by the migrations."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from desk.holdings import HOLDINGS, TELL_NOTHING
from tickets.store.base import Base
from tickets.store.database import Database

#: Every table holds data of people, or is excused from it; one that is forgotten there is missing in the database, too.
TABLES = (*(holding.table for holding in HOLDINGS), *TELL_NOTHING)
METADATA = Base.metadata


def alembic_config() -> Config:
    """Alembic's settings; there is no ini file, the address comes from our own settings."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision; a step that was cut off is done again, since each is one transaction."""
    await _run(database, lambda config: command.upgrade(config, revision))


async def downgrade(database: Database, revision: str) -> None:
    """Go back to an older revision."""
    await _run(database, lambda config: command.downgrade(config, revision))


async def is_current(database: Database) -> bool:
    """Whether nothing is left to migrate."""

    def compare(connection: Connection) -> bool:
        head = ScriptDirectory.from_config(alembic_config()).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head

    async with database.engine.connect() as connection:
        return await connection.run_sync(compare)


async def _run(database: Database, step: Callable[[Config], None]) -> None:
    def with_connection(connection: Connection) -> None:
        config = alembic_config()
        config.attributes.update(connection=connection, vault=database.means.vault)
        step(config)

    async with database.migrating() as connection:
        await connection.run_sync(with_connection)
