"""What stands around every page of the console, and the pages of a member, in a real browser."""

import pyotp
import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.api.console.browsing import PASSWORD
from tickets.staff.member import add_staff
from tickets.staff.membership import disable
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
OWN_PAGES = ("/console/account", "/console/staff", f"/console/staff/member?email={ANNA}", "/console/nowhere")
PHONE, DESK, HALL = [{"width": width, "height": 800} for width in (375, 1280, 2560)]


@pytest.fixture
async def console(page: Page, database: Database) -> Page:
    """A browser in which Anna is signed in."""
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, "vera.very.long.name.of.a.colleague@department.example.ru", "gone@example.ru"):
            await add_staff(session, email, fast)
        await disable(session, "gone@example.ru")
    await page.goto("/console/sign-in")
    await sign_in(page)
    await expect(page.get_by_role("navigation", name="Разделы")).to_be_visible()
    return page


async def sign_in(page: Page, password: str = PASSWORD) -> None:
    await page.get_by_label("Почта").fill(ANNA)
    await page.get_by_label("Пароль").fill(password)
    await page.get_by_role("button", name="Войти").click()


async def check(page: Page) -> None:
    """Nothing that a screen reader would object to, and nothing to scroll sideways on a telephone."""
    found = await Axe().run(page)
    assert [] == [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]
    size = page.viewport_size
    await page.set_viewport_size(PHONE)
    assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), page.url
    await page.set_viewport_size(size or DESK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pages_of_a_member_can_be_read_by_everybody(console, scheme):
    """With everything unfolded; from the door through the second factor and back."""
    await console.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in OWN_PAGES:
        await console.goto(path)
        for summary in await console.locator("main summary").all():
            await summary.evaluate("one => one.click()")  # one may lie below what another has opened
        await check(console)
    await console.goto("/console/account")
    await console.get_by_role("region", name="Второй фактор").get_by_label("Пароль").fill(PASSWORD)
    await console.get_by_role("button", name="Подключить").click()
    await console.get_by_text("Камера не работает").click()
    secret = (await console.locator(".secret").inner_text()).replace(" ", "").replace("\n", "")
    await expect(console.get_by_alt_text("QR-код для приложения")).to_have_js_property("complete", True)
    assert await console.get_by_alt_text("QR-код для приложения").evaluate("image => image.naturalWidth") > 0
    await check(console)
    await console.get_by_label("Код из приложения").fill(pyotp.TOTP(secret).at(now()))
    await console.keyboard.press("Enter")
    await expect(console.get_by_role("link", name="Коды сохранены")).to_be_visible()
    recovery = await console.locator(".recovery li").all_inner_texts()
    await check(console)

    await console.get_by_role("link", name="Коды сохранены").click()
    await expect(console.get_by_role("heading", name="Профиль")).to_be_visible()
    await console.locator(".member > summary").click()
    await check(console)
    await console.get_by_role("button", name="Выйти").click()
    await expect(console.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()
    await check(console)
    await sign_in(console, "wrong")
    await expect(console.get_by_role("alert")).to_have_text("Почта или пароль не подходят.")
    await sign_in(console)
    await expect(console.get_by_role("heading", name="Код подтверждения")).to_be_visible()
    await check(console)
    await console.get_by_label("Код из приложения").fill(recovery[0].lower())
    await console.keyboard.press("Enter")
    await expect(console.get_by_role("navigation", name="Разделы")).to_be_visible()


async def test_the_menus_work_by_keyboard_and_press(console):
    """On a telephone the sections are a menu; Escape gives the focus back; a press elsewhere closes."""
    await console.goto("/console/staff")
    await expect(console.get_by_role("link", name="Сотрудники")).to_have_attribute("aria-current", "page")
    await console.keyboard.press("Tab")
    await expect(console.get_by_role("link", name="К содержанию")).to_be_focused()

    member = console.locator(".member > summary")
    await member.focus()
    await console.keyboard.press("Enter")
    await expect(console.get_by_role("link", name="Профиль")).to_be_visible()
    await console.keyboard.press("Tab")
    await expect(console.get_by_role("link", name="Профиль")).to_be_focused()
    await console.keyboard.press("Escape")
    await expect(member).to_be_focused()
    await expect(console.get_by_role("link", name="Профиль")).to_be_hidden()

    await console.set_viewport_size(PHONE)
    await console.locator(".sections > summary").click()
    await expect(console.get_by_role("link", name="Доставка")).to_be_visible()
    await console.mouse.click(365, 790)
    await expect(console.get_by_role("link", name="Доставка")).to_be_hidden()
    await console.locator(".sections > summary").click()
    await console.get_by_role("link", name="Доставка").click()
    await expect(console.get_by_role("heading", name="Что не доставлено")).to_be_visible()


async def test_on_a_wide_screen_lines_stay_readable(console):
    """The page keeps to the middle, and its header with it."""
    await console.set_viewport_size(HALL)
    await console.goto("/console/account")
    boxes = [await console.locator(one).bounding_box() for one in ("main", ".shell-row")]
    assert [(704, 1152), (704, 1152)] == [(box["x"], box["width"]) for box in boxes if box]
