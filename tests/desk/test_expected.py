"""Whoever calls for staff or writes to them hears, once, when these answer; others are not troubled with it."""

from datetime import UTC, date, datetime

import pytest

from desk.desk import Desk
from desk.message import Message
from desk.reply import Relayed, Reply
from desk.wish import Wish
from tests.conftest import MOSCOW, both_databases
from tests.tickets.conftest import ANNA, do, state
from tickets.queue.expecting import Answering
from tickets.record.contact import Contact
from tickets.record.conversation import Conversation, begin_conversation
from tickets.record.ticket import Ticket, TicketKind
from tickets.steps.by_staff import take
from tickets.store.database import Database
from tickets.terms.hours_setting import read_hours

NIGHT = datetime(2026, 12, 1, 20, tzinfo=UTC)  #: 23:00 in Moscow
TOMORROW = "Сейчас мы не на связи. Ответим завтра после 9:00."


@pytest.fixture(autouse=True)
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: NIGHT)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A desk whose staff answer by day."""
    desk.answering = Answering(MOSCOW, read_hours("пн-пт 9:00-18:00", MOSCOW))
    return desk


@pytest.fixture
def says(database: Database, office: Desk):
    """What they hear of it, beside the reply itself."""
    count = iter(range(1, 1000))

    async def says(text: str, chat: str = "vera") -> str:
        message = Message("telegram", chat, str(next(count)), text)
        async with database.transaction() as session:
            reply: Reply = await office.receive(message, session)
        again = await office.repeat(message)
        assert reply.expected is None or reply.expected == again.expected, "the answer that got lost said it, too"
        return reply.expected.words(reply.language) if reply.expected else ""

    return says


@pytest.fixture
def calls(database: Database, office: Desk):
    async def calls(chat: str = "vera") -> Ticket:
        async with database.transaction() as session:
            talk = await begin_conversation(session, "telegram", chat)
            wish = Wish(
                talk.id, "telegram", f"telegram:{chat}:call", TicketKind.HUMAN, "позовите", Contact(), consent=False
            )
            return await office.open_ticket(wish, session)

    return calls


@both_databases
async def test_who_asks_for_a_person_at_night_hears_it_once(says) -> None:
    assert [TOMORROW, ""] == [await says(text) for text in ("позовите человека", "позовите же сотрудника")]
    assert TOMORROW == await says("позовите человека", chat="anna")


async def test_who_asks_the_policy_is_told_nothing_of_it(says) -> None:
    assert ["", ""] == [await says(text) for text in ("сколько вы храните мои данные?", "спасибо")]


async def test_in_english_where_the_talk_is_english(says) -> None:
    assert "We are away right now. We will answer tomorrow after 9:00." == await says("call a human please")


async def test_what_is_written_to_staff_is_told_once_as_well(says, calls, database: Database, office: Desk) -> None:
    """Whether they have taken the call or not, and whatever is sent; on the next evening once more."""
    ticket = await calls()
    assert [TOMORROW, ""] == [await says(text) for text in ("вы тут?", "ау")]
    other = await calls("anna")
    await do(database, take, other.number, ANNA)
    async with database.transaction() as session:
        first = await office.pass_on(Message("telegram", "anna", "77", ""), session)
    async with database.transaction() as session:
        second = await office.pass_on(Message("telegram", "anna", "78", ""), session)
    assert isinstance(first, Relayed)
    assert isinstance(second, Relayed)
    assert first.expected is not None
    assert (TOMORROW, None) == (first.expected.words("ru"), second.expected)
    assert (await state(database, ticket.number)).status == "new"


async def test_a_receipt_always_says_it_and_what_follows_does_not(
    says, calls, database: Database, office: Desk
) -> None:
    """A receipt that is asked for again is the same."""
    ticket = await calls()
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, ticket.conversation_id)
        told = [await office.expected(session, talk) for _ in range(2)]
        told.append(await office.expected(session, talk, once=True))
    assert [TOMORROW, TOMORROW, ""] == [one.words("ru") if one else "" for one in told]
    assert await says("вы тут?") == ""


async def test_no_date_of_the_law_moves(database: Database, office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours tell people something, and change nothing else."""

    async def due(chat: str) -> date | None:
        async with database.transaction() as session:
            talk = await begin_conversation(session, "telegram", chat)
            wish = Wish(talk.id, "telegram", chat, TicketKind.CLAIM, "верните", Contact(), consent=True)
            return (await office.open_ticket(wish, session)).due_on

    with_hours = await due("1")
    office.answering = Answering(MOSCOW)
    assert with_hours == await due("2") is not None
