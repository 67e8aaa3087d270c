"""Moments as visitors read them, each in the zone of their own browser."""

from playwright.async_api import Browser

SAID = """async () => {
  const [{ speak }, dates] = await Promise.all(["words", "dates"].map((part) => import(`/assets/widget/${part}.js`)));
  await speak("ru");
  return dates.longMoment("2026-11-23T20:34:00Z");
}"""


async def test_russian_zones_are_named_by_moscow(browser: Browser, live) -> None:
    """As people there say it; elsewhere by Greenwich."""
    said = {}
    for zone in ("Europe/Moscow", "Europe/Kaliningrad", "Asia/Yekaterinburg", "America/New_York"):
        context = await browser.new_context(base_url=live.url, timezone_id=zone)
        page = await context.new_page()
        await page.goto("/policy")
        said[zone] = await page.evaluate(SAID)
        await context.close()
    assert said == {
        "Europe/Moscow": "23 ноября 2026 в 23:34 МСК",
        "Europe/Kaliningrad": "23 ноября 2026 в 22:34 МСК−1",
        "Asia/Yekaterinburg": "24 ноября 2026 в 01:34 МСК+2",
        "America/New_York": "23 ноября 2026 в 15:34 GMT-5",
    }
