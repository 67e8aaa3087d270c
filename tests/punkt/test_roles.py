"""Roles of `punkt run` as processes of their own: where they start, and what they say where they do not."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.settings import Settings
from punkt.alone import AnotherServes, NotOnSQLite, alone_on_sqlite
from punkt.house import House
from punkt.role import Role
from punkt.rounds import once_a_day
from punkt.schema import SchemaNewer, SchemaOlder, await_current, downgrade, upgrade
from tests.conftest import VAULT
from tests.punkt.conftest import Punkt
from tickets.store.database import Database


def test_on_sqlite_the_website_alone_is_refused_in_a_sentence(punkt: Punkt) -> None:
    told = punkt("web", ok=False).exception
    assert isinstance(told, NotOnSQLite)
    assert "punkt run" in str(told)
    assert "PUNKT_DATABASE_URL=postgresql" in str(told)


@pytest.mark.parametrize("second", ["run", "bot", "worker"])
def test_a_second_process_on_the_same_sqlite_file_is_refused(
    punkt: Punkt, tmp_path: Path, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it takes a port or opens anything; when the first has ended it starts."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'punkt.db'}")
    with alone_on_sqlite(settings, Role.RUN):
        told = punkt(second, ok=False).exception
        assert isinstance(told, AnotherServes)
        assert str(tmp_path / "punkt.db") in str(told)
    with alone_on_sqlite(settings, Role(second)):
        pass


async def test_commands_work_beside_the_one_process(punkt: Punkt, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'punkt.db'}")
    with alone_on_sqlite(settings, Role.RUN):
        assert "" != (await asyncio.to_thread(punkt, "tickets")).stdout


async def test_a_copy_waits_for_the_schema_and_says_when_it_does_not_come(any_database: Database) -> None:
    await downgrade(any_database, "0028")
    with pytest.raises(SchemaOlder, match="punkt migrate"):
        await await_current(any_database, 0)
    waiting = asyncio.create_task(await_current(any_database, 3600))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await upgrade(any_database)
    await asyncio.wait_for(waiting, 60)


async def test_an_older_version_leaves_a_newer_schema_alone(any_database: Database, punkt: Punkt, monkeypatch) -> None:
    async with any_database.engine.execution_options(writes=True).begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for meet in (await_current, upgrade):
        with pytest.raises(SchemaNewer, match="новее"):
            await meet(any_database)
    monkeypatch.setenv("PUNKT_DATABASE_URL", any_database.url)
    for words in (["migrate"], ["migrate", "--check"]):
        assert isinstance((await asyncio.to_thread(punkt, *words, ok=False)).exception, SchemaNewer)
    async with any_database.engine.execution_options(writes=True).begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0034'"))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_copies_that_migrate_at_the_same_time_do_it_once(database: Database) -> None:
    await downgrade(database, "0027")
    others = [Database(database.url, VAULT) for _ in range(2)]
    await asyncio.gather(*(upgrade(each) for each in others))
    await await_current(database, 0)
    for each in others:
        await each.close()


async def test_the_work_of_a_day_is_done_by_one_of_several(any_database: Database) -> None:
    """What failed is tried again by whoever comes next."""
    settings, done = Settings(_env_file=None), []
    houses = [House(settings, Database(any_database.url, VAULT), None) for _ in range(3)]  # type: ignore[arg-type]

    async def fails(house: House) -> None:
        raise InterruptedError

    async def works(house: House) -> None:
        done.append(house)
        await asyncio.sleep(0.3)

    with pytest.raises(InterruptedError):
        await once_a_day(houses[0], "cleaning", fails)
    assert [False, False, True] == sorted(
        await asyncio.gather(*(once_a_day(house, "cleaning", works) for house in houses))
    )
    assert not await once_a_day(houses[1], "cleaning", works)
    assert await once_a_day(houses[1], "sweeping", works)
    assert 2 == len(done)
    for house in houses:
        await house.database.close()
