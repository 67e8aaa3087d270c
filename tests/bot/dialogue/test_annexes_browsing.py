"""Browsing a document whose annexes repeat its numbers: each clause has a page, a button and a link of its own."""

from pathlib import Path

import pytest
from running import Running

from bot.dialogue.browsing import Browser, linked_clause, start_word
from bot.words.russian import RUSSIAN
from desk.desk import Desk
from desk.ref import Ref
from stand_in import User
from tests.annexes import FIRST, MAIN, annexed_knowledge, annexed_policy
from tests.conftest import MOSCOW
from tickets.store.database import Database


@pytest.fixture
def scripted_desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, annexed_knowledge(annexed_policy(tmp_path / "cleaning")), MOSCOW)


async def test_who_names_a_repeated_number_is_asked_which(anna: User, running: Running) -> None:
    await anna.says("/policy 2.1")
    asked = await anna.hears()
    assert "Пунктов с таким номером несколько. Какой из них?" == asked.text
    assert ["Основной текст, п. 2.1", "Приложение 1, п. 2.1", "Приложение 2, п. 2.1"] == [
        label.partition(". ")[0] + ". " + label.split(". ")[1] for label in asked.buttons
    ]
    await anna.presses(next(label for label in asked.buttons if label.startswith("Приложение 1")))
    await running.settles()
    assert asked.text.startswith("Уборка начинается в девять утра.")
    assert "Приложение 1, п. 2.1, раздел «ЧАСЫ»" in asked.text


async def test_who_names_the_part_reads_the_clause(anna: User) -> None:
    await anna.says("/policy приложение 1, п. 2.1")
    assert (await anna.hears()).text.startswith("Уборка начинается в девять утра.")


async def test_the_ways_from_a_clause_stay_in_its_part(anna: User, running: Running) -> None:
    """Down from the section of the annex, on to what is referred to, and up again."""
    await anna.says("/policy приложение 1, 1.1")
    page = await anna.hears()
    assert "См. Приложение 1, п. 2.1" in page.buttons
    await anna.presses("См. Приложение 1, п. 2.1")
    await running.settles()
    assert page.text.startswith("Уборка начинается в девять утра.")
    assert "Приложение 2, п. 1 ›" in page.buttons
    await anna.presses("‹ 2. ЧАСЫ")
    await running.settles()
    assert page.text.startswith("Приложение 1, п. 2. ЧАСЫ")
    assert "2.1. Уборка начинается в девять утра." in page.buttons


async def test_an_answer_from_an_annex_is_rated_and_told_apart(anna: User, running: Running) -> None:
    """The clause, its part, and the others that may be meant when it was not the right one."""
    await anna.says("во сколько утра придёте?")
    said = await anna.hears()
    assert "Уборка начинается в девять утра." in said.text
    assert "Приложение 1, п. 2.1" in said.text
    await anna.presses("Не то")
    other = await anna.hears()
    assert "Основной текст, п. 2.1 — Договор действует один год." in other.text
    await anna.presses("Основной текст, п. 2.1")
    assert "Договор действует один год." in (await anna.hears()).text


async def test_a_link_opens_the_very_clause(anna: User) -> None:
    word = start_word(Ref(FIRST))
    assert word is not None
    await anna.says(f"/start {word}")
    assert (await anna.hears()).text.startswith("Уборка начинается в девять утра.")


def test_every_clause_has_a_page_and_a_link_of_its_own(scripted_desk: Desk) -> None:
    """Within what Telegram takes: 64 bytes behind a button, 64 Latin letters in a link."""
    knowledge = scripted_desk.knowledge
    browser = Browser(RUSSIAN, knowledge, public=False)
    for address in ("", *knowledge.policy.clauses):
        buttons = [button for row in browser.page(address, 0).buttons.inline_keyboard for button in row]
        assert all(len((button.callback_data or "").encode()) <= 64 for button in buttons)
    words = [start_word(Ref(address)) for address in knowledge.policy.clauses]
    assert [*map(Ref, knowledge.policy.clauses)] == [linked_clause(knowledge, word or "") for word in words]
    assert MAIN in knowledge.policy.clauses
