"""The log of sign-ins: each line of a member, newest first, for half a year."""

from datetime import UTC, datetime, timedelta

import pytest

from tickets.erasure.retention import keep_terms, retention
from tickets.staff.member import add_staff
from tickets.staff.session import MOST, Came, note_sign_in, sign_ins_of
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WHERE = "192.0.2.*", "Firefox, Linux"


@pytest.fixture
async def desk(any_database: Database) -> Database:
    async with any_database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, None)
    return any_database


async def test_a_member_sees_their_own_last_lines(desk: Database) -> None:
    """Never a colleague's, and not more than can be read."""
    async with desk.transaction() as session:
        await note_sign_in(session, BORIS, Came.IN, *WHERE, AT)
        for minute in range(MOST):
            await note_sign_in(session, ANNA, Came.WRONG_CODE, *WHERE, AT + timedelta(minutes=minute))
        await note_sign_in(session, ANNA, Came.IN, "", "Chrome, Windows", AT + timedelta(hours=1))
    async with desk.reading() as session:
        hers = await sign_ins_of(session, ANNA)
    assert [Came.IN, *[Came.WRONG_CODE] * (MOST - 1)] == [one.came for one in hers]
    assert ("", "Chrome, Windows", AT + timedelta(hours=1)) == (hers[0].address, hers[0].device, hers[0].at)


async def test_lines_go_after_half_a_year(desk: Database) -> None:
    async with desk.transaction() as session:
        for age in (timedelta(days=180, minutes=1), timedelta(days=179)):
            await note_sign_in(session, ANNA, Came.IN, *WHERE, AT - age)
    assert 1 == (await retention(desk, (), keep_terms({}), AT, dry_run=True))["sign_ins"]
    assert 1 == (await retention(desk, (), keep_terms({}), AT))["sign_ins"]
    async with desk.reading() as session:
        assert [AT - timedelta(days=179)] == [one.at for one in await sign_ins_of(session, ANNA)]
