"""Figures of tickets, against small sets in which each number is known, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, opened, opening, request
from tickets.figures.dates_kept import DatesKept, dates_kept
from tickets.figures.first_answer import first_answer
from tickets.figures.span import Span
from tickets.figures.span import opened as opened_in
from tickets.record.clock import Clock
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Request, Ticket, TicketEvent, TicketKind
from tickets.steps.blocking import block
from tickets.steps.by_staff import answer, ask, take

SPAN = Span(date(2026, 11, 2), date(2026, 11, 15), MOSCOW)
MONDAY = datetime(2026, 11, 2, 12, tzinfo=MOSCOW)


@pytest.fixture
def comes(any_database, conversation):
    """Opens a ticket so many hours after noon of that Monday."""
    count = iter(range(1000))

    async def comes(hours: float, *shapes: Request, talk: str = conversation, **changes: object) -> str:
        wish = (request if shapes else opening)(talk, *shapes, origin=f"web:{next(count)}", **changes)
        return await opened(any_database, wish, at=MONDAY + timedelta(hours=hours))

    return comes


@pytest.fixture
def answered(any_database):
    """Lets staff answer so long after the receipt, once more a day later."""

    async def answered(number: str, after: timedelta, says=answer) -> None:
        async with any_database.transaction() as session:
            await take(session, number, ANNA)
            ticket = await says(session, number, ANNA, "Здравствуйте")
            query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id.desc())
            event = (await session.execute(query.limit(1))).scalar_one()
            event.at = ticket.received_at + after
            await answer(session, number, ANNA, "И ещё")

    return answered


async def blocked(database, number: str) -> None:
    async with database.transaction() as session:
        await block(session, number, ANNA, "Проверка")


async def test_tickets_are_counted_by_week_and_kind(any_database, comes) -> None:
    """By the operator's days; a week without tickets is there, a ticket of the day before is not."""
    await comes(-12.1)  # the last minutes of Sunday
    await comes(-12)  # the first moment of Monday
    await comes(1, kind=TicketKind.HUMAN)
    await comes(2, Request.ERASE, Request.ACCESS)
    async with any_database.transaction() as session:
        other = (await begin_conversation(session, "web")).id
    await blocked(any_database, await comes(3, talk=other))

    async with any_database.reading() as session:
        first, second = await opened_in(session, SPAN)
    assert {TicketKind.CLAIM: 1, TicketKind.HUMAN: 1, TicketKind.DELETION: 1} == first.by_kind
    assert (3, 0) == (first.total, second.total)
    assert set(TicketKind) == set(second.by_kind)


async def test_the_first_answer_is_timed(any_database, comes, answered) -> None:
    """Median, nine of ten, ranges, and who waits still; a question is an answer, a second answer is not timed."""
    minutes = [10, 20, 30, 59, 60, 239, 240, 60 * 24, 60 * 72, 60 * 240]
    for place, wait in enumerate(minutes):
        await answered(await comes(place), timedelta(minutes=wait), ask if place == 4 else answer)
    await comes(50)

    async with any_database.reading() as session:
        found = await first_answer(session, SPAN)
    assert (10, 1) == (found.answered, found.waiting)
    assert (timedelta(minutes=60), timedelta(hours=72)) == (found.median, found.ninth)
    assert [4, 2, 1, 1, 1, 1] == [one.number for one in found.ranges]
    assert found.answered == sum(one.number for one in found.ranges)


async def test_without_answers_there_is_no_median(any_database) -> None:
    """Nor any number but zero."""
    async with any_database.reading() as session:
        found = await first_answer(session, SPAN)
    assert (0, 0, None, None) == (found.answered, found.waiting, found.median, found.ninth)
    assert {0} == {one.number for one in found.ranges}


async def test_every_clock_is_kept_late_missed_running_or_dropped(any_database, comes) -> None:
    """Each once; the moment at which a day ends is already late."""
    at = MONDAY + timedelta(days=13)
    day = timedelta(days=1)
    changes = [
        {"met_at": at, "ends_at": at + day},
        {"met_at": at - day, "ends_at": at},
        {"met_at": at, "ends_at": at},
        {"ends_at": at},
        {"ends_at": at + day},
        {"dropped_at": at, "ends_at": at - day},
    ]
    for place, change in enumerate(changes):
        await _set(any_database, await comes(place), **change)
    await _set(any_database, await comes(9, Request.ACCESS), ends_at=at + day)
    await comes(-24 * 3)

    async with any_database.reading() as session:
        found = await dates_kept(session, SPAN, at)
    assert [
        DatesKept("claim", kept=2, late=1, missed=1, running=1, dropped=1),
        DatesKept("access", kept=0, late=0, missed=0, running=1, dropped=0),
    ] == found
    assert [6, 1] == [one.total for one in found]


async def test_blocked_people_are_in_no_figure(any_database, comes, answered) -> None:
    """Clause 6.2.4: neither their tickets, nor their waits, nor their dates."""
    number = await comes(1)
    await answered(number, timedelta(hours=1))
    await comes(2)
    await blocked(any_database, number)

    async with any_database.reading() as session:
        assert 0 == sum(week.total for week in await opened_in(session, SPAN))
        waits = await first_answer(session, SPAN)
        assert (0, 0) == (waits.answered, waits.waiting)
        assert [] == await dates_kept(session, SPAN, MONDAY)


async def _set(database, number: str, **columns: object) -> None:
    async with database.transaction() as session:
        ticket = select(Ticket.id).where(Ticket.number == number).scalar_subquery()
        await session.execute(update(Clock).where(Clock.ticket_id == ticket).values(**columns))
