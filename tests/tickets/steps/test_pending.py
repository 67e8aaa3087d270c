"""Pending replies: what staff wrote can be taken back for a while, and leaves exactly once otherwise."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.postgres import Postgres
from tests.tickets.conftest import ANNA, BORIS, do, opened, opening, state, status, told
from tickets.life import TakenByAnother, WrongStep, hold
from tickets.record.conversation import StoredMessage, begin_conversation
from tickets.record.ticket import Status
from tickets.staff.member import add_staff
from tickets.steps.by_staff import assign, take
from tickets.steps.pending import (
    DELAY,
    AlreadyLeft,
    PendingReply,
    Says,
    pend,
    put_away,
    send_due,
    send_waiting,
    take_back,
)
from tickets.store.base import now


@pytest.fixture
async def hers(any_database, number) -> str:
    """A claim in Anna's hands."""
    await do(any_database, take, number, ANNA)
    return number


async def _hers_in(database, origin: str) -> str:
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
    number = await opened(database, opening(conversation, origin=origin))
    await do(database, take, number, ANNA)
    return number


async def said(database) -> list[str]:
    async with database.reading() as session:
        return list((await session.execute(select(StoredMessage.text).order_by(StoredMessage.at))).scalars())


async def waiting(database) -> list[tuple[str, bool]]:
    """Texts that have not left, and whether they will."""
    async with database.reading() as session:
        rows = (await session.execute(select(PendingReply).order_by(PendingReply.id))).scalars()
        return [(row.text, row.stopped_at is None) for row in rows]


async def test_nothing_has_happened_until_its_time_is_over(any_database, hers, conversation) -> None:
    """Neither a message nor a notice, nor a step of the ticket; then all of it at once."""
    await do(any_database, pend, hers, ANNA, Says.ASK, "Какой заказ?")
    assert 0 == await send_due(any_database)
    assert ([], []) == (await said(any_database), await told(any_database, conversation))
    assert ["open", "take"] == [event.step for event in (await state(any_database, hers)).events]

    assert 1 == await send_due(any_database, at=now() + DELAY)
    assert ["Какой заказ?"] == await said(any_database)
    assert ["staff_asked"] == [row.topic for row in await told(any_database, conversation)]
    assert (Status.WAITING, []) == (await status(any_database, hers), await waiting(any_database))
    assert 0 == await send_due(any_database, at=now() + DELAY)


async def test_replies_leave_in_their_order(any_database, hers) -> None:
    """Whatever is said first is read first."""
    for text in ("раз", "два", "три"):
        await do(any_database, pend, hers, ANNA, Says.ANSWER, text)
    assert 3 == await send_due(any_database, at=now() + DELAY)
    assert ["раз", "два", "три"] == await said(any_database)


async def test_what_another_process_is_at_waits_for_its_end_and_keeps_nobody_back(postgres: Postgres) -> None:
    """Two workers look at the same replies: the second neither waits for the first nor fails."""
    async with postgres.emptied() as database:
        first, second = [await _hers_in(database, origin) for origin in ("one", "two")]
        for number in (first, second):
            await do(database, pend, number, ANNA, Says.ANSWER, f"Смотрим {number}")
        async with database.transaction() as session:
            await hold(session, first)
            assert 1 == await asyncio.wait_for(send_due(database, at=now() + DELAY), 3)
            assert [f"Смотрим {second}"] == await said(database)
        assert 1 == await send_due(database, at=now() + DELAY)


async def test_a_clock_set_back_keeps_no_reply_for_an_hour(any_database, hers) -> None:
    """It leaves when the clock says a time at which nobody could have written it."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "Вернём", at=now() + timedelta(hours=1))
    assert 1 == await send_due(any_database)
    assert ["Вернём"] == await said(any_database)


async def test_what_was_taken_back_never_leaves(any_database, hers) -> None:
    """It is kept for its author, and the next reply puts it away."""
    reply = await do(any_database, pend, hers, ANNA, Says.ANSWER, "ошибка")
    assert "ошибка" == await do(any_database, take_back, hers, reply.id, ANNA)
    assert 0 == await send_due(any_database, at=now() + 2 * DELAY)
    assert [("ошибка", False)] == await waiting(any_database)
    with pytest.raises(AlreadyLeft):
        await do(any_database, take_back, hers, reply.id, ANNA)
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "верно")
    assert [("верно", True)] == await waiting(any_database)
    await do(any_database, put_away, hers, ANNA)
    assert [("верно", True)] == await waiting(any_database)


async def test_only_its_author_takes_a_reply_back(any_database, hers) -> None:
    """And only under its own ticket."""
    reply = await do(any_database, pend, hers, ANNA, Says.ANSWER, "ответ")
    for number, actor in ((hers, BORIS), ("П-2000-000001", ANNA)):
        with pytest.raises(AlreadyLeft):
            await do(any_database, take_back, number, reply.id, actor)
    assert [("ответ", True)] == await waiting(any_database)


async def test_of_sending_and_taking_back_exactly_one_wins(any_database, hers) -> None:
    """Ten replies, each sent by two and taken back by one at the same moment."""
    expected = []
    for turn in range(10):
        reply = await do(any_database, pend, hers, ANNA, Says.ANSWER, f"ответ {turn}")
        late = reply.leaves_at + timedelta(seconds=1)
        *sent, back = await asyncio.gather(
            send_due(any_database, at=late),
            send_due(any_database, at=late),
            do(any_database, take_back, hers, reply.id, ANNA),
            return_exceptions=True,
        )
        kept = back == f"ответ {turn}"
        assert kept or isinstance(back, AlreadyLeft)
        assert (0 if kept else 1) == sum(sent)
        expected += [] if kept else [f"ответ {turn}"]
        assert expected == await said(any_database)


async def test_a_reply_that_may_not_leave_any_more_waits_for_its_author(any_database, hers) -> None:
    """A colleague took the ticket over in Telegram meanwhile: nothing is said in their name or hers."""
    async with any_database.transaction() as session:
        await add_staff(session, BORIS)
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "ответ")
    await do(any_database, assign, hers, BORIS, BORIS)
    assert 0 == await send_due(any_database, at=now() + DELAY)
    assert ([], [("ответ", False)]) == (await said(any_database), await waiting(any_database))


async def test_what_could_not_leave_now_is_refused_at_once(any_database, hers) -> None:
    """And nothing is kept of it."""
    with pytest.raises(TakenByAnother):
        await do(any_database, pend, hers, BORIS, Says.ANSWER, "ответ")
    await do(any_database, pend, hers, ANNA, Says.ASK, "вопрос")
    await do(any_database, send_waiting, hers)
    with pytest.raises(WrongStep):
        await do(any_database, pend, hers, ANNA, Says.ASK, "ещё вопрос")
    assert [] == await waiting(any_database)


async def test_a_step_that_fails_after_a_reply_left_takes_it_with_it(any_database, hers) -> None:
    """The claim of the row and the message are one transaction: cut off in between, the reply leaves later, once."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "ответ")

    async def cut_off(session, number) -> None:
        assert 1 == await send_waiting(session, number)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await do(any_database, cut_off, hers)
    assert ([], [("ответ", True)]) == (await said(any_database), await waiting(any_database))
    assert 1 == await send_due(any_database, at=now() + DELAY)
    assert ["ответ"] == await said(any_database)


async def test_a_step_names_the_message_it_said(any_database, hers) -> None:
    """So that a page shows who wrote which words."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "ответ")
    await do(any_database, send_waiting, hers)
    event = (await state(any_database, hers)).events[-1]
    async with any_database.reading() as session:
        message = await session.get_one(StoredMessage, event.detail["message"])
    assert ("answer", ANNA, "ответ") == (event.step, event.actor, message.text)
