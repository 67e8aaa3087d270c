"""Opening one's own ticket again."""

from datetime import timedelta

import pytest

from tests.tickets.conftest import ANNA, MOSCOW, do, state, status
from tickets.life import WrongStep
from tickets.record.ticket import Status
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.steps.own_steps import WINDOW, TooLateToReopen, reopen_own, retract
from tickets.store.base import now

SECOND = timedelta(seconds=1)


async def test_for_ninety_days_a_decision_is_not_the_last_word(any_database, number):
    """The person says why, and the ticket is back in the queue."""
    at = now()
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Сделано.", at=at)

    with pytest.raises(TooLateToReopen):
        await do(any_database, reopen_own, number, "Нет", MOSCOW, at=at + WINDOW + SECOND)
    assert Status.RESOLVED is await status(any_database, number)
    await do(any_database, reopen_own, number, "Нет", MOSCOW, at=at + WINDOW)

    last = (await state(any_database, number)).events[-1]
    assert ("reopen", "user", {"reason": "Нет"}, Status.NEW) == (last.step, last.actor, last.detail, last.to_status)


async def test_the_days_are_counted_from_the_last_end(any_database, number):
    """What was taken back can be opened again like what was decided."""
    at = now()
    await do(any_database, retract, number, at=at)
    assert Status.NEW is (await do(any_database, reopen_own, number, "Передумал", MOSCOW, at=at + WINDOW)).status


async def test_what_is_open_cannot_be_opened(any_database, number):
    """Its clocks would start anew."""
    with pytest.raises(WrongStep):
        await do(any_database, reopen_own, number, "Скорее", MOSCOW)
