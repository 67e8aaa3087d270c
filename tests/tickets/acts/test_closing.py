"""A decision stands when nobody objects."""

from datetime import timedelta

from tests.tickets.conftest import ANNA, MOSCOW, do, state, told
from tickets.acts.by_time import close_settled
from tickets.record.ticket import Status
from tickets.steps.by_staff import take
from tickets.steps.deciding import refuse, reopen, resolve
from tickets.store.base import now

FORTNIGHT = timedelta(days=14)


async def test_a_decision_closes_itself_after_a_fortnight(any_database, conversation, number) -> None:
    """Not a minute before; the person hears, and nothing open is ever closed by time."""
    await do(any_database, take, number, ANNA)
    assert [] == await close_settled(any_database, FORTNIGHT, now() + timedelta(days=365))
    decided_at = (await do(any_database, resolve, number, ANNA, "Готово")).decided_at

    assert [] == await close_settled(any_database, FORTNIGHT, decided_at + FORTNIGHT - timedelta(minutes=1))
    assert [number] == await close_settled(any_database, FORTNIGHT, decided_at + FORTNIGHT)

    ticket = await state(any_database, number)
    assert (Status.CLOSED, "system") == (ticket.status, ticket.events[-1].actor)
    assert "ticket_closed" == (await told(any_database, conversation))[-1].topic


async def test_a_closed_refusal_can_still_be_reopened(any_database, number) -> None:
    """Time ends nothing for good."""
    await do(any_database, take, number, ANNA)
    await do(any_database, refuse, number, ANNA, "Нельзя", "ч. 8 ст. 14 152-ФЗ")
    await close_settled(any_database, FORTNIGHT, now() + FORTNIGHT)

    assert Status.NEW is (await do(any_database, reopen, number, "user", "Можно", MOSCOW)).status
