"""Who waits for staff, since when, and in which order they should be answered."""

from datetime import UTC, datetime, timedelta

from tests.tickets.conftest import ANNA, BORIS, MOSCOW, do, opened, opening, request, state, told
from tickets.queue.waiting import Waiting, count_waiting, waiting_for_us
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Request, Status, TicketKind
from tickets.steps.by_staff import answer, ask, give_back, note, take
from tickets.steps.deciding import resolve
from tickets.steps.joining import merge
from tickets.steps.own_steps import add, complain, reopen_own, reply, retract
from tickets.steps.pending import Says, pend, send_waiting
from tickets.steps.proving import vouch
from tickets.store.base import now
from tickets.store.database import Database

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def waiting(database: Database) -> list[str]:
    """Numbers of the tickets whose people wait for staff, in order; the count says the same."""
    async with database.reading() as session:
        found = await waiting_for_us(session)
        counted = await count_waiting(session)
    assert Waiting(len(found), min((ticket.turn_since for ticket in found), default=None)) == counted
    return [ticket.number for ticket in found]


async def since(database: Database, number: str) -> datetime:
    return (await state(database, number)).turn_since


async def test_nobody_waits_in_an_empty_queue(any_database) -> None:
    """The count of nothing has no beginning."""
    async with any_database.reading() as session:
        assert Waiting(0, None) == await count_waiting(session)


async def test_a_new_ticket_waits_until_staff_say_something(any_database, conversation) -> None:
    """Taking it and writing a note to colleagues answers nobody."""
    number = await opened(any_database, opening(conversation), at=NOON)
    assert ([number], NOON) == (await waiting(any_database), await since(any_database, number))

    await do(any_database, take, number, ANNA)
    await do(any_database, note, number, ANNA, "Спросить юриста")
    assert ([number], NOON) == (await waiting(any_database), await since(any_database, number))

    await do(any_database, answer, number, ANNA, "Разбираемся")
    assert [] == await waiting(any_database)


async def test_whoever_writes_after_an_answer_waits_again_since_their_first_words(any_database, number) -> None:
    """Further words do not push them back in the queue."""
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Разбираемся")
    before = now()

    await do(any_database, reply, number)
    first = await since(any_database, number)
    await do(any_database, reply, number)

    assert [number] == await waiting(any_database)
    assert (True, first) == (first >= before, await since(any_database, number))
    assert (await state(any_database, number)).words_at > first


async def test_an_answer_to_our_question_and_an_addition_wait_for_us(any_database, number) -> None:
    """While we wait for the person, nobody waits for us."""
    await do(any_database, take, number, ANNA)
    await do(any_database, ask, number, ANNA, "С какого номера звонили?")
    assert [] == await waiting(any_database)
    await do(any_database, reply, number)
    assert ([number], Status.TAKEN) == (await waiting(any_database), (await state(any_database, number)).status)

    await do(any_database, answer, number, ANNA, "Спасибо")
    await do(any_database, add, number, "И ещё рассылка", "web:more")
    assert [number] == await waiting(any_database)


async def test_a_complaint_that_the_date_has_passed_waits_for_us(any_database, conversation) -> None:
    """Also when staff had said something before it."""
    number = await opened(any_database, opening(conversation), at=now() - timedelta(days=60))
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Скоро ответим")
    assert [] == await waiting(any_database)

    await do(any_database, complain, number)
    assert [number] == await waiting(any_database)


async def test_whoever_must_first_say_who_they_are_does_not_wait_for_us(any_database, conversation) -> None:
    """Until it is known, or until they write something."""
    number = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)
    assert (Status.CHECKING, []) == ((await state(any_database, number)).status, await waiting(any_database))

    await do(any_database, vouch, number, ANNA, "по звонку")
    assert [number] == await waiting(any_database)


async def test_words_of_somebody_whose_identity_is_checked_are_answered_too(any_database, conversation) -> None:
    """They may ask how to prove it."""
    number = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)
    await do(any_database, reply, number)
    assert [number] == await waiting(any_database)


async def test_what_comes_back_into_the_queue_waits_and_what_ends_does_not(any_database, number) -> None:
    """Returned by a colleague, taken back by the person, decided, opened again."""
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Разбираемся")
    await do(any_database, give_back, number, ANNA)
    assert [number] == await waiting(any_database)

    await do(any_database, take, number, BORIS)
    await do(any_database, resolve, number, BORIS, "Готово")
    assert [] == await waiting(any_database)

    await do(any_database, reopen_own, number, "Не готово", MOSCOW)
    assert [number] == await waiting(any_database)

    await do(any_database, retract, number)
    assert [] == await waiting(any_database)


async def test_calls_and_new_words_come_first_then_who_waits_longest(any_database) -> None:
    """A person who asked for a human and one who wrote again stand before those who only have opened a ticket."""
    numbers = []
    for place, kind in enumerate((TicketKind.CLAIM, TicketKind.CLAIM, TicketKind.HUMAN, TicketKind.CLAIM)):
        async with any_database.transaction() as session:
            talk = (await begin_conversation(session, "web")).id
        wish = opening(talk, origin=f"web:{place}", kind=kind)
        numbers.append(await opened(any_database, wish, at=NOON + place * HOUR))
    oldest, second, call, last = numbers
    assert [call, oldest, second, last] == await waiting(any_database)

    await do(any_database, add, last, "Звонили снова", "web:more")
    assert [call, last, oldest, second] == await waiting(any_database)


async def test_words_that_came_while_an_answer_was_leaving_are_not_answered(any_database, conversation, number) -> None:
    """The answer was written before them."""
    await do(any_database, take, number, ANNA)
    await do(any_database, pend, number, ANNA, Says.ANSWER, "Разбираемся")
    await do(any_database, reply, number)
    await do(any_database, send_waiting, number)

    assert "staff_answered" in [
        row.topic for row in await told(any_database, (await state(any_database, number)).conversation_id)
    ]
    assert [number] == await waiting(any_database)


async def test_a_ticket_that_carries_another_on_waits_as_long(any_database, conversation) -> None:
    """Joining answers nobody."""
    first = await opened(any_database, opening(conversation), at=NOON)
    second = await opened(any_database, opening(conversation, origin="web:2"), at=NOON + HOUR)
    await do(any_database, take, second, ANNA)
    await do(any_database, answer, second, ANNA, "Разбираемся")
    await do(any_database, merge, first, ANNA, second, MOSCOW)
    assert ([second], NOON) == (await waiting(any_database), await since(any_database, second))
