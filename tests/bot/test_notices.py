"""Notices: what each step of a ticket says to its person and to the staff chat."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from running import STAFF_CHAT, settings
from sentences import PERSON, TOLD_TO_STAFF, N
from stand_in import StandIn

from bot.sender import TelegramSender
from bot.staff.forum import Forum
from bot.staff.sender import StaffSender
from bot.telegram import open_bot
from bot.words.english import ENGLISH
from bot.words.russian import MARKS, RUSSIAN, STAFF
from desk.desk import Desk
from tickets.database import Database
from tickets.post.outbox import Parcel, Undeliverable
from tickets.terms.deadlines import Mark
from tickets.ticket import Request
from tickets.told import TOLD


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
    to_person: TelegramSender, stand_in: StandIn, topic: str, language: str
) -> None:
    data, russian, english = PERSON[topic]
    parcel = Parcel(1, "telegram", "lane", topic, {"number": N, "language": language, "chat": "7", **data}, 1)
    await to_person.send(parcel)

    [said] = stand_in.chats["7"]
    assert (russian if language == "ru" else english) == said.text


@pytest.mark.parametrize(("topic", "data", "sentence"), TOLD_TO_STAFF)
async def test_the_staff_chat_hears_of_a_step_by_number_and_kind(
    to_staff: StaffSender, stand_in: StandIn, topic: str, data: dict[str, object], sentence: str
) -> None:
    parcel = Parcel(1, "staff", "staff", topic, {"number": N, "kind": "deletion", **data}, 1)
    await to_staff.send(parcel)

    [said] = stand_in.chats[str(STAFF_CHAT)]
    assert sentence == said.text


def test_every_topic_and_every_value_has_its_words() -> None:
    """In both languages; and each sentence is shown by a test above."""
    assert set(PERSON) == set(TOLD)
    assert {topic for topic, _, _ in TOLD_TO_STAFF} == set(STAFF)
    assert set(Mark) == set(MARKS)
    for words in (RUSSIAN, ENGLISH):
        assert set(Request) == set(words.hints)


@pytest.mark.parametrize(
    ("topic", "data"),
    [("ticket_merged", {}), ("term_extended", {"due_on": "завтра"}), ("request_confirmed", {"requests": ["fly"]})],
)
async def test_what_lacks_its_facts_does_not_hold_up_the_chat(
    to_person: TelegramSender, to_staff: StaffSender, topic: str, data: dict[str, object]
) -> None:
    """It is refused at once and stays visible, without a word of the person in the reason."""
    parcel = Parcel(1, "telegram", "lane", topic, {"number": N, "language": "ru", "chat": "7", **data}, 1)
    with pytest.raises(Undeliverable, match=f"{topic} lacks what must be said"):
        await to_person.send(parcel)
    with pytest.raises(Undeliverable, match="date_near lacks what must be said"):
        await to_staff.send(Parcel(1, "staff", "staff", "date_near", {"number": N}, 1))
