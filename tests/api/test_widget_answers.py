"""What staff answer, in the widget: with its look, its links and its files."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from desk.settings import Settings
from desk.uploads import take_in
from tests.api.visits import come, fill_in, send, violations
from tickets.life import hold
from tickets.record.attachment import Shelf
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import take
from tickets.steps.pending import DELAY, Says, pend, send_waiting
from tickets.store.base import now

ANNA = "anna@example.ru"


@pytest.fixture
def app(app_with, tmp_path: Path):
    return app_with(data=tmp_path / "data")


async def test_an_answer_comes_with_its_look_and_its_files(page: Page, database, tmp_path: Path) -> None:
    """Also after a reload; a file is saved under its own name, and hostile words stay words."""
    await page.emulate_media(reduced_motion="reduce")
    await fill_in(page, "хочу подать претензию, см. https://example.org/чек.", "Подать претензию")
    mine = page.get_by_role("link", name="https://example.org/чек")
    await send(page)

    async def chunks():
        yield "справка".encode()

    upload = await take_in(Shelf(Settings(_env_file=None, data=tmp_path / "data").attachments), chunks(), "справка.txt")
    text = "Это **важно**: https://аррӏе.com.\n\n1. раз\n2. <img src=x onerror=alert(1)>\n\n> вы писали"
    async with database.transaction() as session:
        number = (await session.scalars(select(Ticket.number))).one()
        await take(session, number, ANNA)
        await pend(session, number, ANNA, Says.ANSWER, text, now() - DELAY, files=[upload])
        await send_waiting(session, number)
        assert (await hold(session, number)).assignee == ANNA
    for _ in range(2):
        said = page.locator(".turn.staff")
        await expect(said.locator("strong")).to_have_text("важно")
        await expect(said.locator("ol li")).to_have_text(["раз", "<img src=x onerror=alert(1)>"])
        await expect(said.locator("blockquote")).to_have_text("вы писали")
        link = said.get_by_role("link")
        await expect(link).to_have_attribute("href", "https://xn--80ak6aa92e.com/")
        await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        await expect(said).to_contain_text("(xn--80ak6aa92e.com)")
        await expect(said.locator("img")).to_have_count(0)
        assert await violations(page) == []
        async with page.expect_download() as download:
            await said.get_by_role("button", name="Скачать справка.txt").click()
        saved = await download.value
        assert saved.suggested_filename == "справка.txt"
        assert "справка".encode() == await asyncio.to_thread(Path(await saved.path()).read_bytes)
        await page.reload()
        await come(page)
        await expect(mine).to_have_attribute("href", "https://example.org/%D1%87%D0%B5%D0%BA")


async def test_links_end_where_the_sentence_goes_on(page: Page, live) -> None:
    """The one rule of the browser side, as the server side has it."""
    await page.goto("/demo")
    found = await page.evaluate(
        """async (texts) => {
            const { linked } = await import("/assets/widget/links.js");
            return texts.map((text) => linked(text).filter((one) => one.href).map((one) => one.getAttribute("href")));
        }""",
        [
            "(https://example.org/a_(b)), да",
            "«http://example.org/»!",
            "пишите на help@example.org.",
            "javascript:alert(1) data:text/html,x ftp://a.b //a.b",
            "https://sberbank.ru@evil.example/",
            "https://example.org/a\u202egpj.exe",
        ],
    )
    assert found == [
        ["https://example.org/a_(b)"],
        ["http://example.org/"],
        ["mailto:help@example.org"],
        [],
        [],
        [],
    ]
