"""What an operator's own help desk is told of a ticket."""

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, request, state
from tickets.queue.lists import facts
from tickets.steps.by_staff import take
from tickets.steps.confirming import confirm


async def test_of_what_nobody_has_named_it_is_told_that_it_has_no_shape(any_database, conversation) -> None:
    """Until staff confirm one."""
    number = await opened(any_database, request(conversation))
    ticket = (await state(any_database, number)).id
    told = await facts(any_database, ticket, "https://punkt.test", words=False)
    assert ("deletion", None, []) == (told["kind"], told["request"], told["requests"])
    assert told["due"]["basis"].startswith("самый короткий из возможных сроков")

    await do(any_database, take, number, ANNA)
    await do(any_database, confirm, number, ANNA, ["stop", "block"], MOSCOW)
    told = await facts(any_database, ticket, "https://punkt.test", words=False)
    assert ("stop", ["block", "stop"], True) == (told["request"], told["requests"], told["blocked"])
