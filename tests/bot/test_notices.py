"""Notices: what each step of a ticket says to its person and to the staff chat."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from running import STAFF_CHAT, settings
from sentences import PERSON, TOLD_TO_STAFF, N

from bot.sender import TelegramSender
from bot.staff.forum import Forum
from bot.staff.sender import StaffSender
from bot.telegram import open_bot
from bot.words.english import ENGLISH
from bot.words.russian import MARKS, RUSSIAN, STAFF
from desk.desk import Desk
from stand_in import StandIn
from tests.tickets.post.topic_rows import STAFF_ROWS
from tickets.post.outbox import Parcel
from tickets.post.told import TOLD
from tickets.post.topics.stored import read
from tickets.post.topics.to_person import NEWS, TO_CHANNEL
from tickets.post.topics.to_staff import TO_STAFF
from tickets.post.topics.topic import Topic
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Request
from tickets.store.database import Database
from tickets.terms.deadlines import Mark


@pytest.fixture
async def client(stand_in: StandIn) -> AsyncIterator[Bot]:
    bot = open_bot(stand_in.token, stand_in.address)
    yield bot
    await bot.session.close()


@pytest.fixture
def to_person(client: Bot, database: Database) -> TelegramSender:
    return TelegramSender(client, database)


@pytest.fixture
def to_staff(client: Bot, stand_in: StandIn, database: Database, scripted_desk: Desk) -> StaffSender:
    """In a chat that has no topics."""
    return StaffSender(client, database, scripted_desk, settings(stand_in), Forum(client, database, STAFF_CHAT))


@pytest.mark.parametrize("topic", PERSON)
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_step_is_told_in_the_persons_language(
    to_person: TelegramSender, stand_in: StandIn, database: Database, topic: str, language: str
) -> None:
    async with database.transaction() as session:
        conversation = await begin_conversation(session, "telegram", "7")
        await store_message(session, conversation.id, Author.STAFF, "…", identity="m1")
    data, russian, english = PERSON[topic]
    told = read(TO_CHANNEL, topic, {"number": N, "language": language, "chat": "7", "message": "m1", **data})
    await to_person.send(Parcel(1, "telegram", "lane", told, 1))

    [said] = stand_in.chats["7"]
    assert (russian if language == "ru" else english) == said.text


@pytest.mark.parametrize(("topic", "data", "sentence"), TOLD_TO_STAFF)
async def test_the_staff_chat_hears_of_a_step_by_number_and_kind(
    to_staff: StaffSender, stand_in: StandIn, topic: str, data: dict[str, object], sentence: str
) -> None:
    told = read(TO_STAFF, topic, {"number": N, "kind": "deletion", **data})
    await to_staff.send(Parcel(1, "staff", "staff", told, 1))

    [said] = stand_in.chats[str(STAFF_CHAT)]
    assert sentence == said.text


@pytest.mark.parametrize("topic", [topic for _, _, topic in STAFF_ROWS], ids=lambda topic: topic.name)
async def test_a_chat_without_topics_takes_whatever_staff_are_told(to_staff: StaffSender, topic: Topic) -> None:
    """With a sentence, or in silence where only whoever stands in a topic needs it; nothing is refused."""
    await to_staff.send(Parcel(1, "staff", "staff", topic, 1))


def test_every_topic_and_every_value_has_its_words() -> None:
    """In both languages; and each sentence is shown by a test above."""
    assert {news.stored_as for news in NEWS} == set(PERSON) == set(TOLD)
    assert {topic for topic, _, _ in TOLD_TO_STAFF} == set(STAFF)
    assert set(Mark) == set(MARKS)
    for words in (RUSSIAN, ENGLISH):
        assert set(Request) == set(words.hints)
