"""Two visitors of one browser, and a visitor with a phone in the hand."""

import asyncio
from datetime import timedelta

import jwt
import pytest
from playwright.async_api import Page, expect

from tests.api.visits import PHONE, ask
from tickets.store.base import now

LINE = "<script async src='{}/widget.js' data-visitor='{}'></script>"
SITE_SECRET = "known to the shop and to us, and to nobody else"
STORED = "() => sessionStorage.length"
#: A screen keyboard: what is left of the screen is told by `visualViewport`.
KEYBOARD = """() => {
    const view = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0 });
    Object.defineProperty(window, "visualViewport", { value: view });
}"""


@pytest.fixture
def app(app_with, shop_origin):
    return app_with(widget_origins=shop_origin, site_secret=SITE_SECRET)


def signed(account: str) -> str:
    return jwt.encode({"sub": account, "exp": now() + timedelta(hours=1)}, SITE_SECRET)


async def test_another_visitor_sees_nothing_of_the_former_one(page: Page, shop, live):
    """Not when the page names them, nor after a reload, nor when an answer for the former one comes late."""
    await page.goto(shop.page(LINE.format(live.url, signed("anna"))))
    await page.get_by_role("button", name="Спросить о данных").click()
    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    first = await page.evaluate("() => sessionStorage['punkt.2']")
    await page.evaluate("(token) => Punkt('identify', token)", signed("anna"))  # the same one, with a fresh token
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()

    held = asyncio.get_running_loop().create_future()

    async def hold(route):
        held.set_result(route)

    await page.route("**/api/v1/messages", hold)
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_text("Ищу пункт…")).to_be_visible()
    await page.evaluate("(token) => Punkt('identify', token)", signed("boris"))
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    assert await page.evaluate(STORED) == 0
    async with page.expect_response("**/api/v1/messages"):
        await (await held).continue_()
    await page.unroute("**/api/v1/messages")
    await ask(page, "привет")
    await expect(page.get_by_text("Я помогаю с вопросами")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(page.locator(".mine")).to_have_count(1)
    second = await page.evaluate("() => sessionStorage['punkt.2']")
    assert ("храните" in first, "храните" in second, "anna" in second) == (True, False, False)

    await page.goto(shop.page(LINE.format(live.url, signed("anna")), "/next"))
    await page.get_by_role("button", name="Спросить о данных").click()
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    await page.evaluate("() => Punkt('identify', null)")
    assert await page.evaluate(STORED) == 0


async def test_on_a_phone_the_window_is_the_screen_above_the_keyboard(page: Page):
    """The field stays in sight, the page behind holds still, and all is as before once it is closed."""
    await page.add_init_script(f"({KEYBOARD})()")
    await page.emulate_media(reduced_motion="reduce")
    await page.set_viewport_size(PHONE)
    await page.goto("/demo")
    await page.get_by_role("button", name="Спросить о данных").click()
    field = page.get_by_role("textbox", name="Ваш вопрос")
    await expect(field).to_be_focused()
    assert await page.locator(".panel").bounding_box() == {"x": 0, "y": 0} | PHONE
    await page.evaluate("() => { visualViewport.height = 360; visualViewport.dispatchEvent(new Event('resize')) }")
    box = await field.bounding_box()
    assert box["y"] + box["height"] <= 360
    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await page.mouse.wheel(0, 600)
    assert await page.evaluate("() => [scrollY, getComputedStyle(document.documentElement).overflow]") == [0, "hidden"]
    await page.get_by_role("button", name="Закрыть").click()
    assert await page.evaluate("() => getComputedStyle(document.documentElement).overflow") == "visible"
