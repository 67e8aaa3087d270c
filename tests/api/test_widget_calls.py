"""What a site may say to the widget: attributes and Punkt(…) calls, before and after it is loaded."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.api.visits import violations

STUB = "<script>window.Punkt ||= (...a) => (Punkt.q ||= []).push(a)</script>"
LINE = "<script async src='{}/widget.js'{}></script>"
STORED = "() => [document.cookie, sessionStorage.length, localStorage.length]"
BUDGET = 30_000  #: bytes, gzipped


@pytest.fixture
def app(app_with, shop_origin):
    return app_with(widget_origins=shop_origin)


async def test_before_it_is_opened_there_is_a_button_and_nothing_else(page: Page, shop, live):
    """No other request than for its own few files and nothing stored; the first opening loads less than 30 KB."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith(live.url) else None)
    await page.goto(shop.page(LINE.format(live.url, " data-lang='en'")))
    await expect(page.get_by_role("button", name="Ask about your data")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    closed = {urlsplit(url).path for url in asked}
    assert {path for path in closed if not path.startswith(("/assets/", "/widget.js"))} == set()
    assert await page.evaluate(STORED) == ["", 0, 0]
    await page.get_by_role("button", name="Ask about your data").click()
    await expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    await page.wait_for_load_state("networkidle")
    assert await page.evaluate(STORED) == ["", 0, 0]
    opened = {urlsplit(url).path for url in asked}
    assert {path for path in opened if "words" in path} == {"/assets/widget/words.js", "/assets/widget/words.en.js"}
    sizes = {path: len(gzip.compress(await (await page.request.get(path)).body())) for path in sorted(opened)}
    assert sum(sizes[path] for path in closed) < BUDGET / 2
    assert sum(sizes.values()) < BUDGET, sizes


async def test_calls_wait_for_the_widget_and_are_kept_in_order(page: Page, shop, live):
    """Those that a page makes before the line is loaded, too; handlers hear what happened, and no word of it."""
    early = """<script>
        window.heard = [];
        for (const name of ["open", "close", "answer"]) Punkt("on", name, (detail) => heard.push([name, detail]));
        Punkt("on", "open", () => { throw new Error("the page's own fault") });
        Punkt("language", "en");
        Punkt("ask", "how long do you keep my data?");
    </script>"""
    await page.goto(shop.page(STUB + early + LINE.format(live.url, "")))
    clause = page.get_by_role("article").first
    await expect(clause).to_be_visible()
    await expect(page.get_by_text("This is what the policy says, in Russian:")).to_be_visible()
    await page.evaluate("() => Punkt('close')")
    await expect(page.get_by_role("button", name="Ask about your data")).to_be_focused()
    heard = await page.evaluate("() => heard")
    assert [name for name, _ in heard] == ["open", "answer", "close"]
    assert heard[1][1] == {"kind": "answer", "clauses": ["5.1"]}


async def test_a_bad_call_is_said_in_the_console_and_breaks_nothing(page: Page, shop, live):
    """In plain English; so is a bad attribute, which then counts as not given."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    await page.goto(shop.page(LINE.format(live.url, " data-theme='pink' data-colour='red' data-accent='nope'")))
    await expect(page.get_by_role("button", name="Спросить о данных")).to_be_visible()
    calls = (
        "[['opne'], [], [null], ['ask'], ['ask', 7], ['ask', '  '], ['language', 'de'], ['colours', 'expression(1)']"
    )
    calls += ", ['position'], ['on', 'click', () => {}], ['on', 'open', 'x'], ['identify', 5], ['toString'], [{}]]"
    assert await page.evaluate(f"() => {calls}.map((call) => Punkt(...call))") == [None] * 14
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert len([line for line in said if line.startswith("Punkt: ")]) == 3 + 14
    assert 'Punkt: there is no call "opne". There are: open, close, ask, identify' in "\n".join(said)
    assert 'Punkt: data-theme: "pink" is none of auto, light, dark.' in said
    assert 'Punkt: data-accent: "nope" is not a CSS colour.' in said


async def test_language_theme_side_and_colour_change_at_once(page: Page, shop, live):
    """What was being written stays; axe finds nothing in any of them, whatever colour a site chooses."""
    await page.emulate_media(reduced_motion="reduce")
    line = LINE.format(live.url, " data-position='left' data-accent='#ffd60a' data-ask='кто вы?'")
    await page.goto(shop.page(f"<main><h1>Магазин</h1></main>{line}"))
    await page.get_by_role("button", name="Спросить о данных").click()
    await expect(page.locator(".theirs").last).to_be_visible()
    assert (await page.locator(".panel").bounding_box())["x"] < 100
    await page.get_by_role("textbox", name="Ваш вопрос").fill("не дописано")
    await page.evaluate("() => { Punkt('language', 'en'); Punkt('position', 'right') }")
    field = page.get_by_role("textbox", name="Your question")
    await expect(field).to_have_value("не дописано")
    assert (await page.locator(".panel").bounding_box())["x"] > 800
    await field.fill("who gets my data?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article").first).to_be_visible()
    for theme in ("light", "dark"):
        await page.evaluate("(theme) => Punkt('theme', theme)", theme)
        for colour in ("#ffd60a", "hsl(220 80% 55%)", "white", "black"):
            await page.evaluate("(colour) => Punkt('colours', { accent: colour })", colour)
            assert await page.locator(".root").evaluate("root => getComputedStyle(root).colorScheme") == theme
            assert await violations(page) == [], (theme, colour)
    card = await page.locator(".panel").evaluate("panel => getComputedStyle(panel).backgroundColor")
    await page.evaluate("() => Punkt('theme', 'light')")
    assert await page.locator(".panel").evaluate("panel => getComputedStyle(panel).backgroundColor") != card


async def test_the_text_on_a_colour_is_read_on_every_colour(page: Page):
    """4.5 to one at least: black or white on the colour itself, and the colour made fit for text on the surfaces."""
    await page.goto("/demo")
    least = await page.evaluate(
        """async () => {
            const { accentColours, contrast, painted } = await import("/assets/widget/accent.js");
            const themes = [["#ffffff", "#f6f5f1"], ["#1a211e", "#111614"]].map((one) => one.map(painted));
            let least = 21;
            for (let hue = 0; hue < 360; hue += 30) for (const light of [0, 15, 35, 50, 65, 85, 100])
                for (const [card, paper] of themes) {
                    const made = accentColours(painted(`hsl(${hue} 90% ${light}%)`), { card, paper });
                    const names = ["--fill", "--on-fill", "--accent", "--wash"];
                    const [fill, on, text, wash] = names.map((name) => painted(made[name]));
                    const onSurfaces = [card, paper, wash].map((one) => contrast(text, one));
                    least = Math.min(least, contrast(fill, on), ...onSurfaces);
                }
            return least;
        }"""
    )
    assert least >= 4.5


async def test_every_sentence_is_there_in_both_languages(page: Page):
    """None is missing in one of them, and none that takes a number or a date forgets it."""
    await page.goto("/demo")
    differing = await page.evaluate(
        """async () => {
            const shape = (one, path = "") => one && typeof one === "object" && !Array.isArray(one)
                ? Object.entries(one).flatMap(([name, value]) => shape(value, `${path}/${name}`))
                : [`${path} ${typeof one} ${one.length && typeof one === "function" ? one.length : ""}`];
            const differing = [];
            for (const part of ["", ".tickets", ".told"]) {
                const load = async (language) =>
                    shape((await import(`/assets/widget/words${part}.${language}.js`)).words);
                const [ru, en] = [await load("ru"), await load("en")];
                differing.push(...ru.filter((one) => !en.includes(one)), ...en.filter((one) => !ru.includes(one)));
            }
            return differing;
        }"""
    )
    assert differing == []


async def test_without_a_button_the_site_opens_it(page: Page, shop, live):
    """The focus goes back to where it was; what the site calls the button is what it is called."""
    button = "<button onclick='Punkt(\"open\")'>Помощь</button>"
    await page.goto(shop.page(STUB + button + LINE.format(live.url, " data-launcher='none'")))
    await page.get_by_role("button", name="Помощь").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Помощь")).to_be_focused()
    await expect(page.locator(".launcher")).to_be_hidden()
    await page.goto(shop.page(LINE.format(live.url, " data-launcher='Ваши права'"), "/other"))
    await expect(page.get_by_role("button", name="Ваши права")).to_be_visible()


async def test_a_window_that_does_not_load_is_told_and_can_be_tried_again(page: Page, shop, live):
    """The button says so, and a second press opens it."""
    await page.goto(shop.page(LINE.format(live.url, "")))
    await expect(page.get_by_role("button", name="Спросить о данных")).to_be_visible()
    await page.route("**/visit.js", lambda route: route.abort())
    await page.get_by_role("button", name="Спросить о данных").click()
    failed = page.get_by_role("button", name="Не открылось. Повторить?")
    await expect(failed).to_be_visible()
    await page.unroute("**/visit.js")
    await failed.click()
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()
