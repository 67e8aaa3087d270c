"""«Помогли ли мы?»: once for a ticket that has ended, to be changed for seven days, gone with an erasure."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from desk.holdings import HOLDINGS
from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, state, told
from tickets.erasure.destruction import Reason
from tickets.erasure.erasure import erase
from tickets.life import Erased, WrongStep
from tickets.record.conversation import begin_conversation
from tickets.record.rating import Rating
from tickets.steps.by_staff import take
from tickets.steps.deciding import close, refuse, reopen, resolve
from tickets.steps.own_steps import retract
from tickets.steps.rating import CHANGEABLE, LONGEST, NothingToRate, TooLateToChange, rate
from tickets.store.base import now
from tickets.store.database import Database


@pytest.fixture
async def closed(any_database: Database, number: str) -> str:
    """A claim that was resolved and closed."""
    await do(any_database, take, number, ANNA)
    await do(any_database, resolve, number, ANNA, "Сделано")
    await do(any_database, close, number, ANNA)
    return number


async def ratings(database: Database) -> list[tuple[bool, str | None]]:
    async with database.reading() as session:
        return [(one.helped, one.comment) for one in await session.scalars(select(Rating))]


async def test_the_person_is_asked_once_when_the_ticket_is_closed(
    any_database: Database, conversation: str, closed: str
) -> None:
    """Not again where it is closed a second time after they have answered."""
    assert (await told(any_database, conversation))[-1].data["asks"] is True
    await do(any_database, rate, closed, helped=True)
    await do(any_database, reopen, closed, "user", "нет", MOSCOW)
    await do(any_database, take, closed, ANNA)
    await do(any_database, refuse, closed, ANNA, "Нет", "ч. 8 ст. 14")
    await do(any_database, close, closed, ANNA)
    last = (await told(any_database, conversation))[-1]
    assert ("ticket_closed", None) == (last.topic, last.data.get("asks"))


async def test_a_tap_is_kept_and_stands_in_the_history(any_database: Database, closed: str) -> None:
    """The history tells only the tap: the words are kept apart."""
    await do(any_database, rate, closed, helped=False, comment="долго\n ждал")
    assert [(False, "долго ждал")] == await ratings(any_database)
    event = (await state(any_database, closed)).events[-1]
    assert ("rate", "user", {"helped": False}) == (event.step, event.actor, event.detail)


async def test_it_can_be_changed_for_seven_days_and_is_one_all_the_while(any_database: Database, closed: str) -> None:
    """From the first tap on; a comment stays where only the tap changes, and the same again is no step."""
    start = now()
    await do(any_database, rate, closed, helped=False, comment="долго", at=start)
    await do(any_database, rate, closed, helped=True, at=start + CHANGEABLE)
    assert [(True, "долго")] == await ratings(any_database)
    late = start + CHANGEABLE + timedelta(seconds=1)
    with pytest.raises(TooLateToChange):
        await do(any_database, rate, closed, helped=False, at=late)
    await do(any_database, rate, closed, helped=True, at=late)
    assert [(True, "долго")] == await ratings(any_database)
    assert 2 == [event.step for event in (await state(any_database, closed)).events].count("rate")


async def test_what_a_person_could_be_found_by_is_masked_in_the_comment(any_database: Database, closed: str) -> None:
    await do(any_database, rate, closed, helped=False, comment="звоните +7 900 123-45-67, anna@example.org")
    assert [(False, "звоните [телефон …67], [почта]")] == await ratings(any_database)


async def test_a_comment_is_one_line_of_a_length(any_database: Database, closed: str) -> None:
    await do(any_database, rate, closed, helped=True, comment="о " * 900)
    [(_, comment)] = await ratings(any_database)
    assert comment is not None
    assert len(comment) == LONGEST
    await do(any_database, rate, closed, helped=False, comment="  ")
    assert [(False, comment)] == await ratings(any_database)


async def test_what_is_still_open_or_was_taken_back_is_not_rated(
    any_database: Database, conversation: str, number: str
) -> None:
    with pytest.raises(WrongStep):
        await do(any_database, rate, number, helped=True)
    await do(any_database, retract, number)
    with pytest.raises(NothingToRate):
        await do(any_database, rate, number, helped=True)
    assert [] == await ratings(any_database)


async def test_an_erasure_takes_the_rating_and_nobody_rates_afterwards(any_database: Database, closed: str) -> None:
    """Comment and tap; another person's stays."""
    other = await opened(any_database, await _elsewhere(any_database))
    await do(any_database, take, other, ANNA)
    await do(any_database, resolve, other, ANNA, "Сделано")
    await do(any_database, rate, other, helped=False)
    await do(any_database, rate, closed, helped=True, comment="спасибо")
    await do(any_database, erase, closed, ANNA, Reason.UNLAWFUL, HOLDINGS, zone=MOSCOW)
    assert [(False, None)] == await ratings(any_database)
    assert {} == next(e.detail for e in (await state(any_database, closed)).events if e.step == "rate")
    with pytest.raises(Erased):
        await do(any_database, rate, closed, helped=True)
    async with any_database.reading() as session:
        assert 1 == await session.scalar(select(func.count()).select_from(Rating))


async def _elsewhere(database: Database):
    async with database.transaction() as session:
        return opening((await begin_conversation(session, "web")).id, origin="web:other")
