"""A ticket in hand: who answers, who is told, and who is refused."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import ANNA, BORIS, do, opened, opening, put, request, state, status, told
from tickets.life import NoSuchTicket, TakenByAnother, WrongStep
from tickets.post.outbox import STAFF
from tickets.queue.lists import held_ticket, open_tickets, talk_since
from tickets.record.contact import Contact
from tickets.record.conversation import Author, Conversation, Owner
from tickets.record.ticket import Identity, Request, Status, TicketKind
from tickets.staff.member import AbsentAssignee, NoSuchStaff, add_staff, go_away
from tickets.steps.by_staff import answer, ask, assign, give_back, take
from tickets.steps.deciding import Kept, resolve
from tickets.steps.own_steps import reply
from tickets.steps.proving import vouch
from tickets.store.base import now
from tickets.store.database import Database


async def owner(database: Database, conversation: str) -> Owner:
    async with database.reading() as session:
        return (await session.get_one(Conversation, conversation)).owner


@pytest.fixture
async def colleagues(any_database: Database) -> None:
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)
        await add_staff(session, BORIS)


async def test_taking_makes_a_person_responsible_and_the_bot_silent(any_database, conversation, number) -> None:
    """From the moment of taking nobody but the assignee answers."""
    ticket = await do(any_database, take, number, ANNA)

    assert (ANNA, Status.TAKEN) == (ticket.assignee, ticket.status)
    assert Owner.STAFF is await owner(any_database, conversation)


async def test_of_two_who_take_one_ticket_one_wins(any_database, number) -> None:
    """The other is told who was faster."""

    async def try_to_take(who: str) -> str:
        try:
            await do(any_database, take, number, who)
        except TakenByAnother as other:
            return f"{who} hears of {other.assignee}"
        return f"{who} has it"

    said = sorted(await asyncio.gather(try_to_take("anna"), try_to_take("boris")))

    assert said in (["anna has it", "boris hears of anna"], ["anna hears of boris", "boris has it"])


async def test_who_asks_for_erasure_is_known_before_anybody_works_on_it(any_database, conversation) -> None:
    """An unproven visitor is asked for a proof; until then the ticket is being checked, and its date runs on."""
    number = await opened(any_database, request(conversation, Request.ERASE))

    ticket = await do(any_database, take, number, ANNA)

    assert (Status.CHECKING, ANNA) == (ticket.status, ticket.assignee)
    assert ["identity_needed"] == [row.topic for row in await told(any_database, conversation)]
    assert Owner.STAFF is await owner(any_database, conversation)
    with pytest.raises(WrongStep):
        await do(any_database, resolve, number, ANNA, "Удалено")
    assert Status.TAKEN is (await do(any_database, vouch, number, ANNA, "по номеру договора")).status
    assert Status.RESOLVED is (await do(any_database, resolve, number, ANNA, "Да", data=Kept("договор"))).status


async def test_a_known_person_or_a_wish_to_stop_is_not_checked(any_database, conversation) -> None:
    """A Telegram account is proof enough, and to stop advertising nobody has to prove anything."""
    known = await opened(any_database, request(conversation, Request.ERASE, identity=Identity.TELEGRAM))
    harmless = await opened(any_database, request(conversation, Request.MARKETING, origin="web:m"))

    assert Status.TAKEN is (await do(any_database, take, known, ANNA)).status
    assert Status.TAKEN is (await do(any_database, take, harmless, ANNA)).status


async def test_the_database_itself_refuses_work_for_an_unknown_person(any_database, conversation) -> None:
    """Whatever the code above does wrong, nothing is erased for somebody who proved nothing."""
    number = await opened(any_database, request(conversation, Request.ERASE))

    with pytest.raises(IntegrityError):
        await put(any_database, number, status=Status.TAKEN, assignee=ANNA)


async def test_an_answer_goes_to_the_persons_channel(any_database, conversation, number) -> None:
    """It is written down and put into the outbox in one transaction."""
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Здравствуйте, мы проверили.")

    [row] = await told(any_database, conversation)
    ticket = await state(any_database, number)
    async with any_database.reading() as session:
        talk = await talk_since(session, ticket)
    assert ("web", "staff_answered", "Здравствуйте, мы проверили.") == (row.channel, row.topic, row.data["text"])
    assert [(Author.STAFF, "Здравствуйте, мы проверили.")] == [(m.author, m.text) for m in talk]
    assert ["open", "take", "answer"] == [event.step for event in ticket.events]


async def test_a_question_waits_for_the_person_and_their_word_wakes_it(any_database, conversation, number) -> None:
    """The bot stays silent meanwhile, and the date does not move."""
    due = (await do(any_database, take, number, ANNA)).due_on
    asked = await do(any_database, ask, number, ANNA, "Какой номер заказа?")

    assert (Status.WAITING, due) == (asked.status, asked.due_on)
    assert Owner.STAFF is await owner(any_database, conversation)
    assert ["staff_asked"] == [row.topic for row in await told(any_database, conversation)]
    assert Status.TAKEN is (await do(any_database, reply, number)).status
    assert Status.TAKEN is (await do(any_database, reply, number)).status, "a second word changes nothing"


async def test_only_the_assignee_answers_and_decides(any_database, number) -> None:
    """Nobody talks over a colleague."""
    await do(any_database, take, number, ANNA)

    for step, words in ((answer, "и я"), (ask, "что?"), (resolve, "готово")):
        with pytest.raises(TakenByAnother, match=ANNA):
            await do(any_database, step, number, BORIS, words)
    with pytest.raises(TakenByAnother, match=ANNA):
        await do(any_database, give_back, number, BORIS)


async def test_the_bot_stays_silent_while_another_ticket_is_in_hand(any_database, conversation, number) -> None:
    """Deciding one of two does not let the bot talk into the other."""
    second = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, take, number, ANNA)
    await do(any_database, take, second, BORIS)
    await do(any_database, resolve, number, ANNA, "Разобрались")

    assert Owner.STAFF is await owner(any_database, conversation)
    async with any_database.reading() as session:
        held = await held_ticket(session, conversation)
    assert held is not None
    assert second == held.number


async def test_what_a_person_writes_goes_to_the_ticket_that_waits_for_them(any_database, conversation, number) -> None:
    """Of two in hand, the one whose assignee asked hears the answer, though the other is newer."""
    newer = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, take, number, ANNA)
    await do(any_database, take, newer, BORIS)
    async with any_database.reading() as session:
        assert newer == (await held_ticket(session, conversation)).number

    await do(any_database, ask, number, ANNA, "Какой номер заказа?")
    async with any_database.reading() as session:
        assert number == (await held_ticket(session, conversation)).number


async def test_a_returned_ticket_is_announced(any_database, conversation, number) -> None:
    """It waits in the queue again without an assignee, and everybody hears of it."""
    await do(any_database, take, number, ANNA)
    ticket = await do(any_database, give_back, number, ANNA)

    assert (None, Status.NEW) == (ticket.assignee, ticket.status)
    assert Owner.BOT is await owner(any_database, conversation)
    assert ["ticket_opened", "ticket_returned"] == [row.topic for row in await told(any_database, STAFF)]


@pytest.mark.usefixtures("colleagues")
async def test_a_ticket_is_handed_to_a_colleague(any_database, number) -> None:
    """From the queue or from whoever had it, and the colleague hears of it."""
    assert (BORIS, Status.TAKEN) == _held(await do(any_database, assign, number, ANNA, "Boris@example.org"))
    assert (ANNA, Status.TAKEN) == _held(await do(any_database, assign, number, BORIS, ANNA))
    with pytest.raises(TakenByAnother):
        await do(any_database, answer, number, BORIS, "ещё я")
    assert ["ticket_opened", "ticket_assigned", "ticket_assigned"] == [r.topic for r in await told(any_database, STAFF)]


@pytest.mark.usefixtures("colleagues")
async def test_who_is_away_or_unknown_is_given_nothing(any_database, number) -> None:
    """Assigned, then forgotten, is what must not happen."""
    async with any_database.transaction() as session:
        await go_away(session, BORIS, now() + timedelta(days=3))

    with pytest.raises(AbsentAssignee):
        await do(any_database, assign, number, ANNA, BORIS)
    with pytest.raises(NoSuchStaff):
        await do(any_database, assign, number, ANNA, "nobody@example.org")
    assert Status.NEW is await status(any_database, number)


async def test_an_erasure_handed_to_a_colleague_is_checked_first(any_database, conversation, colleagues) -> None:
    """Handing on is no way around the check of identity."""
    number = await opened(any_database, request(conversation, Request.ERASE))

    assert Status.CHECKING is (await do(any_database, assign, number, ANNA, BORIS)).status


@pytest.mark.parametrize(("step", "words"), [(give_back, ()), (answer, ("да",)), (ask, ("что?",)), (resolve, ("да",))])
async def test_a_step_begins_where_its_arrow_begins(any_database, number, step, words) -> None:
    """A ticket in the queue can be neither returned nor answered nor resolved."""
    with pytest.raises(WrongStep):
        await do(any_database, step, number, ANNA, *words)


async def test_an_unknown_number_is_said_to_be_unknown(any_database) -> None:
    """A misread number opens nothing."""
    for typed in ("П-1999-000001", "", "\x00", "П-1999-000001\x00"):
        with pytest.raises(NoSuchTicket):
            await do(any_database, take, typed, ANNA)


async def test_the_number_may_be_typed_in_small_letters(any_database, number) -> None:
    """«п-2026-000001 » is the same ticket."""
    assert number == (await do(any_database, take, f" {number.lower()} ", ANNA)).number


@pytest.mark.parametrize("wrong", [Status.TAKEN, Status.CLOSED, Status.REFUSED, Status.MERGED, Status.CHECKING])
async def test_the_database_itself_refuses_half_a_step(any_database, number, wrong) -> None:
    """Somebody is responsible, an end has its moment and its outcome, whatever the code above does."""
    with pytest.raises(IntegrityError):
        await put(any_database, number, status=wrong)


async def test_who_asks_for_a_person_stands_before_every_date(any_database, conversation, number) -> None:
    """Then a request with seven working days, then a claim with thirty days."""
    erase = await opened(any_database, request(conversation, Request.ERASE))
    human = opening(conversation, origin="h", kind=TicketKind.HUMAN, contact=Contact(), consent=None)
    person = await opened(any_database, human)

    async with any_database.reading() as session:
        assert [person, erase, number] == [ticket.number for ticket in await open_tickets(session)]


async def test_what_is_overdue_stays_on_top(any_database, conversation, number) -> None:
    """Whatever is done with it, as long as it is open."""
    late = await opened(any_database, opening(conversation, origin="late"), at=now() - timedelta(days=60))
    await do(any_database, take, late, ANNA)
    await do(any_database, ask, late, ANNA, "Вы здесь?")

    async with any_database.reading() as session:
        assert [late, number] == [ticket.number for ticket in await open_tickets(session)]


def _held(ticket) -> tuple[str, Status]:
    return ticket.assignee, ticket.status
