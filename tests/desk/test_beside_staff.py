"""Asking while staff hold the ticket: what is sure is read at once, in the policy's words, and staff see both."""

import asyncio

import pytest
from sqlalchemy import select

from desk.desk import Desk
from desk.journal import Question
from desk.message import Message
from desk.reply import Relayed
from desk.wish import Wish
from index.remembered import Remembered
from tests.conftest import both_databases
from tickets.post.copy import note_copy
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import TicketKind
from tickets.steps.by_staff import ask, take
from tickets.steps.muting import mute, unmute
from tickets.steps.opening import Contact
from tickets.store.database import Database

ANNA = "anna@example.org"
KEPT = "а долго мое досье у вас пролежит"  #: 5.1
COURIER = "доставщику вы мой номер дадите?"  #: 5.2
CHAT = "555"


@pytest.fixture
async def number(database: Database, desk: Desk) -> str:
    """Of the ticket that Anna holds."""
    async with database.transaction() as session:
        talk = await begin_conversation(session, "telegram", CHAT)
        wish = Wish(talk.id, "telegram", "t:1", TicketKind.HUMAN, "позовите человека", Contact(), consent=False)
        ticket = await desk.open_ticket(wish, session)
        await take(session, ticket.number, ANNA)
    return ticket.number


@pytest.fixture
def says(database: Database, desk: Desk):
    """The person writes; gives what they get."""
    count = iter(range(1, 1000))

    async def says(text: str, **more: str) -> Relayed:
        message = Message("telegram", CHAT, str(next(count)), text, **more)
        async with database.transaction() as session:
            reply = await desk.receive(message, session)
        assert isinstance(reply, Relayed)
        if not message.preface:  # told by a chat, which asks for no repeat
            assert reply == await desk.repeat(message)
        return reply

    return says


def numbers(reply: Relayed) -> list[str]:
    return [quote.number for quote in reply.quotes]


async def told_staff(database: Database) -> list[list[str]]:
    """Clauses that staff know to be given, by message."""
    query = select(OutboxRow).where(OutboxRow.topic == "user_wrote").order_by(OutboxRow.id)
    return [row.data.get("clauses", []) for row in await database.fetch(query)]


@both_databases
async def test_a_sure_question_is_answered_at_once_and_staff_see_it(says, number, database, desk) -> None:
    """It still goes to whoever holds the ticket; the journal keeps which clause was given, of which edition."""
    reply = await says(KEPT)
    assert (number, ["5.1"]) == (reply.ticket, numbers(reply))
    assert reply.quotes[0].text in desk.knowledge.edition.text
    assert [["5.1"]] == await told_staff(database)
    async with database.reading() as session:
        question = await session.get_one(Question, reply.message)
    assert ("question", "Relayed", ["5.1"]) == (question.kind, question.outcome, question.numbers)
    assert desk.knowledge.edition.sha256 == question.edition_sha256


@both_databases
async def test_a_clause_is_given_once_on_a_ticket(says, number, database) -> None:
    """Whoever asks the same again wants a person; another clause is another matter."""
    asked = [await says(text) for text in (KEPT, KEPT, COURIER)]
    assert [["5.1"], [], ["5.2"]] == [numbers(reply) for reply in asked]
    assert [["5.1"], [], ["5.2"]] == await told_staff(database)


@pytest.mark.parametrize("text", ["сотрите мой номер", "спасибо, жду", "верните деньги, вы слили мой номер"])
async def test_what_is_no_sure_question_is_left_to_staff(says, number, database, text) -> None:
    assert [] == numbers(await says(text))
    async with database.reading() as session:
        assert [] == list(await session.scalars(select(Question)))


async def test_an_answer_to_what_staff_asked_is_not_answered_by_the_bot(says, number, database) -> None:
    """However much it sounds like a question; what comes after it is one again."""
    async with database.transaction() as session:
        await ask(session, number, ANNA, "О чём вы спрашивали в первом письме?")
    assert [] == numbers(await says(KEPT))
    assert ["5.1"] == numbers(await says(KEPT))


async def test_a_reply_to_words_of_staff_is_for_staff(says, number, database) -> None:
    """Also by our own id of them, as a website knows them; a reply to one's own words is a question."""
    async with database.transaction() as session:
        talk = await begin_conversation(session, "telegram", CHAT)
        answer = await store_message(session, talk.id, Author.STAFF, "Храним по закону.")
        await note_copy(session, answer.id, CHAT, "90")
    assert [] == numbers(await says(KEPT, reply_to="90"))
    assert [] == numbers(await says(KEPT, reply_to=answer.id))
    assert ["5.1"] == numbers(await says(KEPT, reply_to="1"))


@both_databases
async def test_staff_may_want_nothing_said(says, number, database) -> None:
    """On this ticket, until they want it again."""
    async with database.transaction() as session:
        await mute(session, number, ANNA)
    assert [] == numbers(await says(KEPT))
    async with database.transaction() as session:
        await unmute(session, number, ANNA)
    assert ["5.1"] == numbers(await says(KEPT))


async def test_the_thinking_holds_nobody_up(number, database, desk, monkeypatch) -> None:
    """It is done beside the loop and before anything is written: others write meanwhile."""
    understand, loop = desk.knowledge.understand, asyncio.get_running_loop()
    written: list[str] = []

    async def write() -> str:
        async with database.transaction() as session:
            return (await begin_conversation(session, "web")).id

    def thinks(text: str, earlier: object) -> object:
        written.append(asyncio.run_coroutine_threadsafe(write(), loop).result(timeout=60))
        return understand(text, earlier)

    monkeypatch.setattr(desk.knowledge, "understand", thinks)
    monkeypatch.setattr(desk.knowledge, "_remembered", Remembered())
    async with database.transaction() as session:
        reply = await desk.receive(Message("telegram", CHAT, "77", KEPT), session)
    assert (["5.1"], 1) == (numbers(reply), len(written))


async def test_whoever_writes_english_is_told_in_english(says, number, database) -> None:
    """And of what happens to the ticket afterwards, too; the clause stays as it is."""
    reply = await says("how long do you keep my personal data?")
    assert ("en", ["5.1"]) == (reply.language, numbers(reply))


async def test_what_somebody_else_wrote_is_shown_to_staff_alone(says, number, database) -> None:
    """A forwarded post is no question of the person's."""
    assert [] == numbers(await says(KEPT, preface="Переслано: канал Новости"))


async def test_a_file_with_words_is_for_staff_alone(number, database, desk) -> None:
    async with database.transaction() as session:
        reply = await desk.pass_on(Message("telegram", CHAT, "8", KEPT), session)
    assert () == reply.quotes
    async with database.reading() as session:
        assert KEPT == (await session.get_one(StoredMessage, reply.message)).text
