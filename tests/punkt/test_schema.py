"""Migrations: up, down and up again, and the same tables as the models."""

from datetime import UTC, date, datetime

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, inspect, text

from punkt.schema import METADATA, alembic_config, downgrade, is_current, revisions, upgrade
from tickets.queue.lists import ticket_with_history
from tickets.record.draft import Draft
from tickets.record.ticket import Identity, Outcome, Status
from tickets.store.database import Database


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


def test_the_names_of_the_files_tell_the_revisions_in_their_order() -> None:
    """A start that has nothing to migrate goes by them alone."""
    walked = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert revisions() == [script.revision for script in walked][::-1]


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


async def test_the_database_checks_all_that_the_models_promise(any_database: Database) -> None:
    """Each check constraint of a model stands in the migrated database, and no former one is left."""

    def names(connection: Connection) -> dict[str, set[str | None]]:
        found = inspect(connection)
        return {table: {check["name"] for check in found.get_check_constraints(table)} for table in METADATA.tables}

    promised = {
        name: {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
        for name, table in METADATA.tables.items()
    }
    async with any_database.engine.connect() as connection:
        assert promised == await connection.run_sync(names)


async def test_tickets_of_the_first_version_go_on(any_database: Database) -> None:
    """Their dates become clocks, their contacts are sealed, their ends are decisions; nothing is lost."""
    await downgrade(any_database, "0001")
    async with any_database.engine.execution_options(writes=True).begin() as connection:
        for statement in OLD_ROWS:
            await connection.execute(text(statement))

    await upgrade(any_database)

    async with any_database.reading() as session:
        web, chat, ended = [await ticket_with_history(session, f"П-2026-00000{n}") for n in (1, 2, 3)]
        sealed = (await session.execute(text("SELECT email FROM tickets WHERE id = 1"))).scalar_one()
        draft = await session.get_one(Draft, "c2")
    assert (Status.CHECKING, None, "anna@example.org") == (web.status, web.identity, web.email)
    assert "anna" not in sealed
    assert [("erase", date(2026, 12, 1), True)] == [(c.period, c.due_on, c.running) for c in web.clocks]
    assert (Status.NEW, Identity.TELEGRAM) == (chat.status, chat.identity)
    assert [("claim", datetime(2026, 12, 21, 21, tzinfo=UTC))] == [(c.period, c.ends_at) for c in chat.clocks]
    assert (Status.CLOSED, Outcome.RESOLVED, False) == (ended.status, ended.outcome, ended.clocks[0].running)
    assert ["open"] == [event.step for event in web.events]
    assert (["stop"], "+79001234567") == (draft.requests, draft.phone)


TICKET = (
    "INSERT INTO tickets (id, number, kind, request, status, text, conversation_id, origin, origin_digest, email, "
    "edition, edition_sha256, received_at, received_on, due_on, basis, assignee, closed_at) VALUES "
)
OLD_ROWS = (
    (
        "INSERT INTO conversations (id, channel, origin, owner, language, created_at) VALUES "
        "('c1', 'web', 'c1', 'staff', 'ru', '2026-11-20 10:00:00'), ('c2', 'telegram', '77', 'bot', 'ru', "
        "'2026-11-20 10:00:00')"
    ),
    (
        f"{TICKET} (1, 'П-2026-000001', 'deletion', 'erase', 'taken', 'Удалите', 'c1', 'o1', '', 'anna@example.org', "
        "'1', '', '2026-11-21 10:00:00', '2026-11-21', '2026-12-01', '7 рабочих дней', 'boris', NULL)"
    ),
    (
        f"{TICKET} (2, 'П-2026-000002', 'claim', NULL, 'new', 'Верните', 'c2', 'o2', '', NULL, '1', '', "
        "'2026-11-21 10:00:00', '2026-11-21', '2026-12-21', '30 дней', NULL, NULL)"
    ),
    (
        f"{TICKET} (3, 'П-2026-000003', 'claim', NULL, 'closed', 'Верните', 'c2', 'o3', '', NULL, '1', '', "
        "'2026-11-21 10:00:00', '2026-11-21', '2026-12-21', '30 дней', 'boris', '2026-11-22 10:00:00')"
    ),
    (
        "INSERT INTO ticket_events (id, ticket_id, step, actor, from_status, to_status, detail, at) VALUES "
        "(1, 1, 'open', 'user', NULL, 'new', '{}', '2026-11-21 10:00:00')"
    ),
    (
        "INSERT INTO drafts (conversation_id, kind, request, stage, origin, text, phone, begun_at) VALUES "
        "('c2', 'deletion', 'stop', 'contact', 'o4', 'Хватит', '+79001234567', '2026-11-21 10:00:00')"
    ),
)
