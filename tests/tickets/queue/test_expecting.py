"""What is said of when staff answer: a sentence in two languages, once for each stretch without them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, opened, opening
from tickets.queue.expecting import Answering, expected, expected_once
from tickets.record.conversation import Conversation
from tickets.steps.by_staff import take
from tickets.store.database import Database
from tickets.terms.hours_setting import read_hours

OFFICE = Answering(MOSCOW, read_hours("пн-пт 9:00-18:00", MOSCOW))
BUSY = "Обращений сейчас больше обычного, поэтому ответ может занять больше времени."
BUSY_EN = "There are more requests than usual, so an answer may take longer."


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=MOSCOW).astimezone(UTC)


@pytest.mark.parametrize(
    ("told", "russian", "english"),
    [
        ("2026-12-01 04:00", "сегодня после 9:00", "today after 9:00"),
        ("2026-12-01 23:59", "завтра после 9:00", "tomorrow after 9:00"),
        ("2026-12-04 18:30", "в понедельник после 9:00", "on Monday after 9:00"),
        ("2026-12-06 18:30", "завтра после 9:00", "tomorrow after 9:00"),
        ("2026-05-09 12:00", "во вторник после 9:00", "on Tuesday after 9:00"),
        ("2026-11-03 17:30", "в четверг после 9:00", "on Thursday after 9:00"),
        ("2026-12-30 19:00", "11 января после 9:00", "on 11 January after 9:00"),
        ("2026-05-08 17:30", "во вторник после 9:00", "on Tuesday after 9:00"),
    ],
)
async def test_whoever_comes_outside_of_hours_hears_when_an_answer_comes(
    database: Database, told: str, russian: str, english: str
) -> None:
    async with database.reading() as session:
        found = await expected(session, OFFICE, at(told))
    assert found is not None
    assert f"Сейчас мы не на связи. Ответим {russian}." == found.words("ru")
    assert f"We are away right now. We will answer {english}." == found.words("en")


async def test_within_hours_and_where_nothing_is_set_nothing_is_said(database: Database) -> None:
    always = Answering(MOSCOW, read_hours("always", MOSCOW))
    async with database.reading() as session:
        assert await expected(session, OFFICE, at("2026-12-01 12:00")) is None
        assert await expected(session, Answering(MOSCOW), at("2026-12-05 03:00")) is None
        assert await expected(session, always, at("2027-01-01 03:00")) is None


async def test_where_more_wait_than_can_be_answered_it_is_said_too(any_database: Database, conversation: str) -> None:
    """Only those whom nobody has taken count; both may be so at once."""
    day, night = at("2026-12-01 12:00"), at("2026-12-01 22:00")
    answering = Answering(MOSCOW, OFFICE.hours, 1)
    numbers = [await opened(any_database, opening(conversation, origin=f"web:{place}")) for place in range(2)]
    async with any_database.reading() as session:
        found, both = await expected(session, answering, day), await expected(session, answering, night)
    assert found is not None
    assert both is not None
    assert (BUSY, BUSY_EN, None) == (found.words("ru"), found.words("en"), found.at)
    assert f"Сейчас мы не на связи. Ответим завтра после 9:00. {BUSY}" == both.words("ru")
    async with any_database.transaction() as session:
        await take(session, numbers[0], ANNA)
        assert await expected(session, answering, day) is None


async def test_it_is_said_once_in_each_stretch_of_each_conversation(any_database: Database, conversation: str) -> None:
    async def hears(told: str, answering: Answering = OFFICE) -> bool:
        async with any_database.transaction() as session:
            talk = await session.get_one(Conversation, conversation)
            return await expected_once(session, answering, talk, at(told)) is not None

    assert [True, False, False] == [await hears(f"2026-12-0{day} 20:00") for day in (4, 5, 6)]
    assert not await hears("2026-12-07 08:59")
    assert not await hears("2026-12-07 12:00")
    assert await hears("2026-12-07 18:00")
    crowded = Answering(MOSCOW, OFFICE.hours, 1)
    for place in range(2):
        await opened(any_database, opening(conversation, origin=f"web:{place}"))
    assert [True, False, True] == [await hears(f"2026-12-08 {time}", crowded) for time in ("12:00", "17:59", "18:00")]


async def test_a_crowd_by_day_and_night_is_told_of_once_a_day(any_database: Database, conversation: str) -> None:
    """Where no hours are set there is no stretch but the operator's day."""
    crowded = Answering(MOSCOW, most=1)
    for place in range(2):
        await opened(any_database, opening(conversation, origin=f"web:{place}"))
    async with any_database.reading() as session:
        found = await expected(session, crowded, at("2026-12-08 12:00"))
    assert found is not None
    assert at("2026-12-08 00:00") + timedelta(days=1) == found.until
