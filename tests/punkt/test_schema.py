"""Migrations: up, down and up again, and the same tables as the models."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from punkt.schema import METADATA, alembic_config, downgrade, is_current, upgrade
from tickets.database import Database


async def test_each_migration_goes_up_down_and_up(any_database: Database) -> None:
    """An operator can go back one release and forward again."""
    script = ScriptDirectory.from_config(alembic_config())
    for revision in script.walk_revisions():
        await downgrade(any_database, revision.down_revision or "base")
    async with any_database.engine.connect() as connection:
        assert ["alembic_version"] == await connection.run_sync(lambda c: inspect(c).get_table_names())
    assert not await is_current(any_database)

    for revision in reversed(list(script.walk_revisions())):
        await upgrade(any_database, revision.revision)
        await downgrade(any_database, revision.down_revision or "base")
        await upgrade(any_database, revision.revision)
    assert await is_current(any_database)


async def test_the_migrated_database_is_what_the_models_say(any_database: Database) -> None:
    """No table, column or index is missing or left over."""

    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), METADATA)

    async with any_database.engine.connect() as connection:
        assert [] == await connection.run_sync(differences)


async def test_migrating_twice_is_harmless(any_database: Database) -> None:
    """Every start does it."""
    await upgrade(any_database)
    await upgrade(any_database)
    assert await is_current(any_database)
