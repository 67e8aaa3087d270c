"""Taken, then forgotten: the ticket goes back into the queue and everybody hears of it."""

from datetime import timedelta

import pytest

from tests.tickets.conftest import ANNA, BORIS, do, state, told
from tickets.acts.by_time import return_idle
from tickets.post.outbox import STAFF
from tickets.record.ticket import Status
from tickets.staff.member import add_staff, go_away
from tickets.steps.by_staff import answer, ask, take
from tickets.store.base import now
from tickets.store.database import Database

IDLE = timedelta(hours=48)


@pytest.fixture(autouse=True)
async def colleagues(any_database: Database) -> None:
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)
        await add_staff(session, BORIS)


async def test_an_idle_assignee_loses_the_ticket(any_database, number) -> None:
    """After two days without a step; the announcement says whose it was."""
    stirred_at = (await do(any_database, take, number, ANNA)).stirred_at

    assert [] == await return_idle(any_database, IDLE, stirred_at + IDLE - timedelta(minutes=1))
    assert [number] == await return_idle(any_database, IDLE, stirred_at + IDLE)

    ticket = await state(any_database, number)
    assert (Status.NEW, None) == (ticket.status, ticket.assignee)
    assert ("system", {"from": ANNA}) == (ticket.events[-1].actor, ticket.events[-1].detail)
    row = (await told(any_database, STAFF))[-1]
    assert ("ticket_lapsed", number, ANNA) == (row.topic, row.data["number"], row.data["assignee"])


async def test_every_step_of_the_assignee_counts(any_database, number) -> None:
    """An answer given yesterday is no idleness."""
    await do(any_database, take, number, ANNA)
    taken_at = now()
    await do(any_database, answer, number, ANNA, "Смотрю")
    assert [] == await return_idle(any_database, IDLE, taken_at + IDLE - timedelta(seconds=1))


async def test_waiting_for_the_person_is_no_idleness(any_database, number) -> None:
    """Whoever asked may wait for the answer."""
    await do(any_database, take, number, ANNA)
    await do(any_database, ask, number, ANNA, "Какой номер заказа?")
    assert [] == await return_idle(any_database, IDLE, now() + timedelta(days=30))


async def test_who_goes_away_keeps_nothing(any_database, number) -> None:
    """Not even what waits for the person: they would answer into the void."""
    await do(any_database, take, number, ANNA)
    await do(any_database, ask, number, ANNA, "Какой номер заказа?")
    async with any_database.transaction() as session:
        await go_away(session, ANNA, now() + timedelta(days=14))

    assert [number] == await return_idle(any_database, IDLE)
    assert [] == await return_idle(any_database, IDLE)
    assert BORIS == (await do(any_database, take, number, BORIS)).assignee


async def test_who_is_back_keeps_what_they_take(any_database, number) -> None:
    """The absence has ended."""
    async with any_database.transaction() as session:
        await go_away(session, ANNA, now() + timedelta(days=1))
        await go_away(session, ANNA, None)
    await do(any_database, take, number, ANNA)
    assert [] == await return_idle(any_database, IDLE)
