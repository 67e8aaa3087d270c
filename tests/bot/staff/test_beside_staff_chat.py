"""Asking in Telegram while staff hold the ticket: the person reads a sure clause at once, and the topic says so."""

import pytest
from rooms import OLGA, taken, ticket
from running import Running

from stand_in import Group, StaffMember, User
from stand_in.topic import Topic
from tests.conftest import both_databases
from tickets.queue.lists import ticket_with_history
from tickets.store.database import Database

KEPT = "Сколько вы храните мои данные?"  #: 5.1
COURIER = "А доставщику мой номер дадите?"  #: 5.2
GIVEN = "Бот сразу показал человеку: {}."


@pytest.fixture
async def topic(vera: User, olga: StaffMember, staff: Group, database: Database) -> Topic:
    """Of Vera's ticket, which Olga holds."""
    return await taken(vera, staff, database, olga)


@both_databases
async def test_a_sure_question_is_answered_by_the_policy_and_read_by_staff(
    topic: Topic, vera: User, staff: Group, running: Running, database: Database
) -> None:
    """Under a line that says whose words these are; the second time staff alone answer."""
    await vera.says(KEPT)
    said = await vera.hears()
    assert said.text.startswith("Пока сотрудник не ответил, вот что об этом сказано в самой Политике.")
    assert "Ваше сообщение он тоже видит и ответит здесь." in said.text
    assert "Пункт 5.1" in said.text
    heard = await staff.hears(topic)
    assert heard.text.startswith(KEPT)
    assert GIVEN.format("пункт 5.1") in heard.text
    assert "Отправить п. 5.1" not in heard.buttons

    await vera.says(KEPT)
    assert "Бот сразу показал" not in (await staff.hears(topic)).text
    await running.settles()
    assert [] == vera.unheard


async def test_what_staff_asked_or_are_answered_is_for_them(
    topic: Topic, vera: User, olga: StaffMember, staff: Group, running: Running
) -> None:
    """An answer to a question of theirs, a reply to their words, a photo with a question under it."""
    await olga.says("/ask О чём было первое письмо?", topic)
    await vera.hears()
    await vera.says(KEPT)
    await olga.replies(await staff.hears(topic), "Спасибо, смотрю.")
    await vera.replies(await vera.hears(), KEPT)
    await vera.sends_photo(caption=KEPT)
    await running.settles()
    assert [] == vera.unheard

    await vera.says(KEPT)
    assert "Пункт 5.1" in (await vera.hears()).text


async def test_whoever_rates_it_is_not_sent_to_call_a_person_again(
    topic: Topic, vera: User, running: Running, database: Database
) -> None:
    await vera.says(KEPT)
    said = await vera.hears()
    assert ["Помогло", "Не то"] == [label for label in said.buttons if label != "Открыть Политику"]
    assert "Спасибо, учтём. Сотрудник ответит здесь." == await vera.presses("Не то")
    await running.settles()
    assert {} == said.buttons
    assert [] == vera.unheard


@pytest.mark.parametrize("how", ["a command", "a button"])
async def test_staff_switch_it_off_and_on(
    how: str, topic: Topic, vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The card says which it is, and the ticket keeps who wanted it so."""
    off, on = {"a command": ("/mute", "/unmute")}.get(how, ("Не показывать пункты сразу", "Показывать пункты сразу"))

    async def does(what: str) -> None:
        await (olga.says(what, topic) if how == "a command" else olga.presses(what))

    assert "на ясный вопрос бот сразу даёт пункт, и вы это увидите" in topic.pinned[0].text
    await does(off)
    assert f"Показ пунктов выключен: {OLGA}." == (await staff.hears(topic)).text
    assert "бот их не показывает, отвечает только сотрудник" in topic.pinned[0].text
    await vera.says(KEPT)
    await staff.hears(topic)
    await running.settles()
    assert [] == vera.unheard

    await does(on)
    assert f"Показ пунктов включён: {OLGA}." == (await staff.hears(topic)).text
    await vera.says(COURIER)
    assert "Пункт 5.2" in (await vera.hears()).text
    async with database.reading() as session:
        history = await ticket_with_history(session, (await ticket(database)).number)
    done = [(event.step, event.actor) for event in history.events if event.step.endswith("mute")]
    assert [("mute", OLGA), ("unmute", OLGA)] == done
