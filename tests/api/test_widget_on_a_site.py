"""The widget on somebody else's site, put there with one line, under a strict content policy."""

from datetime import timedelta

import jwt
import pytest
from playwright.async_api import Page, expect

from tests.api.visits import IVAN, ask, send
from tickets.queue.lists import ticket_with_history
from tickets.record.ticket import Identity
from tickets.store.base import now

PAGE = "<h1>Магазин</h1><script async src='{}/widget.js'{}></script>"
SITE_SECRET = "known to the shop and to us, and to nobody else"


@pytest.fixture
def app(app_with, shop_origin):
    """Lets the shop embed the widget when it is called localhost, and not when it is called by its address."""
    return app_with(widget_origins=shop_origin, site_secret=SITE_SECRET)


@pytest.fixture
def address(live, shop) -> str:
    """A site that allows our scripts and requests, and nothing else."""
    policy = f"default-src 'none'; script-src {live.url}; connect-src {live.url}; require-trusted-types-for 'script'"
    signed_in = {"sub": "ivan", "email": IVAN, "exp": now() + timedelta(hours=1)}
    visitor = f" data-visitor='{jwt.encode(signed_in, SITE_SECRET)}'"
    shop.page(PAGE.format(live.url, visitor), "/account", csp=policy)
    return shop.page(PAGE.format(live.url, ""), csp=policy)


async def test_one_line_is_enough(page: Page, address: str):
    """No inline script, no style and no markup of ours has to be allowed."""
    await page.goto(address)
    await page.get_by_role("button", name="Спросить о данных").click()
    await page.get_by_label("Ваш вопрос").fill("кому вы передаёте мои данные?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()


async def test_a_site_that_was_not_named_gets_no_widget(browser, address: str):
    """Nor any answer: its visitors' browsers refuse to hand our responses over."""
    page = await browser.new_page()
    await page.goto(address.replace("localhost", "127.0.0.1"))
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("punkt-widget")).to_have_count(0)


async def open_request(page: Page, address: str):
    """A request with an e-mail, up to its receipt."""
    await page.goto(address)
    await page.get_by_role("button", name="Спросить о данных").click()
    await ask(page, "удалите мои данные")
    await page.get_by_role("button", name="Оформить запрос о данных").click()
    await page.get_by_label("Почта").fill(IVAN)
    return await send(page)


async def test_a_code_can_be_asked_for_again_from_there(page: Page, address: str):
    """The wait that the server names is read across origins, too."""
    await open_request(page, address)
    await page.get_by_role("button", name="Выслать код ещё раз").click()
    await expect(page.get_by_role("button", name="Выслать ещё раз можно через")).to_be_disabled()


async def test_who_is_signed_in_there_needs_no_code(page: Page, address: str, database):
    """The site vouches for its visitor and for the address, and nothing more is asked."""
    receipt = await open_request(page, f"{address}account")
    await expect(page.get_by_label("Код из письма")).to_be_hidden()
    async with database.reading() as session:
        ticket = await ticket_with_history(session, await receipt.locator(".ticket-number").inner_text())
    assert ticket.identity is Identity.SITE


async def test_a_receipt_is_printed_alone(page: Page, address: str):
    """Nothing of the shop comes onto the paper; afterwards the shop can be printed as ever, without the widget."""
    await page.add_init_script("window.print = () => { window.printed = true }")
    receipt = await open_request(page, address)
    heading = page.get_by_role("heading", name="Магазин")
    await receipt.get_by_role("button", name="Распечатать").click()
    assert await page.evaluate("() => window.printed")
    await page.emulate_media(media="print")
    await expect(receipt).to_contain_text("ч. 3 ст. 20")
    await expect(receipt).to_be_visible()
    for absent in (heading, page.get_by_label("Ваш вопрос"), page.get_by_label("Код из письма")):
        await expect(absent).to_be_hidden()
    await page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    await expect(heading).to_be_visible()
    await expect(receipt).to_be_hidden()
