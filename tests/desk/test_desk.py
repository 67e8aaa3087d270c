"""The desk: what a message gets in return, whichever edge it came through."""

import asyncio

import pytest
from sqlalchemy import func, select

from desk.desk import AlreadyReceived, Desk
from desk.journal import NoSuchQuestion, Question, find_question, rate
from desk.message import EmptyText, Message
from desk.reply import Answer, NoAnswer, Relayed, Reply, Smalltalk, Suggestions, TicketOffer
from desk.wish import ConsentMissing, Wish
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Request, TicketKind
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.steps.opening import Contact
from tickets.store.database import Database


@pytest.fixture
def ask(database: Database, desk: Desk):
    """Hand a message in as an edge does."""
    count = iter(range(1, 1000))

    async def ask(text: str, conversation: str = "anna", message_id: str | None = None) -> Reply:
        message = Message("telegram", conversation, message_id or str(next(count)), text)
        async with database.transaction() as session:
            return await desk.receive(message, session)

    return ask


async def test_an_everyday_question_gets_the_clause_word_for_word(ask, desk: Desk) -> None:
    """«а долго мое досье у вас пролежит» is answered with 5.1."""
    reply = await ask("а долго мое досье у вас пролежит")

    assert isinstance(reply, Answer)
    assert "5.1" == reply.quotes[0].number
    assert reply.quotes[0].text in desk.knowledge.edition.text
    assert reply.quotes[0].text.startswith("Обработка персональных данных Пользователя осуществляется без ограничения")
    assert reply.quotes[0].url.endswith("/policy#5.1")


async def test_the_courier_gets_the_number_by_clause_5_2(ask) -> None:
    """«доставщику вы мой номер дадите?»"""
    reply = await ask("доставщику вы мой номер дадите?")

    assert isinstance(reply, Answer)
    assert "5.2" == reply.quotes[0].number


async def test_a_wish_to_be_deleted_is_offered_a_ticket(ask) -> None:
    """Also in Latin letters."""
    reply = await ask("удалите все мои данные")
    latin = await ask("vychistite menya iz bazy plz")

    assert isinstance(reply, TicketOffer)
    assert (TicketKind.DELETION, (Request.ERASE,)) == (reply.kind, reply.requests)
    assert isinstance(latin, TicketOffer)
    assert (TicketKind.DELETION, (Request.ERASE,)) == (latin.kind, latin.requests)


async def test_a_man_whose_number_leaked_is_offered_a_claim(ask) -> None:
    """He need not know the word «претензия»."""
    reply = await ask("вы слили мой номер мошенникам, мне звонят каждый день, требую компенсацию")

    assert isinstance(reply, TicketOffer)
    assert TicketKind.CLAIM is reply.kind


async def test_silence_of_the_policy_is_said(ask) -> None:
    """No clause is passed off as an answer."""
    assert isinstance(await ask("какой у вас ИНН и юридический адрес?"), NoAnswer | Suggestions)


async def test_a_greeting_gets_a_greeting(ask) -> None:
    assert isinstance(await ask("Здравствуйте!"), Smalltalk)


async def test_everything_is_written_down_with_its_edition(ask, database: Database, desk: Desk) -> None:
    """The journal can tell later what was answered from which text."""
    reply = await ask("а долго мое досье у вас пролежит")

    async with database.reading() as session:
        question = await find_question(session, reply.message, reply.conversation)
        message = await session.get_one(StoredMessage, reply.message)
    assert ("question", "Answer") == (question.kind, question.outcome)
    assert "5.1" == question.clauses[0][0]
    assert desk.knowledge.edition.sha256 == question.edition_sha256
    assert "а долго мое досье у вас пролежит" == message.text


async def test_a_message_delivered_twice_counts_once(ask, database: Database) -> None:
    """The second delivery changes nothing."""
    await ask("привет", message_id="7")
    with pytest.raises(AlreadyReceived):
        await ask("привет", message_id="7")

    async with database.reading() as session:
        assert 1 == (await session.execute(select(func.count()).select_from(Question))).scalar_one()


async def test_while_a_person_answers_the_bot_is_silent(ask, database: Database, desk: Desk) -> None:
    """Messages go to the staff, who hear the number and not the words; after the end the bot answers again."""
    offer = await ask("позовите человека")
    assert isinstance(offer, TicketOffer)
    wish = Wish(offer.conversation, "telegram", "t:1", TicketKind.HUMAN, "позовите человека", Contact(), consent=False)
    async with database.transaction() as session:
        ticket = await desk.open_ticket(wish, session)
    async with database.transaction() as session:
        await take(session, ticket.number, "anna")

    reply = await ask("спасибо, жду")

    assert isinstance(reply, Relayed)
    assert (ticket.number, ()) == (reply.ticket, reply.quotes)
    async with database.reading() as session:
        row = (await session.execute(select(OutboxRow).where(OutboxRow.topic == "user_wrote"))).scalar_one()
        assert {"number": ticket.number, "message": reply.message, "reply_to": None} == row.data
    async with database.transaction() as session:
        await resolve(session, ticket.number, "anna", "Готово")
    assert isinstance(await ask("а долго мое досье у вас пролежит"), Answer)


async def test_a_person_who_takes_over_during_the_thinking_is_not_talked_over(
    ask, database: Database, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who owns the conversation is looked at again after the model has answered."""
    offer = await ask("позовите человека")
    wish = Wish(offer.conversation, "telegram", "t:1", TicketKind.HUMAN, "человека", Contact(), consent=False)
    async with database.transaction() as session:
        ticket = await desk.open_ticket(wish, session)
    thinking, may_go_on = asyncio.Event(), asyncio.Event()
    glance = desk._glance

    async def slow_glance(message: Message):
        seen = await glance(message)
        thinking.set()
        await may_go_on.wait()
        return seen

    monkeypatch.setattr(desk, "_glance", slow_glance)
    asking = asyncio.create_task(ask("а долго мое досье у вас пролежит"))
    await thinking.wait()
    async with database.transaction() as session:
        await take(session, ticket.number, "anna")
    may_go_on.set()

    assert isinstance(await asking, Relayed)


async def test_an_empty_message_is_refused_and_not_stored(ask, database: Database) -> None:
    """Nor is one of blanks and invisible signs."""
    for text in ("", "   \n", "\u200b\u200b"):
        with pytest.raises(EmptyText):
            await ask(text)
    async with database.reading() as session:
        assert 0 == (await session.execute(select(func.count()).select_from(StoredMessage))).scalar_one()


@pytest.mark.parametrize(
    "text",
    [
        "\x00привет\x00",
        "\ud800 что с моими данными",
        "😀" * 3000,
        "㌖" * 10_000,
        "<b>жирный</b> [ссылка](javascript:alert(1)) `код`",
        "и" + "\u0301" * 9_000,
        "ы" * 10_000,
        "1 " * 5_000,
    ],
)
async def test_strange_texts_get_some_reply_and_are_stored_whole(ask, database: Database, text: str) -> None:
    """Nothing dies, nothing is stored half."""
    reply = await ask(text)

    async with database.reading() as session:
        assert (await session.get_one(StoredMessage, reply.message)).text


async def test_personal_data_are_not_kept_without_consent(database: Database, desk: Desk, ask) -> None:
    """A claim, or any ticket with a contact, needs it."""
    conversation = (await ask("привет")).conversation
    claim = Wish(conversation, "web", "w:1", TicketKind.CLAIM, "верните деньги", Contact(), consent=False)
    human = Wish(conversation, "web", "w:2", TicketKind.HUMAN, "позовите", Contact(phone="+7000"), consent=False)

    for wish in (claim, human):
        with pytest.raises(ConsentMissing):
            async with database.transaction() as session:
                await desk.open_ticket(wish, session)


async def test_a_vote_is_kept_and_may_be_changed(database: Database, ask) -> None:
    """«Помогло», then «Не то»; nobody votes on another's question."""
    reply = await ask("а долго мое досье у вас пролежит")
    for helpful in (True, False):
        async with database.transaction() as session:
            await rate(session, reply.message, reply.conversation, helpful=helpful)

    async with database.reading() as session:
        assert (await find_question(session, reply.message, reply.conversation)).helpful is False
        with pytest.raises(NoSuchQuestion):
            await find_question(session, reply.message, "another")
