"""One extension, with a reasoned notice that goes out before the first date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, request, state, told
from tickets.acts.by_time import void_unsent
from tickets.post.outbox import STAFF, OutboxRow
from tickets.record.clock import Clock
from tickets.record.clockwork import NoSuchClock
from tickets.record.ticket import Identity, Request
from tickets.steps.by_staff import take
from tickets.steps.extending import AlreadyExtended, TooLateToExtend, extend
from tickets.terms.deadlines import NotExtendable

RECEIVED = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
FIRST_DATE_OVER = datetime(2027, 1, 22, 21, 0, tzinfo=UTC)  #: midnight in Moscow


@pytest.fixture
async def number(any_database, conversation) -> str:
    """A demand to stop, received on 2026-12-30 and taken: to be met by 2027-01-22."""
    wish = request(conversation, Request.STOP, Request.ERASE, identity=Identity.TELEGRAM)
    number = await opened(any_database, wish, at=RECEIVED)
    await do(any_database, take, number, ANNA)
    return number


async def deliver(database, at: datetime) -> None:
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.topic == "term_extended").values(delivered_at=at))


async def stop_clock(database, number) -> Clock:
    return next(clock for clock in (await state(database, number)).clocks if clock.period == "stop")


async def test_an_extension_adds_five_working_days_and_tells_why(any_database, conversation, number) -> None:
    """The person reads the reason, the new date and its basis; the promise of the receipt stays readable."""
    at = RECEIVED + timedelta(days=1)
    await do(any_database, extend, number, ANNA, "stop", "Ждём ответа обработчика", MOSCOW, at=at)

    clock = await stop_clock(any_database, number)
    assert (date(2027, 1, 22), date(2027, 1, 29)) == (clock.first_due_on, clock.due_on)
    row = (await told(any_database, conversation))[-1]
    assert ("term_extended", "2027-01-29", "Ждём ответа обработчика") == (
        row.topic,
        row.data["due_on"],
        row.data["text"],
    )
    assert ["stop"] == row.data["requests"]
    assert "10 рабочих дней и ещё 5 рабочих дней: ч. 5.1 ст. 21 Федерального закона № 152-ФЗ" == row.data["basis"]


async def test_nothing_is_extended_twice_too_late_or_against_the_norm(any_database, number) -> None:
    """Each refusal leaves the date as it was."""
    with pytest.raises(NotExtendable):
        await do(any_database, extend, number, ANNA, "erase", "долго", MOSCOW, at=RECEIVED)
    with pytest.raises(NoSuchClock):
        await do(any_database, extend, number, ANNA, "access", "долго", MOSCOW, at=RECEIVED)
    with pytest.raises(TooLateToExtend):
        await do(any_database, extend, number, ANNA, "stop", "долго", MOSCOW, at=FIRST_DATE_OVER)
    await do(any_database, extend, number, ANNA, "stop", "долго", MOSCOW, at=FIRST_DATE_OVER - timedelta(seconds=1))
    with pytest.raises(AlreadyExtended):
        await do(any_database, extend, number, ANNA, "stop", "ещё", MOSCOW, at=RECEIVED)


async def test_a_notice_that_did_not_go_out_in_time_extends_nothing(any_database, number) -> None:
    """The first date holds again, and staff hear of it at once."""
    await do(any_database, extend, number, ANNA, "stop", "долго", MOSCOW, at=RECEIVED)

    assert 0 == await void_unsent(any_database, MOSCOW, FIRST_DATE_OVER - timedelta(seconds=1))
    assert 1 == await void_unsent(any_database, MOSCOW, FIRST_DATE_OVER)

    clock = await stop_clock(any_database, number)
    assert (date(2027, 1, 22), None, None) == (clock.due_on, clock.first_due_on, clock.reason)
    assert "extension_void" == (await told(any_database, STAFF))[-1].topic
    assert "unextend" == (await state(any_database, number)).events[-1].step
    assert 0 == await void_unsent(any_database, MOSCOW, FIRST_DATE_OVER)


@pytest.mark.parametrize(("late", "voided"), [(timedelta(seconds=-1), 0), (timedelta(), 1)])
async def test_the_notice_counts_when_it_was_delivered_before_the_first_date(
    any_database, number, late, voided
) -> None:
    """Delivered in the last second it holds, a second later it does not."""
    await do(any_database, extend, number, ANNA, "stop", "долго", MOSCOW, at=RECEIVED)
    await deliver(any_database, FIRST_DATE_OVER + late)

    assert voided == await void_unsent(any_database, MOSCOW, FIRST_DATE_OVER + timedelta(days=2))


async def test_the_database_itself_refuses_an_extension_without_reason_or_notice(any_database, number) -> None:
    """Whatever the code above does."""
    with pytest.raises(IntegrityError):
        async with any_database.transaction() as session:
            await session.execute(update(Clock).values(first_due_on=date(2027, 1, 1)))
