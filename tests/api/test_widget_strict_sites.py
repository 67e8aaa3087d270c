"""The widget on sites that allow little or that work against it, and in a frame."""

import pytest
from playwright.async_api import Page, expect

from tests.api.visits import violations

LINE = "<script async src='{}/widget.js'{}></script>"
STRICT = (
    "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src {}; require-trusted-types-for 'script'"
)
HOSTILE = """<style>
    * { all: unset !important; color: red !important; font-size: 3px !important; display: none; }
    punkt-widget { display: none !important; opacity: 0 !important; transform: scale(0) !important; }
    .wall { display: block !important; position: fixed !important; inset: 0 !important; background: gold !important;
        z-index: 2147483647 !important; }
</style><div class="wall">реклама</div>
<script>
    Object.prototype.junk = function () { return "junk" };
    Array.prototype.junk = Array.prototype.first = () => "junk";
    Array.prototype.map = ((map) => function (...given) { return map.apply(this, given) })(Array.prototype.map);
    window.stolen = [];
    addEventListener("message", ({ data }) => stolen.push(JSON.stringify(data) ?? ""));
</script>"""


@pytest.fixture
def app(app_with, shop_origin):
    return app_with(widget_origins=shop_origin)


async def ask_for_the_recipients(page: Page) -> None:
    await page.get_by_role("button", name="Спросить о данных").click()
    await page.get_by_label("Ваш вопрос").fill("кому вы передаёте мои данные?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()


async def test_a_nonce_is_enough(page: Page, shop, live):
    """With `strict-dynamic`, trusted types, no style and no evaluation allowed; why, and the forms too."""
    line = LINE.format(live.url, " nonce='abc' data-accent='#7a1fa2'")
    await page.goto(shop.page(line, csp=STRICT.format(live.url)))
    await ask_for_the_recipients(page)
    await page.get_by_text("Почему этот пункт").first.click()
    await expect(page.get_by_text("Об этом же спрашивают так").first).to_be_visible()
    await page.get_by_role("button", name="Позвать сотрудника").first.click()
    await expect(page.get_by_role("heading", name="Вопрос сотруднику")).to_be_focused()


async def test_a_page_that_resets_everything_and_lies_over_everything_changes_nothing(page: Page, shop, live):
    """Neither its styles nor what it adds to all objects get in, and it hears nothing of the conversation."""
    await page.goto(shop.page(HOSTILE + LINE.format(live.url, "")))
    await ask_for_the_recipients(page)
    quote = page.locator("blockquote").first
    style = "one => [getComputedStyle(one).fontSize, getComputedStyle(one).color !== 'rgb(255, 0, 0)']"
    assert await quote.evaluate(style) == ["16px", True]
    await page.get_by_role("button", name="Помогло", exact=True).click()
    await expect(page.get_by_text("Спасибо, учтём.")).to_be_visible()
    assert await page.evaluate("() => stolen") == []


async def test_in_a_frame_it_works_where_our_modules_may_not_run(page: Page, shop, live):
    """Only the one script and the frame are allowed; the site hears sizes and events, never a word."""
    policy = f"default-src 'none'; script-src {live.url}/widget.js 'nonce-site'; frame-src {live.url}"
    spy = "<script nonce='site'>window.heard = [];"
    spy += "addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));"
    spy += "window.Punkt ||= (...a) => (Punkt.q ||= []).push(a); window.answers = [];"
    spy += "Punkt('on', 'answer', (detail) => answers.push(detail))</script>"
    line = LINE.format(live.url, " data-mode='frame' data-lang='ru'")
    await page.goto(shop.page(f"<h1>Магазин</h1>{spy}{line}", csp=policy))
    frame = page.frame_locator("iframe")
    launcher = frame.get_by_role("button", name="Спросить о данных")
    await expect(launcher).to_be_visible()
    small = await page.locator("iframe").bounding_box()
    assert (small["width"] < 300, small["height"] < 100) == (True, True)
    await launcher.click()
    await expect(frame.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()
    await page.evaluate("() => Punkt('ask', 'кому вы передаёте мои данные?')")
    await expect(frame.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    large = await page.locator("iframe").bounding_box()
    assert (large["width"], large["height"]) == (400, 640)
    assert await page.evaluate("() => answers[0].kind") == "answer"
    heard = "".join(await page.evaluate("() => heard"))
    assert ("передаёте" in heard, "token" in heard) == (False, False)
    await page.set_viewport_size({"width": 375, "height": 740})
    await expect(frame.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    assert (await page.locator("iframe").bounding_box())["width"] == 375
    await page.keyboard.press("Escape")
    await expect(launcher).to_be_focused()


async def test_the_frame_hears_only_sites_that_are_named(page: Page, shop, live):
    """It answers to nobody else, and messages of another shape do nothing; browsers let no other site frame it."""
    framing = f"<iframe src='{live.url}/widget/frame' style='width:500px;height:700px'></iframe>"
    await page.goto(shop.page(framing))
    frame = page.frame_locator("iframe")
    junk = "[null, 1, 'x', {}, {punkt: 1}, {punkt: 1, type: 'begin'}, {punkt: 1, type: 'toString', call: []}]"
    await page.evaluate(f"() => {junk}.forEach((one) => frames[0].postMessage(one, '*'))")
    begin = "{ punkt: 1, type: 'begin', attributes: { lang: 'ru', theme: {} }, narrow: false }"
    calls = "[['ask', 'сколько храните данные?'], ['eval', '1'], 'open', [{}]]"
    await expect(frame.locator("punkt-widget")).to_have_count(0)
    await page.evaluate(f"() => frames[0].postMessage({begin}, '*')")
    await expect(frame.get_by_role("button", name="Спросить о данных")).to_be_visible()
    await page.evaluate(
        f"() => {calls}.forEach((call) => frames[0].postMessage({{punkt: 1, type: 'call', call}}, '*'))"
    )
    await expect(frame.get_by_role("article", name="Пункт 5.1")).to_be_visible()

    other = await page.context.browser.new_page()
    refused: list[str] = []
    other.on("console", lambda message: refused.append(message.text))
    await other.goto(shop.page(framing).replace("localhost", "127.0.0.1"))
    await other.wait_for_load_state("networkidle")
    assert "frame-ancestors" in "".join(refused)
    await expect(other.frame_locator("iframe").locator("punkt-widget")).to_have_count(0)


async def test_the_frame_page_may_be_framed_by_named_sites_and_nothing_else_may(client, shop_origin):
    """The headers say so."""
    policy = (await client.get("/widget/frame")).headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {shop_origin}")
    assert (await client.get("/demo")).headers["content-security-policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_english(page: Page, scheme):
    """Answer, why, suggestions and the form."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.goto("/demo")
    await page.get_by_label("English").check(force=True)
    await page.get_by_role("textbox", name="Your question").fill("кому вы передаёте мои данные?")
    await page.keyboard.press("Enter")
    await page.get_by_text("Why this clause").first.click()
    await expect(page.get_by_text("Others ask it like this").first).to_be_visible()
    await page.get_by_role("button", name="Copy link").first.click()
    assert await violations(page) == []
    await page.get_by_role("button", name="Call a person").first.click()
    await expect(page.get_by_role("heading", name="Question for a person")).to_be_focused()
    assert await violations(page) == []
    assert await page.evaluate("() => document.getElementById('line').textContent.includes('data-lang=\"en\"')")
