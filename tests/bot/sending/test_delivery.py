"""Delivery: what the bot says arrives, whatever Telegram answers on the way."""

from collections.abc import AsyncIterator

import faults
import pytest
from aiogram import Bot
from aiogram.methods import EditMessageText, SendMediaGroup, SendMessage, SendPhoto
from aiogram.types import InputMediaPhoto, ReplyParameters
from faults import cut, nonsense, refused
from running import STAFF_CHAT, Running, settings
from sqlalchemy import select

from bot.sender import TelegramSender
from bot.sending import refusals
from bot.sending.delivery import deliver
from bot.staff.forum import Forum
from bot.staff.sender import StaffSender
from bot.telegram import open_bot
from desk.desk import Desk
from stand_in import StandIn, User
from tickets.post.outbox import OutboxRow, Parcel, Undeliverable
from tickets.post.topics.to_staff import StepTaken
from tickets.queue.lists import all_tickets
from tickets.steps.by_staff import answer, take
from tickets.store.database import Database


@pytest.fixture
async def client(stand_in: StandIn) -> AsyncIterator[Bot]:
    made = open_bot(stand_in.token, stand_in.address)
    yield made
    await made.session.close()


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
    stand_in.fail("sendMessage", refused(429, "Too Many Requests", retry_after=1), times=None, chat=anna.id)
    for word in ("сколько храните?", "доставщик", "привет"):
        await anna.says(word)
    await boris.says("доставщик")
    await boris.hears()
    refusals = len(stand_in.history)
    await stand_in.wait_for(lambda: any(call.outcome.startswith("429") for call in stand_in.history[refusals:]))
    assert [] == anna.unheard
    stand_in.heal()
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
    await anna.hears()  # what is to be checked
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


async def test_a_parcel_that_nobody_here_knows_is_refused(
    client: Bot, stand_in: StandIn, scripted_desk: Desk, database: Database
) -> None:
    """It stays visible as dead instead of being tried for ever."""
    forum = Forum(client, database, STAFF_CHAT)
    staff = StaffSender(client, database, scripted_desk, settings(stand_in), forum)
    unheard_of = StepTaken(None, 1, "take", "staff", "taken", "2026-12-18T09:59:58+00:00")
    for sender in (TelegramSender(client, database), staff):
        with pytest.raises(Undeliverable):
            await sender.send(Parcel(1, "telegram", "lane", unheard_of, 1))


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (faults.BLOCKED, refusals.Unreachable),
        (faults.DEACTIVATED, refusals.Unreachable),
        (faults.NEVER_WROTE, refusals.Unreachable),
        (faults.KICKED, refusals.Unreachable),
        (faults.NOT_A_MEMBER, refusals.Unreachable),
        (faults.CHAT_NOT_FOUND, refusals.Unreachable),
        (faults.bad("PEER_ID_INVALID"), refusals.Unreachable),
        (faults.THREAD_NOT_FOUND, refusals.ThreadGone),
        (faults.TOPIC_DELETED, refusals.ThreadGone),
        (faults.TOPIC_CLOSED, refusals.ThreadClosed),
        (faults.NOT_A_FORUM, refusals.TopicsOff),
        (faults.NO_RIGHTS, refusals.RightMissing),
        (faults.NO_RIGHT_TO_SEND, refusals.RightMissing),
        (faults.NO_RIGHT_TO_PIN, refusals.RightMissing),
        (faults.ADMIN_REQUIRED, refusals.RightMissing),
        (refused(403, "Forbidden: not enough rights to send text messages to the chat"), refusals.RightMissing),
        (faults.bad("CHAT_SEND_PHOTOS_FORBIDDEN"), refusals.RightMissing),
        (faults.EDIT_NOT_FOUND, refusals.MessageGone),
        (faults.CANNOT_EDIT, refusals.MessageGone),
        (faults.DELETE_NOT_FOUND, refusals.MessageGone),
        (faults.CANNOT_DELETE, refusals.MessageGone),
        (faults.COPY_NOT_FOUND, refusals.MessageGone),
        (faults.CANNOT_COPY, refusals.MessageGone),
        (faults.WRONG_FILE, refusals.FileRefused),
        (faults.FILE_TOO_BIG, refusals.FileRefused),
        (faults.TOO_LARGE, refusals.FileRefused),
        (faults.VOICE_FORBIDDEN, refusals.FileRefused),
        (faults.TOO_LONG, Undeliverable),
        (faults.BUTTON_INVALID, Undeliverable),
        (faults.QUERY_TOO_OLD, Undeliverable),
        (faults.UNPARSED, Undeliverable),  # of a call without markup
        (faults.REPLY_NOT_FOUND, Undeliverable),  # of one that is no reply
    ],
)
async def test_each_refusal_is_known_by_name(client: Bot, stand_in: StandIn, fault, meaning) -> None:
    """What can be done about it, whoever sends knows; the row keeps Telegram's own words."""
    stand_in.fail("sendMessage", fault)
    with pytest.raises(Undeliverable) as refusal:
        await deliver(client, SendMessage(chat_id=1, text="Здравствуйте!"))
    assert meaning is type(refusal.value)
    assert stand_in.history[-1].outcome == f"{stand_in.history[-1].outcome.split()[0]} {refusal.value}"


@pytest.mark.parametrize("fault", [faults.NOT_MODIFIED, faults.TOPIC_NOT_MODIFIED])
async def test_what_is_so_already_is_no_refusal(client: Bot, stand_in: StandIn, fault) -> None:
    stand_in.fail("editMessageText", fault)
    assert None is await deliver(client, EditMessageText(chat_id=1, message_id=1, text="Так уже и есть"))


async def test_a_reply_to_what_was_deleted_is_said_without_it(client: Bot, stand_in: StandIn) -> None:
    anna = stand_in.user("Анна")
    told = await deliver(
        client,
        SendMessage(chat_id=anna.id, text="Здравствуйте!", reply_parameters=ReplyParameters(message_id=999_999)),
    )
    [message] = anna.messages
    assert (told.message_id, "Здравствуйте!") == (message.id, message.text)


async def test_a_caption_that_is_too_long_follows_its_picture(client: Bot, stand_in: StandIn) -> None:
    """A premium account may write more under a picture than a bot may repeat there."""
    anna = stand_in.user("Анна")
    photo = stand_in.files.add("photo", b"picture").id
    long = "Слово &amp; дело. " * 100
    await deliver(client, SendPhoto(chat_id=anna.id, photo=photo, caption=long, parse_mode="HTML"))
    picture, words = anna.messages
    assert ("", long.replace("&amp;", "&").strip()) == (picture.text, words.text.strip())

    album = [InputMediaPhoto(media=photo, caption=long, parse_mode="HTML"), InputMediaPhoto(media=photo)]
    await deliver(client, SendMediaGroup(chat_id=anna.id, media=album))
    assert ["", "", words.text] == [message.text for message in anna.messages[2:]]


async def test_an_album_whose_markup_is_broken_keeps_its_words(client: Bot, stand_in: StandIn) -> None:
    anna = stand_in.user("Анна")
    photo = stand_in.files.add("photo", b"picture").id
    stand_in.fail("sendMediaGroup", faults.UNPARSED)
    album = [InputMediaPhoto(media=photo, caption="<b>чек</b>", parse_mode="HTML"), InputMediaPhoto(media=photo)]
    await deliver(client, SendMediaGroup(chat_id=anna.id, media=album))
    assert ["чек", ""] == [message.text for message in anna.messages]
