"""Nothing is done before somebody has confirmed what a person asks, whichever edge wants it."""

import pytest

from desk.holdings import HOLDINGS
from tests.tickets.acts.test_performing import act, deed
from tests.tickets.conftest import ANNA, do, opened, request, state, status
from tickets.acts.act import Side
from tickets.acts.meanwhile import Until
from tickets.acts.performing import can
from tickets.acts.table import CONFIRM, ERASE, MEET, RESOLVE, acts_of
from tickets.life import Unclear
from tickets.record.ticket import Identity, Request, Status
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take

GIVEN = {
    RESOLVE: {"text": "Удалили", "data": "erase"},
    MEET: {"period": "unclear", "done": "Разобрались"},
    ERASE: {"force": "yes"},
}


@pytest.fixture
async def unclear(any_database, conversation) -> str:
    """A request in Anna's hands of which nobody knows what it asks."""
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)
    number = await opened(any_database, request(conversation, identity=Identity.TELEGRAM))
    await do(any_database, take, number, ANNA)
    return number


@pytest.mark.parametrize("done", GIVEN, ids=lambda done: done.name)
async def test_it_is_neither_resolved_nor_erased_before_it_is_confirmed(any_database, unclear, done) -> None:
    """Afterwards it is."""
    how = {"given": GIVEN[done], "seen": Until(), "holdings": HOLDINGS}
    with pytest.raises(Unclear):
        await act(any_database, done, deed(unclear, **how))
    ticket = await state(any_database, unclear)
    assert (Status.TAKEN, None, True) == (ticket.status, ticket.erased_at, ticket.unclear)

    await act(any_database, CONFIRM, deed(unclear, given={"asked": ["erase"]}, seen=Until()))
    given = GIVEN[done] | ({"period": "erase"} if done is MEET else {})
    await act(any_database, done, deed(unclear, **how | {"given": given}))
    assert (done is not MEET) == ((await state(any_database, unclear)).erased_at is not None)


async def test_no_edge_offers_what_cannot_be_done(any_database, unclear) -> None:
    """Everything else that staff can do with a ticket in hand, they still can."""
    ticket = await state(any_database, unclear)
    offered = {each.name for each in acts_of(Side.STAFF) if can(ticket, each, ANNA)}
    assert {"answer", "ask", "confirm", "refuse", "note", "assign", "return", "extend", "merge"} < offered
    assert offered.isdisjoint({"resolve", "meet", "erase"})


async def test_a_forced_erasure_takes_back_nothing_that_nobody_understood(any_database, conversation, unclear) -> None:
    """Another ticket of the same person says what it asks; this one still waits to be understood."""
    other = await opened(any_database, request(conversation, Request.ERASE, origin="web:2", identity=Identity.TELEGRAM))
    with pytest.raises(Unclear, match=unclear):
        await act(any_database, ERASE, deed(other, given={"force": "yes"}, holdings=HOLDINGS))
    assert (Status.NEW, Status.TAKEN) == (await status(any_database, other), await status(any_database, unclear))
