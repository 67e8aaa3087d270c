"""What staff see besides tickets: the door, texts, deliveries, colleagues, themselves, insight."""

from datetime import timedelta

from playwright.async_api import Page, expect

from tickets.store.backups import note_backup
from tickets.store.base import now
from tickets.store.heartbeat import HeartbeatRow
from tools.screenshots.state import Part, state
from tools.screenshots.story import PASSWORD, VERA, Story


@state(Part.DOOR, "e-mail and password", dark=True)
async def sign_in(page: Page, story: Story) -> None:
    await page.goto("/console/sign-in")


@state(Part.DOOR, "a wrong password")
async def sign_in_wrong(page: Page, story: Story) -> None:
    await _sign_in(page, "ne ugadal parol")
    await expect(page.get_by_role("alert")).to_be_visible()


@state(Part.DOOR, "the second step: a code of the telephone")
async def sign_in_code(page: Page, story: Story) -> None:
    await _sign_in(page, PASSWORD)
    await expect(page.get_by_label("Код из приложения")).to_be_visible()


@state(Part.OFFICE, "texts that are sent often", staff=True)
async def canned(page: Page, story: Story) -> None:
    await page.goto("/console/canned")


@state(Part.OFFICE, "what could not be delivered", staff=True)
async def outbox(page: Page, story: Story) -> None:
    await page.goto("/console/outbox")


@state(Part.OFFICE, "whether all is well: processes, dates, sending, disk, copies", dark=True, staff=True, whole=True)
async def condition(page: Page, story: Story) -> None:
    await _have_copies(story)
    await page.goto("/console/state")


@state(Part.OFFICE, "colleagues: roles, who is away, who holds how much", staff=True)
async def staff(page: Page, story: Story) -> None:
    await page.goto("/console/staff")


@state(Part.OFFICE, "one's own account: password, second factor, sessions", staff=True, whole=True)
async def account(page: Page, story: Story) -> None:
    await page.goto("/console/account")


@state(
    Part.INSIGHT, "what people ask, also in vain; how soon and how well staff work", dark=True, whole=True, staff=True
)
async def insight(page: Page, story: Story) -> None:
    await page.goto("/console/insight?period=90")


@state(Part.INSIGHT, "a chart as a table", staff=True)
async def insight_table(page: Page, story: Story) -> None:
    await page.goto("/console/insight?period=90")
    await page.locator("#dates summary").click()
    await page.locator("#dates .sheet").scroll_into_view_if_needed()


@state(Part.INSIGHT, "days on which nothing happened", staff=True)
async def insight_empty(page: Page, story: Story) -> None:
    await page.goto("/console/insight?period=own&from=2020-01-01&to=2020-01-07")


@state(Part.INSIGHT, "as it is printed", staff=True, print=True)
async def insight_print(page: Page, story: Story) -> None:
    await page.goto("/console/insight?period=90")


async def _sign_in(page: Page, password: str) -> None:
    """As Vera, who has a second factor."""
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(VERA)
    await page.get_by_label("Пароль").fill(password)
    await page.get_by_role("button", name="Войти").click()


async def _have_copies(story: Story) -> None:
    """Two more processes, one of which has ended in the wrong way; a copy of this morning."""
    at = now()
    told = {"news": "redis", "index": "v-5k2mq1zr", "disk_free": 148 * 1024**3, "disk_total": 200 * 1024**3}
    async with story.house.database.transaction() as session:
        for holder, role, place, ago in ((1, "worker", "desk-2:8201", 0), (2, "bot", "desk-2:8101", 4)):
            seen = at - timedelta(minutes=ago)
            row = HeartbeatRow(
                holder=holder, role=role, place=place, began_at=at - timedelta(days=3), seen_at=seen, told=told
            )
            await session.merge(row)
        await note_backup(session, at.replace(hour=3, minute=0, second=0, microsecond=0))
