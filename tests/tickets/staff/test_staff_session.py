"""Sessions of staff: alive until an hour that nothing moves, or until nobody has done anything for long."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tickets.erasure.retention import keep_terms, retention
from tickets.staff.member import add_staff
from tickets.staff.session import (
    begin_session,
    digest,
    end_session,
    end_sessions,
    find_session,
    is_seen_anew,
    note_seen,
    sessions_of,
)
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def desk(any_database: Database) -> Database:
    async with any_database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, None)
    return any_database


async def begun(database: Database, email: str = ANNA, at: datetime = AT, *, half: bool = False) -> str:
    async with database.transaction() as session:
        return await begin_session(session, email, "192.0.2.*", "Firefox, Linux", at, half=half)


async def alive(database: Database, secret: str, at: datetime, *, half: bool = False) -> bool:
    async with database.reading() as session:
        return await find_session(session, secret, at, half=half) is not None


async def test_a_session_ends_after_two_idle_hours(desk) -> None:
    secret = await begun(desk)
    assert await alive(desk, secret, AT + 2 * HOUR - MINUTE)
    assert not await alive(desk, secret, AT + 2 * HOUR)


async def test_a_session_in_use_ends_after_twelve_hours(desk) -> None:
    """Whatever is done."""
    secret = await begun(desk)
    for hour in range(1, 12):
        assert await alive(desk, secret, AT + hour * HOUR)
        async with desk.transaction() as session:
            await note_seen(session, digest(secret), AT + hour * HOUR)
    assert await alive(desk, secret, AT + 12 * HOUR - MINUTE)
    assert not await alive(desk, secret, AT + 12 * HOUR)


async def test_a_session_that_waits_for_its_code_opens_nothing_and_not_for_long(desk) -> None:
    secret = await begun(desk, half=True)
    assert await alive(desk, secret, AT, half=True)
    assert not await alive(desk, secret, AT)
    assert not await alive(desk, secret, AT + 10 * MINUTE, half=True)
    async with desk.reading() as session:
        assert [] == await sessions_of(session, ANNA, AT)


async def test_being_seen_is_noted_once_a_minute(desk) -> None:
    """Reading pages seldom writes; and what was ended is not brought back."""
    secret = await begun(desk)
    async with desk.transaction() as session:
        found = (await sessions_of(session, ANNA, AT))[0]
        assert [False, True] == [is_seen_anew(found, AT + after) for after in (MINUTE / 2, MINUTE)]
        await note_seen(session, digest(secret), AT + MINUTE / 2)
        await note_seen(session, digest("another"), AT + MINUTE)
    async with desk.transaction() as session:
        assert [AT] == [one.seen_at for one in await sessions_of(session, ANNA, AT)]
        await note_seen(session, digest(secret), AT + MINUTE)
    async with desk.reading() as session:
        assert [AT + MINUTE] == [one.seen_at for one in await sessions_of(session, ANNA, AT)]


async def test_a_member_ends_one_of_their_sessions_or_all_others(desk) -> None:
    """And nobody else's."""
    hers, at_home, lost = [await begun(desk) for _ in range(3)]
    his = await begun(desk, BORIS)
    async with desk.transaction() as session:
        assert not await end_session(session, ANNA, digest(his))
        assert await end_session(session, ANNA, digest(lost))
        assert 1 == await end_sessions(session, ANNA, apart_from=digest(hers))
    assert [True, False, False, True] == [await alive(desk, one, AT) for one in (hers, at_home, lost, his)]


async def test_sessions_that_are_over_go_after_a_day(desk) -> None:
    for at in (AT - timedelta(days=1, minutes=1), AT - timedelta(hours=23)):
        await begun(desk, at=at)
    assert 1 == (await retention(desk, (), keep_terms({}), AT, dry_run=True))["staff_sessions"]
    assert 1 == (await retention(desk, (), keep_terms({}), AT))["staff_sessions"]
    async with desk.reading() as session:
        assert 1 == (await session.execute(text("SELECT count(*) FROM staff_sessions"))).scalar_one()


async def test_the_database_does_not_know_the_secret(desk) -> None:
    """Whoever copies it is not signed in anywhere."""
    secret = await begun(desk)
    async with desk.reading() as session:
        row = str((await session.execute(text("SELECT * FROM staff_sessions"))).all())
    assert digest(secret) in row
    assert secret not in row
    assert not await alive(desk, digest(secret), AT)
