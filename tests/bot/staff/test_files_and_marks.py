"""Answers of the console in Telegram: their files arrive after the words, and their marks look as in Telegram."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from rooms import OLGA, taken, ticket
from running import Running
from sqlalchemy import select

from bot.sender import TelegramSender
from bot.telegram import open_bot
from stand_in import Group, Message, StaffMember, StandIn, User
from stand_in.faults import bad
from tests.desk.drawn import png
from tickets.post.outbox import Parcel
from tickets.post.topics.to_person import Notice, StaffAnswered
from tickets.record.attachment import Attachment, Media, Shelf
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.steps.by_staff import answer
from tickets.store.database import Database


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "attachments")


@pytest.fixture
async def sender(stand_in: StandIn, database: Database, shelf: Shelf) -> AsyncIterator[TelegramSender]:
    bot: Bot = open_bot(stand_in.token, stand_in.address)
    yield TelegramSender(bot, database, shelf)
    await bot.session.close()


async def put(database: Database, shelf: Shelf, conversation: str, message: str, name: str, content: bytes) -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    stored = await shelf.put(chunks())
    async with database.transaction() as session:
        mime = "image/png" if name.endswith(".png") else "text/plain"
        session.add(
            Attachment(id=stored.id, conversation_id=conversation, message_id=message, media=Media.DOCUMENT, name=name,
                       mime=mime, size=stored.size, sha256=stored.sha256)
        )  # fmt: skip
    return stored.id


async def said_with(
    database: Database, shelf: Shelf, chat: User, text: str, *files: tuple[str, bytes]
) -> tuple[Parcel, str]:
    """An answer with files, as the outbox hands it to the sender, and our id of its message."""
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "telegram", str(chat.id))).id
        message = (await store_message(session, conversation, Author.STAFF, text)).id
    ids = [await put(database, shelf, conversation, message, *file) for file in files]
    news = StaffAnswered(message, text, files=tuple(ids))
    return Parcel(7, "telegram", conversation, Notice("П-2026-000001", "ru", news, str(chat.id)), 1, None), message


def contents(stand_in: StandIn, shown: Message) -> bytes:
    """The bytes of the file that a message shows."""
    content = shown.content.get("document") or shown.content["photo"][-1]
    return stand_in.files.find(content["file_id"]).content


async def test_files_arrive_after_the_words_in_their_order(
    stand_in: StandIn, sender: TelegramSender, database: Database, shelf: Shelf
) -> None:
    """A picture as a photo, two texts as one album; each with its bytes, and none is sent twice."""
    vera = stand_in.user("Вера")
    picture = png(400, 300)
    parcel, message = await said_with(
        database, shelf, vera, "Вот **копии**", ("схема.png", picture), ("а.txt", b"one"), ("b.txt", b"two")
    )
    await sender.send(parcel)
    words, photo, first, second = [await vera.hears() for _ in range(4)]
    assert "<b>копии</b>" in words.html
    assert [picture, b"one", b"two"] == [contents(stand_in, each) for each in (photo, first, second)]
    assert ["а.txt", "b.txt"] == [each.content["document"]["file_name"] for each in (first, second)]
    assert first.content["media_group_id"] == second.content["media_group_id"]
    await sender.send(parcel)  # as after a cut
    assert [] == vera.unheard
    async with database.reading() as session:
        assert all((await session.scalars(select(Attachment.remote).where(Attachment.message_id == message))).all())


async def test_a_photo_that_telegram_refuses_goes_as_a_document(
    stand_in: StandIn, sender: TelegramSender, database: Database, shelf: Shelf
) -> None:
    vera = stand_in.user("Вера")
    parcel, _ = await said_with(database, shelf, vera, "Вот", ("схема.png", png(4, 3)))
    stand_in.fail("sendPhoto", bad("PHOTO_INVALID_DIMENSIONS: photo_invalid"))
    await sender.send(parcel)
    assert "Вот" in (await vera.hears()).text
    assert "схема.png" == (await vera.hears()).content["document"]["file_name"]


async def test_marks_look_as_telegram_draws_them(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Bold, points and a quotation, escaped; the same for colleagues in the topic."""
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        text = "Здравствуйте, **Вера & Ко**!\n\n- раз\n- <b>два</b>\n1. три\n> вы **спросили**"
        await answer(session, (await ticket(database)).number, OLGA, text)
    said, shown = await vera.hears(), await staff.hears(topic)
    for each in (said, shown):
        assert "Здравствуйте, <b>Вера &amp; Ко</b>!" in each.html
        assert "• раз\n• &lt;b&gt;два&lt;/b&gt;\n\n1. три" in each.html
        assert "<blockquote expandable>вы <b>спросили</b></blockquote>" in each.html


async def test_what_staff_make_bold_in_the_topic_is_bold_for_the_person(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """It is stored with the marks that one would type."""
    topic = await taken(vera, staff, database, olga)
    await vera.says("Когда вернёте?")
    question = await staff.hears(topic)
    await olga.replies(question, "Вернём завтра", entities=[{"type": "bold", "offset": 7, "length": 6}])
    assert "Вернём <b>завтра</b>" in (await vera.hears()).html
    async with database.reading() as session:
        said = (await session.scalars(select(StoredMessage.text).where(StoredMessage.author == Author.STAFF))).all()
    assert ["Вернём **завтра**"] == said
