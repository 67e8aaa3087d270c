"""The composer's shortcut for a number that several clauses bear, in a real browser and by keyboard alone."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from desk.desk import Desk
from tests.annexes import annexed_knowledge, annexed_policy
from tests.api.test_console_composing import anna, number, violations  # noqa: F401 - Anna on the page of a ticket
from tests.conftest import MOSCOW


@pytest.fixture
def desk(database, tmp_path: Path) -> Desk:
    return Desk(database, annexed_knowledge(annexed_policy(tmp_path / "cleaning")), MOSCOW)


async def test_a_repeated_number_asks_which_clause_is_meant(anna: Page) -> None:  # noqa: F811
    """None is chosen until somebody chooses: Enter alone inserts nothing, arrows and Enter do."""
    field, listed = anna.get_by_label("Ответ человеку"), anna.get_by_role("listbox", name="Что вставить")
    await anna.keyboard.press("r")
    await anna.keyboard.type("Добрый день! /2.1")
    names = listed.get_by_role("option").locator("strong")
    await expect(names).to_have_text(["Основной текст, п. 2.1", "Приложение 1, п. 2.1", "Приложение 2, п. 2.1"])
    await expect(anna.locator("#answer-hint")).to_contain_text("Пунктов 2.1 несколько, выберите нужный.")
    await expect(listed.locator("[aria-selected=true]")).to_have_count(0)
    assert await violations(anna) == []
    await anna.keyboard.press("Enter")
    await expect(field).to_have_value("Добрый день! /2.1")
    await anna.keyboard.press("ArrowDown")
    await anna.keyboard.press("ArrowDown")
    await anna.keyboard.press("Enter")
    await expect(listed).to_be_hidden()
    quoted = "Приложение 1, п. 2.1 Договора, редакция 1:\n«Уборка начинается в девять утра.»\n"
    await expect(field).to_have_value(f"Добрый день! \n\n{quoted}")
    await expect(anna.locator("#answer-hint")).to_have_text("Вставлено: Приложение 1, п. 2.1.")


async def test_a_part_can_be_typed_with_the_number(anna: Page) -> None:  # noqa: F811
    """«/приложение 2, 2.1» leaves one, which Enter inserts; up from nothing chosen is the last."""
    field, listed = anna.get_by_label("Ответ человеку"), anna.get_by_role("listbox", name="Что вставить")
    await anna.keyboard.press("r")
    await anna.keyboard.type("/приложение 2, 2.1")
    await expect(listed.get_by_role("option")).to_have_count(1)
    await anna.keyboard.press("Enter")
    await expect(field).to_have_value(
        "Приложение 2, п. 2.1 Договора, редакция 1:\n«С третьего раза скидка десять процентов.»\n"
    )
    await field.fill("")
    await field.press_sequentially("/2.1")
    await expect(listed.get_by_role("option")).to_have_count(3)
    await anna.keyboard.press("ArrowUp")
    await expect(listed.locator("[aria-selected=true] strong")).to_have_text("Приложение 2, п. 2.1")
