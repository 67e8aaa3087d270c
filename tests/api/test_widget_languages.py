"""A reply in a real browser is in one language, whatever the window and the clause are in."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.api.visits import violations

LINE = "<main><h1>Магазин</h1></main><script async src='{}/widget.js'{}></script>"
KEPT = {"ru": "сколько вы храните мои данные?", "en": "how long do you keep my personal data?"}
FIELD = {"ru": "Ваш вопрос", "en": "Your question"}
#: What is read or read out of a turn, but for what is the policy's own.
FRAME = """turn => {
    const frame = turn.cloneNode(true);
    frame.querySelectorAll("[lang=ru]").forEach(policy => policy.remove());
    const named = [...frame.querySelectorAll("[aria-label], [title]")];
    return [frame.textContent, ...named.map(one => `${one.ariaLabel ?? ""} ${one.title}`)].join(" ");
}"""
FOREIGN = {"ru": r"[A-Za-z]{2,}", "en": r"[А-Яа-яЁё]+"}


@pytest.fixture
def app(app_with, shop_origin):
    return app_with(widget_origins=shop_origin)


async def asked(page: Page, window: str, text: str) -> Locator:
    """The reply, after the question has been asked in a window of this language."""
    await page.evaluate("() => Punkt('open')")
    await page.get_by_role("textbox", name=FIELD[window]).fill(text)
    await page.keyboard.press("Enter")
    answered = page.locator(".theirs", has=page.get_by_role("article")).last
    await expect(answered).to_be_visible()
    return answered


async def foreign_in(reply: Locator, language: str) -> list[str]:
    """Words of its frame in the other language."""
    return re.findall(FOREIGN[language], await reply.evaluate(FRAME))


@pytest.mark.parametrize(
    ("attribute", "window", "written", "language"),
    [
        pytest.param("", "ru", "en", "en", id="an English question in a Russian window"),
        pytest.param(" data-lang='ru'", "ru", "en", "ru", id="the same where the site wants Russian"),
        pytest.param(" data-lang='en'", "en", "ru", "en", id="a Russian question where the site wants English"),
        pytest.param("", "ru", "ru", "ru", id="a Russian question in a Russian window"),
    ],
)
async def test_a_reply_is_in_one_language(page: Page, shop, live, attribute, window, written, language):
    """Its first line, source, buttons and all that comes of pressing them; the clause is quoted as it is."""
    await page.goto(shop.page(LINE.format(live.url, attribute)))
    reply = await asked(page, window, KEPT[written])
    await expect(reply.get_by_role("blockquote").or_(reply.locator("blockquote")).first).to_contain_text("срока")
    assert [] == await foreign_in(reply, language)
    yes, why = {"ru": ("Помогло", "Почему этот пункт"), "en": ("Helpful", "Why this clause")}[language]
    await reply.get_by_text(why).first.click()
    await expect(reply.locator(".reasons li").first).to_be_visible()
    await reply.get_by_role("button", name=yes, exact=True).click()
    await expect(reply.get_by_role("status").filter(has_text={"ru": "учтём", "en": "noted"}[language])).to_be_visible()
    labels = reply.locator("summary, .reasons .hint, .feedback, .ways")
    found = " ".join(await labels.all_inner_texts())
    assert [] == re.findall(FOREIGN[language], found.replace("\n", " ")), found
    assert [] == await violations(page)


async def test_a_fault_under_a_reply_is_in_its_language(page: Page, shop, live):
    """Without a connection the window speaks Russian, and what is said under an English answer is English."""
    await page.goto(shop.page(LINE.format(live.url, "")))
    reply = await asked(page, "ru", KEPT["en"])
    await page.route("**/feedback", lambda route: route.abort())
    await reply.get_by_role("button", name="Helpful", exact=True).click()
    await expect(reply.get_by_role("status").filter(has_text="No connection.")).to_be_visible()
    assert [] == await foreign_in(reply, "en")


async def test_replies_stay_in_their_language_when_the_window_changes_its_own(page: Page, shop, live):
    """After Punkt("language") and after a reload, too; what is asked from then on is answered in the new one."""
    await page.goto(shop.page(LINE.format(live.url, "")))
    await asked(page, "ru", KEPT["ru"])
    await page.evaluate("() => Punkt('language', 'en')")
    await expect(page.get_by_role("textbox", name=FIELD["en"])).to_be_visible()
    replies = page.locator(".theirs", has=page.get_by_role("article"))
    assert [] == await foreign_in(replies.first, "ru")
    await asked(page, "en", "кому вы передаёте мои данные?")
    await expect(replies).to_have_count(2)
    assert [] == await foreign_in(replies.last, "en")
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(replies).to_have_count(2)
    assert ([], []) == (await foreign_in(replies.first, "ru"), await foreign_in(replies.last, "en"))
