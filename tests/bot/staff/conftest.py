"""A staff group with topics that the bot manages, Olga and Boris who work there, and Vera who writes to the bot."""

from collections.abc import AsyncIterator

import pytest
from rooms import known
from running import STAFF_CHAT, Running

from desk.desk import Desk
from stand_in import Group, StaffMember, StandIn, User
from tests.conftest import VAULT
from tickets.store.database import Database


@pytest.fixture
async def database(database: Database) -> AsyncIterator[Database]:
    """One whose sessions know that staff have rooms."""
    opened = Database(database.url, VAULT, rooms=True)
    yield opened
    await opened.close()


@pytest.fixture
def staff(stand_in: StandIn) -> Group:
    """A group with topics, in which the bot may do everything."""
    return stand_in.group("Сотрудники", STAFF_CHAT)


@pytest.fixture
async def running(stand_in: StandIn, staff: Group, scripted_desk: Desk, database: Database) -> AsyncIterator[Running]:
    bot = Running(stand_in, scripted_desk, database)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def olga(running: Running, staff: Group, database: Database) -> StaffMember:
    return await known(staff.member("Ольга"), "olga@example.org", database)


@pytest.fixture
async def boris(running: Running, staff: Group, database: Database) -> StaffMember:
    return await known(staff.member("Борис"), "boris@example.org", database)


@pytest.fixture
def vera(running: Running, stand_in: StandIn) -> User:
    return stand_in.user("Вера")
