"""The demo page in a real browser: whoever has no Telegram plays both sides of a conversation with the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect
from running import STAFF_CHAT, Running

from stand_in import PICTURE, StandIn
from stand_in.demo.cast import Cast, invite
from stand_in.demo.page import DemoPage
from stand_in.demo.staff_room import Account, introduce
from tests.conftest import VAULT
from tickets.staff.member import add_staff, begin_link
from tickets.store.database import Database

CLAUSE = "осуществляется без ограничения срока"


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """One whose sessions know that staff have rooms."""
    opened = Database(sqlite_url, VAULT, rooms=True)
    yield opened
    await opened.close()


@pytest.fixture
def cast(stand_in: StandIn) -> Cast:
    return invite(stand_in, stand_in.group("Поддержка", STAFF_CHAT))


@pytest.fixture
async def page(browser: Browser, cast: Cast, running: Running) -> AsyncIterator[Page]:
    """Fails the test when a script of the page fails."""
    served = DemoPage(cast)
    await served.start()
    faults: list[str] = []
    opened = await browser.new_page(viewport={"width": 1440, "height": 900})
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: faults.append(dialog.message))
    await opened.goto(served.address)
    yield opened
    await opened.close()
    await served.stop()
    assert faults == []


@pytest.fixture
def person(page: Page) -> Locator:
    return page.get_by_role("region", name="Человек и бот")


@pytest.fixture
def staff(page: Page) -> Locator:
    return page.get_by_role("region", name="Группа сотрудников")


async def say(side: Locator, text: str) -> None:
    words = side.get_by_role("textbox")
    await words.fill(text)
    await words.press("Enter")


async def press(side: Locator, label: str) -> None:
    await side.get_by_role("button", name=label, exact=True).last.click()


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def test_one_asks_presses_and_changes_ones_mind(page: Page, person: Locator, cast: Cast) -> None:
    """The clause is quoted, a button answers, and a changed message says that it was."""
    await say(person, "сколько храните?")
    answer = person.get_by_role("article", name="Пункт")
    await expect(answer.locator("blockquote")).to_contain_text(CLAUSE)
    await press(person, "Помогло")
    await expect(page.get_by_role("status")).to_be_visible()

    mine = person.get_by_role("article", name="Анна")
    await mine.hover()
    await mine.get_by_role("button", name="Изменить сообщение").click()
    await say(person, "сколько вы храните мои данные?")
    await expect(mine).to_contain_text("изменено")
    await expect(mine).to_contain_text("сколько вы храните мои данные?")


async def test_another_person_has_another_conversation(person: Locator) -> None:
    """In a language of their own."""
    await say(person, "сколько храните?")
    await expect(person.get_by_role("article")).to_have_count(2)
    await press(person, "James")
    await expect(person.get_by_role("article")).to_have_count(0)
    await press(person, "how long do you keep my data?")
    await expect(person.get_by_role("article", name="Пункт")).to_contain_text("This is what the policy says")


async def test_a_claim_becomes_a_topic_in_which_staff_answer(
    person: Locator, staff: Locator, cast: Cast, database: Database, tmp_path: Path
) -> None:
    """Words and a picture go there, an answer comes back, and talk among staff stays where it is."""
    async with database.transaction() as session:
        await add_staff(session, "olga@example.org")
        code = await begin_link(session, "olga@example.org")
    await introduce([Account(cast.staff[0], "olga@example.org", code)])

    await say(person, "/claim верните деньги")
    for label in ("Ответить мне здесь", "Согласен"):
        await press(person, label)
    await staff.get_by_role("button", name="претензия").first.click()
    thread = staff.get_by_role("log")
    await press(thread, "Взять")
    await expect(thread).to_contain_text("Ведёт: olga@example.org")
    await say(staff, "Кто-нибудь видел этот заказ?")

    picture = tmp_path / "чек.png"
    picture.write_bytes(PICTURE)
    await person.locator("input[type=file]").set_input_files(picture)
    await expect(thread.get_by_role("img")).to_have_count(1)
    words = thread.get_by_role("article").filter(has_text="верните деньги").last
    await words.hover()
    await words.get_by_role("button", name="Ответить на это сообщение").click()
    await say(staff, "Деньги вернём завтра.")
    await expect(person.get_by_role("log")).to_contain_text("Деньги вернём завтра.")
    await expect(person.get_by_role("log")).not_to_contain_text("Кто-нибудь видел")


async def test_markup_in_a_message_stays_text(page: Page, person: Locator) -> None:
    attack = "<img src=x onerror=alert(1)> <b>храните</b>"
    await say(person, attack)
    await expect(person.get_by_role("article", name="Анна")).to_contain_text(attack)
    await expect(person.get_by_role("article", name="Пункт")).to_contain_text(CLAUSE)
    assert 0 == await person.locator(".words img").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page: Page, person: Locator, staff: Locator, scheme: str) -> None:
    """Light and dark, empty and in the middle of a conversation."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await expect(person.get_by_text("Напишите боту")).to_be_visible()
    assert [] == await violations(page)
    await say(person, "сколько храните?")
    await expect(person.get_by_role("article")).to_have_count(2)
    await say(staff, "Доброе утро!")
    await expect(staff.get_by_role("article")).to_have_count(1)
    assert [] == await violations(page)
