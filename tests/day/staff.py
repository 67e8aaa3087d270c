"""Staff of a day, each at a console of their own: they take the first who waits and whom nobody has, and answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from playwright.async_api import Browser, Locator, Page, expect
from playwright.async_api import TimeoutError as TookTooLong

from tests.api.console.browsing import PASSWORD
from tests.chromium import PATIENCE
from tests.signing_in import sign_in

ANSWER = "Ответ по существу"
AT_HAND = 10_000  #: milliseconds for a row that has just been read


@dataclass
class Agent:
    """Free to take somebody from `free_at` on, by the clock of the day."""

    email: str
    page: Page
    free_at: datetime

    @classmethod
    async def signed_in(cls, browser: Browser, address: str, email: str, free_at: datetime) -> Self:
        context = await browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await sign_in(page, email, PASSWORD)
        return cls(email, page, free_at)

    def row(self, number: str) -> Locator:
        """The row of a ticket on the page that they see."""
        return self.page.locator("a[data-row]", has_text=number)

    async def waiting(self) -> list[str]:
        """Numbers of those who wait for an answer, first one first, as a newly opened console shows them."""
        await self.page.goto("/console")
        await expect(self.page.locator("nav.lists [aria-current=page]")).to_contain_text("Требуют ответа")
        return [text.strip() for text in await self.page.locator("a[data-row] .number").all_inner_texts()]

    async def answer(self, number: str, words: str) -> bool:
        """Open it, and answer unless a colleague has it or was quicker; whether the answer is on its way."""
        page = self.page
        try:
            await self.row(number).click(timeout=AT_HAND)
        except TookTooLong:
            return False  # it has gone from the list: a colleague was quicker
        await expect(page.get_by_role("heading", name=number)).to_be_visible()
        take = page.get_by_role("button", name="Взять")
        if await take.count():
            await take.first.click()
            await expect(take).to_have_count(0)
        if not await page.get_by_label("Ответ человеку").count():
            return False  # a colleague has it
        await page.get_by_label("Ответ человеку").fill(f"{ANSWER}: {words}")
        await page.get_by_role("button", name="Отправить ответ").click()
        await expect(page.get_by_text(f"{ANSWER}: {words}").first).to_be_visible()
        return True
