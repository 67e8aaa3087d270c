"""Relay: what people write is read in the topic, and what staff answer is read by the person; no more than that."""

from datetime import timedelta

import pytest
from faults import BLOCKED, COPY_NOT_FOUND, cut
from rooms import OLGA, calls, taken, ticket
from running import Running

from stand_in import Group, StaffMember, StandIn, User
from tests.conftest import both_databases
from tickets.record.ticket import Status
from tickets.store.database import Database


async def test_a_conversation_goes_both_ways(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Replies are threaded on both sides, and 👌 says that the words arrived."""
    topic = await taken(vera, staff, database, olga)
    asked = await vera.says("Кому ушли мои данные?")
    heard = await staff.hears(topic)
    assert "Кому ушли мои данные?" == heard.text

    reply = await olga.replies(heard, "Проверяем <всё>.")
    answer = await vera.hears()
    number = (await ticket(database)).number
    assert f"Ответ сотрудника по обращению {number}\n\nПроверяем <всё>." == answer.text
    assert asked["message"]["message_id"] == answer.reply.id
    await running.settles()
    assert ["👌"] == olga.reactions_on(reply)

    await vera.replies(answer, "Спасибо, жду")
    thanks = await staff.hears(topic)
    assert "Спасибо, жду" == thanks.text
    assert reply["message"]["message_id"] == thanks.reply.id
    await running.settles()
    assert [] == topic.unheard


async def test_what_a_person_adds_before_anybody_takes_their_call_is_read_along(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The bot still answers, and whoever replies to the words in the topic takes the call by that."""
    topic = await calls(vera, staff, database)
    await vera.says("Сколько храните мои данные?")
    assert "Пункт 5.1" in (await vera.hears()).text
    heard = await staff.hears(topic)
    assert "Сколько храните мои данные?" in heard.text
    await olga.replies(heard, "Смотрю ваше обращение.")
    assert (await vera.hears()).text.endswith("Смотрю ваше обращение.")
    assert Status.TAKEN == (await ticket(database)).status


async def test_only_replies_to_the_person_and_the_command_reach_them(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """All other talk stays among staff, also replies to colleagues and to notices of the bot."""
    topic = await taken(vera, staff, database, olga)
    talk = await olga.says("коллеги, кто в курсе?", topic)
    await boris.replies(talk, "спроси юристов")
    await olga.replies(topic.said[2], "это строка бота")
    await olga.says("/unknown команда", topic)
    await running.settles()
    assert [] == vera.unheard
    assert [] == topic.unheard

    await olga.says("/reply Ответим сегодня.", topic)
    assert (await vera.hears()).text.endswith("\n\nОтветим сегодня.")
    await olga.replies(topic.pinned[0], "И на карточку.")
    assert (await vera.hears()).text.endswith("\n\nИ на карточку.")
    await olga.replies(topic.said[1], "И на первые слова.")
    assert (await vera.hears()).text.endswith("\n\nИ на первые слова.")


async def test_whoever_replies_to_an_untaken_ticket_takes_it(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await calls(vera, staff, database)
    await olga.replies(topic.said[1], "Здравствуйте!")
    assert "Здравствуйте!" in (await vera.hears()).text
    assert f"Взято в работу: {OLGA}." == (await staff.hears(topic)).text
    taken_by = await ticket(database)
    assert (Status.TAKEN, OLGA) == (taken_by.status, taken_by.assignee)


async def test_only_the_assignee_answers(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await boris.replies(topic.pinned[0], "Я отвечу!")
    assert f"Обращением занимается {OLGA}." == (await staff.hears(topic)).text
    await running.settles()
    assert [] == vera.unheard


@both_databases
async def test_files_of_all_kinds_go_both_ways(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """As they are, with their captions; staff learn that they arrived."""
    topic = await taken(vera, staff, database, olga)
    await vera.sends_photo(caption="вот скриншот")
    await vera.sends_document()
    await vera.sends_voice()
    await vera.sends_file("video_note")
    await vera.sends_sticker()
    await vera.sends_location()
    await running.settles()
    came = topic.said[3:]
    assert ["photo", "document", "voice", "video_note", "sticker", None] == [message.media for message in came]
    assert "вот скриншот" == came[0].text
    assert "location" in came[-1].content

    number = (await ticket(database)).number
    photo = await olga.sends_photo(caption="наш ответ", reply_to=came[0])
    assert f"Ответ сотрудника по обращению {number}" == (await vera.hears()).text
    sent = await vera.hears()
    assert ("photo", "наш ответ") == (sent.media, sent.text)
    await olga.sends_voice(reply_to=came[2])
    assert f"Ответ сотрудника по обращению {number}" == (await vera.hears()).text
    assert "voice" == (await vera.hears()).media
    await running.settles()
    assert ["👌"] == olga.reactions_on(photo)


@both_databases
async def test_albums_stay_albums(
    vera: User,
    olga: StaffMember,
    staff: Group,
    running: Running,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for place in ("relaying", "answers"):  # long enough for a busy machine to handle a picture meanwhile
        monkeypatch.setattr(f"bot.staff.{place}.ALBUM_WAIT", timedelta(seconds=4))
    topic = await taken(vera, staff, database, olga)
    await vera.sends_album("photo", "video", "photo", caption="три")
    await running.settles()
    came = topic.said[3:]
    assert ["photo", "video", "photo"] == [message.media for message in came]
    assert 1 == len({message.album for message in came} - {None})
    assert "три" == came[0].text

    await olga.sends_album("photo", "photo", caption="два", reply_to=came[0])
    await running.settles()
    heading, *files = vera.messages[-3:]
    assert heading.text.startswith("Ответ сотрудника")
    assert ["photo", "photo"] == [message.media for message in files]
    assert 1 == len({message.album for message in files} - {None})
    assert "два" == files[0].text


async def test_what_cannot_be_passed_on_is_said(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.sends(reply_to=topic.pinned[0], dice={"emoji": "🎲", "value": 3})
    assert "Такое человеку не переслать" in (await staff.hears(topic)).text
    await vera.sends(text="секрет", has_protected_content=True)
    assert "секрет" == (await staff.hears(topic)).text
    await vera.sends_sticker(has_protected_content=True)
    assert "Telegram не дал его переслать" in (await staff.hears(topic)).text


async def test_words_that_do_not_arrive_are_told_with_the_reason(
    vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    stand_in.fail("sendMessage", BLOCKED, chat=vera.id)
    reply = await olga.replies(topic.pinned[0], "Здравствуйте!")
    lost = await staff.hears(topic)
    assert "⚠️ Не доставлено: человек заблокировал бота." == lost.text
    assert reply["message"]["message_id"] == lost.reply.id
    await running.settles()
    assert [] == olga.reactions_on(reply)


async def test_a_file_deleted_before_it_was_passed_on_is_told(
    vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    stand_in.fail("copyMessage", COPY_NOT_FOUND, chat=vera.id)
    await olga.sends_photo(reply_to=topic.pinned[0])
    assert "⚠️ Не доставлено: исходного сообщения в группе уже нет." == (await staff.hears(topic)).text


async def test_a_cut_in_the_middle_says_nothing_twice(
    vera: User, olga: StaffMember, staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    """A long message of two parts: after the cut only what is missing is sent."""
    topic = await taken(vera, staff, database, olga)
    text = " ".join(f"Предложение номер {number} о моих данных." for number in range(200))
    stand_in.fail("sendMessage", cut, chat=staff.id, spared=1)
    await vera.says(text[:4096])
    await vera.says("и ещё", date=stand_in.now() + 60)
    await running.settles()
    parts = [message.text for message in topic.said[3:]]
    assert text[:4096].strip() == " ".join(parts[:-1])
    assert "и ещё" == parts[-1]


@pytest.mark.parametrize("words", ["/reply", "/reply   "])
async def test_an_empty_answer_goes_nowhere(
    words: str, vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.says(words, topic)
    assert "Здесь нет слов." == (await staff.hears(topic)).text
    assert [] == vera.unheard


async def test_clauses_are_suggested_for_what_the_person_writes_and_sent_at_a_press(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """«/c» sends any other word for word."""
    topic = await taken(vera, staff, database, olga)
    await vera.says("а партнёр мой номер видел?")
    heard = await staff.hears(topic)
    assert "а партнёр мой номер видел?\n\nВозможно, поможет: 5.2, 4.1.12, 2.3" == heard.text
    await olga.presses("Отправить п. 5.2")
    clause = running.desk.knowledge.quote("5.2").text
    said = (await vera.hears()).text
    assert "Пункт 5.2 Политики, редакция" in said
    assert clause.strip()[:200] in said
    shown = await staff.hears(topic)
    assert f"{OLGA}, ответ человеку:" in shown.text
    await running.settles()
    assert ["👌"] == olga.reactions_on(shown)

    await olga.says("/c 5.1", topic)
    assert "Пункт 5.1 Политики" in (await vera.hears()).text
    await staff.hears(topic)
    await olga.says("/c 99.9", topic)
    assert "Такого пункта нет. Например: /c 5.2" == (await staff.hears(topic)).text
