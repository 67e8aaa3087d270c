"""Several documents in the chat: which one a clause is of, and keeping to one of them."""

from pathlib import Path

import pytest
from running import Running

from bot.words.russian import RUSSIAN
from desk.desk import Desk
from desk.knowledge import Knowledge
from stand_in import StandIn, User
from tests.conftest import MOSCOW
from tests.documents import OFFER, two_documents
from tickets.store.database import Database

TITLE = "Политика конфиденциальности"


@pytest.fixture
def scripted_desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, two_documents(tmp_path / "offer"), MOSCOW)


async def test_a_clause_is_said_with_its_document(anna: User) -> None:
    await anna.says("сколько стоит доставка?")
    said = await anna.hears()
    assert "Доставка стоит триста рублей" in said.text
    assert f"Пункт 5.2, раздел «ДОСТАВКА» · редакция 3 · {OFFER}" in said.text


async def test_of_close_clauses_each_names_its_document_and_can_be_chosen(anna: User) -> None:
    await anna.says("какой срок?")
    asked = await anna.hears()
    assert f"5.1, {TITLE}" not in asked.text
    assert f"5.1 · {OFFER} — Заказ доставляется за три дня." in asked.text
    label = f"Пункт 5.1 · {OFFER}"
    assert {f"Пункт 5.1 · {TITLE}", label} <= {*asked.buttons}
    await anna.presses(label)
    chosen = await anna.hears()
    assert "Заказ доставляется за три дня." in chosen.text


async def test_a_person_keeps_to_one_document_until_they_want_all(anna: User, running: Running) -> None:
    words = RUSSIAN.browsing
    await anna.says("/help")
    assert words.documents in (await anna.hears()).text
    await anna.says("/documents")
    asked = await anna.hears()
    assert words.which_document == asked.text
    assert [TITLE, OFFER, f"✓ {words.all_documents}"] == [*asked.buttons]
    await anna.presses(TITLE)
    assert f"Теперь отвечаю только по документу «{TITLE}»" in (await anna.hears()).text
    assert TITLE in (await anna.hears()).text, "its contents"
    await anna.says("сколько стоит доставка?")
    assert "триста рублей" not in (await anna.hears()).text
    await running.settles()

    await anna.says("/documents")
    again = await anna.hears()
    await anna.presses(words.all_documents, again)
    assert words.answers_from_all == (await anna.hears()).text
    await anna.says("сколько стоит доставка?")
    assert "триста рублей" in (await anna.hears()).text


async def test_the_menu_has_the_documents_while_there_is_a_choice(
    running: Running, stand_in: StandIn, scripted_desk: Desk
) -> None:
    """In both languages; when one is left, the menu loses them without a new start."""

    def menus() -> list[list[str]]:
        places = [("commands all_private_chats", code) for code in ("", "en")]
        return [[each["command"] for each in stand_in.profile.get(place, [])] for place in places]

    every = [*RUSSIAN.menu.commands]
    assert "documents" in every
    await stand_in.wait_for(lambda: [every, every] == menus())
    scripted_desk.knowledge = Knowledge([scripted_desk.knowledge.first], "http://127.0.0.1:8000")
    without = [name for name in every if name != "documents"]
    await stand_in.wait_for(lambda: [without, without] == menus())


async def test_the_menu_of_a_chat_with_a_language_of_its_own_has_them_too(
    anna: User, running: Running, stand_in: StandIn, scripted_desk: Desk
) -> None:
    """When the documents have changed, it is set anew as soon as the person asks for help."""

    def menu() -> dict[str, str]:
        return {each["command"]: each["description"] for each in stand_in.profile[f"commands chat {anna.id}", ""]}

    await anna.says("/lang en")
    await anna.hears()
    assert "Which documents to answer from" == menu()["documents"]
    scripted_desk.knowledge = Knowledge([scripted_desk.knowledge.first], "http://127.0.0.1:8000")
    await anna.says("/help")
    await anna.hears()
    await running.settles()
    assert "documents" not in menu()


async def test_a_number_of_several_documents_is_asked_about(anna: User, running: Running) -> None:
    await anna.says("/policy 5.2")
    asked = await anna.hears()
    assert RUSSIAN.browsing.which == asked.text
    assert 2 == len(asked.buttons)
    await anna.presses([*asked.buttons][1])
    await running.settles()
    assert asked.text.startswith("Доставка стоит триста рублей")
    assert "См. п. 5.1" in asked.buttons
    await anna.presses("К разделам")
    await running.settles()
    assert OFFER in asked.text, "the ways stay within the document"
