"""A visitor of the demo page: what they do with the widget, and what may be said against what it shows."""

from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Download, Locator, Page, expect
from sqlalchemy import select

from tickets.post.outbox import OutboxRow
from tickets.store.database import Database

ANNA = "anna@example.ru"
IVAN = "ivan@example.ru"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}
#: Whether nothing of the widget's window has to be scrolled sideways.
FITS = """() => [...document.querySelector("punkt-widget").shadowRoot.querySelectorAll(".screen, .log")]
    .every(part => part.scrollWidth <= part.clientWidth)"""


async def kept(download: Download, folder: Path) -> Path:
    """Where a file that a page saved lies now."""
    file = folder / "saved" / download.suggested_filename
    await download.save_as(file)
    return file


async def ask(page: Page, question: str) -> None:
    await page.get_by_label("Ваш вопрос").fill(question)
    await page.keyboard.press("Enter")


async def come(page: Page) -> None:
    """Open the window, where it is not open already."""
    launcher, field = (
        page.get_by_role("button", name="Спросить о данных"),
        page.get_by_role("textbox", name="Ваш вопрос"),
    )
    await expect(launcher.or_(field)).to_be_visible()
    await page.evaluate("() => Punkt('open')")  # on a wide screen the page does it too, at any moment
    await expect(field).to_be_visible()


async def fill_in(page: Page, words: str, offer: str = "Оформить запрос о данных", email: str = "") -> None:
    """The first step of a ticket, up to its last button."""
    await page.goto("/demo")
    await come(page)
    await ask(page, words)
    await page.get_by_role("button", name=offer).click()
    await page.get_by_label("Почта").fill(email)


async def send(page: Page) -> Locator:
    """The consent, then the receipt."""
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    receipt = page.get_by_role("region", name="Обращение принято")
    await expect(receipt).to_be_visible()
    return receipt


async def open_claim(page: Page) -> str:
    """Number of a claim that is open now."""
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    return await (await send(page)).locator(".ticket-number").inner_text()


async def open_mine(page: Page) -> Locator:
    """The card of the newest ticket."""
    await page.get_by_role("button", name="Мои обращения").click()
    return page.get_by_role("article").first


async def mailed_code(database: Database) -> str:
    async with database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.topic == "email_code").order_by(OutboxRow.id.desc())
        return (await session.scalars(query)).first().data["code"]


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]
