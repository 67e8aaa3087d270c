"""Browsing: the policy in one message, from its sections to a clause and back."""

from dataclasses import replace

import pytest
from running import Running
from scripted import open_desk

from bot.dialogue.browsing import Browser, linked_clause, start_word
from bot.dialogue.inline import Sharing
from bot.sending.layout import without_markup
from bot.words.russian import RUSSIAN
from desk.desk import Desk
from desk.ref import Ref
from index.policy import Policy
from stand_in import StandIn, User
from tickets.store.database import Database


async def test_the_contents_name_document_edition_sections_and_address(anna: User, policy: Policy) -> None:
    """Each section is a button."""
    await anna.says("/policy")
    said = await anna.hears()

    assert policy.title in said.text
    assert "редакция 1" in said.text
    assert policy.contact in said.text
    assert policy.published_at in said.html
    assert "Преамбула" == next(iter(said.buttons))
    assert "5. СПОСОБЫ И СРОКИ ОБРАБОТКИ ПЕРСОНАЛЬНОЙ…" in said.buttons
    assert 10 == len(said.buttons)


async def test_one_message_leads_from_section_to_clause_and_back(
    anna: User, running: Running, stand_in: StandIn, policy: Policy
) -> None:
    """Nothing is added to the chat while one reads."""
    await anna.says("/policy")
    page = await anna.hears()
    contents = page.text

    await anna.presses("5. СПОСОБЫ И СРОКИ ОБРАБОТКИ ПЕРСОНАЛЬНОЙ…", page)
    await running.settles()
    assert page.text.startswith("5. СПОСОБЫ И СРОКИ ОБРАБОТКИ ПЕРСОНАЛЬНОЙ ИНФОРМАЦИИ")
    await anna.presses("5.1. Обработка персональных данных…")
    await running.settles()
    assert page.text.startswith(policy.quote("5.1"))
    assert f"<blockquote expandable>{policy.quote('5.1')}</blockquote>" in page.html
    assert "Пункт 5.1, раздел «СПОСОБЫ И СРОКИ" in page.text

    await anna.presses("5.2 ›")
    await running.settles()
    assert page.text.startswith(policy.quote("5.2"))
    await anna.presses("‹ 5.1")
    await running.settles()
    await anna.presses("‹ 5. СПОСОБЫ И СРОКИ…")
    await running.settles()
    assert page.text.startswith("5. СПОСОБЫ")
    await anna.presses("К разделам")
    await running.settles()
    assert contents == page.text
    assert [page] == anna.messages


async def test_long_lists_are_paged_through(anna: User, running: Running, policy: Policy) -> None:
    """Clause 4.1 has a dozen items: its words hold them all, the buttons come ten at a time."""
    await anna.says("/policy 4.1")
    page = await anna.hears()
    assert policy.quote("4.1") in page.text
    assert [f"4.1.{item}" for item in range(1, 11)] == _items(page.buttons)

    await anna.presses("›")
    await running.settles()
    assert "2 из 2" in page.buttons
    assert ["4.1.11", "4.1.12"] == _items(page.buttons)
    assert policy.quote("4.1") in page.text


async def test_a_clause_leads_to_those_it_refers_to(anna: User, running: Running, policy: Policy) -> None:
    number = next(n for n in policy.quotable if _related(policy, n))
    await anna.says(f"/policy {number}")
    page = await anna.hears()
    label = f"См. п. {_related(policy, number)[0]}"
    await anna.presses(label, page)
    await running.settles()
    assert policy.quote(_related(policy, number)[0]) in page.text


async def test_a_clause_that_is_not_there_leads_to_the_contents(anna: User) -> None:
    await anna.says("/policy 99.9")
    assert "Такого пункта в Политике нет" in (await anna.hears()).text
    assert "Выберите раздел" in (await anna.hears()).text


async def test_a_link_opens_the_bot_at_its_clause(anna: User, policy: Policy) -> None:
    """«t.me/…?start=c-5-1» is written by Telegram as a command; a link to nowhere greets."""
    await anna.says("/start c-5-1")
    assert (await anna.hears()).text.startswith(policy.quote("5.1"))
    await anna.says("/start c-preamble")
    assert (await anna.hears()).text.startswith(policy.quote("преамбула"))
    for nowhere in ("c-99-9", "ask", "c-", "⚡"):
        await anna.says(f"/start {nowhere}")
        assert "Здравствуйте, Анна" in (await anna.hears()).text


def test_every_clause_has_a_page_and_a_link_of_its_own(scripted_desk: Desk, policy: Policy) -> None:
    """Within what Telegram takes: 64 bytes behind a button, 64 letters in a link, 4096 units in a message."""
    knowledge = scripted_desk.knowledge
    browser = Browser(RUSSIAN, knowledge, public=False)
    for number in ("", *policy.clauses):
        for page in range(5):
            shown = browser.page(number, page)
            assert len(shown.html.encode("utf-16-le")) // 2 < 5000
            buttons = [button for row in shown.buttons.inline_keyboard for button in row]
            assert all(len((button.callback_data or "").encode()) <= 64 for button in buttons)
            assert all(button.text for button in buttons)
    words = [start_word(Ref(number)) for number in policy.clauses]
    assert len(policy.clauses) == len(set(words))
    assert [*map(Ref, policy.clauses)] == [linked_clause(knowledge, word or "") for word in words]


async def test_a_button_of_a_former_edition_says_so(anna: User, running: Running) -> None:
    await anna.says("/policy")
    page = await anna.hears()
    page.first_buttons["старая"] = "b:77.7:0"
    assert "Политика с тех пор изменилась" in (await anna.presses("старая", page) or "")


@pytest.mark.parametrize("page", ["-1", "7", "2000000000"])
async def test_a_page_that_is_not_there_is_the_nearest_one(anna: User, running: Running, page: str) -> None:
    """A button is data from outside."""
    await anna.says("/policy")
    shown = await anna.hears()
    shown.first_buttons["странная"] = f"b::{page}"
    await anna.presses("странная", shown)
    await running.settles()
    assert "Выберите раздел" in shown.text


def _items(labels: dict[str, str]) -> list[str]:
    """Numbers of the clauses that are listed."""
    numbers = [label.partition(" ")[0] for label in labels]
    return [number.removesuffix(".") for number in numbers if number.endswith(".")]


def _related(policy: Policy, number: str) -> tuple[str, ...]:
    from index.document.references import references

    return tuple(each for each in references(policy.quote(number), policy.clauses) if each != number)


def test_a_clause_longer_than_a_message_is_paged_and_shared_whole(database: Database, policy: Policy) -> None:
    """Nothing is cut: its parts follow each other, and in other chats each can be sent."""
    words = " ".join(f"Предложение номер {number}." for number in range(400))
    clauses = tuple(replace(each, text=words) if each.number == "5.1" else each for each in policy.document.clauses)
    long = replace(policy, document=replace(policy.document, clauses=clauses))
    knowledge = open_desk(database, long).knowledge
    pages = [Browser(RUSSIAN, knowledge, public=False).page("5.1", page) for page in range(3)]
    articles = [*Sharing(RUSSIAN, knowledge, "punkt_test_bot").articles(knowledge.quote("5.1"))]

    read = [without_markup(page.html) for page in pages]
    assert all(len(text) <= 4096 for text in read)
    assert words == " ".join(" ".join(read).split("\n\nПункт 5.1,")[0].split())
    assert [["‹", f"{page} из 3", "›"] for page in (1, 2, 3)] == [
        [button.text for button in page.buttons.inline_keyboard[0]] for page in pages
    ]
    assert [f"часть {part} из 3" for part in (1, 2, 3)] == [each.title.rpartition(", ")[2] for each in articles]
    assert [page.html for page in pages] == [each.input_message_content.message_text for each in articles]
