"""The pages in a real browser: what a visitor sees, and what a screen reader or a strict policy would object to."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

import api
from tickets.steps import answer, take

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}
STORED = "() => [document.cookie, sessionStorage.length, localStorage.length]"


async def ask(page: Page, question: str) -> None:
    await page.get_by_label("Ваш вопрос").fill(question)
    await page.keyboard.press("Enter")


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def test_a_visitor_asks_and_opens_a_deletion_request_and_reads_the_answer_of_staff(page, database):
    """The whole journey: clause, form, receipt with number and date, and the answer as it is written."""
    await page.goto("/demo")
    await ask(page, "а долго мое досье у вас пролежит")
    clause = page.get_by_role("article", name="Пункт 5.1")
    await expect(clause).to_contain_text("осуществляется без ограничения срока")
    await expect(clause.get_by_role("link", name="Открыть в политике")).to_have_attribute(
        "href", re.compile("/policy#5.1$")
    )
    await page.get_by_role("button", name="Помогло", exact=True).click()
    await expect(page.get_by_text("Спасибо, учтём.")).to_be_visible()

    await ask(page, "vychistite menya iz bazy plz")
    await page.get_by_role("button", name="Оформить запрос о данных").click()
    await expect(page.get_by_role("radio", name="Удалить мои данные")).to_be_checked()
    await expect(page.get_by_label("Ваши слова")).to_have_value("vychistite menya iz bazy plz")
    send = page.get_by_role("button", name="Отправить запрос")
    consent = page.get_by_role("checkbox")
    await expect(consent).not_to_be_checked()
    await expect(send).to_be_disabled()
    await page.get_by_label("Почта").fill("не почта")
    await consent.check()
    await send.click()
    await expect(page.get_by_text("Нужен адрес вида name@example.ru.")).to_be_visible()
    await page.get_by_label("Почта").fill("ivan@example.ru")
    await send.click()
    receipt = page.get_by_role("region", name="Обращение принято")
    await expect(receipt).to_contain_text("Ответим до")
    number = await receipt.locator(".ticket-number").inner_text()

    async with database.transaction() as session:
        await take(session, number, "anna@example.ru")
        await answer(session, number, "anna@example.ru", "Данные удалим <b>сегодня</b>.")
    await expect(page.get_by_text("Данные удалим <b>сегодня</b>.")).to_be_visible(timeout=15_000)

    await page.reload()
    await expect(page.get_by_text("Данные удалим <b>сегодня</b>.")).to_have_count(1)
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_visible()


async def test_nothing_is_stored_before_the_visitor_speaks(page):
    """No cookie ever, and no storage for somebody who only looks."""
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    assert await page.evaluate(STORED) == ["", 0, 0]
    await page.get_by_role("button", name="Закрыть").click()
    await page.get_by_role("button", name="Спросить о данных").click()
    assert await page.evaluate(STORED) == ["", 0, 0]
    await ask(page, "привет")
    await expect(page.get_by_text("Я помогаю с вопросами")).to_be_visible()
    assert await page.evaluate(STORED) == ["", 1, 0]


async def test_the_keyboard_is_enough(page):
    """Open, ask and close without a mouse; the focus returns to where it was."""
    await page.set_viewport_size(PHONE)
    await page.goto("/demo")
    launcher = page.get_by_role("button", name="Спросить о данных")
    await launcher.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    await page.keyboard.type("кому передаёте мои данные?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article").first).to_be_visible()
    for _ in range(25):  # the focus goes round inside the window and never below it
        await page.keyboard.press("Tab")
        assert await page.evaluate("() => document.activeElement.tagName") == "PUNKT-WIDGET"
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(launcher).to_be_focused()


async def test_a_lost_connection_is_told_and_can_be_tried_again(page):
    """The question is not lost, and not stored twice."""
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    await page.context.set_offline(True)
    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_text("Нет связи.")).to_be_visible()
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Повторить").click()
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await expect(page.get_by_text("Нет связи.")).to_have_count(0)
    await expect(page.locator(".mine")).to_have_count(1)


@pytest.mark.parametrize(
    "attack",
    [
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '"><script>alert(1)</script>',
        "javascript:alert(1)",
        "{{7*7}}${7*7}",
    ],
)
async def test_markup_in_a_question_stays_text(page, attack):
    """It is shown as it was written and does nothing."""
    await page.goto("/demo")
    await ask(page, attack)
    await expect(page.locator(".mine")).to_contain_text(attack)
    await expect(page.locator(".theirs").last).to_be_visible()
    assert await page.locator(".mine *").evaluate_all("all => all.map(one => one.tagName)") == ["SPAN", "P"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page, scheme):
    """On every page and in every state of the widget, light and dark."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    assert await violations(page) == []
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_role("article").first).to_be_visible()
    await ask(page, "удалите мои данные")
    button = page.get_by_role("button", name="Оформить запрос о данных")
    await expect(button).to_be_visible()
    assert await violations(page) == []
    await button.click()
    await expect(page.get_by_role("checkbox")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить запрос").click()
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_visible()
    assert await violations(page) == []
    for path in ("/policy#5.1", "/console/sign-in"):
        await page.goto(path)
        assert await violations(page) == [], path


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
async def test_no_page_scrolls_sideways(page, viewport):
    """Also where words are long."""
    await page.set_viewport_size(viewport)
    for path in ("/demo", "/policy", "/console/sign-in"):
        await page.goto(path)
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path


def test_the_widget_is_light():
    """All its files together stay under 30 KB gzipped."""
    assets = Path(api.__file__).parent / "assets"
    files = [assets / "widget.js", assets / "tokens.css", *(assets / "widget").iterdir()]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 30_000
