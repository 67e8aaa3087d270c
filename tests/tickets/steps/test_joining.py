"""Two tickets about one thing."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, request, state, told
from tickets.life import WrongStep
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, Status
from tickets.steps.blocking import block, is_blocked
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.steps.joining import IdentityFirst, NotTheSame, OtherPerson, duplicate, merge


async def test_a_repeat_is_answered_under_the_first_number(any_database, conversation, number) -> None:
    """The person hears which; the first goes on with its own date."""
    again = await opened(any_database, opening(conversation, origin="web:2"))
    due = (await state(any_database, number)).due_on

    ticket = await do(any_database, duplicate, again, ANNA, number, MOSCOW)

    first = await state(any_database, number)
    assert (Status.DUPLICATE, first.id) == (ticket.status, ticket.into_id)
    assert (Status.NEW, due) == (first.status, first.due_on)
    row = (await told(any_database, conversation))[-1]
    assert ("ticket_duplicate", number) == (row.topic, row.data["into"])


async def test_a_repeat_of_something_decided_can_be_pointed_to_it(any_database, conversation, number) -> None:
    """The answer was given; nothing runs on."""
    again = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Готово")

    await do(any_database, duplicate, again, ANNA, number, MOSCOW)

    assert Status.RESOLVED is (await state(any_database, number)).status


async def test_what_asks_for_more_is_no_repeat(any_database, conversation, number) -> None:
    """Neither what came first, nor what wants something else: no date is lost by a wrong click."""
    other = await opened(any_database, request(conversation, Request.STOP))

    with pytest.raises(NotTheSame):
        await do(any_database, duplicate, other, ANNA, number, MOSCOW)
    second = await opened(any_database, opening(conversation, origin="web:2"))
    with pytest.raises(NotTheSame):
        await do(any_database, duplicate, number, ANNA, second, MOSCOW)


async def test_a_merged_ticket_goes_on_with_its_words_and_its_dates(any_database, conversation) -> None:
    """Under the other number: the words are a version there, and of two dates the earlier stays."""
    early = datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
    first = await opened(any_database, request(conversation, Request.STOP, text="Хватит"), at=early)
    late = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
    second = await opened(any_database, request(conversation, Request.STOP, Request.WITHDRAW, origin="web:2"), at=late)

    await do(any_database, merge, first, ANNA, second, MOSCOW)

    into = await state(any_database, second)
    assert [(2, "Хватит")] == [(each.version, each.text) for each in into.additions]
    dates = {clock.period: clock.due_on for clock in into.clocks if clock.running}
    assert {"stop": date(2027, 1, 12), "withdraw": date(2027, 1, 29)} == dates
    assert date(2027, 1, 12) == into.due_on
    assert (Status.MERGED, into.id) == (
        (await state(any_database, first)).status,
        (await state(any_database, first)).into_id,
    )


async def test_a_block_goes_on_with_the_merged_ticket(any_database, conversation, number) -> None:
    """Data said to be wrong stay blocked until there is an outcome."""
    second = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, block, number, ANNA, "заявлена неточность")
    await do(any_database, merge, number, ANNA, second, MOSCOW)

    async with any_database.reading() as session:
        assert await is_blocked(session, conversation)
    await do(any_database, take, second, ANNA)
    await do(any_database, resolve, second, ANNA, "Исправлено")
    async with any_database.reading() as session:
        assert not await is_blocked(session, conversation)


async def test_tickets_of_two_people_never_meet(any_database, number) -> None:
    """Words of one would be shown to the other."""
    async with any_database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
    other = await opened(any_database, opening(stranger, origin="web:9"))

    for step in (duplicate, merge):
        with pytest.raises(OtherPerson):
            await do(any_database, step, other, ANNA, number, MOSCOW)
    with pytest.raises(OtherPerson):
        await do(any_database, merge, number, ANNA, number, MOSCOW)


async def test_merging_is_no_way_around_the_check_of_identity(any_database, conversation, number) -> None:
    """An erasure cannot slip into a claim that somebody works on already."""
    erasure = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)

    with pytest.raises(IdentityFirst):
        await do(any_database, merge, erasure, ANNA, number, MOSCOW)


async def test_a_proof_goes_with_the_merged_ticket(any_database, conversation, number) -> None:
    """Who was known there is known here."""
    erasure = await opened(any_database, request(conversation, Request.ERASE, identity=Identity.TELEGRAM))
    await do(any_database, take, number, ANNA)
    await do(any_database, merge, erasure, ANNA, number, MOSCOW)

    assert Identity.TELEGRAM is (await state(any_database, number)).identity


async def test_nothing_is_merged_into_what_has_ended(any_database, conversation, number) -> None:
    """Nobody would do it there."""
    second = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Готово")

    with pytest.raises(WrongStep):
        await do(any_database, merge, second, ANNA, number, MOSCOW)


async def test_two_who_merge_each_into_the_other_leave_one_open(any_database, conversation, number) -> None:
    """No deadlock, and no circle without an open ticket."""
    second = await opened(any_database, opening(conversation, origin="web:2"))

    async def try_to(one: str, other: str) -> str:
        try:
            await do(any_database, merge, one, ANNA, other, MOSCOW)
        except WrongStep:
            return "too late"
        return "merged"

    assert {"merged", "too late"} == set(await asyncio.gather(try_to(number, second), try_to(second, number)))
