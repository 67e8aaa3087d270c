"""What leads on from a form is never cut off, however small the window is and however long the texts are."""

import pytest
from playwright.async_api import Page, expect

from tests.api.visits import come, violations

#: Width, height, and how much is magnified: a browser at 200 % lays out half as many pixels.
SIZES = [(1440, 900, 1), (1280, 720, 1), (390, 844, 1), (1440, 900, 2), (1280, 720, 2), (390, 844, 2)]
#: Where the middle of an element is, whether all of it lies in the window, and whether a click there would reach it.
REACHED = """(element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const panel = document.querySelector("punkt-widget").shadowRoot.querySelector(".panel").getBoundingClientRect();
    const root = element.getRootNode();
    const hit = root.elementFromPoint(left + width / 2, top + height / 2);
    const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const inside = left >= panel.left && top >= panel.top && right <= panel.right && bottom <= panel.bottom;
    return [within, inside, element.contains(hit), width > 0 && height > 0];
}"""
LONG = "Согласие на обработку персональных данных в целях рассмотрения обращения. " * 60


async def with_long_texts(page: Page) -> None:
    async def lengthen(route):
        answer = await route.fetch()
        policy = await answer.json()
        await route.fulfill(response=answer, json=policy | {"consent": LONG, "title": LONG[:300]})

    await page.route("**/api/v1/policy", lengthen)


@pytest.mark.parametrize(("width", "height", "zoom"), SIZES)
async def test_the_buttons_of_both_steps_are_in_sight(page: Page, width: int, height: int, zoom: int):
    """In English, with a consent of several screens: each can be clicked without scrolling, the rest be read."""
    await with_long_texts(page)
    await page.set_viewport_size({"width": width // zoom, "height": height // zoom})
    await page.goto("/demo")
    await come(page)
    await page.evaluate("() => Punkt('language', 'en')")
    await page.get_by_role("button", name="Call a person").click()
    await page.get_by_label("What shall we pass on").fill("Please call me back.")
    further = page.get_by_role("button", name="Next")
    assert await further.evaluate(REACHED) == [True] * 4
    await further.click()
    screen = page.get_by_role("form", name="Consent to")
    back, send = screen.get_by_role("button", name="Back"), screen.get_by_role("button", name="Send")
    for button in (back, send):
        assert await button.evaluate(REACHED) == [True] * 4
    await screen.get_by_role("checkbox").check()  # scrolls to it
    for button in (back, send):
        assert await button.evaluate(REACHED) == [True] * 4
    assert await screen.get_by_role("checkbox").evaluate(REACHED) == [True] * 4
    await send.click()
    await expect(page.get_by_role("region", name="We have your request")).to_be_visible()


async def test_a_long_consent_can_be_read_by_everybody(page: Page):
    """In both themes nothing may be said against it; the keyboard scrolls to the box and on to the buttons."""
    await with_long_texts(page)
    await page.goto("/demo")
    await come(page)
    await page.get_by_role("button", name="Позвать сотрудника").click()
    await page.get_by_label("Что передать сотруднику").fill("Перезвоните")
    await page.get_by_role("button", name="Далее").click()
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        assert await violations(page) == []
    for _ in range(2):
        await page.keyboard.press("Tab")
    box = page.get_by_role("checkbox")
    await expect(box).to_be_focused()
    assert await box.evaluate(REACHED) == [True] * 4
    await page.keyboard.press("Space")
    for name in ("Назад", "Отправить"):
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name=name)).to_be_focused()
