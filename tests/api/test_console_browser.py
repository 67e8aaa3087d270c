"""The console in a real browser, without a line of script: what staff see, and what a screen reader would object to."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.api.console.browsing import PASSWORD
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.post.outbox import OutboxRow
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.staff.member import add_staff, go_away
from tickets.steps.by_staff import answer, take
from tickets.steps.confirming import confirm, meet
from tickets.steps.deciding import refuse
from tickets.steps.extending import extend
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.own_steps import add
from tickets.steps.pending import send_due
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
SIZES = {"phone": {"width": 375, "height": 740}, "wide": {"width": 1280, "height": 800}}
WAITS = timedelta(hours=1)
LONG = "ы" * 300  #: without a place to break it


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply never leaves by itself before a busy machine has taken it back."""
    monkeypatch.setattr("tickets.steps.pending.DELAY", WAITS)


@pytest.fixture
async def numbers(database: Database) -> dict[str, str]:
    """A desk in the middle of a day: tickets in several states, by what is to be seen on them."""
    at = now()
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    found: dict[str, str] = {}
    async with database.transaction() as session:
        for email in (ANNA, "vera.very.long.name.of.a.colleague@department.example.ru", "boris@example.ru"):
            await add_staff(session, email, fast)
        await go_away(session, "boris@example.ru", at + timedelta(days=3))

        async def opened(name: str, *shapes: Request, days: int, conversation: str, **changes: object) -> str:
            wish: dict[str, object] = {
                "conversation_id": conversation,
                "channel": "web",
                "origin": name,
                "kind": TicketKind.DELETION if shapes else TicketKind.CLAIM,
                "requests": shapes,
                "text": f"Помогите {LONG}",
                "contact": Contact(LONG, "yan@example.ru", "+7 912 345-67-89"),
                "consent": "Я согласен",
                "edition": "1",
                "edition_sha256": "0" * 64,
                "claim_term": THIRTY_DAYS,
            }
            ticket = await open_ticket(session, Opening(**wish | changes), MOSCOW, at - timedelta(days=days))  # type: ignore[arg-type]
            found[name] = ticket.number
            return ticket.number

        first, second = [(await begin_conversation(session, "web")).id for _ in range(2)]
        erase = await opened("erase", Request.ERASE, days=13, conversation=first, identity=Identity.SITE, block=LONG)
        await take(session, erase, ANNA)
        await store_message(session, first, Author.USER, f"Алло {LONG}")
        await answer(session, erase, ANNA, "Проверяем")
        await add(session, erase, f"И ещё {LONG}", "add")
        busy = await opened("busy", Request.STOP, Request.ACCESS, days=8, conversation=second, identity=Identity.SITE)
        await take(session, busy, ANNA)
        await extend(session, busy, ANNA, "access", f"Архив {LONG}", MOSCOW)
        await meet(session, busy, ANNA, "stop", "Прекратили")
        await confirm(session, busy, ANNA, ["access", "leak"], MOSCOW)
        await opened("checking", Request.CORRECT, days=1, conversation=second)
        await take(session, found["checking"], ANNA)
        await opened("late", days=90, conversation=second)
        refused = await opened("refused", days=2, conversation=second)
        await take(session, refused, ANNA)
        await refuse(session, refused, ANNA, LONG, "ч. 8 ст. 14")
        session.add(
            OutboxRow(
                channel="email", lane="x", topic="ticket_opened", cause="x", data={"number": erase},
                dead_at=at, error=f"Elsewhere: {LONG}", attempts=30,
            )
        )  # fmt: skip
    return found


@pytest.fixture
async def console(page: Page, numbers: dict[str, str]) -> Page:
    """A browser in which Anna is signed in."""
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(ANNA)
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("navigation", name="Что показать")).to_be_visible()
    return page


def pages(numbers: dict[str, str]) -> list[str]:
    tickets = [f"/console/tickets/{quote(number)}" for number in numbers.values()]
    others = ["/console/canned", "/console/staff", "/console/outbox", "/console/x"]
    return ["/console", "/console?show=decided", *tickets, *others]


async def unfold(page: Page) -> None:
    for summary in await page.locator("main summary").all():
        await summary.dispatch_event("click")  # a menu that is open may lie over the next


async def more(page: Page) -> None:
    """Open the menu of the ticket."""
    await page.locator("summary").filter(has_text="Ещё").click()


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def second_page(page: Page, number: str) -> None:
    """What would be erased."""
    await page.goto(f"/console/tickets/{quote(number)}")
    await page.locator("summary").filter(has_text="Решить").click()
    await page.get_by_label("Что сделано").first.fill("Удалили")
    await page.get_by_role("button", name="Решить", exact=True).click()
    await expect(page.get_by_role("heading", name="Решить и удалить данные?")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(console, numbers, scheme):
    """On every page, with every form unfolded, light and dark."""
    await console.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in pages(numbers):
        await console.goto(path)
        await unfold(console)
        assert await violations(console) == [], path
    await second_page(console, numbers["erase"])
    assert await violations(console) == []


@pytest.mark.parametrize("size", SIZES)
async def test_no_page_scrolls_sideways(console, numbers, size):
    """Also where people write without spaces."""
    await console.set_viewport_size(SIZES[size])
    for path in pages(numbers):
        await console.goto(path)
        await unfold(console)
        assert await console.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
    await second_page(console, numbers["erase"])
    assert await console.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


async def test_a_day_at_the_desk_needs_no_script(browser, live, console, numbers, database):
    """From the queue through the forms to the erasure, in a browser that runs none."""
    context = await browser.new_context(
        base_url=live.url, java_script_enabled=False, storage_state=await console.context.storage_state()
    )
    page = await context.new_page()
    await page.goto("/console?show=mine")
    await page.get_by_role("link", name=numbers["busy"]).click()
    await page.get_by_label("Ответ человеку").fill("Готовим")
    await page.get_by_role("button", name="Отправить ответ").click()
    await expect(page.get_by_role("region", name="Переписка")).to_contain_text("Готовим")
    await more(page)
    await page.get_by_text("Подтвердить, чего просит человек").click()
    await page.get_by_label("Прекратить рекламу").check()
    await page.get_by_label("Сообщить Роскомнадзору об утечке").uncheck()
    await page.get_by_role("button", name="Подтвердить", exact=True).click()
    await expect(page.get_by_role("region", name="Сроки")).to_contain_text("Прекратить рекламу")
    await more(page)
    await page.get_by_role("button", name="Вернуть в очередь").click()
    await page.get_by_role("button", name="Взять", exact=True).click()
    await expect(page.get_by_text("В работе", exact=True)).to_be_visible()

    await second_page(page, numbers["erase"])
    await expect(page.get_by_role("row", name="сообщения переписки")).to_contain_text("2")
    await page.get_by_role("button", name="Решить и удалить данные").click()
    await expect(page.get_by_text("Данные человека удалены").first).to_be_visible()
    await expect(page.get_by_text("yan@example.ru")).to_have_count(0)
    await context.close()


async def test_the_keyboard_is_enough(console, numbers, database):
    """A question is written and sent, and a form unfolded, without a mouse."""
    await console.goto(f"/console/tickets/{quote(numbers['busy'])}")
    await console.keyboard.press("r")
    await console.keyboard.type("За какой период?")
    await console.get_by_role("button", name="Спросить и ждать").focus()
    await console.keyboard.press("Enter")
    await expect(console.get_by_text("Отправится через")).to_be_visible()
    assert await send_due(database, at=now() + WAITS) == 1
    await expect(console.get_by_text("Ждём человека")).to_be_visible()
    await console.keyboard.press("a")
    await expect(console.get_by_label("Кому")).to_be_focused()
