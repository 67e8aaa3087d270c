"""Blocked data are not used until the check has an outcome (clause 6.2.4)."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import ANNA, BORIS, MOSCOW, blocks_of, do, opened, opening, request, state
from tickets.life import TakenByAnother
from tickets.record.ticket import Identity, Request
from tickets.steps.blocking import AlreadyBlocked, Block, NotBlocked, block, is_blocked, lift, reason_to_block
from tickets.steps.by_staff import take
from tickets.steps.confirming import confirm, meet
from tickets.steps.deciding import Kept, refuse, resolve
from tickets.store.base import now


async def blocked(database, conversation) -> bool:
    async with database.reading() as session:
        return await is_blocked(session, conversation)


async def test_a_report_of_wrong_data_blocks_at_the_same_moment(any_database, conversation) -> None:
    """In the transaction that opens the ticket, with the reason and the event."""
    wish = request(conversation, Request.CORRECT, block="заявлена неточность данных")
    number = await opened(any_database, wish)

    assert await blocked(any_database, conversation)
    ticket = await state(any_database, number)
    assert ["open", "block"] == [event.step for event in ticket.events]
    async with any_database.reading() as session:
        [found] = await blocks_of(session, ticket)
    assert ("заявлена неточность данных", ticket.received_at) == (found.reason, found.since)


async def test_other_tickets_block_nothing(any_database, conversation, number) -> None:
    """A claim about money blocks nobody's data."""
    assert not await blocked(any_database, conversation)


@pytest.mark.parametrize("step", ["resolve", "refuse", "lift"])
async def test_a_block_ends_with_a_recorded_outcome(any_database, conversation, step) -> None:
    """With the decision about the ticket, or before it by the assignee."""
    wish = request(conversation, Request.ERASE, identity=Identity.TELEGRAM, block="получены незаконно")
    number = await opened(any_database, wish)
    await do(any_database, take, number, ANNA)
    if step == "resolve":
        await do(any_database, resolve, number, ANNA, "Проверили", data=Kept("получены по договору"))
    elif step == "refuse":
        await do(any_database, refuse, number, ANNA, "Получены по договору", "п. 5 ч. 1 ст. 6 152-ФЗ")
    else:
        await do(any_database, lift, number, ANNA, "Данные получены по договору")

    assert not await blocked(any_database, conversation)
    async with any_database.reading() as session:
        [found] = (await session.execute(select(Block))).scalars().all()
    assert found.outcome
    assert found.lifted_at is not None


@pytest.mark.parametrize("step", ["lift", "meet"])
async def test_a_block_that_was_asked_for_ends_with_its_check(any_database, conversation, step) -> None:
    """The outcome is recorded, and the date of the check with it; only then are the data used again."""
    wish = request(conversation, Request.BLOCK, Request.STOP, block=reason_to_block([Request.BLOCK]))
    number = await opened(any_database, wish)
    await do(any_database, take, number, ANNA)
    assert await blocked(any_database, conversation)

    if step == "lift":
        await do(any_database, lift, number, ANNA, "Номер верный")
    else:
        await do(any_database, meet, number, ANNA, "block", "Номер верный")

    assert not await blocked(any_database, conversation)
    ticket = await state(any_database, number)
    assert ["stop"] == [clock.period for clock in ticket.clocks if clock.running]
    async with any_database.reading() as session:
        assert ["Номер верный"] == [found.outcome for found in await blocks_of(session, ticket)]


async def test_a_block_that_staff_recognise_begins_then(any_database, conversation) -> None:
    """Once: the check that has ended is not begun anew by confirming the same."""
    number = await opened(any_database, request(conversation, Request.STOP))
    await do(any_database, take, number, ANNA)
    await do(any_database, confirm, number, ANNA, ["block"], MOSCOW)
    assert await blocked(any_database, conversation)

    await do(any_database, lift, number, ANNA, "Номер верный")
    await do(any_database, confirm, number, ANNA, ["stop", "access"], MOSCOW)
    assert not await blocked(any_database, conversation)


async def test_staff_block_by_hand_and_only_once(any_database, conversation, number) -> None:
    """When the words did not say it but the matter does."""
    await do(any_database, block, number, ANNA, "утечка подтвердилась")

    assert await blocked(any_database, conversation)
    with pytest.raises(AlreadyBlocked):
        await do(any_database, block, number, ANNA, "ещё раз")


async def test_only_the_assignee_lifts_a_block_that_is_there(any_database, number) -> None:
    """A colleague does not, and nothing is lifted twice."""
    await do(any_database, block, number, ANNA, "утечка")
    await do(any_database, take, number, ANNA)

    with pytest.raises(TakenByAnother):
        await do(any_database, lift, number, BORIS, "всё хорошо")
    await do(any_database, lift, number, ANNA, "Утечки не было")
    with pytest.raises(NotBlocked):
        await do(any_database, lift, number, ANNA, "ещё раз")


async def test_another_ticket_of_the_person_keeps_its_own_block(any_database, conversation) -> None:
    """One outcome does not answer for two reports."""
    first = await opened(any_database, opening(conversation, block="утечка"))
    second = await opened(any_database, opening(conversation, origin="web:2", block="неточность"))
    for number in (first, second):
        await do(any_database, take, number, ANNA)
    await do(any_database, resolve, first, ANNA, "Разобрались")

    assert await blocked(any_database, conversation)


async def test_the_database_itself_refuses_a_lifted_block_without_an_outcome(any_database, conversation) -> None:
    """Whatever the code above does."""
    await opened(any_database, opening(conversation, block="утечка"))
    with pytest.raises(IntegrityError):
        async with any_database.transaction() as session:
            await session.execute(update(Block).values(lifted_at=now()))
