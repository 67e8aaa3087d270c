"""In Telegram, outside of working hours: when an answer comes is said with the call, and not after every message."""

from datetime import UTC, datetime

import pytest
from running import Running
from talks import tickets

from stand_in import User
from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, do
from tickets.queue.expecting import Answering
from tickets.steps.by_staff import take
from tickets.store.database import Database
from tickets.terms.hours_setting import read_hours

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
MONDAY = "Сейчас мы не на связи. Ответим в понедельник после 9:00."
IN_ENGLISH = "We are away right now. We will answer on Monday after 9:00."


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch, running: Running) -> None:
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: FRIDAY)
    running.desk.answering = Answering(MOSCOW, read_hours("пн-пт 9:00-18:00", MOSCOW))


def heard(user: User) -> list[str]:
    """What the bot said, message by message: whether the sentence is in it, in which language."""
    return ["ru" if MONDAY in said.text else "en" if IN_ENGLISH in said.text else "" for said in user.messages]


async def test_the_call_and_its_receipt_say_it_and_what_is_written_then_does_not(
    anna: User, running: Running, database: Database
) -> None:
    await anna.says("/human")
    await anna.hears()
    await anna.presses("Да, позвать сотрудника")
    receipt = await anna.hears()
    await anna.says("вы тут?")
    await running.settles()
    assert "Передал сотруднику, он ответит здесь." in receipt.text
    assert ["ru", "ru"] == [each for each in heard(anna) if each]
    assert heard(anna)[-1] == ""
    await do(database, take, (await tickets(database))[0].number, ANNA)
    await anna.says("и ещё вот что")
    await running.settles()
    assert 2 == len([each for each in heard(anna) if each])


async def test_who_writes_to_staff_for_the_first_time_that_evening_is_told(
    anna: User, running: Running, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sticker counts as well as words."""
    by_day = datetime(2026, 12, 4, 9, tzinfo=UTC)
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: by_day)
    await anna.says("/human")
    await anna.hears()
    await anna.presses("Да, позвать сотрудника")
    await anna.hears()
    await do(database, take, (await tickets(database))[0].number, ANNA)
    assert not any(heard(anna))
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: FRIDAY)
    await anna.sends_sticker()
    said = await anna.hears()
    assert MONDAY == said.text
    await anna.says("ну где же вы")
    await running.settles()
    assert 1 == len([each for each in heard(anna) if each])


async def test_in_english_where_the_talk_is(running: Running, anna: User) -> None:
    await anna.says("/lang")
    await anna.hears()
    await anna.presses("English")
    await running.settles()
    await anna.says("/human")
    await running.settles()
    assert "en" == heard(anna)[-1]
