"""Delivery: what the bot says arrives, whatever Telegram answers on the way."""

import pytest
from faults import cut, nonsense, refused
from running import STAFF_CHAT, Running
from sqlalchemy import select
from stand_in import StandIn, User

from bot.sender import StaffSender, TelegramSender
from bot.telegram import open_bot
from tickets.database import Database
from tickets.outbox import OutboxRow, Parcel, Undeliverable
from tickets.queue import all_tickets
from tickets.steps import answer, take


async def dead(database: Database) -> list[OutboxRow]:
    async with database.reading() as session:
        return list((await session.execute(select(OutboxRow).where(OutboxRow.dead_at.is_not(None)))).scalars())


async def called(user: User, database: Database) -> str:
    """Number of a ticket that staff have taken."""
    await user.says("/human")
    await user.hears()
    await user.presses("Да, позвать сотрудника")
    await user.hears()
    async with database.transaction() as session:
        [ticket, *_] = await all_tickets(session)
        await take(session, ticket.number, "olga@example.org")
    return ticket.number


async def test_telegrams_wish_to_wait_delays_and_drops_nothing(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """429 with retry_after: the chat waits, keeps its order and hears all; others are not held up."""
    boris = stand_in.user("Борис")
    stand_in.fail("sendMessage", refused(429, "Too Many Requests", retry_after=1), times=2, chat=anna.id)
    for word in ("сколько храните?", "доставщик", "привет"):
        await anna.says(word)
    await boris.says("доставщик")
    await boris.hears()
    assert [] == anna.unheard
    await running.settles()

    marks = ["Пункт 5.1", "Пункт 5.2", "Что вас интересует"]
    assert [True] * 3 == [mark in message.text for mark, message in zip(marks, anna.messages, strict=True)]
    async with database.reading() as session:
        attempts = (await session.execute(select(OutboxRow.attempts))).scalars().all()
    assert {1} == set(attempts), "a wish to wait is no failed attempt"


async def test_a_failure_of_telegram_is_tried_again(anna: User, running: Running, stand_in: StandIn) -> None:
    """Its own errors, a cut connection, an answer that is no JSON: each chat has its answer in the end."""
    users = [anna, *(stand_in.user(name) for name in ("Борис", "Вера", "Глеб"))]
    faults = [refused(500, "Internal Server Error"), refused(502, "Bad Gateway"), cut, nonsense]
    for user, fault in zip(users, faults, strict=True):
        stand_in.fail("sendMessage", fault, chat=user.id)
        await user.says("сколько храните?")
    for user in users:
        assert "Пункт 5.1" in (await user.hears()).text


@pytest.mark.parametrize(
    ("code", "description"),
    [(403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")],
    ids=["blocked", "chat not found"],
)
async def test_who_cannot_be_reached_is_not_tried_for_ever(
    anna: User, running: Running, stand_in: StandIn, database: Database, code: int, description: str
) -> None:
    """The row is dead with the reason on it, the ticket is kept, and the chat is heard when it is open again."""
    number = await called(anna, database)
    stand_in.fail("sendMessage", refused(code, description), chat=anna.id)
    async with database.transaction() as session:
        await answer(session, number, "olga@example.org", "Здравствуйте!")
        await answer(session, number, "olga@example.org", "Вы здесь?")

    assert "Вы здесь?" in (await anna.hears()).text
    [row] = await dead(database)
    assert ("staff_answered", description) == (row.topic, row.error)


async def test_markup_that_telegram_does_not_take_is_said_once_without_it(anna: User, stand_in: StandIn) -> None:
    """The words are not lost for the sake of their looks."""
    stand_in.fail("sendMessage", refused(400, "Bad Request: can't parse entities: Unsupported start tag"))
    await anna.says("сколько храните?")
    said = await anna.hears()

    assert said.html == said.text
    assert "Пункт 5.1, раздел «СПОСОБЫ" in said.text
    assert "Помогло" in said.buttons


async def test_a_button_already_gone_troubles_nobody(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """«message is not modified» and a spinner that is too old are no errors."""
    stand_in.fail("answerCallbackQuery", refused(400, "Bad Request: query is too old"))
    stand_in.fail("editMessageReplyMarkup", refused(400, "Bad Request: message is not modified: same"))
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.presses("Ответить мне здесь", wait=False)
    assert "Согласен" in (await anna.hears()).buttons
    await running.settles()
    assert [] == await dead(database)


async def test_a_staff_chat_that_moved_is_followed(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """A group that becomes a supergroup gets a new number."""
    moved = refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
    stand_in.fail("sendMessage", moved, chat=STAFF_CHAT)
    number = await called(anna, database)
    await running.settles()

    assert [f"Новое обращение {number}: вопрос сотруднику."] == [m.text for m in stand_in.chats["-1009"]]


async def test_a_long_answer_arrives_whole_and_once(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Cut at sentences, in order; a part that was taken is not sent again when the next one must wait."""
    number = await called(anna, database)
    text = " ".join(f"Предложение номер {n} о ваших данных & <правах>." for n in range(250))
    before = len(anna.messages)
    stand_in.fail("sendMessage", refused(429, "Too Many Requests", retry_after=1), chat=anna.id, spared=1)
    async with database.transaction() as session:
        await answer(session, number, "olga@example.org", text)
    await running.settles()

    parts = [message.text for message in anna.messages[before:]]
    assert 3 == len(parts)
    assert f"Ответ сотрудника по обращению {number}\n\n{text}" == " ".join(parts)
    assert all(part.endswith(".") for part in parts)


async def test_a_parcel_that_nobody_here_knows_is_refused(stand_in: StandIn) -> None:
    """It stays visible as dead instead of being tried for ever."""
    bot = open_bot(stand_in.token, stand_in.address)
    for sender in (TelegramSender(bot), StaffSender(bot, STAFF_CHAT)):
        with pytest.raises(Undeliverable):
            await sender.send(Parcel(1, "telegram", "lane", "unheard_of", {}, 1))
