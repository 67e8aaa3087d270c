"""Pages for everybody: the policy, and where a ticket stands."""

from urllib.parse import quote

from playwright.async_api import Page, expect

from tickets.steps.by_staff import answer, take
from tickets.store.base import random_id
from tools.screenshots.state import Part, state
from tools.screenshots.story import ANNA, Story

CLAIM = {"kind": "claim", "text": "Мне звонят каждый день, остановите.", "contact": {}, "consent": True}


@state(Part.POLICY, "the text with its contents", dark=True)
async def policy(page: Page, story: Story) -> None:
    await page.goto("/policy")


@state(Part.POLICY, "a clause that a link leads to")
async def policy_clause(page: Page, story: Story) -> None:
    await page.goto("/policy#5.2")


@state(Part.POLICY, "searching in it")
async def policy_search(page: Page, story: Story) -> None:
    await page.goto("/policy")
    await page.get_by_role("searchbox").fill("согласие")
    await page.keyboard.press("Enter")
    await expect(page.locator("mark").first).to_be_visible()


@state(Part.POLICY, "as it is printed", print=True)
async def policy_print(page: Page, story: Story) -> None:
    await page.goto("/policy")


async def opened(page: Page) -> tuple[str, str]:
    """Number and token of a claim of somebody without a widget."""
    response = await page.request.post("/api/v1/tickets", data=CLAIM, headers={"Idempotency-Key": random_id()})
    receipt = await response.json()
    return receipt["number"], receipt["token"]


@state(Part.STATUS, "by the link of the receipt: dates, and what staff answered", dark=True)
async def status(page: Page, story: Story) -> None:
    number, token = await opened(page)
    async with story.house.database.transaction() as session:
        await take(session, number, ANNA)
        await answer(session, number, ANNA, "Здравствуйте! Проверяем обзвон, ответим завтра.")
    await page.goto(f"/tickets/{quote(number)}#{token}")
    await expect(page.get_by_text("Проверяем обзвон")).to_be_visible()


@state(Part.STATUS, "with a link that opens nothing")
async def status_wrong(page: Page, story: Story) -> None:
    await page.goto(f"/tickets/{quote('П-2026-000001')}#wrong")
    await expect(page.locator("#status[aria-busy=true]")).to_have_count(0)
