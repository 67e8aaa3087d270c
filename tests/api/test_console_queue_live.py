"""The queue in a real browser: it lives, it can be worked with keys alone, and nothing typed is lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import httpx
import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from api.http.streams import PER_CONVERSATION
from tests.api.console.browsing import PASSWORD
from tests.chromium import PATIENCE
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Ticket, TicketKind
from tickets.staff.member import add_staff
from tickets.staff.presence import Doing, note_presence
from tickets.staff.session import end_sessions
from tickets.steps.by_staff import answer, take
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.own_steps import reply
from tickets.store.base import now
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
PHONE, WIDE, HUGE = {"width": 375, "height": 740}, {"width": 1280, "height": 800}, {"width": 2560, "height": 1300}


async def opened(database: Database, text: str, days: int = 0) -> Ticket:
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
        wish = Opening(
            conversation_id=conversation, channel="web", origin=conversation, kind=TicketKind.CLAIM, requests=(),
            text=text, contact=Contact("Ян", "yan@example.ru"), consent="Да", edition="1", edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        return await open_ticket(session, wish, MOSCOW, now().replace(microsecond=days))


@pytest.fixture
async def tickets(database: Database) -> list[Ticket]:
    """Three claims that wait; two members of staff."""
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, fast)
    return [await opened(database, text) for text in ("Верните деньги", "Мне звонят чужие люди", "Удалите мой номер")]


async def enter(page: Page, email: str) -> Page:
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(email)
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("button", name="Клавиши: ?")).to_be_visible()  # the scripts are there
    return page


@pytest.fixture
async def anna(page: Page, tickets: list[Ticket]) -> Page:
    return await enter(page, ANNA)


@pytest.fixture
async def boris(browser: Browser, live, tickets: list[Ticket]) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=live.url, viewport=WIDE)
    yield await enter(await context.new_page(), BORIS)
    await context.close()


def row(page: Page, ticket: Ticket):
    return page.get_by_role("row").filter(has_text=ticket.number)


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def test_what_a_colleague_does_is_seen_and_nothing_is_lost(anna, boris, database, tickets) -> None:
    """Without a reload, while somebody types, ticks and moves; also after the network was gone."""
    first, second, third = tickets
    await anna.evaluate("() => { window.same = true; }")
    search = anna.get_by_role("searchbox")
    await row(anna, third).get_by_role("checkbox").check()
    await row(anna, second).get_by_role("link").focus()

    await row(boris, first).get_by_role("checkbox").check()
    await boris.get_by_role("button", name="Взять").click()
    await expect(boris.get_by_role("status").filter(has_text="Взято в работу: 1.")).to_be_visible()
    await expect(row(anna, first)).to_contain_text(BORIS)
    await expect(row(anna, first)).to_contain_text("В работе")
    await expect(row(anna, third).get_by_role("checkbox")).to_be_checked()
    await expect(row(anna, second).get_by_role("link")).to_be_focused()

    # What another process writes is seen, too.
    await search.press_sequentially("верни")
    async with database.transaction() as session:
        await note_presence(session, second.id, BORIS, Doing.WRITING)
    await expect(row(anna, second)).to_contain_text("пишет boris")
    await expect(search).to_have_value("верни")
    await expect(search).to_be_focused()

    await anna.context.set_offline(True)
    await expect(anna.get_by_role("status").filter(has_text="Нет связи")).to_be_visible()
    fourth = await opened(database, "Пока не было связи")
    await anna.context.set_offline(False)
    await expect(row(anna, fourth)).to_be_visible()
    await expect(anna.get_by_role("status").filter(has_text="Нет связи")).to_be_hidden()
    async with database.transaction() as session:
        await store_message(session, first.conversation_id, Author.USER, "Ну что там?", "m1")
        await reply(session, first.number)
    await expect(row(anna, first)).to_contain_text("Ну что там?")
    await expect(search).to_have_value("верни")
    assert await anna.evaluate("() => window.same")


async def test_a_row_stays_under_the_pressed_button_of_the_mouse(anna, database, tickets) -> None:
    """Replaced, it would never hear of its click; what has come meanwhile is shown after it."""
    pressed = row(anna, tickets[1]).get_by_role("link").first
    async with asyncio.timeout(PATIENCE / 1000):
        while True:
            await pressed.hover()
            await anna.mouse.down()
            if await anna.locator("tr a:active").count():  # a page that is being drawn moves
                break
            await anna.mouse.up()
    shown = await anna.locator("tr a:active").element_handle()
    async with (
        anna.expect_response(lambda response: response.url == anna.url) as news,
        database.transaction() as session,
    ):
        await note_presence(session, tickets[1].id, BORIS, Doing.WRITING)
    await (await news.value).finished()
    await anna.evaluate("() => new Promise((then) => setTimeout(then, 300))")
    assert await shown.evaluate("(one) => one.isConnected")
    await anna.mouse.move(0, 0)
    await anna.mouse.up()
    await expect(row(anna, tickets[1])).to_contain_text("пишет boris")


async def test_the_queue_is_worked_with_keys_alone(anna, database, tickets) -> None:
    """Keys move, tick, take, search and open, whichever letters are on the keyboard; in a field they are letters."""
    first, second, _ = tickets

    async def pressed(key: str) -> None:
        await expect(anna.get_by_role("button", name="Клавиши: ?")).to_be_visible()
        await anna.keyboard.press(key)

    await anna.keyboard.press("?")
    keys = anna.get_by_role("dialog", name="Клавиши")
    await expect(keys).to_contain_text("Следующее обращение")
    assert await violations(anna) == []
    await keys.get_by_role("checkbox").uncheck()
    await anna.keyboard.press("Escape")
    await anna.keyboard.press("j")
    await expect(row(anna, first).get_by_role("link")).not_to_be_focused()
    await anna.keyboard.press("?")
    await keys.get_by_role("checkbox").check()
    await anna.keyboard.press("Escape")

    await anna.keyboard.press("j")
    await expect(row(anna, first).get_by_role("link")).to_be_focused()
    tip = row(anna, first).get_by_role("tooltip")
    await expect(tip).to_be_visible()
    await anna.keyboard.press("Escape")
    await expect(tip).to_be_hidden()
    await anna.keyboard.press("j")
    await anna.keyboard.press("j")
    await anna.keyboard.press("k")
    await anna.keyboard.press("x")
    await expect(row(anna, second).get_by_role("checkbox")).to_be_checked()
    await expect(anna.get_by_role("group", name="С отмеченными")).to_be_visible()
    assert await violations(anna) == []
    # As a Russian keyboard sends it.
    await anna.evaluate("""() => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key: "е", code: "KeyT", bubbles: true, cancelable: true}))""")
    await expect(anna.get_by_role("status").filter(has_text="Взято в работу: 1.")).to_be_visible()
    await expect(row(anna, second)).to_contain_text("Вы")

    await pressed("/")
    await anna.keyboard.type("деньгами")
    await anna.keyboard.press("Enter")
    await expect(anna.get_by_role("row").filter(has_text="П-")).to_have_count(1)
    await expect(row(anna, first).locator("mark")).to_have_text("деньги")
    await pressed("j")
    await anna.keyboard.press("t")
    await expect(row(anna, first)).to_contain_text("Вы")
    await row(anna, first).get_by_role("link").focus()
    await anna.keyboard.press("Enter")
    await expect(anna.get_by_role("heading", name=first.number)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_any_state_of_the_queue(anna, database, tickets, scheme) -> None:
    """With rows of every kind, filters unfolded, something found, nothing found; and no size scrolls sideways."""
    first, second, _ = tickets
    await opened(database, "ы" * 300)
    async with database.transaction() as session:
        await take(session, first.number, ANNA)
        await answer(session, first.number, ANNA, "Смотрим")
        await store_message(session, first.conversation_id, Author.USER, "Жду", "m1")
        await reply(session, first.number)
        await note_presence(session, first.id, BORIS, Doing.WRITING, now() + timedelta(days=365))
        await note_presence(session, second.id, BORIS, Doing.LOOKING, now() + timedelta(days=365))
    await anna.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in (
        "/console",
        "/console?show=open&order=words",
        "/console?show=decided",
        "/console?q=деньги&kind=claim&who=nobody&state=new&due=week",
        "/console?q=слон",
    ):
        for size in (WIDE, PHONE, HUGE):
            await anna.set_viewport_size(size)
            await anna.goto(path)
            assert await anna.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (path, size)
            await anna.locator(".order summary").click()
            assert await violations(anna) == [], (path, size)
            await anna.locator(".filters summary").click()
            assert await violations(anna) == [], (path, size)
            assert await anna.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (path, size)


async def test_the_stream_ends_with_its_session_and_with_the_server(anna, live, database, tickets, monkeypatch) -> None:
    """It tells of changes, it is refused without a session, a member has some, and whoever comes back looks again."""
    monkeypatch.setattr("api.console.queue.live.POLL", 0.05)
    origin = {"Origin": live.url, "Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(base_url=live.url, headers=origin, timeout=10) as client:
        assert (await client.get("/console/live")).status_code == 303
        await client.post("/console/sign-in", data={"email": BORIS, "password": PASSWORD})
        async with AsyncExitStack() as tabs:
            answers = [
                await tabs.enter_async_context(client.stream("GET", "/console/live"))
                for _ in range(PER_CONVERSATION + 1)
            ]
            assert [answer.status_code for answer in answers] == [200] * PER_CONVERSATION + [429]
        async with client.stream("GET", "/console/live", headers={"Last-Event-ID": "7"}) as stream:
            events = _events(stream)
            assert await anext(events) == ("beat", "")
            assert await anext(events) == ("changed", "*")
            drawn = now().isoformat()
            async with database.transaction() as session:
                await take(session, tickets[0].number, ANNA)
            assert await _next_change(events) == [tickets[0].number]
            async with client.stream("GET", "/console/live", params={"since": drawn}) as late:
                assert await _next_change(_events(late)) == [tickets[0].number], "it came while the page was drawn"
            async with database.transaction() as session:
                await end_sessions(session, BORIS)
            while (event := await anext(events))[0] != "ended":
                assert event[0] == "beat"
            assert [event async for event in events] == []
    await anna.context.clear_cookies()
    async with database.transaction() as session:
        await take(session, tickets[1].number, BORIS)
        await end_sessions(session, ANNA)
    await expect(anna.get_by_role("status").filter(has_text="Вход закончился")).to_be_visible()
    await expect(anna.get_by_role("link", name="Войти")).to_be_visible()


async def _events(stream: httpx.Response) -> AsyncIterator[tuple[str, object]]:
    name = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


async def _next_change(events: AsyncIterator[tuple[str, object]]) -> object:
    async for name, data in events:
        if name == "changed":
            return data
    return None
