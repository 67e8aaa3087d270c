"""The end of a ticket: what the person hears, and what must be said before it may end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import ANNA, BORIS, MOSCOW, do, opened, opening, put, request, state, told
from tickets.life import WrongStep
from tickets.post.outbox import STAFF
from tickets.queue.lists import all_tickets, open_tickets
from tickets.record.conversation import Conversation, Owner
from tickets.record.ticket import Identity, Outcome, Request, Status
from tickets.steps.by_staff import take
from tickets.steps.deciding import Kept, NoReason, close, refuse, reopen, resolve
from tickets.store.base import now

NORM = "ч. 8 ст. 14 Федерального закона № 152-ФЗ"


@pytest.fixture
async def taken(any_database, number) -> str:
    await do(any_database, take, number, ANNA)
    return number


async def test_a_resolved_ticket_says_what_was_done_and_wakes_the_bot(any_database, conversation, taken) -> None:
    """It leaves the queue, its clock has stopped, and it stays findable."""
    ticket = await do(any_database, resolve, taken, ANNA, "Номер убран из выгрузки")

    assert (Status.RESOLVED, Outcome.RESOLVED) == (ticket.status, ticket.outcome)
    [row] = await told(any_database, conversation)
    assert ("ticket_resolved", "Номер убран из выгрузки") == (row.topic, row.data["text"])
    assert [False] == [clock.running for clock in (await state(any_database, taken)).clocks]
    async with any_database.reading() as session:
        assert Owner.BOT is (await session.get_one(Conversation, conversation)).owner
        assert [] == await open_tickets(session)
        assert [taken] == [each.number for each in await all_tickets(session)]


async def test_a_refusal_names_its_reason_and_its_norm(any_database, conversation, taken) -> None:
    """The person reads both, and the event keeps the norm."""
    ticket = await do(any_database, refuse, taken, ANNA, "Заказ ещё не оплачен", NORM)

    assert (Status.REFUSED, NORM) == (ticket.status, ticket.norm)
    [row] = await told(any_database, conversation)
    assert ("ticket_refused", "Заказ ещё не оплачен", NORM) == (row.topic, row.data["text"], row.data["norm"])
    assert {"message": row.data["message"], "norm": NORM} == (await state(any_database, taken)).events[-1].detail


@pytest.mark.parametrize(("reason", "norm"), [("", NORM), ("Нельзя", ""), (" ", " ")])
async def test_nobody_refuses_without_a_reason_and_a_norm(any_database, taken, reason, norm) -> None:
    """And the ticket stays in hand."""
    with pytest.raises(NoReason):
        await do(any_database, refuse, taken, ANNA, reason, norm)
    assert Status.TAKEN is (await state(any_database, taken)).status


async def test_the_database_itself_refuses_a_refusal_without_a_norm(any_database, taken) -> None:
    """Whatever the code above does."""
    refused = {"status": Status.REFUSED, "outcome": Outcome.REFUSED, "decided_at": now()}
    with pytest.raises(IntegrityError):
        await put(any_database, taken, **refused)


async def test_somebody_who_cannot_be_identified_can_be_refused(any_database, conversation) -> None:
    """Not served, and not left without an answer either."""
    number = await opened(any_database, request(conversation, Request.ACCESS))
    await do(any_database, take, number, ANNA)

    assert Status.REFUSED is (await do(any_database, refuse, number, ANNA, "Личность не подтверждена", NORM)).status


async def test_a_decision_can_be_closed_and_only_a_decision(any_database, conversation, taken) -> None:
    """By staff or by the person; closing what nobody decided would lose it."""
    with pytest.raises(WrongStep):
        await do(any_database, close, taken, ANNA)
    await do(any_database, resolve, taken, ANNA, "Готово")
    ticket = await do(any_database, close, taken, "user")

    assert Status.CLOSED is ticket.status
    assert ticket.closed_at is not None
    assert ["ticket_resolved", "ticket_closed"] == [row.topic for row in await told(any_database, conversation)]


@pytest.mark.parametrize("closed", [False, True])
async def test_a_reopened_ticket_is_a_new_appeal(any_database, conversation, closed) -> None:
    """Back in the queue with nobody's name on it; the date is counted from now, and everybody hears."""
    received = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    number = await opened(any_database, opening(conversation), at=received)
    await do(any_database, take, number, ANNA)
    await do(any_database, refuse, number, ANNA, "Нет", NORM, at=received + timedelta(days=1))
    if closed:
        await do(any_database, close, number, ANNA)

    at = datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
    ticket = await do(any_database, reopen, number, "user", "Отказ неверный", MOSCOW, at=at)

    assert (Status.NEW, None, None, None) == (ticket.status, ticket.assignee, ticket.outcome, ticket.norm)
    assert date(2027, 1, 18) == ticket.due_on
    assert {"reason": "Отказ неверный"} == (await state(any_database, number)).events[-1].detail
    assert "ticket_reopened" == (await told(any_database, STAFF))[-1].topic
    assert Status.TAKEN is (await do(any_database, take, number, BORIS)).status


async def test_a_reopened_erasure_needs_no_second_proof(any_database, conversation) -> None:
    """Who was known stays known."""
    number = await opened(any_database, request(conversation, Request.ERASE, identity=Identity.TELEGRAM))
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Удалять нечего", data=Kept("их нет"))
    await do(any_database, reopen, number, "user", "Письма всё идут", MOSCOW)

    assert Status.TAKEN is (await do(any_database, take, number, ANNA)).status


async def test_two_who_decide_at_once_leave_one_decision(any_database, taken) -> None:
    """The person hears one answer."""
    await do(any_database, resolve, taken, ANNA, "Готово")

    with pytest.raises(WrongStep):
        await do(any_database, refuse, taken, ANNA, "Нет", NORM)
    assert Outcome.RESOLVED is (await state(any_database, taken)).outcome
