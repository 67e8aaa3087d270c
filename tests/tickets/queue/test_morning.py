"""The morning letter: once on each working day, to whoever wants it, and nothing in it of anybody."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.conftest import MOSCOW, VAULT
from tests.tickets.conftest import ANNA, BORIS, do
from tests.tickets.queue.test_board import MONDAY, ticket_due
from tickets.post.outbox import EMAIL, OutboxRow
from tickets.post.topics.to_members import MorningLetter
from tickets.queue.morning import MorningGiven, choose_morning, give_morning
from tickets.staff.member import Role, add_staff, find_staff, go_away
from tickets.staff.membership import disable
from tickets.steps.by_staff import ask, take
from tickets.store.database import Database

FRIDAY, SUNDAY = MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)
VERA = "vera@example.org"


@pytest.fixture
async def desk(any_database: Database) -> Database:
    """Anna is the admin, Boris an agent, Vera leads; they have been here for long."""
    async with any_database.transaction() as session:
        for email, role in ((ANNA, Role.ADMIN), (BORIS, Role.AGENT), (VERA, Role.LEAD)):
            member = await add_staff(session, email, role=role)
            member.added_at = MONDAY - timedelta(days=30)
    return any_database


async def letters(database: Database) -> list[tuple[str | None, MorningLetter]]:
    rows = await database.fetch(select(OutboxRow).where(OutboxRow.channel == EMAIL).order_by(OutboxRow.id))
    return [(row.address, row.read()) for row in rows if row.topic == "morning"]


async def wants(database: Database, email: str, wanted: bool, at: datetime = FRIDAY) -> None:
    async with database.transaction() as session:
        await choose_morning(session, await find_staff(session, email), wanted, MOSCOW, at)


async def test_it_counts_who_waits_and_what_is_near(desk: Database) -> None:
    """By the operator's calendar; whoever was asked something does not wait for us."""
    asked, *_ = [await ticket_due(desk, days) for days in (-1, 0.1, 0.2, 1, 1.2, 1.3, 20)]
    await do(desk, take, asked, ANNA)
    await do(desk, ask, asked, ANNA, "Какой номер?")
    assert 1 == await give_morning(desk, MOSCOW, MONDAY)
    tuesday = MONDAY.date() + timedelta(days=1)
    assert [(ANNA, MorningLetter(MONDAY.date(), 6, 1, 2, 3, tuesday))] == await letters(desk)


async def test_before_days_off_it_looks_over_them(desk: Database) -> None:
    """On a Friday the next dates are those until Monday."""
    await ticket_due(desk, -2)
    await ticket_due(desk, 0.3)
    await ticket_due(desk, 1)
    await give_morning(desk, MOSCOW, FRIDAY)
    assert [(ANNA, MorningLetter(FRIDAY.date(), 3, 0, 0, 2, MONDAY.date()))] == await letters(desk)


async def test_it_comes_once_a_day_however_many_look(desk: Database) -> None:
    """Several processes, again and again, and after a new start."""
    await ticket_due(desk, 1)
    others = [Database(desk.url, VAULT) for _ in range(3)]
    try:
        given = await asyncio.gather(*(give_morning(each, MOSCOW, MONDAY) for each in (desk, *others)))
    finally:
        for each in others:
            await each.close()
    given += [await give_morning(desk, MOSCOW, MONDAY + timedelta(minutes=minutes)) for minutes in (3, 60)]
    assert 1 == sum(given)
    assert [ANNA] == [to for to, _ in await letters(desk)]
    assert 1 == await give_morning(desk, MOSCOW, MONDAY + timedelta(days=1))
    assert [MONDAY.date() + timedelta(days=1)] == list(await desk.fetch(select(MorningGiven.day)))


async def test_a_start_after_nine_makes_up_for_it(desk: Database) -> None:
    """Until the evening; before nine, at night and on days off nobody is written to."""
    await ticket_due(desk, 1)
    for at in (
        MONDAY - timedelta(minutes=1),
        MONDAY + timedelta(hours=9),
        SUNDAY,
        datetime(2027, 1, 4, 9, tzinfo=MOSCOW),
    ):
        assert 0 == await give_morning(desk, MOSCOW, at), at
    assert 1 == await give_morning(desk, MOSCOW, MONDAY + timedelta(minutes=3))


async def test_whoever_wants_it_gets_it(desk: Database) -> None:
    """Admins unless they decline; others when they ask for it, from the next morning on."""
    await ticket_due(desk, 5)
    await wants(desk, ANNA, False)
    await wants(desk, BORIS, True)
    await wants(desk, VERA, True, at=MONDAY + timedelta(minutes=1))
    await give_morning(desk, MOSCOW, MONDAY + timedelta(minutes=2))
    assert [BORIS] == [to for to, _ in await letters(desk)]
    await give_morning(desk, MOSCOW, MONDAY + timedelta(days=1))
    assert [BORIS, BORIS, VERA] == [to for to, _ in await letters(desk)]


async def test_who_is_away_or_gone_or_new_gets_none(desk: Database) -> None:
    await ticket_due(desk, 5)
    await wants(desk, BORIS, True)
    await wants(desk, VERA, True)
    async with desk.transaction() as session:
        await go_away(session, BORIS, MONDAY + timedelta(days=2))
        await disable(session, VERA)
        await add_staff(session, "new@example.org", role=Role.ADMIN)
    await give_morning(desk, MOSCOW, MONDAY)
    assert [ANNA] == [to for to, _ in await letters(desk)]


async def test_where_nothing_waits_no_letter_is_written(desk: Database) -> None:
    assert 0 == await give_morning(desk, MOSCOW, MONDAY)
    assert [] == await letters(desk)


async def test_without_a_mail_server_there_is_none(desk: Database) -> None:
    await ticket_due(desk, 1)
    mute = Database(desk.url, VAULT, mail=False)
    assert 0 == await give_morning(mute, MOSCOW, MONDAY)
    await mute.close()
    assert [] == await letters(desk)
