"""What a person asks, confirmed in the words of the law."""

from datetime import UTC, date, datetime

import pytest

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, request, state, told
from tickets.life import TakenByAnother
from tickets.record.clockwork import NoSuchClock
from tickets.record.ticket import Identity, Request, Status
from tickets.steps.by_staff import take
from tickets.steps.confirming import NothingAsked, confirm, meet
from tickets.terms.deadlines import UnknownPeriod

RECEIVED = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)


async def running(database, number) -> dict[str, date]:
    return {clock.period: clock.due_on for clock in (await state(database, number)).clocks if clock.running}


async def test_several_things_asked_at_once_run_on_several_clocks(any_database, conversation) -> None:
    """A letter that withdraws the consent and demands to stop: stop in 10 working days, destroy in 30 days."""
    number = await opened(any_database, request(conversation, Request.WITHDRAW, Request.STOP), at=RECEIVED)

    assert {"withdraw": date(2027, 1, 29), "stop": date(2027, 1, 22)} == await running(any_database, number)
    ticket = await state(any_database, number)
    assert (Request.WITHDRAW, (Request.WITHDRAW, Request.STOP)) == (ticket.request, ticket.requests)
    assert date(2027, 1, 22) == ticket.due_on, "the nearest is the one to see"


async def test_staff_correct_the_shape_and_the_dates_count_from_receipt(any_database, conversation) -> None:
    """Chosen wrongly by a layman, confirmed rightly by staff; no day is won by that, and the person hears."""
    number = await opened(any_database, request(conversation, Request.MARKETING), at=RECEIVED)
    await do(any_database, take, number, ANNA)

    ticket = await do(any_database, confirm, number, ANNA, ["stop"], MOSCOW)

    assert {"stop": date(2027, 1, 22)} == await running(any_database, number)
    assert (Request.STOP, (Request.STOP,), date(2027, 1, 22)) == (ticket.request, ticket.requests, ticket.due_on)
    assert ticket.confirmed_at is not None
    row = (await told(any_database, conversation))[-1]
    assert ("request_confirmed", ["stop"], "2027-01-22") == (row.topic, row.data["requests"], row.data["due_on"])


async def test_a_claim_can_carry_a_request_and_keeps_its_own_date(any_database, conversation) -> None:
    """«Номер утёк, удалите»: both clocks run, and the claim's can never be dropped."""
    number = await opened(any_database, opening(conversation, identity=Identity.TELEGRAM), at=RECEIVED)
    await do(any_database, take, number, ANNA)
    await do(any_database, confirm, number, ANNA, ["erase"], MOSCOW)

    assert {"claim": date(2027, 1, 29), "erase": date(2027, 1, 19)} == await running(any_database, number)
    assert (await state(any_database, number)).request is None


async def test_a_leak_starts_the_hours_of_the_operator(any_database, conversation) -> None:
    """24 hours to tell the regulator, 72 to tell what was found (152-ФЗ ст. 21 ч. 3.1), weekends included."""
    number = await opened(any_database, opening(conversation), at=RECEIVED)
    await do(any_database, take, number, ANNA)
    await do(any_database, confirm, number, ANNA, ["leak", "leak_report"], MOSCOW)

    ends = {clock.period: clock.ends_at for clock in (await state(any_database, number)).clocks}
    assert datetime(2026, 12, 31, 9, 0, tzinfo=UTC) == ends["leak"]
    assert datetime(2027, 1, 2, 9, 0, tzinfo=UTC) == ends["leak_report"]


async def test_an_erasure_found_in_a_harmless_request_is_checked_first(any_database, conversation) -> None:
    """Confirming is no way around the proof of who asks."""
    number = await opened(any_database, request(conversation, Request.MARKETING))
    await do(any_database, take, number, ANNA)

    assert Status.CHECKING is (await do(any_database, confirm, number, ANNA, ["erase"], MOSCOW)).status


async def test_a_request_asks_for_something_that_exists(any_database, conversation) -> None:
    """An empty or an invented shape changes nothing, and a colleague's ticket is not confirmed."""
    number = await opened(any_database, request(conversation, Request.STOP))
    await do(any_database, take, number, ANNA)

    with pytest.raises(NothingAsked):
        await do(any_database, confirm, number, ANNA, [], MOSCOW)
    with pytest.raises(UnknownPeriod):
        await do(any_database, confirm, number, ANNA, ["birthday"], MOSCOW)
    with pytest.raises(TakenByAnother):
        await do(any_database, confirm, number, "boris", ["erase"], MOSCOW)
    assert {"stop"} == set(await running(any_database, number))


async def test_one_of_several_things_is_done_and_the_other_runs_on(any_database, conversation) -> None:
    """Stopped today, destroyed later: the ticket shows the date that is left."""
    number = await opened(any_database, request(conversation, Request.WITHDRAW, Request.STOP), at=RECEIVED)
    await do(any_database, take, number, ANNA)
    ticket = await do(any_database, meet, number, ANNA, "stop", "Обработка остановлена")

    assert {"withdraw": date(2027, 1, 29)} == await running(any_database, number)
    assert date(2027, 1, 29) == ticket.due_on
    with pytest.raises(NoSuchClock):
        await do(any_database, meet, number, ANNA, "stop", "ещё раз")
