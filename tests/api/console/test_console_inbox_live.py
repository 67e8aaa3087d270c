"""Who requires an answer, in a real browser: the tab tells how many, new words stand out, and a phone shows cards."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from api.console.console_words import how_long
from tests.api.console.browsing import PASSWORD
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Ticket, TicketKind
from tickets.staff.member import add_staff
from tickets.steps.by_staff import answer, take
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.own_steps import add
from tickets.store.base import now
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
PHONE = {"width": 390, "height": 844}
SECRET = re.compile("Екатерина|Верните|П-20")
#: In place of the real ones, which a browser without a screen refuses.
LISTENING = """
    window.told = [];
    window.Notification = class extends EventTarget {
        static permission = "default";
        static requestPermission() { this.permission = "granted"; return Promise.resolve("granted"); }
        constructor(title, options) { super(); window.told.push([title, options.body]); }
        close() {}
    };
    const start = OscillatorNode.prototype.start;
    window.played = 0;
    OscillatorNode.prototype.start = function (at) { window.played += 1; return start.call(this, at); };
    document.hasFocus = () => false;
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.console.queue.live.POLL", 0.1)


@pytest.fixture
async def staff(database: Database) -> None:
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, fast)


async def opened(database: Database, text: str, name: str | None = "Екатерина", ago: timedelta = timedelta()) -> Ticket:
    async with database.transaction() as session:
        talk = (await begin_conversation(session, "web")).id
        wish = Opening(
            conversation_id=talk, channel="web", origin=talk, kind=TicketKind.CLAIM, requests=(), text=text,
            contact=Contact(name, "katya@example.ru"), consent="Да", edition="1", edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        return await open_ticket(session, wish, MOSCOW, now() - ago)


async def adds(database: Database, ticket: Ticket, words: str) -> None:
    async with database.transaction() as session:
        await add(session, ticket.number, words, f"web:{words}")


async def enter(page: Page, email: str) -> Page:
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("button", name="Клавиши: ?")).to_be_visible()
    return page


@pytest.fixture
async def anna(page: Page, staff: None) -> Page:
    await page.add_init_script(LISTENING)
    return await enter(page, ANNA)


@pytest.fixture
async def boris(browser: Browser, live, staff: None) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=live.url)
    yield await enter(await context.new_page(), BORIS)
    await context.close()


def row(page: Page, ticket: Ticket) -> Locator:
    return page.get_by_role("row").filter(has_text=ticket.number)


def stands_out(page: Page, ticket: Ticket) -> Locator:
    return page.locator("tr.unread").filter(has_text=ticket.number)


async def test_the_tab_says_how_many_wait_and_follows(anna, database) -> None:
    """In the title and the icon, on the queue and on a ticket's page, without a reload."""
    icon = anna.locator("link[rel=icon]")
    await expect(anna).to_have_title("Очередь — Пункт")
    await expect(anna.get_by_text("Все ответы даны")).to_be_visible()

    first = await opened(database, "Верните деньги")
    await expect(anna).to_have_title("(1) Очередь — Пункт")
    await expect(icon).to_have_attribute("href", "/console/badge/1.svg")
    await expect(row(anna, first)).to_contain_text("Екатерина")
    await expect(anna.get_by_role("link", name="Требуют ответа 1")).to_be_visible()

    await row(anna, first).get_by_role("link").click()
    await expect(anna).to_have_title(f"(1) {first.number}")
    await opened(database, "Алло")
    await expect(anna).to_have_title(f"(2) {first.number}")
    async with database.transaction() as session:
        await take(session, first.number, ANNA)
        await answer(session, first.number, ANNA, "Смотрим")
    await expect(anna).to_have_title(f"(1) {first.number}")
    assert await anna.evaluate("() => fetch('/console/badge/1.svg').then((one) => one.ok)")


async def test_a_page_that_nobody_sees_still_says_how_many_wait(anna, database) -> None:
    """It holds no stream then, and asks now and then."""
    async with anna.expect_request("**/console/waiting"):
        await anna.clock.install()
        await anna.evaluate("""() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
        await opened(database, "Верните деньги")
        await anna.clock.fast_forward(25_000)
    await expect(anna).to_have_title("(1) Очередь — Пункт")


async def test_new_words_stand_out_until_whoever_is_in_charge_has_seen_them(anna, boris, database) -> None:
    """In bold for everybody, and no longer once the ticket was opened."""
    ticket = await opened(database, "Верните деньги")
    async with database.transaction() as session:
        await take(session, ticket.number, ANNA)
    for page in (anna, boris):
        await expect(stands_out(page, ticket)).to_be_visible()
        await expect(row(page, ticket).get_by_text("Верните деньги")).to_have_css("font-weight", "700")
    await row(boris, ticket).get_by_role("link").click()
    await expect(boris.get_by_role("heading", name=ticket.number)).to_be_visible()
    await anna.goto("/console")
    await expect(stands_out(anna, ticket)).to_be_visible()

    await row(anna, ticket).get_by_role("link").click()
    await expect(anna.get_by_role("heading", name=ticket.number)).to_be_visible()
    await anna.locator("main").get_by_role("link", name="Очередь").click()
    await expect(row(anna, ticket)).to_be_visible()
    await expect(stands_out(anna, ticket)).to_have_count(0)
    await expect(row(anna, ticket).get_by_text("Верните деньги")).to_have_css("font-weight", "400")
    await adds(database, ticket, "Слышите меня?")
    await expect(stands_out(anna, ticket)).to_contain_text("Слышите меня?")


async def test_who_agrees_hears_and_is_told_and_nobody_else(anna, boris, database) -> None:
    """Off at first; kept in this browser; what is told says nothing of the person."""
    switch = anna.get_by_role("switch", name="Уведомлять")
    await expect(switch).to_have_attribute("aria-checked", "false")
    first = await opened(database, "Верните деньги")
    await expect(row(anna, first)).to_be_visible()
    assert [0, []] == await anna.evaluate("() => [window.played, window.told]")

    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "true")
    await expect(anna.get_by_role("status").filter(has_text="Включено")).to_be_visible()
    await anna.evaluate("() => { window.played = 0; }")
    second = await opened(database, "Верните деньги скорее")
    await expect(row(anna, second)).to_be_visible()
    await anna.wait_for_function("() => window.told.length === 1")
    await adds(database, first, "Верните же")
    await anna.wait_for_function("() => window.told.length === 2")
    told = await anna.evaluate("() => window.told")
    assert [["Пункт", "Есть новое обращение"], ["Пункт", "Есть новое сообщение"]] == told
    assert 4 == await anna.evaluate("() => window.played")
    assert not SECRET.search(str(told))
    await expect(boris.get_by_role("switch", name="Уведомлять")).to_have_attribute("aria-checked", "false")

    await anna.reload()
    await expect(switch).to_have_attribute("aria-checked", "true")
    await expect(anna).to_have_title("(2) Очередь — Пункт")
    assert [] == await anna.evaluate("() => window.told"), "what was there before is no news"
    await switch.click()
    await adds(database, first, "Опять")
    await expect(row(anna, first)).to_contain_text("Опять")
    assert [0, []] == await anna.evaluate("() => [window.played, window.told]")


async def test_the_time_of_waiting_goes_on(anna, database) -> None:
    """While nothing happens; in the words that the server uses."""
    ticket = await opened(database, "Верните деньги", ago=timedelta(hours=3))
    minutes = [0, 1, 59, 60, 119, 60 * 47 + 59, 60 * 48, 60 * 24 * 40]
    script = "(minutes) => import('/assets/console/waits.js').then((m) => minutes.map((one) => m.howLong(one * 60000)))"
    assert [how_long(timedelta(minutes=each)) for each in minutes] == await anna.evaluate(script, minutes)
    await anna.clock.install()
    await anna.reload()
    await expect(row(anna, ticket)).to_contain_text("3 ч")
    await anna.clock.fast_forward(2 * 60 * 60_000)
    await expect(row(anna, ticket)).to_contain_text("5 ч")


async def test_lists_and_orders_are_reached_with_keys(anna, database) -> None:
    """The menu of orders opens by its key; what is chosen stands in the address."""
    await opened(database, "Верните деньги", ago=timedelta(hours=2))
    last = await opened(database, "Алло")
    await expect(row(anna, last)).to_be_visible()
    await anna.get_by_role("link", name="Требуют ответа").focus()
    await anna.keyboard.press("Tab")
    await expect(anna.get_by_role("link", name="Открытые")).to_be_focused()
    await anna.keyboard.press("o")
    await anna.get_by_role("link", name="Новые слова").focus()
    await anna.keyboard.press("Enter")
    await expect(anna).to_have_url(re.compile(r"/console\?order=words$"))
    await anna.keyboard.press("j")
    await expect(row(anna, last).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_on_a_phone_each_ticket_is_a_card(anna, database, scheme) -> None:
    """With all that a row tells, nothing cut off, and nothing for axe to object to; nor where nobody waits."""
    await anna.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await anna.set_viewport_size(PHONE)
    assert [] == (await Axe().run(anna)).response["violations"]
    first = await opened(database, "Верните деньги за подписку, " * 9, "Екатерина Павловна Северо-Зарецкая" * 3)
    second = await opened(database, "Алло", None)
    cards = [row(anna, ticket) for ticket in (first, second)]
    for card, name in zip(cards, ("Екатерина", "Гость"), strict=True):
        for told in (name, "Срок:", "Отвечает: никто", "получено", "Претензия", "только что"):
            await expect(card).to_contain_text(told)
        await expect(card.get_by_role("img", name="Сайт")).to_be_visible()
    boxes = [await card.bounding_box() for card in cards]
    assert boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"], "there is a gap"
    assert all(0 < box["x"] and box["x"] + box["width"] < PHONE["width"] for box in boxes)
    assert await anna.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert [] == (await Axe().run(anna)).response["violations"]
