"""A request that nobody has named: the date of the most pressing thing it may be, until staff confirm what is asked."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, put, request, state, told
from tests.tickets.steps.test_confirming import RECEIVED, running
from tickets.record.labels import asked
from tickets.record.ticket import Identity, Outcome, Request, Status
from tickets.steps.by_staff import take
from tickets.steps.confirming import confirm
from tickets.steps.deciding import Kept, refuse, reopen, resolve
from tickets.steps.joining import NotTheSame, duplicate, merge
from tickets.steps.own_steps import retract, withdraw_consent
from tickets.terms.deadlines import UnknownPeriod, most_pressing


async def test_a_request_that_nobody_named_has_the_shortest_date_and_no_shape(any_database, conversation) -> None:
    """It is shown as such, also in what the date rests on; nobody has to prove who they are for it yet."""
    number = await opened(any_database, request(conversation, text="Хочу навести порядок"), at=RECEIVED)

    ticket = await state(any_database, number)
    nearest = most_pressing(Request, RECEIVED, MOSCOW)
    assert (None, (), True) == (ticket.request, ticket.requests, ticket.unclear)
    assert {"unclear": nearest.on} == await running(any_database, number)
    assert nearest.on == ticket.due_on
    assert ticket.basis == f"самый короткий из возможных сроков, пока не уточнено, о чём запрос ({nearest.basis})"
    assert ["не ясно, чего просит"] == [name.staff for name in asked(ticket)]
    assert not ticket.identity_needed


async def test_what_staff_confirm_runs_from_receipt_and_the_person_hears(any_database, conversation) -> None:
    """Who turns out to want their data erased is asked who they are, and their data are blocked from then on."""
    number = await opened(any_database, request(conversation), at=RECEIVED)
    await do(any_database, take, number, ANNA)

    ticket = await do(any_database, confirm, number, ANNA, ["erase"], MOSCOW)

    assert {"erase": date(2027, 1, 19)} == await running(any_database, number)
    assert (Request.ERASE, date(2027, 1, 19), False) == (ticket.request, ticket.due_on, ticket.unclear)
    assert Status.CHECKING is ticket.status
    told_of = [row.topic for row in await told(any_database, conversation, "web")]
    assert ["request_confirmed", "identity_needed"] == told_of
    events = (await state(any_database, number)).events
    assert "заявлено, что данные получены незаконно или больше не нужны" == events[-1].detail["reason"]


async def test_a_consent_withdrawn_meanwhile_does_not_move_the_date(any_database, conversation) -> None:
    """What is confirmed later counts from receipt all the same."""
    number = await opened(any_database, request(conversation), at=RECEIVED)
    await do(any_database, withdraw_consent, number, MOSCOW, datetime(2027, 1, 11, 9, tzinfo=UTC))
    assert (await state(any_database, number)).unclear
    await do(any_database, take, number, ANNA)
    await do(any_database, confirm, number, ANNA, ["stop", "withdraw"], MOSCOW)

    assert {"stop": date(2027, 1, 22), "withdraw": date(2027, 2, 10)} == await running(any_database, number)


async def test_the_database_itself_resolves_nothing_that_nobody_named(any_database, conversation) -> None:
    """Whatever the code above does; refusing needs no shape."""
    number = await opened(any_database, request(conversation))
    await do(any_database, take, number, ANNA)
    decided = {"outcome": Outcome.RESOLVED, "decided_at": RECEIVED}

    with pytest.raises(IntegrityError):
        await put(any_database, number, status=Status.RESOLVED, **decided)
    await do(any_database, refuse, number, ANNA, "Бессмыслица", "ч. 3 ст. 14")
    ticket = await do(any_database, reopen, number, ANNA, "Человек объяснил", MOSCOW)
    assert (True, None) == (ticket.unclear, ticket.request)


async def test_not_clear_is_nothing_that_can_be_confirmed(any_database, conversation) -> None:
    number = await opened(any_database, request(conversation))
    await do(any_database, take, number, ANNA)
    with pytest.raises(UnknownPeriod):
        await do(any_database, confirm, number, ANNA, ["erase", "unclear"], MOSCOW)


async def test_what_is_not_clear_stays_so_in_the_ticket_it_is_joined_with(any_database, conversation) -> None:
    """It is no repetition of something clear."""
    clear = await opened(any_database, request(conversation, Request.STOP, identity=Identity.SITE), at=RECEIVED)
    number = await opened(any_database, request(conversation, origin="web:2"))
    with pytest.raises(NotTheSame):
        await do(any_database, duplicate, number, ANNA, clear, MOSCOW)
    await do(any_database, merge, number, ANNA, clear, MOSCOW)

    into = await state(any_database, clear)
    assert (True, Request.STOP) == (into.unclear, into.request)
    assert ["прекратить обработку", "не ясно, чего просит"] == [name.staff for name in asked(into)]
    await do(any_database, take, clear, ANNA)
    assert not (await do(any_database, confirm, clear, ANNA, ["stop"], MOSCOW)).unclear


async def test_a_claim_that_carries_something_unclear_is_confirmed_too(any_database, conversation) -> None:
    """Its own date is not lost by that."""
    claim = await opened(any_database, opening(conversation, origin="web:2"), at=RECEIVED)
    number = await opened(any_database, request(conversation))
    await do(any_database, merge, number, ANNA, claim, MOSCOW)
    await do(any_database, take, claim, ANNA)
    assert (await state(any_database, claim)).unclear

    await do(any_database, confirm, claim, ANNA, [], MOSCOW)
    assert {"claim"} == set(await running(any_database, claim))


async def test_what_is_left_of_a_retracted_ticket_is_the_consent_withdrawn(any_database, conversation) -> None:
    """That is a name for what is asked, so it can be done."""
    number = await opened(any_database, request(conversation, identity=Identity.SITE))
    await do(any_database, withdraw_consent, number, MOSCOW)
    await do(any_database, retract, number)

    ticket = await state(any_database, number)
    assert (Request.WITHDRAW, False) == (ticket.request, ticket.unclear)
    await do(any_database, take, number, ANNA)
    done = await do(any_database, resolve, number, ANNA, "Удалять нечего", data=Kept("хранит закон"))
    assert Outcome.RESOLVED is done.outcome


async def test_who_needs_not_be_known_any_longer_is_asked_no_more(any_database, conversation) -> None:
    """A layman chose to erase, staff see that it is about advertising: nobody must prove anything for that."""
    number = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)
    assert Status.CHECKING is (await state(any_database, number)).status

    assert Status.TAKEN is (await do(any_database, confirm, number, ANNA, ["marketing"], MOSCOW)).status
