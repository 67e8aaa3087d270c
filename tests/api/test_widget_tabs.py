"""Several tabs of one browser: the same conversation in each, every word once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, expect

from tests.api.test_widget_offline import QUESTION, answers, messages
from tests.api.visits import ANNA, ask, open_claim
from tests.chromium import PATIENCE
from tickets.steps.by_staff import answer

STORED = "() => [document.cookie, sessionStorage.length, localStorage.length]"
Tab = Callable[[], Awaitable[Page]]


@pytest.fixture
async def tab(browser: Browser, live) -> AsyncIterator[Tab]:
    """Opens tabs of one browser, on the demo page; a script fault in any fails the test."""
    faults: list[str] = []
    size = {"width": 1280, "height": 800}
    context = await browser.new_context(base_url=live.url, locale="ru-RU", reduced_motion="reduce", viewport=size)
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))

    async def opened() -> Page:
        made = await context.new_page()
        await made.goto("/demo")
        return made

    yield opened
    assert faults == []


@pytest.fixture
async def page(tab: Tab) -> Page:
    """The first of them."""
    return await tab()


async def come_in(page: Page) -> None:
    await page.wait_for_function("() => window.Punkt?.loaded")
    await page.evaluate("() => Punkt('open')")
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_visible()


async def test_a_second_tab_shows_the_same_conversation(page: Page, tab, database):
    """What was said before it was opened and what is said later, in either; every word once, and sent once."""
    await come_in(page)
    await ask(page, QUESTION)
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    second = await tab()
    await come_in(second)
    await expect(second.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await ask(second, "кому вы передаёте мои данные?")
    for each in (second, page):
        await expect(each.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    await ask(page, "привет")
    for each in (page, second):
        await expect(each.get_by_text("Я помогаю с вопросами")).to_be_visible()
        await expect(each.locator(".mine")).to_have_count(3)
        assert await each.locator(".mine p").all_inner_texts() == [QUESTION, "кому вы передаёте мои данные?", "привет"]
    assert await messages(database) == 3
    ids = [
        await each.evaluate("() => JSON.parse(sessionStorage['punkt.2']).conversation.id") for each in (page, second)
    ]
    assert ids[0] == ids[1]
    await second.reload()
    await come_in(second)
    await expect(second.locator(".mine")).to_have_count(3)


async def test_before_anybody_speaks_no_tab_stores_anything(page: Page, tab):
    """However many are open, and although they ask one another."""
    second = await tab()
    for each in (page, second):
        await come_in(each)
        await each.wait_for_load_state("networkidle")
        assert await each.evaluate(STORED) == ["", 0, 0]


async def test_staff_are_heard_once_in_each_tab_over_one_stream(page: Page, tab, database):
    """The tab that listens tells the others; when it is closed another goes on, and nothing is missed or doubled."""
    streams: list[Page] = []
    number = await open_claim(page)
    second = await tab()
    second.on("request", lambda request: streams.append(second) if request.url.endswith("/events") else None)
    await come_in(second)
    await expect(second.get_by_role("region", name="Обращение принято")).to_be_visible()
    await answers(database, number, "Слушаю вас.")
    for each in (page, second):
        await expect(each.locator(".staff", has_text="Слушаю вас.")).to_have_count(1)
    assert streams == []
    await page.close()
    async with database.transaction() as session:
        await answer(session, number, ANNA, "Готово.")
    await expect(second.locator(".staff", has_text="Готово.")).to_have_count(1)
    await expect(second.locator(".staff", has_text="Слушаю вас.")).to_have_count(1)
    assert streams == [second]


async def test_a_tab_that_sleeps_keeps_nothing_from_the_others(page: Page, tab, database):
    """Phones stop tabs that are not looked at, and what such a tab was to hear for all is asked for."""
    number = await open_claim(page)
    taken = """async () => {
        const { id } = JSON.parse(sessionStorage["punkt.2"]).conversation;
        await new Promise((held) =>
            navigator.locks.request(`punkt ${id}`, { steal: true }, () => (held(), new Promise(() => {}))));
    }"""
    asleep = await tab()
    await come_in(asleep)
    await expect(asleep.get_by_role("region", name="Обращение принято")).to_be_visible()  # it knows of the talk
    await asleep.evaluate(taken)
    second = await tab()
    await come_in(second)
    await expect(second.get_by_role("region", name="Обращение принято")).to_be_visible()
    await page.close()
    await answers(database, number, "Слушаю вас.")
    await second.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(second.locator(".staff", has_text="Слушаю вас.")).to_have_count(1)


async def test_a_closed_window_of_another_tab_counts_what_came(page: Page, tab, database):
    """Whether a window is open is the matter of its tab; what is read in one is not new in another."""
    number = await open_claim(page)
    second = await tab()
    await come_in(second)
    await second.evaluate("() => Punkt('close')")
    await page.evaluate("() => Punkt('close')")
    await answers(database, number, "Слушаю вас.")
    for each in (page, second):
        await expect(each.locator(".badge")).to_have_text("1")
    await page.evaluate("() => Punkt('open')")
    await expect(second.locator(".badge")).to_be_hidden()
    await expect(second.get_by_role("dialog")).to_be_hidden()


async def test_forgotten_in_one_tab_is_forgotten_in_all(page: Page, tab):
    """After one question; nothing is left in the storage of any, and a new talk begins."""
    await open_claim(page)
    second = await tab()
    await come_in(second)
    await second.get_by_role("button", name="Мои обращения").click()
    await second.get_by_role("button", name="Забыть всё в этом браузере").click()
    await expect(second.get_by_text("Обращения останутся в работе")).to_be_focused()
    await second.get_by_role("button", name="Нет, оставить").click()
    await second.get_by_role("button", name="Забыть всё в этом браузере").click()
    await second.get_by_role("button", name="Да, забыть").click()
    for each in (second, page):
        await expect(each.get_by_text("О чём хотите узнать?")).to_be_visible()
        await expect(each.locator(".mine")).to_have_count(0)
        assert await each.evaluate(STORED) == ["", 0, 0]
    await page.reload()
    await come_in(page)
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()


async def test_two_that_ask_at_once_keep_both_conversations(page: Page, tab, database):
    """Neither knew of the other: each keeps its own in sight, and nothing is lost or sent twice."""
    second = await tab()
    for each in (page, second):
        await come_in(each)
    await asyncio.gather(ask(page, QUESTION), ask(second, "кому вы передаёте мои данные?"))
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await expect(second.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    assert await messages(database) == 2
