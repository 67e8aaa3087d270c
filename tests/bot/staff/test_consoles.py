"""One ticket, answered from the console and from the topic: one history, and nobody talks over anybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from rooms import BORIS, OLGA, call, taken, ticket
from running import Running
from sqlalchemy import select

from punkt.notices import PullSender
from stand_in import Group, StaffMember, User
from tests.conftest import MOSCOW, both_databases
from tickets.post.dispatcher import deliver_forever
from tickets.post.outbox import STAFF, OutboxRow, room_lane, tell
from tickets.post.topics.to_staff import UserWrote
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.steps.by_staff import answer, assign, take
from tickets.steps.deciding import resolve
from tickets.steps.opening import open_ticket
from tickets.store.database import Database


async def answers(database: Database, conversation: str) -> list[OutboxRow]:
    """What a visitor of the site is told by staff."""
    query = select(OutboxRow).where(OutboxRow.lane == conversation, OutboxRow.topic == "staff_answered")
    async with database.reading() as session:
        return list((await session.execute(query.order_by(OutboxRow.id))).scalars())


async def test_what_is_answered_in_the_console_is_read_in_the_topic(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """With who it was; a reply of the person is threaded to it."""
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        await answer(session, (await ticket(database)).number, OLGA, "Проверяем.")
    said = await vera.hears()
    shown = await staff.hears(topic)
    assert f"{OLGA}, ответ из консоли:\n\nПроверяем." == shown.text
    await vera.replies(said, "Жду")
    assert shown.id == (await staff.hears(topic)).reply.id
    await running.settles()
    assert ["👌"] == olga.reactions_on(shown)


async def test_a_decision_of_the_console_is_read_before_the_topic_closes(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        await resolve(session, (await ticket(database)).number, OLGA, "Всё исправили.")
    await running.settles()
    assert f"{OLGA}, решение из консоли:\n\nВсё исправили." in topic.unheard
    assert topic.closed


async def test_whoever_answers_what_a_colleague_has_answered_is_asked_first(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Sent only at a press, once; the press is theirs alone."""
    topic = await taken(vera, staff, database, olga)
    await vera.says("Где мои данные?")
    question = await staff.hears(topic)
    async with database.transaction() as session:
        number = (await ticket(database)).number
        await answer(session, number, OLGA, "В архиве.")
        await assign(session, number, OLGA, BORIS)
    assert "В архиве." in (await vera.hears()).text
    await running.settles()
    staff.hears_no_more(topic)

    await boris.replies(question, "Нигде.")
    asked = await staff.hears(topic)
    assert f"Человеку уже ответил коллега: {OLGA}. Отправить и ваш ответ?" in asked.text
    assert ["Отправить", "Не отправлять"] == list(asked.buttons)
    await running.settles()
    assert [] == vera.unheard
    assert f"Это спросили у {BORIS}." == await olga.presses("Отправить")
    await boris.presses("Отправить")
    assert (await vera.hears()).text.endswith("\n\nНигде.")
    assert "Эта кнопка уже не действует." == await boris.presses("Отправить", asked)
    await running.settles()
    assert {} == asked.buttons
    assert [] == vera.unheard


async def test_an_album_is_held_back_and_sent_as_one(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """One question for all its pictures."""
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        number = (await ticket(database)).number
        await answer(session, number, OLGA, "В архиве.")
        await assign(session, number, OLGA, BORIS)
    await vera.hears()
    await running.settles()
    staff.hears_no_more(topic)
    await boris.sends_album("photo", "photo", caption="вот", reply_to=topic.pinned[0])
    await running.settles()
    [question] = topic.unheard
    assert "Отправить и ваш ответ?" in question
    await boris.presses("Отправить")
    await running.settles()
    heading, *pictures = vera.messages[-3:]
    assert heading.text.startswith("Ответ сотрудника")
    assert ["вот", ""] == [picture.text for picture in pictures]
    assert 1 == len({picture.album for picture in pictures} - {None})


@both_databases
async def test_an_answer_held_back_goes_as_it_was_changed(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Not in the words that a colleague has made obsolete."""
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        number = (await ticket(database)).number
        await answer(session, number, OLGA, "В архиве.")
        await assign(session, number, OLGA, BORIS)
    await vera.hears()
    reply = await boris.says("/reply Нигде.", topic)
    await running.settles()
    await boris.edits(reply, "/reply И на складе.")
    await running.settles()
    assert [] == vera.unheard
    await boris.presses("Отправить")
    assert (await vera.hears()).text.endswith("\n\nИ на складе.")


async def test_an_answer_held_back_can_be_dropped(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        number = (await ticket(database)).number
        await answer(session, number, OLGA, "В архиве.")
        await assign(session, number, OLGA, BORIS)
    await vera.hears()
    await boris.says("/reply Нигде.", topic)
    await running.settles()
    assert "Не отправлено." == await boris.presses("Не отправлять")
    await running.settles()
    assert [] == vera.unheard


async def test_an_answer_to_something_newer_needs_no_question(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    async with database.transaction() as session:
        number = (await ticket(database)).number
        await answer(session, number, OLGA, "В архиве.")
        await assign(session, number, OLGA, BORIS)
    await vera.hears()
    await vera.says("А где архив?")
    await running.settles()
    await boris.replies(topic.said[-1], "На складе.")
    assert "На складе." in (await vera.hears()).text


@pytest.fixture
async def website(database: Database) -> AsyncIterator[None]:
    """Its visitors fetch what they are told."""
    task = asyncio.create_task(deliver_forever(database, {"web": PullSender()}))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.usefixtures("website")
@both_databases
async def test_a_visitor_of_the_site_is_answered_from_the_topic(
    olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """In words; a file cannot go there, and whoever sends one learns it."""
    async with database.transaction() as session:
        conversation = await begin_conversation(session, "web")
        number = (await open_ticket(session, call(conversation.id, channel="web"), MOSCOW)).number
        await take(session, number, OLGA)
        said = await store_message(session, conversation.id, Author.USER, "Я с сайта", "m1")
        tell(session, STAFF, room_lane(number), UserWrote(number, said.id, None), "test")
    topic = await staff.topic(number)
    await running.settles()
    assert "Откуда: сайт" in topic.pinned[0].text
    assert "Я с сайта" == topic.said[-1].text
    staff.hears_no_more(topic)

    reply = await olga.replies(topic.said[-1], "Здравствуйте!")
    await olga.sends_photo(caption="вот", reply_to=topic.said[-1])
    assert "На сайт уходит только текст: фото человек не увидит." == (await staff.hears(topic)).text
    await olga.sends_photo(reply_to=topic.pinned[0])
    assert "На сайт уходит только текст, а здесь его нет: фото не отправить." in (await staff.hears(topic)).text
    await running.settles()
    assert ["Здравствуйте!", "вот"] == [row.data["text"] for row in await answers(database, conversation.id)]
    assert ["👌"] == olga.reactions_on(reply)
