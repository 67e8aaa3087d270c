"""The whole way of a claim: a real process, a real post office, a visitor and a member of staff in real browsers."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Browser, Page, expect

from desk.knowledge import Knowledge
from tests.api.sites import Site, serving
from tests.conftest import VAULT
from tests.post.mail.post_office import PostOffice, post_office
from tests.punkt.process import Process
from tests.signing_in import sign_in
from tickets.staff.member import add_staff
from tickets.store.database import Database

ANNA, IVAN = "anna@example.org", "ivan@example.org"
PASSWORD = "correct horse battery"
LIVE = 60_000  #: ms within which news is shown on a busy machine; an answer waits ten seconds to be taken back


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as opened:
        yield opened


@pytest.fixture
async def shop() -> AsyncIterator[Site]:
    """A site of somebody else's with the one line of the README on it."""
    async with serving(socket.create_server(("127.0.0.1", 0))) as site:
        yield site


@pytest.fixture
async def staff(sqlite_url: str) -> None:
    """Anna may sign in."""
    database = Database(sqlite_url, VAULT)
    async with database.transaction() as session:
        await add_staff(session, ANNA, PasswordHasher(1, 8, 1).hash(PASSWORD))
    await database.close()


@pytest.fixture
def process(staff: None, tmp_path: Path, office: PostOffice, shop: Site, knowledge: Knowledge) -> Iterator[Process]:
    mail = f"smtp://127.0.0.1:{office.port}"
    punkt = Process(tmp_path / "punkt.db", smtp_url=mail, mail_from="help@example.org", widget_origins=shop.origin)
    yield punkt
    punkt.kill()


async def letter(office: PostOffice, words: str) -> re.Match[str]:
    """What the newest letter says that says this."""
    async with asyncio.timeout(LIVE / 1000):
        while True:
            for sent in reversed(office.letters):
                if found := re.search(words, sent.get_body(("plain",)).get_content(), re.MULTILINE):
                    return found
            await asyncio.sleep(0.1)


async def console(browser: Browser, process: Process) -> Page:
    context = await browser.new_context(base_url=process.address, viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await sign_in(page, ANNA, PASSWORD)
    return page


async def answers(page: Page, text: str) -> None:
    await page.get_by_label("Ответ человеку").fill(text)
    await page.get_by_role("button", name="Отправить ответ").click()


async def test_from_a_question_to_a_letter(process: Process, browser: Browser, shop: Site, office: PostOffice) -> None:
    """Asked, claimed, taken, answered live and after a cut, left, decided, and read in a letter."""
    await process.start()
    anna = await console(browser, process)
    visit = await browser.new_context(locale="ru-RU")
    ivan = await visit.new_page()
    await ivan.goto(shop.page(f'<h1>Чай и кофе</h1><script async src="{process.address}/widget.js"></script>'))

    # He asks, and reads the clause itself.
    await ivan.get_by_role("button", name="Спросить о данных").click()
    await ivan.get_by_label("Ваш вопрос").fill("а долго мое досье у вас пролежит")
    await ivan.keyboard.press("Enter")
    await expect(ivan.get_by_role("article", name="Пункт 5.1").first).to_contain_text("без ограничения срока")

    # He opens a claim, with his consent, and gets a number.
    await ivan.get_by_label("Ваш вопрос").fill("хочу подать претензию, мне звонят чужие люди")
    await ivan.keyboard.press("Enter")
    await ivan.get_by_role("button", name="Подать претензию").click()
    await ivan.get_by_label("Почта").fill(IVAN)
    await ivan.get_by_role("button", name="Далее").click()
    await ivan.get_by_role("checkbox").check()
    await ivan.get_by_role("button", name="Отправить").click()
    receipt = ivan.get_by_role("region", name="Обращение принято")
    number = await receipt.locator(".ticket-number").inner_text()
    code = await letter(office, r"^\s*(\d{3}\s?\d{3})\s*$")
    await ivan.get_by_label("Код из письма").fill(code[1])
    await ivan.keyboard.press("Enter")
    await expect(receipt).to_contain_text("почта подтверждена")
    link = await receipt.get_by_role("link", name="Страница обращения").get_attribute("href")

    # Staff see it without a reload, take it and answer; he sees that live.
    await anna.get_by_role("link", name=number).click()
    await anna.get_by_role("button", name="Взять").first.click()
    await answers(anna, "Здравствуйте! Назовите, пожалуйста, день звонка.")
    await expect(ivan.get_by_text("Назовите, пожалуйста, день звонка.")).to_be_visible()

    # The network goes and comes back: what was said meanwhile is there.
    await visit.set_offline(True)
    await answers(anna, "Звонок нашли, номер удаляем.")
    left = anna.locator(".turn.staff:not(.pending)").filter(has_text="Звонок нашли, номер удаляем.")
    await expect(left).to_be_visible()
    await visit.set_offline(False)
    await expect(ivan.get_by_text("Звонок нашли, номер удаляем.")).to_be_visible()

    # He leaves. The decision reaches him as a letter, and his page says the same.
    await visit.close()
    await anna.reload()
    await anna.get_by_text("Решить", exact=True).first.click()
    await anna.get_by_role("textbox", name="Что сделано").fill("Номер удалён у подрядчика, звонков больше не будет.")
    await anna.get_by_role("button", name="Решить", exact=True).click()
    await expect(anna.get_by_text("Решено").first).to_be_visible()
    await letter(office, f"{number}[^§]*звонков больше не будет")
    later = await (await browser.new_context()).new_page()
    await later.goto(link or "")
    await expect(later.get_by_text("звонков больше не будет").first).to_be_visible()
