"""Asking: where one is, a step back, and all of it once more before the consent."""

import pytest
from running import Running
from talks import tickets

from stand_in import User
from tickets.record.ticket import Request
from tickets.store.database import Database


async def test_each_step_says_how_far_it_is(anna: User) -> None:
    """Three for a claim, four for a request about data."""
    await anna.says("/claim")
    assert (await anna.hears()).text.startswith("Шаг 1 из 3\n\nОпишите одним сообщением")
    await anna.says("верните деньги")
    assert (await anna.hears()).text.startswith("Шаг 2 из 3\n\nКуда прислать ответ?")
    await anna.presses("Ответить мне здесь")
    assert (await anna.hears()).text.startswith("Шаг 3 из 3\n\nПроверьте: претензия")
    await anna.hears()

    await anna.says("/delete")
    assert (await anna.hears()).text.startswith("Шаг 1 из 4\n\nНапишите одним сообщением")
    await anna.says("удалите мои данные")
    assert (await anna.hears()).text.startswith("Шаг 2 из 4\n\nЧто нужно сделать")
    await anna.presses("Дальше")
    assert (await anna.hears()).text.startswith("Шаг 3 из 4\n\nВы выбрали: удалить мои данные.")
    await anna.presses("Ответить мне здесь")
    assert (await anna.hears()).text.startswith("Шаг 4 из 4\n\nПроверьте: удалить мои данные")


async def test_each_step_leads_back_and_what_was_told_can_be_told_anew(
    anna: User, running: Running, database: Database
) -> None:
    """Also after a restart; what is left as it is need not be told again."""
    await anna.says("/delete удалите мои данные")
    await anna.hears()
    await anna.presses("▫️ Не присылать рекламу")
    await anna.presses("Дальше")
    await anna.hears()
    await anna.says("anna@example.org")
    assert "Ответ: anna@example.org" in (await anna.hears()).text
    await anna.hears()
    await running.settles()
    await running.stop()
    await running.start()

    await anna.presses("Назад")
    assert (await anna.hears()).text.startswith("Шаг 3 из 4")
    await anna.presses("Назад")
    assert "☑️ Не присылать рекламу" in (await anna.hears()).buttons
    await anna.presses("Назад")
    again = await anna.hears()
    assert (
        "Шаг 1 из 4\n\n"
        "Сейчас в обращении написано так. Напишите заново или нажмите «Дальше», чтобы оставить.\n\n"
        "удалите мои данные"
    ) == again.text
    assert ["Дальше", "Отмена"] == list(again.buttons)

    await anna.presses("Дальше")
    assert "☑️ Не присылать рекламу" in (await anna.hears()).buttons
    await anna.presses("Дальше")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    assert "Ответ: в этом чате" in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    [ticket] = await tickets(database)
    assert ((Request.ERASE, Request.MARKETING), None) == (ticket.requests, ticket.email)


async def test_words_told_anew_take_the_place_of_the_first(anna: User, database: Database) -> None:
    await anna.says("/claim верните 100 рублей")
    await anna.hears()
    await anna.presses("Назад")
    await anna.hears()
    await anna.says("верните 200 рублей")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    assert "верните 200 рублей" in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    [ticket] = await tickets(database)
    assert "верните 200 рублей" == ticket.text


@pytest.mark.parametrize("label", ["Назад", "Ответить мне здесь"])
async def test_a_button_of_a_former_step_moves_nothing(anna: User, running: Running, label: str) -> None:
    """Only the step that is asked now can be left."""
    await anna.says("/claim верните деньги")
    contact = await anna.hears()
    await anna.says("anna@example.org")
    await anna.hears()
    await anna.hears()
    assert "Эта кнопка уже не действует." == await anna.presses(label, contact)
    await running.settles()
    assert [] == anna.unheard


async def test_nothing_can_be_left_as_it_is_before_anything_was_told(anna: User) -> None:
    """A button is data from outside."""
    await anna.says("/claim")
    asked = await anna.hears()
    act = asked.buttons["Отмена"].split(":")[1]
    asked.first_buttons |= {"вперёд": f"fill:{act}:next", "назад": f"back:{act}:text"}
    assert "Эта кнопка уже не действует." == await anna.presses("вперёд", asked)
    await anna.presses("назад", asked)
    assert (await anna.hears()).text.startswith("Шаг 1 из 3")


async def test_the_summary_holds_markup_as_text(anna: User) -> None:
    await anna.says("/claim <b>верните</b> *деньги* & </blockquote>")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    assert "<b>верните</b> *деньги* & </blockquote>" in (await anna.hears()).text
