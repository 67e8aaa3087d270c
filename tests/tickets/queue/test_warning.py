"""Nobody misses a date: staff are warned, once, and again when it is over."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, request, state, told
from tickets.post.outbox import STAFF
from tickets.queue.warning import warn_due
from tickets.record.ticket import Request
from tickets.steps.by_staff import ask, give_back, take
from tickets.steps.deciding import resolve
from tickets.steps.extending import extend

RECEIVED = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
OVER = datetime(2027, 1, 22, 21, 0, tzinfo=UTC)  #: the demand to stop had to be met by midnight in Moscow


@pytest.fixture
async def number(any_database, conversation) -> str:
    number = await opened(any_database, request(conversation, Request.STOP), at=RECEIVED)
    await do(any_database, take, number, ANNA)
    return number


async def marks(database) -> list[str]:
    return [row.data["mark"] for row in await told(database, STAFF) if row.topic == "date_near"]


async def test_staff_are_warned_at_half_two_working_days_one_day_and_the_end(any_database, number) -> None:
    """Hour by hour through the whole term: four notices, each once, each with number and date."""
    at = RECEIVED
    while at <= OVER + timedelta(days=3):
        await warn_due(any_database, MOSCOW, at)
        at += timedelta(hours=6)

    assert ["half", "two_days", "day", "overdue"] == await marks(any_database)
    row = next(row for row in await told(any_database, STAFF) if row.topic == "date_near")
    assert (number, "stop", "2027-01-22", ANNA) == tuple(
        row.data[k] for k in ("number", "period", "due_on", "assignee")
    )


async def test_after_a_long_silence_only_the_last_warning_is_given(any_database, number) -> None:
    """A process that was down does not pour out what is past."""
    assert 1 == await warn_due(any_database, MOSCOW, OVER)
    assert 0 == await warn_due(any_database, MOSCOW, OVER + timedelta(hours=1))
    assert ["overdue"] == await marks(any_database)


async def test_no_status_pauses_a_clock(any_database, number) -> None:
    """Waiting for the person, or returned to the queue: the warning comes all the same."""
    await do(any_database, ask, number, ANNA, "Какой номер?")
    assert 1 == await warn_due(any_database, MOSCOW, RECEIVED + timedelta(days=13))
    await do(any_database, give_back, number, ANNA)
    assert 1 == await warn_due(any_database, MOSCOW, OVER)


async def test_what_is_done_warns_no_longer(any_database, number) -> None:
    """Resolved in time, silent afterwards."""
    await do(any_database, resolve, number, ANNA, "Прекратили")
    assert 0 == await warn_due(any_database, MOSCOW, OVER)


async def test_an_extended_clock_warns_before_its_new_date(any_database, number) -> None:
    """The old warnings do not swallow the new ones."""
    last_hour = OVER - timedelta(hours=1)
    await warn_due(any_database, MOSCOW, last_hour)
    await do(any_database, extend, number, ANNA, "stop", "долго", MOSCOW, at=last_hour)
    await warn_due(any_database, MOSCOW, OVER + timedelta(days=7))

    assert ["day", "overdue"] == await marks(any_database)


async def test_two_processes_that_look_at_once_warn_once(any_database, number) -> None:
    """However many replicas run."""
    await asyncio.gather(*(warn_due(any_database, MOSCOW, OVER) for _ in range(5)))
    assert ["overdue"] == await marks(any_database)
    assert (await state(any_database, number)).due_on is not None
