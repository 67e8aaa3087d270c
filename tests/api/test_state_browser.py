"""«Состояние» in a real browser: read by everybody, on a telephone and in the dark, by keyboard."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Page, expect
from sqlalchemy import update

from tests.api.console.browsing import PASSWORD
from tests.api.visits import PHONE, WIDE, violations
from tests.conftest import VAULT
from tickets.staff.member import Role, add_staff
from tickets.store.backups import note_backup
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.heartbeat import HeartbeatRow, beat

ANNA = "anna@example.ru"
STATE = "/console/state"


@pytest.fixture
async def lead(page: Page, database: Database) -> Page:
    """A browser in which a lead is signed in."""
    async with database.transaction() as session:
        await add_staff(session, ANNA, PasswordHasher(1, 8, 1).hash(PASSWORD), Role.LEAD)
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(ANNA)
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("link", name="Состояние").first).to_be_attached()
    return page


async def trouble(database: Database) -> None:
    """Three processes, of which one is silent and one fails, on machines with long names."""
    failing = [{"loop": "outbox", "error": "ConnectionRefusedError", "failures": 12}]
    told = {"news": "redis", "index": "v-abcdefgh", "lacks": ["news of others"], "failing": failing}
    for n, role in enumerate(("web", "bot", "worker")):
        other = Database(database.url, VAULT)
        async with other.transaction() as session:
            await beat(session, role, f"a-machine-with-a-long-name-{n}.example.org:8001", told if n else {})
        await other.close()
    async with database.transaction() as session:
        past = now() - timedelta(minutes=5)
        await session.execute(update(HeartbeatRow).where(HeartbeatRow.role == "web").values(seen_at=past))


async def test_axe_finds_nothing_and_nothing_scrolls_sideways(lead, database):
    """While all is well and while it is not; on a phone and on a wide screen; dark too."""
    async with database.transaction() as session:
        await note_backup(session, now())
    for troubled in (False, True):
        if troubled:
            await trouble(database)
        await lead.goto(STATE)
        await expect(lead.get_by_role("status")).to_contain_text("Требует внимания" if troubled else "Всё в порядке")
        for scheme in ("light", "dark"):
            await lead.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for size in (PHONE, WIDE):
                await lead.set_viewport_size(size)
                assert [] == await violations(lead)
                assert await lead.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), size


async def test_it_is_reached_from_the_menu_and_drawn_anew_by_a_key(lead, database):
    await lead.set_viewport_size(WIDE)
    await lead.get_by_role("navigation", name="Разделы").get_by_role("link", name="Состояние").click()
    await expect(lead.get_by_role("heading", name="Состояние", exact=True)).to_be_visible()
    await expect(lead.get_by_role("row")).to_have_count(2)
    await trouble(database)
    await lead.keyboard.press("r")
    await expect(lead.get_by_role("row")).to_have_count(5)
    await lead.get_by_role("status").get_by_role("link").first.press("Enter")
    assert lead.url.endswith("#copies")
