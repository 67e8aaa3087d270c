"""Choosing what is to be done with the data: several things at once, in plain words, and nothing decided silently."""

import pytest
from running import Running
from sqlalchemy import text
from talks import tickets

from bot.words.russian import RUSSIAN
from stand_in import StandIn, User
from tests.conftest import both_stores
from tickets.record.ticket import Request
from tickets.store.database import Database

pytestmark = both_stores


async def test_what_the_words_name_is_marked(anna: User) -> None:
    """Withdrawing and stopping are two acts; what each choice means stands above the buttons."""
    await anna.says("/delete отзываю согласие и прекратите обработку")
    asked = await anna.hears()

    assert [
        "▫️ Удалить мои данные",
        "☑️ Отозвать согласие",
        "☑️ Прекратить обработку",
        "▫️ Не присылать рекламу",
        "▫️ Показать мои данные",
        "▫️ Исправить мои данные",
        "▫️ Заблокировать мои данные",
        "Дальше",
        "Назад",
        "Отмена",
    ] == list(asked.buttons)
    assert "проверьте, поправьте и нажмите «Дальше»" in asked.text
    assert (
        "Отозвать согласие — перестанем обрабатывать то, на что вы соглашались, и уничтожим эти данные.\n"
    ) in asked.text
    assert not any(letter.isdigit() for letter in asked.text.removeprefix("Шаг 2 из 4"))


async def test_where_the_words_name_nothing_nothing_is_marked(anna: User, database: Database) -> None:
    """The bot says that it did not understand, and goes on only with what the person marks."""
    await anna.says("/delete сделайте что-нибудь с моими данными")
    asked = await anna.hears()
    assert "Из ваших слов я этого не понял. Отметьте, пожалуйста, нужное" in asked.text
    assert 7 == len([label for label in asked.buttons if "▫️" in label])
    assert [] == [label for label in asked.buttons if "☑️" in label]
    assert "Отметьте хотя бы одно действие." == await anna.presses("Дальше")

    await anna.presses("▫️ Заблокировать мои данные")
    await anna.presses("Дальше")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()
    await anna.hears()
    await anna.presses("Согласен")
    receipt = await anna.hears()
    assert "Запрос зарегистрирован: заблокировать мои данные." in receipt.text
    assert "Пока идёт проверка" in receipt.text
    assert [(Request.BLOCK,)] == [ticket.requests for ticket in await tickets(database)]


async def test_choices_are_marked_in_place_and_become_clocks(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """No message is added while choosing; each thing chosen has its own date and basis on the receipt."""
    await anna.says("/delete удалите мои данные")
    asked = await anna.hears()
    await anna.presses("▫️ Не присылать рекламу")
    await anna.presses("▫️ Отозвать согласие")
    await running.settles()
    marked = ["☑️ Удалить мои данные", "☑️ Отозвать согласие", "☑️ Не присылать рекламу"]
    assert marked == [label for label in asked.buttons if "☑️" in label]
    assert 2 == len(stand_in.made("editMessageReplyMarkup"))
    assert [] == anna.unheard

    await anna.presses("Дальше")
    chosen = await anna.hears()
    assert (
        "Вы выбрали: удалить мои данные, отозвать согласие, не присылать рекламу.\n\nКуда прислать ответ?"
    ) in chosen.text
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    receipt = await anna.hears()

    [ticket] = await tickets(database)
    assert (Request.ERASE, Request.WITHDRAW, Request.MARKETING) == ticket.requests
    erase, withdraw, marketing = ticket.clocks
    assert (
        f"Номер: {ticket.number}\n"
        f"Получено: {RUSSIAN.day(ticket.received_on)}\n"
        f"Отказ от рекламы: до {RUSSIAN.day(marketing.due_on)}\n"
        f"Основание: {marketing.basis}\n"
        f"Удаление данных: до {RUSSIAN.day(erase.due_on)}\n"
        f"Основание: {erase.basis}\n"
        f"Отзыв согласия: до {RUSSIAN.day(withdraw.due_on)}\n"
        f"Основание: {withdraw.basis}\n"
    ) in receipt.text
    assert "ваши данные заблокированы" in receipt.text


async def test_with_nothing_chosen_it_does_not_go_on(anna: User, running: Running) -> None:
    await anna.says("/delete удалите мои данные")
    await anna.hears()
    await anna.presses("☑️ Удалить мои данные")
    assert "Отметьте хотя бы одно действие." == await anna.presses("Дальше")
    await running.settles()
    assert [] == anna.unheard

    await anna.presses("▫️ Исправить мои данные")
    await anna.presses("Дальше")
    assert "Вы выбрали: исправить мои данные." in (await anna.hears()).text


async def test_a_choice_survives_a_restart(anna: User, running: Running) -> None:
    await anna.says("/delete удалите мои данные")
    await anna.hears()
    await anna.presses("▫️ Прекратить обработку")
    await running.settles()
    await running.stop()
    await running.start()
    await anna.presses("Дальше")
    assert "Вы выбрали: удалить мои данные, прекратить обработку." in (await anna.hears()).text


async def test_an_impatient_second_press_changes_nothing(anna: User, running: Running) -> None:
    """The screen may still show the old mark."""
    await anna.says("/delete удалите мои данные")
    asked = await anna.hears()
    await anna.presses("▫️ Прекратить обработку", asked)
    await anna.presses("▫️ Прекратить обработку", asked)
    await running.settles()
    assert "☑️ Прекратить обработку" in asked.buttons

    await anna.presses("Дальше")
    await anna.hears()
    assert "Эта кнопка уже не действует." == await anna.presses("▫️ Исправить мои данные", asked)


async def test_the_choice_is_in_english_for_who_writes_english(anna: User) -> None:
    await anna.says("delete my account")
    await anna.hears()
    await anna.presses("Yes, register it")
    asked = await anna.hears()

    assert ["☑️ Delete my data", "▫️ Withdraw my consent"] == list(asked.buttons)[:2]
    assert "Withdraw my consent — we stop processing what you agreed to" in asked.text
    await anna.presses("☑️ Delete my data")
    assert "Please mark at least one." == await anna.presses("Next")


@pytest.mark.parametrize("garbled", ["{", '["выдумка"]'])
async def test_a_draft_that_lies_garbled_is_looked_at_once_more(anna: User, database: Database, garbled: str) -> None:
    """The chat goes on: what can still be read is shown, and the rest is chosen again."""
    await anna.says("/delete удалите мои данные")
    await anna.hears()
    async with database.transaction() as session:
        await session.execute(text("UPDATE drafts SET requests = :it, parts = :it, locker = NULL"), {"it": garbled})
        await session.execute(text("UPDATE drafts SET text = 'удалите мои данные'"))
    await anna.presses("Дальше")
    asked = await anna.hears()
    assert "часть обращения пропала" in asked.text
    assert "удалите мои данные" in asked.text
    await anna.presses("Дальше")
    await anna.hears()
    await anna.presses("▫️ Удалить мои данные")
    await anna.presses("Дальше")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    assert [(Request.ERASE,)] == [ticket.requests for ticket in await tickets(database)]
