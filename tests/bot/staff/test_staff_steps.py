"""Steps in a topic: by buttons, by commands, and in short dialogues where words are needed."""

from datetime import timedelta

import pytest
from rooms import BORIS, OLGA, calls, taken, ticket
from running import Running
from sqlalchemy import select, update
from talks import file_claim

from stand_in import Group, StaffMember, User
from tests.conftest import both_databases
from tickets.post.inbox import InboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.clock import Clock
from tickets.record.ticket import Status, Ticket
from tickets.staff.member import go_away
from tickets.steps.by_staff import take
from tickets.store.base import now
from tickets.store.database import Database


async def requests(user: User, running: Running, database: Database, *shapes: str) -> Ticket:
    """A request about data, of these shapes."""
    await user.says("/delete сделайте что-нибудь с моими данными")
    asked = await user.hears()
    for shape in shapes:
        await user.presses(next(label for label in asked.buttons if shape in label))
        await running.settles()
    await user.presses("Дальше")
    await user.hears()
    await user.presses("Ответить мне здесь")
    await user.hears()
    await user.hears()
    await user.presses("Согласен")
    await user.hears()
    return await ticket(database)


async def test_two_take_at_once_and_one_of_them_is_faster(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The other learns who it was."""
    topic = await calls(vera, staff, database)
    [card] = topic.pinned
    toasts = [await olga.presses("Взять", card), await boris.presses("Взять", card)]
    assert ["Взято в работу.", f"Обращением занимается {OLGA}."] == toasts
    await boris.says("/take", topic)
    await running.settles()
    assert [f"Взято в работу: {OLGA}.", f"Обращением занимается {OLGA}."] == topic.unheard
    assert OLGA == (await ticket(database)).assignee


async def test_a_ticket_is_given_back_and_handed_over(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    assert "Возвращено в очередь." == await olga.presses("Вернуть")
    assert f"Обращение {number} снова в очереди: вопрос сотруднику." == (await staff.hears(topic)).text
    await olga.says(f"/assign {BORIS}", topic)
    assert f"Обращение {number} (вопрос сотруднику) передано: {BORIS}." == (await staff.hears(topic)).text
    assert BORIS == (await ticket(database)).assignee
    await olga.says("/assign nobody@example.org", topic)
    assert "Такого сотрудника нет." in (await staff.hears(topic)).text
    async with database.transaction() as session:
        await go_away(session, OLGA, now() + timedelta(days=1))
    await boris.says(f"/assign {OLGA}", topic)
    assert "Этот сотрудник сейчас отсутствует: выберите другого." == (await staff.hears(topic)).text


async def test_a_question_is_asked_and_answered(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The button asks for the words; the reply to it is the question."""
    topic = await taken(vera, staff, database, olga)
    await olga.presses("Спросить")
    prompt = await staff.hears(topic)
    assert "Что спросить у человека? Ответьте на это сообщение." in prompt.text
    await olga.replies(prompt, "Какой номер заказа?")
    assert "Какой номер заказа?" in (await vera.hears()).text
    await running.settles()
    assert topic.name.startswith("⏳ ")
    assert Status.WAITING == (await ticket(database)).status
    await vera.says("15")
    assert "15" == (await staff.hears(topic)).text
    await running.settles()
    assert topic.name.startswith("🛠 ")
    await olga.replies(prompt, "ещё раз?")
    await running.settles()
    assert [] == vera.unheard, "a question that was answered asks no more"


async def test_a_refusal_asks_for_its_reason_and_its_norm(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.presses("Отказать")
    why = await staff.hears(topic)
    assert "Почему отказ?" in why.text
    await boris.replies(why, "просто так")
    assert f"Это спросили у {OLGA}." == (await staff.hears(topic)).text
    await olga.replies(why, "Данные нужны для договора.")
    norm = await staff.hears(topic)
    assert "На какой норме" in norm.text
    await olga.replies(norm, "ст. 6 ч. 1 п. 5 № 152-ФЗ")
    told = (await vera.hears()).text
    assert "Причина: Данные нужны для договора." in told
    assert "Основание: ст. 6 ч. 1 п. 5 № 152-ФЗ" in told
    await running.settles()
    assert topic.name.startswith("⛔ ")
    assert "Основание отказа: ст. 6 ч. 1 п. 5 № 152-ФЗ" in topic.pinned[0].text


async def test_a_refusal_in_one_line(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.says("/refuse Нужны для договора. | ст. 6", topic)
    assert "Нужны для договора." in (await vera.hears()).text
    await running.settles()
    refused = await ticket(database)
    assert (Status.REFUSED, "ст. 6") == (refused.status, refused.norm)
    await olga.says("/refuse ещё раз | ст. 7", topic)
    await running.settles()
    assert "Так нельзя: сейчас обращение в состоянии «отказано»." == topic.unheard[-1]


async def test_a_date_is_extended_with_a_reason_and_its_notice(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The button asks why; the person reads it with the new date; twice is not possible."""
    request = await requests(vera, running, database, "Показать")
    topic = await staff.topic(request.number)
    await running.settles()
    await olga.presses("Взять")
    await running.settles()
    staff.hears_no_more(topic)
    await olga.presses("Продлить")
    prompt = await staff.hears(topic)
    assert "Ответить на запрос о данных: почему нужно больше времени?" in prompt.text
    await olga.replies(prompt, "Ищем в архиве.")
    told = (await vera.hears()).text
    assert "Причина: Ищем в архиве." in told
    await running.settles()
    assert f"Срок продлён: {OLGA}. Уведомление человеку отправлено." in topic.unheard
    assert "продлено с" in topic.pinned[0].text
    assert "Продлить" not in topic.pinned[0].buttons
    await olga.says("/extend ещё немного", topic)
    await running.settles()
    assert "Продлить нечего" in topic.unheard[-1]


@both_databases
async def test_of_several_terms_one_is_named(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    request = await requests(vera, running, database, "Показать", "Прекратить")
    topic = await staff.topic(request.number)
    await running.settles()
    await olga.presses("Взять")
    await running.settles()
    staff.hears_no_more(topic)
    await olga.says("/extend Ищем.", topic)
    told = (await staff.hears(topic)).text
    assert "Какой срок продлить? Напишите /extend, номер срока и причину:\n1 — " in told
    await olga.says("/extend 2 Ищем.", topic)
    assert "Причина: Ищем." in (await vera.hears()).text


@both_databases
async def test_a_decided_ticket_is_closed_and_opened_again(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await olga.presses("Решить")
    prompt = await staff.hears(topic)
    await olga.replies(prompt, "Объяснили.")
    assert "Объяснили." in (await vera.hears()).text
    await running.settles()
    assert "Закрыто." == await boris.presses("Закрыть")
    assert "закрыто" in (await vera.hears()).text
    await boris.says("/reopen Не всё сделано", topic)
    assert "снова открыто" in (await vera.hears()).text
    await running.settles()
    assert Status.NEW == (await ticket(database)).status
    assert not topic.closed


async def test_the_card_of_a_ticket_opened_again_shows_each_term_once(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The one that runs now, not those that were met."""
    request = await requests(vera, running, database, "Показать")
    topic = await staff.topic(request.number)
    await running.settles()
    for words in ("/take", "/resolve Вот все данные.", "/reopen Не все"):
        await olga.says(words, topic)
        await running.settles()
    assert 1 == topic.pinned[0].text.count("Ответить на запрос о данных:")
    assert "Ответить на запрос о данных: до" in topic.pinned[0].text


async def test_a_note_stays_inside(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """It is kept in the ticket's history."""
    topic = await taken(vera, staff, database, olga)
    await olga.says("/note Звонил юрист", topic)
    assert "Записано, человек этого не увидит." == (await staff.hears(topic)).text
    async with database.reading() as session:
        history = await ticket_with_history(session, (await ticket(database)).number)
    assert [("note", OLGA, {"note": "Звонил юрист"})] == [
        (event.step, event.actor, event.detail) for event in history.events if event.step == "note"
    ]
    assert [] == vera.unheard


async def test_a_request_to_erase_is_resolved_where_one_sees_what_goes(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    request = await requests(vera, running, database, "Отозвать")
    topic = await staff.topic(request.number)
    await running.settles()
    await olga.presses("Взять")
    await running.settles()
    staff.hears_no_more(topic)
    await olga.says("/resolve Удалили.", topic)
    assert "Это делают в консоли" in (await staff.hears(topic)).text
    assert Status.TAKEN == (await ticket(database)).status


@pytest.mark.parametrize("command", ["/take", "/resolve да", "/c 5.1"])
async def test_commands_of_a_ticket_work_in_its_topic_only(
    command: str, olga: StaffMember, staff: Group, running: Running
) -> None:
    await olga.says(command)
    assert "Эта команда работает в теме обращения." == (await staff.hears()).text


async def test_help_and_my_tickets_are_told_anywhere(
    anna: User, vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    claim = await file_claim(anna, database)
    await olga.says("/mine")
    assert f"{OLGA}, за вами обращений: 0" == (await staff.hears()).text
    topic = await taken(vera, staff, database, olga)
    await olga.says("/mine")
    said = await staff.hears()
    async with database.transaction() as session:
        await take(session, claim.number, OLGA)
    assert f"{OLGA}, за вами обращений: 1\nП-2026-000002 · вопрос сотруднику · в работе" == said.text
    await olga.says("/mine")
    assert [f"П-2026-00000{number}" for number in (2, 1)] == [
        line[:13] for line in (await staff.hears()).text.splitlines()[1:]
    ]
    await olga.says("/help", topic)
    assert "/refuse причина | норма" in (await staff.hears(topic)).text


@both_databases
async def test_an_act_that_always_fails_is_told_and_nothing_of_it_is_kept(
    olga: StaffMember, staff: Group, running: Running, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message itself stands in the group; a copy of ours would outlive an erasure."""

    async def fails(_turn: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tickets.loops.FIRST", 0.01)
    monkeypatch.setattr("bot.staff.commands.show_mine", fails)
    await olga.says("/mine позвонить Вере")
    await running.settles()
    assert ["Одно из действий в этой группе не удалось, ничего не изменилось. Повторите его, пожалуйста."] == [
        message.text for message in staff.general.said
    ]
    async with database.reading() as session:
        rows = (await session.execute(select(InboxRow))).scalars()
        assert [("ZeroDivisionError", {})] == [(row.error, row.payload) for row in rows]


@both_databases
async def test_an_extension_after_the_end_is_refused(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    request = await requests(vera, running, database, "Показать")
    topic = await staff.topic(request.number)
    await running.settles()
    await olga.presses("Взять")
    await running.settles()
    async with database.transaction() as session:
        await session.execute(update(Clock).values(ends_at=now() - timedelta(days=1)))
    staff.hears_no_more(topic)
    await olga.says("/extend Ищем", topic)
    assert "Срок уже прошёл: продлить можно только до его окончания." == (await staff.hears(topic)).text
