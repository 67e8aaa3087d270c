"""The board: how the queue stands, told when it changes, and the digest of each working morning."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from tests.conftest import MOSCOW, VAULT
from tests.tickets.conftest import ANNA, do, opened, opening, told
from tickets.life import hold
from tickets.post.outbox import STAFF
from tickets.post.topics.to_staff import Summary
from tickets.queue.board import due_soon, figures, give_digest, keep_summary
from tickets.record.clockwork import settle
from tickets.record.conversation import begin_conversation
from tickets.steps.by_staff import take
from tickets.store.database import Database

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=MOSCOW)


@pytest.fixture
async def rooms(any_database: Database) -> AsyncIterator[Database]:
    """The same database, where staff have rooms."""
    opened = Database(any_database.url, VAULT, rooms=True)
    yield opened
    await opened.close()


async def ticket_due(database: Database, days: float) -> str:
    """A claim whose date is over so many days after MONDAY."""
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
    number = await opened(database, opening(conversation, origin=f"web:{conversation}"))
    ends = MONDAY + timedelta(days=days)
    async with database.transaction() as session:
        ticket = await hold(session, number)
        for clock in ticket.clocks:
            clock.ends_at, clock.due_on = ends, ends.date()
        settle(ticket)
    return number


async def test_the_figures_count_what_waits_and_what_presses(rooms: Database) -> None:
    late, soon, held, far = [await ticket_due(rooms, days) for days in (-1, 1, 2, 20)]
    await do(rooms, take, held, ANNA)
    async with rooms.reading() as session:
        found = await figures(session, MOSCOW, MONDAY)
        near = await due_soon(session, MOSCOW, MONDAY)
    assert Summary(3, 1, 2, 1, (soon, held), (late,)) == found
    assert [(late, True, None), (soon, False, None), (held, False, ANNA)] == [
        (each.number, each.late, each.assignee) for each in near
    ]
    assert far not in [each.number for each in near]


async def test_the_summary_is_told_when_it_changes(rooms: Database) -> None:
    await ticket_due(rooms, 20)
    assert [True, False] == [await keep_summary(rooms, MOSCOW, MONDAY) for _ in range(2)]
    await ticket_due(rooms, 1)
    assert [True, False] == [await keep_summary(rooms, MOSCOW, MONDAY) for _ in range(2)]
    rows = [row for row in await told(rooms, STAFF) if row.topic == "summary"]
    assert [(1, 0), (2, 1)] == [(row.data["waiting"], row.data["soon"]) for row in rows]


@pytest.mark.parametrize(
    ("moment", "given"),
    [
        (MONDAY, True),
        (MONDAY - timedelta(minutes=1), False),
        (MONDAY.replace(hour=17, minute=59), True),
        (MONDAY.replace(hour=18), False),
        (MONDAY - timedelta(days=1), False),
        (datetime(2026, 12, 31, 9, 0, tzinfo=MOSCOW), False),
    ],
    ids=["nine", "before", "late start", "evening", "Sunday", "a day off by decree"],
)
async def test_the_digest_is_for_working_mornings(rooms: Database, moment: datetime, given: bool) -> None:
    assert given is await give_digest(rooms, MOSCOW, moment)


async def test_the_digest_is_given_once_a_day(rooms: Database) -> None:
    late = await ticket_due(rooms, -1)
    assert [True, False, True] == [
        await give_digest(rooms, MOSCOW, MONDAY + timedelta(hours=hours)) for hours in (0, 2, 24)
    ]
    row = next(row for row in await told(rooms, STAFF) if row.topic == "digest")
    assert {
        "on": "2026-11-23",
        "due": [{"number": late, "kind": "claim", "due_on": "2026-11-22", "late": True, "assignee": None}],
    } == row.data


async def test_without_a_staff_chat_nothing_is_told(any_database: Database) -> None:
    assert not await keep_summary(any_database, MOSCOW, MONDAY)
    assert not await give_digest(any_database, MOSCOW, MONDAY)
    assert [] == await told(any_database, STAFF)
