"""Topics: one for each ticket, whatever happens to it."""

import asyncio

from aiogram import Bot
from faults import BLOCKED, slow
from rooms import OLGA, call, taken, ticket
from running import STAFF_CHAT, Running, settings
from sqlalchemy import select

from bot.staff.forum import Forum
from bot.staff.sender import StaffSender
from desk.holdings import HOLDINGS
from stand_in import Group, StaffMember, StandIn, User
from tests.conftest import MOSCOW, both_databases
from tickets.erasure.erasure import erase
from tickets.post.outbox import Parcel
from tickets.post.room import Room
from tickets.post.topics.to_staff import TicketOpened
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import TicketKind
from tickets.steps.by_staff import answer, give_back, take
from tickets.steps.joining import merge
from tickets.steps.opening import open_ticket
from tickets.store.database import Database


async def test_a_new_ticket_has_a_topic_with_its_card_and_its_words(
    vera: User, staff: Group, running: Running, database: Database
) -> None:
    """Number and kind in the name, the card on top, then the words of the person as they were."""
    await vera.says("/claim верните деньги, мой номер +7 900 123-45-67")
    await vera.hears()
    await vera.presses("Ответить мне здесь")
    await vera.hears()
    await vera.hears()
    await vera.presses("Согласен")
    await vera.hears()
    claim = await ticket(database)

    topic = await staff.topic(claim.number)
    card = await staff.hears(topic)
    words = await staff.hears(topic)
    assert f"🆕 {claim.number} · претензия" == topic.name
    assert f"{claim.number} · претензия" in card.text
    assert "Состояние: в очереди\nВедёт: пока никто\nОтветить на претензию: до" in card.text
    assert "Откуда: Telegram\nКонтакты: только эта переписка" in card.text
    assert ["Взять"] == list(card.buttons)
    assert "Слова обратившегося:\n\nверните деньги, мой номер +7 900 123-45-67" == words.text
    await running.settles()
    assert [card] == topic.pinned
    assert [] == topic.unheard
    assert [topic] == staff.topics


async def test_the_topic_follows_the_ticket_to_its_end_and_back(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Its name shows the state, its card what can be done; it closes with the ticket and opens with it."""
    topic = await taken(vera, staff, database, olga)
    [card] = topic.pinned
    await running.settles()
    assert topic.name.startswith("🛠 ")
    assert f"Состояние: в работе\nВедёт: {OLGA}" in card.text
    assert ["Спросить", "Вернуть", "Решить", "Отказать", "Не показывать пункты сразу"] == list(card.buttons)

    await olga.says("/resolve Всё объяснили.", topic)
    assert "Всё объяснили." in (await vera.hears()).text
    await running.settles()
    assert topic.name.startswith("✅ ")
    assert ["Закрыть", "Открыть снова"] == list(card.buttons)
    assert topic.closed

    await vera.presses("Открыть снова")
    await vera.hears()
    await vera.says("Не объяснили!")
    await vera.hears()
    await running.settles()
    assert topic.name.startswith("🆕 ")
    assert not topic.closed
    assert [topic] == staff.topics
    why = topic.said[-1]
    assert why.text.endswith("открыто снова: вопрос сотруднику.\n\nСлова обратившегося:\n\nНе объяснили!")
    await olga.replies(why, "Объясняем.")
    assert "Объясняем." in (await vera.hears()).text


async def test_two_first_events_make_one_topic(
    vera: User, staff: Group, running: Running, stand_in: StandIn, bot: Bot, database: Database
) -> None:
    """Two processes carry rows of a ticket at once, and Telegram is slow; whoever comes second deletes what it made."""
    await running.stop()
    async with database.transaction() as session:
        conversation = await begin_conversation(session, "telegram", str(vera.id))
        number = (await open_ticket(session, call(conversation.id), MOSCOW)).number
    stand_in.fail("createForumTopic", slow(0.2), times=None)
    rows = [Parcel(n, "staff", "lane", TicketOpened(number, TicketKind.HUMAN), 1) for n in (1, 2)]
    both = [
        StaffSender(bot, database, running.desk, settings(stand_in), Forum(bot, database, STAFF_CHAT)) for _ in rows
    ]
    await asyncio.gather(*(sender.send(row) for sender, row in zip(both, rows, strict=True)))

    assert 2 == len(stand_in.made("createForumTopic"))
    [topic] = staff.topics
    assert f"🆕 {number} · вопрос сотруднику" == topic.name
    async with database.reading() as session:
        [room] = (await session.execute(select(Room))).scalars()
    assert str(topic.thread) == room.thread


async def test_a_topic_deleted_by_hand_is_made_again_and_nothing_is_lost(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """What the person writes arrives in a new topic, whose card works."""
    topic = await taken(vera, staff, database, olga)
    await running.settles()
    await olga.deletes(topic)
    await vera.says("Вы ещё здесь?")
    await running.settles()

    [again] = staff.topics
    assert topic.thread != again.thread
    assert topic.name == again.name
    texts = [message.text for message in again.said]
    assert ["Эту тему удалили", "Слова обратившего", "Вы ещё здесь?"] == [text[:17].strip(", ") for text in texts[1:]]
    await olga.replies(again.said[-1], "Здесь.")
    assert "Здесь." in (await vera.hears()).text
    await olga.presses("Вернуть")
    await running.settles()
    assert again.name.startswith("🆕 ")


async def test_a_card_deleted_by_hand_is_sent_again(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    [card] = topic.pinned
    await olga.deletes(card)
    await olga.says("/return", topic)
    await running.settles()
    [again] = topic.pinned
    assert "Состояние: в очереди" in again.text
    assert ["Взять"] == list(again.buttons)


async def test_a_topic_closed_by_hand_is_written_into_all_the_same(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.closes(topic)
    await vera.says("Ау")
    assert "Ау" == (await staff.hears(topic)).text
    await running.settles()


async def test_without_the_right_to_manage_topics_staff_hear_in_one_line(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Number and kind, and once a sentence why; with the right given back the topics go on, and nothing is lost."""
    topic = await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    await staff.forbids("can_manage_topics")
    await running.settles()
    await vera.says("секретное")
    await running.settles()
    await vera.says("ещё секретное")
    await running.settles()
    assert [] == topic.unheard
    heard = [message.text for message in staff.general.said]
    assert "Управлять темами в этой группе бот больше не может" in heard[0]
    assert [f"Новое сообщение по обращению {number}."] * 2 == heard[1:]

    await staff.allows()
    await running.settles()
    await vera.says("третье")
    await running.settles()
    assert ["Сказано, пока темы были недоступны:", "секретное", "ещё секретное", "третье"] == topic.unheard
    assert 3 == len(staff.general.said)
    await olga.replies(topic.said[-3], "Отвечаем на первое.")
    assert "Отвечаем на первое." in (await vera.hears()).text
    await vera.says("четвёртое")
    await running.settles()
    assert "четвёртое" == topic.said[-1].text


async def test_a_ticket_of_a_time_without_topics_has_all_its_words_in_the_topic_made_later(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Words, pictures and what was answered from the console, in their order."""
    await staff.forbids("can_manage_topics")
    await running.settles()
    await vera.says("мои данные утекли")
    await vera.hears()
    await vera.presses("Позвать сотрудника")
    await vera.hears()
    number = (await ticket(database)).number
    async with database.transaction() as session:
        await take(session, number, OLGA)
    await vera.says("первое")
    await vera.sends_album("photo", "photo", caption="второе")
    await running.settles()
    async with database.transaction() as session:
        await answer(session, number, OLGA, "Смотрим.")
    await running.settles()
    assert [] == staff.topics

    await staff.allows()
    await running.settles()
    await vera.says("третье")
    topic = await staff.topic(number)
    await running.settles()
    card, *rest = topic.said
    assert "Состояние: в работе" in card.text
    assert [
        "Слова обратившегося:\n\nмои данные утекли",
        "Сказано, пока темы были недоступны:",
        "первое",
        "второе",
        "",
        f"{OLGA}, ответ из консоли:\n\nСмотрим.",
        "третье",
    ] == [message.text for message in rest]
    assert ["photo", "photo"] == [message.media for message in rest if message.media]


async def test_a_group_without_topics_hears_number_and_kind(
    vera: User, staff: Group, running: Running, database: Database
) -> None:
    staff.chat.forum = False
    await vera.says("мои данные утекли")
    await vera.hears()
    await vera.presses("Позвать сотрудника")
    await vera.hears()
    number = (await ticket(database)).number
    await running.settles()
    assert [f"Новое обращение {number}: вопрос сотруднику."] == [message.text for message in staff.general.said]
    assert [] == staff.topics


async def test_a_group_without_topics_hears_that_an_answer_is_lost(
    vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Whoever wrote it in the console has to know."""
    await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    await staff.forbids("can_manage_topics")
    await running.settles()
    stand_in.fail("sendMessage", BLOCKED, chat=vera.id)
    async with database.transaction() as session:
        await answer(session, number, OLGA, "Здравствуйте!")
    await running.settles()
    assert f"⚠️ Обращение {number}: ответ человеку не доставлен: человек заблокировал бота." == (
        staff.general.said[-1].text
    )


async def test_files_of_a_request_stand_in_its_topic(
    vera: User, staff: Group, running: Running, database: Database
) -> None:
    """As the person attached them."""
    await vera.says("/claim верните деньги")
    await vera.hears()
    await vera.sends_photo()
    await vera.hears()
    await vera.presses("Ответить мне здесь")
    await vera.hears()
    await vera.hears()
    await vera.presses("Согласен")
    await vera.hears()
    topic = await staff.topic((await ticket(database)).number)
    await running.settles()
    assert ["photo"] == [message.media for message in topic.said if message.media]


@both_databases
async def test_an_erased_person_leaves_no_topic(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """What was said of them in the group goes with everything else."""
    await taken(vera, staff, database, olga)
    async with database.transaction(alone=True) as session:
        await erase(session, (await ticket(database)).number, "operator", None, HOLDINGS, force=True)
    await running.settles()
    assert [] == staff.topics
    assert [] == [message.text for message in staff.general.said]


async def test_a_topic_that_the_bot_may_not_delete_is_named_to_staff(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    await staff.forbids("can_delete_messages")
    await running.settles()
    async with database.transaction(alone=True) as session:
        await erase(session, number, "operator", None, HOLDINGS, force=True)
    await running.settles()
    [said] = staff.general.said
    assert f"Данные человека по обращению {number} удалены, но удалить его тему боту не хватает прав" in said.text


async def test_where_words_are_off_only_number_and_kind_reach_the_group(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Steps without words are taken there all the same; words are written in the console."""
    await running.stop()
    await running.start(telegram_staff_text=False)
    await vera.says("мой телефон +79001234567")
    await vera.hears()
    await vera.presses("Позвать сотрудника")
    await vera.hears()
    topic = await staff.topic((await ticket(database)).number)
    card = await staff.hears(topic)
    await olga.presses("Взять")
    await vera.says("секрет")
    await running.settles()
    await olga.replies(card, "Здравствуйте!")
    await running.settles()
    texts = [message.text for message in topic.said]
    assert "Контакты:" not in texts[0]
    assert f"Взято в работу: {OLGA}." == texts[1]
    assert texts[2].startswith("Новое сообщение по обращению")
    assert texts[3].startswith("Слова в этой группе отключены настройкой. Ответьте из консоли: http")
    assert 4 == len(texts)
    assert [] == vera.unheard


async def test_what_another_ticket_goes_on_with_is_read_in_its_topic(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Its card has the dates of both, and the topic of the other closes."""
    first = await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    async with database.transaction() as session:
        await give_back(session, number, OLGA)
        conversation = await begin_conversation(session, "telegram", str(vera.id))
        other = call(conversation.id, kind=TicketKind.CLAIM, origin="telegram:other", text="и верните деньги")
        merged = (await open_ticket(session, other, MOSCOW)).number
    await running.settles()
    staff.hears_no_more(first)
    async with database.transaction() as session:
        await merge(session, merged, OLGA, number, MOSCOW)
    await running.settles()
    assert ["Дополнено, версия 2:\n\nи верните деньги"] == first.unheard
    assert "Ответить на претензию: до" in first.pinned[0].text
    joined = await staff.topic(merged)
    assert (True, "🔗") == (joined.closed, joined.name[0])
