"""The people of a day as they write: in Telegram to the bot, on a website to the widget."""

import re
from dataclasses import dataclass, field
from typing import Protocol

from playwright.async_api import Browser, Page, expect

from stand_in import StandIn, User
from tests.api.visits import ask, come, send
from tests.chromium import PATIENCE
from tests.day.contacts import Contact, Wish


class Person(Protocol):
    """What a day asks of them."""

    async def comes(self) -> str | None:
        """Say what is wished; number of the ticket, None where the policy's answer is enough."""

    async def writes(self, words: str) -> None: ...

    async def answers(self) -> list[str]:
        """What staff have told them so far."""


@dataclass
class InTelegram:
    contact: Contact
    user: User
    telegram: StandIn

    async def comes(self) -> str | None:
        match self.contact.wish:
            case Wish.QUESTION:
                await self.user.says(self.contact.words)
                assert "Политик" in (await self.user.hears()).text
                return None
            case Wish.HUMAN:
                await self.user.says(f"/human {self.contact.words}")
                await self._presses("Да, позвать сотрудника")
            case Wish.CLAIM:
                await self.user.says(f"/claim {self.contact.words}")
                await self._presses("Ответить мне здесь")
                await self._presses("Согласен")
        await self.telegram.wait_for(lambda: bool(self._numbers()))
        self.user.hears_no_more()
        return self._numbers()[0]

    async def writes(self, words: str) -> None:
        await self.user.says(words)

    async def answers(self) -> list[str]:
        return [message.text for message in self.user.messages if "Ответ по существу" in message.text]

    async def _presses(self, label: str) -> None:
        await self.telegram.wait_for(lambda: any(label in message.buttons for message in self.user.messages))
        await self.user.presses(label, wait=False)

    def _numbers(self) -> list[str]:
        words = " ".join(message.text for message in self.user.messages).split()
        return [word.strip(".,") for word in words if word.startswith(("П-", "В-"))]


@dataclass
class InWidget:
    contact: Contact
    browser: Browser
    address: str
    _page: Page | None = field(default=None, init=False)

    async def comes(self) -> str | None:
        context = await self.browser.new_context(base_url=self.address, locale="ru-RU", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        self._page = page = await context.new_page()
        await page.goto("/demo")
        await come(page)
        await ask(page, OPENINGS[self.contact.wish] + self.contact.words)
        if self.contact.wish is Wish.QUESTION:
            await expect(page.get_by_role("article").first).to_be_visible()
            await context.close()
            return None
        await page.get_by_role("button", name=OFFERS[self.contact.wish]).first.click()
        receipt = await send(page)
        return await receipt.locator(".ticket-number").inner_text()

    async def writes(self, words: str) -> None:
        assert self._page
        await ask(self._page, words)
        await expect(self._page.get_by_text(PASSED_ON).last).to_be_visible()

    async def answers(self) -> list[str]:
        assert self._page
        return await self._page.get_by_text("Ответ по существу").all_inner_texts()


#: With a clause of the policy beside it or without.
PASSED_ON = re.compile("Передал сотруднику|Сообщение передано сотруднику")
OPENINGS = {Wish.QUESTION: "", Wish.HUMAN: "позовите сотрудника, ", Wish.CLAIM: "хочу подать претензию, "}
OFFERS = {Wish.HUMAN: "Позвать сотрудника", Wish.CLAIM: "Подать претензию"}
