"""A day at the desk with ten contacts: nobody is overlooked, and nobody is answered twice. `make day` has 120."""

from pathlib import Path

from playwright.async_api import Browser

from tests.day.contacts import contacts
from tests.day.place import opened
from tests.day.verdict import faults


async def test_nobody_waits_unseen_and_nobody_is_answered_twice(browser: Browser, tmp_path: Path) -> None:
    planned = contacts(10, seed=7)
    async with opened(tmp_path, browser, seed=7) as day:
        await day.run(planned)
        await day.ends()
        assert [] == await faults(day, planned)
        assert any(each.again for each in day.told), "nobody wrote again, so nothing was tried"
