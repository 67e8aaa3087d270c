"""Whether people were helped, against a small set in which each number is known, on both databases."""

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, BORIS, do, opened, opening
from tickets.figures.helped import Rated, helped, helped_by
from tickets.figures.span import Span
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import TicketKind
from tickets.steps.blocking import block
from tickets.steps.by_staff import take
from tickets.steps.deciding import reopen, resolve
from tickets.steps.rating import rate
from tickets.store.database import Database

SPAN = Span(date(2026, 11, 2), date(2026, 11, 15), MOSCOW)
MONDAY = datetime(2026, 11, 2, 12, tzinfo=MOSCOW)


@pytest.fixture
def says(any_database: Database, conversation: str):
    """Somebody says so many hours after noon of that Monday whether they were helped; gives the ticket's number."""
    count = iter(range(1000))

    async def says(hours: float, *, yes: bool, by: str = ANNA, talk: str = conversation, **changes: object) -> str:
        number = await opened(any_database, opening(talk, origin=f"web:{next(count)}", **changes))
        await do(any_database, take, number, by)
        await do(any_database, resolve, number, by, "Сделано", at=MONDAY - timedelta(days=9))
        await do(any_database, rate, number, helped=yes, at=MONDAY + timedelta(hours=hours))
        return number

    return says


async def test_ratings_are_counted_by_week_and_kind(any_database: Database, says) -> None:
    """By the day of the first tap; the day before does not count, and a later change counts where the first was."""
    await says(-12.1, yes=True)
    await says(-12, yes=True)
    changed = await says(1, yes=False)
    await says(1, yes=True, kind=TicketKind.HUMAN)
    await says(7 * 24, yes=False)
    await do(any_database, rate, changed, helped=True, at=MONDAY + timedelta(days=7))
    async with any_database.reading() as session:
        found = await helped(session, SPAN)
    assert [
        {TicketKind.CLAIM: Rated(2, 0), TicketKind.DELETION: Rated(), TicketKind.HUMAN: Rated(1, 0)},
        {TicketKind.CLAIM: Rated(0, 1), TicketKind.DELETION: Rated(), TicketKind.HUMAN: Rated()},
    ] == [one.by_kind for one in found]
    assert [3, 1] == [one.all.total for one in found]


async def test_whose_data_are_blocked_is_not_counted(any_database: Database, says) -> None:
    """Clause 6.2.4."""
    async with any_database.transaction() as session:
        other = (await begin_conversation(session, "web")).id
    number = await says(1, yes=True, talk=other)
    await says(1, yes=False)
    await do(any_database, reopen, number, ANNA, "снова", MOSCOW)
    await do(any_database, block, number, ANNA, "Проверка")
    async with any_database.reading() as session:
        assert Rated(0, 1) == sum((one.all for one in await helped(session, SPAN)), Rated())
        assert [(ANNA, Rated(0, 1))] == await helped_by(session, SPAN)


async def test_who_decided_before_the_tap_is_whom_it_is_about(any_database: Database, says) -> None:
    """Not whoever decided the same ticket later."""
    number = await says(1, yes=True)
    await says(2, yes=False, by=BORIS)
    await says(3, yes=True, by=BORIS)
    await do(any_database, reopen, number, ANNA, "снова", MOSCOW)
    await do(any_database, take, number, BORIS)
    await do(any_database, resolve, number, BORIS, "Теперь точно")
    async with any_database.reading() as session:
        assert [(BORIS, Rated(1, 1)), (ANNA, Rated(1, 0))] == await helped_by(session, SPAN)
