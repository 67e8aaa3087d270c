"""The Back of a phone closes the window that fills its screen, and is the site's own again afterwards."""

import pytest
from playwright.async_api import Page, expect

from tests.api.visits import PHONE, ask

LINE = "<script async src='{}/widget.js'></script>"
#: A site that changes its pages by script, as routers do: it hears every step, and keeps a state of its own.
ROUTER = """<h1>Страница /</h1><script>
    window.heard = [];
    const show = (path) => (document.querySelector("h1").textContent = `Страница ${path}`);
    const native = history.pushState;
    history.pushState = function (...given) { heard.push("push"); return native.apply(this, given) };
    if (!history.state?.router) history.replaceState({ router: { index: 0 } }, "");
    window.visit = (path) => (history.pushState({ router: { index: 1 } }, "", path), show(path));
    addEventListener("popstate", ({ state }) => (heard.push(state?.router?.index ?? null), show(location.pathname)));
    addEventListener("hashchange", () => heard.push("hash"));
</script>"""
#: As Turbo goes through history: each step to a state that names it draws the page anew.
TURBO = """<label>Отзыв <input></label><script>
    window.drawn = [];
    history.replaceState({ turbo: { restorationIndex: 0 } }, "");
    addEventListener("popstate", ({ state }) => {
        if (!state?.turbo) return;
        drawn.push(state.turbo.restorationIndex);
        document.querySelector("input").value = "";
    });
</script>"""


@pytest.fixture
def app(app_with, shop_origin):
    return app_with(widget_origins=shop_origin)


@pytest.fixture
async def on_phone(page: Page, shop, live) -> Page:
    await page.set_viewport_size(PHONE)
    await page.goto(shop.page("<h1>Раньше</h1>", "/before"))
    await page.goto(shop.page(ROUTER + LINE.format(live.url)))
    return page


async def stayed(page: Page, index: int = 0) -> bool:
    """Whether the router heard of nothing, or of the page where it was."""
    return set(await page.evaluate("() => heard")) <= {index}


async def open_window(page: Page) -> None:
    await page.get_by_role("button", name="Спросить о данных").click()
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()


async def test_back_closes_the_window_and_does_not_leave_the_site(on_phone: Page):
    """The next Back leaves as ever; Forward opens it again; to the router of the site nothing has changed."""
    page = on_phone
    launcher, dialog = page.get_by_role("button", name="Спросить о данных"), page.get_by_role("dialog")
    await open_window(page)
    for _ in range(2):
        await page.evaluate("() => history.back()")
        await expect(launcher).to_be_focused()
        await expect(dialog).to_be_hidden()
        await page.evaluate("() => history.forward()")
        await expect(dialog).to_be_visible()
    await page.evaluate("() => history.back()")
    await expect(dialog).to_be_hidden()
    assert await page.evaluate("() => [location.pathname, history.state]") == ["/", {"router": {"index": 0}}]
    assert await stayed(page)
    await page.go_back()
    await expect(page.get_by_role("heading", name="Раньше")).to_be_visible()


@pytest.mark.parametrize("close", ["button", "escape", "call"])
async def test_however_it_is_closed_no_dead_step_remains(on_phone: Page, close: str):
    """Opened and closed three times, one Back leads to the page before."""
    page = on_phone
    for _ in range(3):
        await open_window(page)
        if close == "button":
            await page.get_by_role("button", name="Закрыть").click()
        elif close == "escape":
            await page.keyboard.press("Escape")
        else:
            await page.evaluate("() => Punkt('close')")
        await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.wait_for_function("() => !history.state.punktWindow")
    assert await stayed(page)
    await page.go_back()
    await expect(page.get_by_role("heading", name="Раньше")).to_be_visible()


async def test_a_window_closed_and_opened_at_once_still_closes_by_back(on_phone: Page):
    """Before the step of the closing has been made."""
    page = on_phone
    await open_window(page)
    await page.evaluate("() => (Punkt('close'), Punkt('open'))")
    await page.wait_for_function("() => history.state.punktWindow")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.evaluate("() => history.back()")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await stayed(page)


async def test_the_steps_of_the_site_stay_its_own(on_phone: Page):
    """Its pages and their anchors are gone through as if we were not there, before and after the window was open."""
    page = on_phone
    await page.evaluate("() => visit('/goods')")
    await open_window(page)
    await page.evaluate("() => history.back()")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.evaluate("() => heard.splice(0)")
    await page.evaluate("() => { location.hash = 'lamp' }")
    await page.wait_for_function("() => heard.includes('hash')")
    await page.evaluate("() => history.go(-2)")
    await expect(page.get_by_role("heading", name="Страница /", exact=True)).to_be_visible()
    heard = await page.evaluate("() => heard.filter((one) => one !== 'hash')")
    assert heard == [None, 0]


async def test_a_site_that_goes_on_meanwhile_is_not_held_back(on_phone: Page):
    """Its own step leads away from the open window, and back to it: then it is as it was."""
    page = on_phone
    await open_window(page)
    await page.evaluate("() => visit('/goods')")
    await page.evaluate("() => history.back()")
    await expect(page.get_by_role("heading", name="Страница /", exact=True)).to_be_attached()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await page.evaluate("() => heard") == ["push", 0]


async def test_after_a_reload_the_window_is_open_again_and_back_closes_it(on_phone: Page):
    """Nothing that was said is lost over it."""
    page = on_phone
    await open_window(page)
    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await page.evaluate("() => history.back()")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await page.evaluate("() => location.pathname") == "/"
    assert await stayed(page)


async def test_turbo_draws_no_page_anew(page: Page, shop, live):
    """What is being filled in there stays; its own steps are its own, with the state that it gave them."""
    await page.set_viewport_size(PHONE)
    await page.goto(shop.page(TURBO + LINE.format(live.url)))
    await page.get_by_label("Отзыв").fill("Лампа хороша")
    for close in ("() => history.back()", "() => Punkt('close')"):
        await open_window(page)
        await page.evaluate(close)
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.wait_for_function("() => history.state.turbo")
    await expect(page.get_by_label("Отзыв")).to_have_value("Лампа хороша")
    assert await page.evaluate("() => [drawn, history.state]") == [[], {"turbo": {"restorationIndex": 0}}]
    await page.evaluate("() => history.pushState({ turbo: { restorationIndex: 1 } }, '', '/goods')")
    await page.evaluate("() => history.back()")
    await page.wait_for_function("() => drawn.length")
    assert await page.evaluate("() => drawn") == [0]


async def test_a_framed_window_closes_by_back_too(page: Page, shop, live):
    """The step is made inside of our frame, so the page around hears of none."""
    await page.set_viewport_size(PHONE)
    await page.goto(shop.page("<h1>Раньше</h1>", "/before"))
    await page.goto(shop.page(ROUTER + LINE.format(live.url).replace("async", "async data-mode='frame'")))
    frame = page.frame_locator("punkt-widget iframe")
    for close in ("() => history.back()", "() => Punkt('close')"):
        await frame.get_by_role("button", name="Спросить о данных").click()
        await expect(frame.get_by_role("dialog")).to_be_visible()
        await page.evaluate(close)
        await expect(frame.get_by_role("dialog")).to_be_hidden()
    assert await page.evaluate("() => [location.pathname, heard]") == ["/", []]


async def test_on_a_wide_screen_there_is_no_such_step(page: Page, shop, live):
    """The window covers nothing there, so Back is the page's."""
    await page.goto(shop.page(LINE.format(live.url)))
    before = await page.evaluate("() => history.length")
    await open_window(page)
    await page.keyboard.press("Escape")
    assert await page.evaluate("() => [history.length, history.state]") == [before, None]
