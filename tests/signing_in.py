"""The door of the console, as a member of staff goes through it."""

from playwright.async_api import Page, expect


async def sign_in(page: Page, email: str, password: str) -> None:
    """Ends on the queue."""
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(email)
    await page.locator("input[type=password]").fill(password)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("heading", name="Очередь")).to_be_visible()
