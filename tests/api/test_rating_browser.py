"""«Помогли ли мы?» and when staff answer, in a real browser: on the page of a ticket and in the widget."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from desk.desk import Desk
from tests.api.receipts import open_ticket
from tests.api.visits import FITS, WIDE, ask, come, open_claim, open_mine, violations
from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, do
from tickets.queue.expecting import Answering
from tickets.record.rating import Rating
from tickets.steps.by_staff import take
from tickets.steps.deciding import close, resolve
from tickets.store.database import Database
from tickets.terms.hours_setting import read_hours

PHONE = {"width": 390, "height": 780}
MONDAY = "Сейчас мы не на связи. Ответим в понедельник после 9:00."
IN_ENGLISH = "We are away right now. We will answer on Monday after 9:00."


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Friday evening."""
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: datetime(2026, 12, 4, 20, tzinfo=UTC))
    desk.answering = Answering(MOSCOW, read_hours("пн-пт 9:00-18:00", MOSCOW))


async def ended(database: Database, number: str) -> None:
    await do(database, take, number, ANNA)
    await do(database, resolve, number, ANNA, "Сделано.")
    await do(database, close, number, ANNA)


async def ratings(database: Database) -> list[tuple[bool, str | None]]:
    async with database.reading() as session:
        return [(one.helped, one.comment) for one in await session.scalars(select(Rating))]


async def looks_well(page: Page, part: Locator) -> None:
    """In both themes, on a wide screen and on a phone."""
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        await part.scroll_into_view_if_needed()
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def opened(live, page: Page, database: Database, language: str = "ru") -> dict:
    """The page of a new ticket."""
    async with httpx.AsyncClient(base_url=live.url) as client:
        receipt = await open_ticket(client)
    path = receipt["url"].removeprefix("http://127.0.0.1:8000").replace("#", f"?lang={language}#")
    await page.goto(path)
    return receipt


async def test_on_the_page_of_a_ticket_two_keys_are_enough(live, page: Page, database: Database, tmp_path: Path):
    """Tab, Enter; then a line for who likes to write one, and another mind within the week."""
    receipt = await opened(live, page, database)
    await expect(page.locator(".rating")).to_be_hidden()
    await ended(database, receipt["number"])
    await page.reload()
    box = page.get_by_role("group", name="Помогли ли мы?")
    await expect(box).to_be_visible()
    await expect(box.get_by_role("textbox")).to_be_hidden()
    await looks_well(page, box)
    await box.get_by_role("button", name="Да").focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(box.get_by_role("status")).to_have_text("Спасибо, учтём.")
    await expect(box.get_by_role("button", name="Не совсем")).to_have_attribute("aria-pressed", "true")
    await expect(box.get_by_role("button", name="Не совсем")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.type("долго, +7 900 123-45-67")
    await page.keyboard.press("Enter")
    await expect(page.locator(".history")).to_contain_text("Вы оценили, как мы помогли")
    await looks_well(page, box)
    await page.reload()
    await expect(box.get_by_label("Пара слов, если хотите")).to_have_value("долго, [телефон …67]")
    await box.get_by_role("button", name="Да").click()
    await expect(box.get_by_role("button", name="Да")).to_have_attribute("aria-pressed", "true")
    await expect(box.get_by_role("status")).to_have_text("Спасибо, учтём.")
    assert [(True, "долго, [телефон …67]")] == await ratings(database)


async def test_in_the_widget_the_question_stands_where_it_is_told_that_the_ticket_is_closed(
    page: Page, database: Database
):
    """And on its card, which shows the same answer."""
    number = await open_claim(page)
    await ended(database, number)
    box = page.locator(".turn.note .rating")
    await expect(box).to_be_visible()
    await box.get_by_role("button", name="Да").click()
    await expect(box.get_by_role("status")).to_have_text("Спасибо, учтём.")
    await looks_well(page, box)
    assert await page.evaluate(FITS)
    await box.get_by_label("Пара слов, если хотите").fill("быстро")
    await box.get_by_role("button", name="Отправить").click()
    await expect(page.locator(".turn.note .rating .hint")).to_have_text("Спасибо, учтём.")
    card = await open_mine(page)
    await expect(card.get_by_role("button", name="Да")).to_have_attribute("aria-pressed", "true")
    await expect(card.get_by_label("Пара слов, если хотите")).to_have_value("быстро")
    await looks_well(page, card)
    assert [(True, "быстро")] == await ratings(database)


async def test_a_ticket_that_was_taken_back_asks_nothing(page: Page, database: Database):
    await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Отозвать обращение").click()
    await card.get_by_role("button", name="Да, отозвать обращение").click()
    await expect(card.locator(".standing")).to_have_text("отозвано вами")
    await expect(card.locator(".rating")).to_be_hidden()


@pytest.mark.usefixtures("away")
async def test_the_widget_says_when_an_answer_comes(page: Page):
    """Under the offer once; on the receipt and the card."""
    await page.goto("/demo")
    await come(page)
    await ask(page, "позовите человека")
    await expect(page.locator(".turn.theirs", has_text=MONDAY)).to_have_count(1)
    await ask(page, "позовите же сотрудника")
    await expect(page.get_by_role("button", name="Позвать сотрудника").last).to_be_visible()
    await expect(page.locator(".turn.theirs", has_text=MONDAY)).to_have_count(1)
    await page.locator(".actions").last.get_by_role("button", name="Позвать сотрудника").click()
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    receipt = page.get_by_role("region", name="Обращение принято")
    await expect(receipt).to_contain_text(MONDAY)
    await looks_well(page, receipt)
    await expect(await open_mine(page)).to_contain_text(MONDAY)


@pytest.mark.usefixtures("away")
async def test_the_page_of_a_ticket_says_it_in_its_own_language(live, page: Page, database: Database):
    await opened(live, page, database)
    await expect(page.locator(".notice", has_text=MONDAY)).to_be_visible()
    await opened(live, page, database, "en")
    await expect(page.locator(".notice", has_text=IN_ENGLISH)).to_be_visible()
    await looks_well(page, page.locator(".notice", has_text=IN_ENGLISH))
