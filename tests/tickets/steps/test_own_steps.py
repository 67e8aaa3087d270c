"""What a person can do with their own ticket."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, request, state, told
from tickets.life import WrongStep
from tickets.post.outbox import STAFF
from tickets.record.ticket import Outcome, Request, Status, Ticket
from tickets.steps.blocking import is_blocked
from tickets.steps.by_staff import take
from tickets.steps.deciding import close, resolve
from tickets.steps.joining import merge
from tickets.steps.own_steps import NoConsent, add, retract, withdraw_consent


async def test_what_is_added_later_is_a_version_beside_the_frozen_wording(any_database, number) -> None:
    """Numbered from two; the first is what was filed. Staff hear of each, and a repeat adds nothing."""
    await do(any_database, add, number, "И ещё мне звонили", "web:add-1")
    await do(any_database, add, number, "И ещё мне звонили", "web:add-1")
    await do(any_database, add, number, "Дважды", "web:add-2")

    ticket = await state(any_database, number)
    assert "Мой номер утёк, разберитесь" == ticket.text
    assert [(2, "И ещё мне звонили"), (3, "Дважды")] == [(each.version, each.text) for each in ticket.additions]
    assert ["ticket_opened", "user_added", "user_added"] == [row.topic for row in await told(any_database, STAFF)]


async def test_the_database_itself_keeps_the_wording(any_database, number) -> None:
    """No code can change what a person filed; only an erasure can empty it."""
    with pytest.raises(DBAPIError):
        async with any_database.transaction() as session:
            await session.execute(update(Ticket).where(Ticket.number == number).values(text="Спасибо, всё хорошо"))
    async with any_database.transaction() as session:
        await session.execute(update(Ticket).where(Ticket.number == number).values(text=""))


async def test_a_ticket_can_be_taken_back(any_database, conversation, number) -> None:
    """Also from staff who work on it: they hear of it, nothing runs on, and no block stays behind."""
    await do(any_database, take, number, ANNA)
    ticket = await do(any_database, retract, number)

    assert (Status.CLOSED, Outcome.RETRACTED) == (ticket.status, ticket.outcome)
    assert [False] == [clock.running for clock in ticket.clocks]
    assert "ticket_retracted" == (await told(any_database, STAFF))[-1].topic
    assert "ticket_retracted" == (await told(any_database, conversation))[-1].topic
    async with any_database.reading() as session:
        assert not await is_blocked(session, conversation)
    with pytest.raises(WrongStep):
        await do(any_database, retract, number)


async def test_taking_back_a_request_does_not_give_the_consent_again(any_database, number) -> None:
    """The thirty days of the withdrawal run on; nothing else does."""
    await do(any_database, withdraw_consent, number, MOSCOW)
    ticket = await do(any_database, retract, number)

    assert Status.NEW is ticket.status
    assert [Request.WITHDRAW] == [clock.period for clock in ticket.clocks if clock.running]


async def test_withdrawing_the_consent_starts_the_thirty_days(any_database, conversation, number) -> None:
    """In one step, as easily as it was given, with the date and its basis (152-ФЗ ст. 21 ч. 5)."""
    at = datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
    ticket = await do(any_database, withdraw_consent, number, MOSCOW, at=at)

    clock = next(clock for clock in ticket.clocks if clock.period == Request.WITHDRAW)
    assert date(2027, 1, 17) == clock.due_on
    assert "ч. 5 ст. 21" in clock.basis
    consent = (await state(any_database, number)).consent
    assert consent is not None
    assert at == consent.withdrawn_at
    assert "consent_withdrawn" == (await told(any_database, STAFF))[-1].topic
    assert "consent_withdrawn" == (await told(any_database, conversation))[-1].topic
    with pytest.raises(NoConsent):
        await do(any_database, withdraw_consent, number, MOSCOW)


async def test_a_consent_can_be_withdrawn_after_the_end(any_database, number) -> None:
    """The ticket comes back into the queue, because its data must now be destroyed."""
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Готово")
    await do(any_database, close, number, ANNA)
    ticket = await do(any_database, withdraw_consent, number, MOSCOW)

    assert Status.NEW is ticket.status
    assert [Request.WITHDRAW] == [clock.period for clock in ticket.clocks if clock.running]


async def test_a_consent_of_a_merged_ticket_is_withdrawn_where_it_goes_on(any_database, conversation, number) -> None:
    """The clock runs on the ticket that is still open."""
    second = await opened(any_database, request(conversation, Request.STOP))
    await do(any_database, merge, second, ANNA, number, MOSCOW)

    ticket = await do(any_database, withdraw_consent, second, MOSCOW)

    assert number == ticket.number
    assert {"claim", "stop", "withdraw"} == {clock.period for clock in ticket.clocks if clock.running}


async def test_without_a_consent_there_is_nothing_to_withdraw(any_database, conversation) -> None:
    """As for a mere call of a person."""
    number = await opened(any_database, opening(conversation, consent=None, origin="c"))

    with pytest.raises(NoConsent):
        await do(any_database, withdraw_consent, number, MOSCOW)
