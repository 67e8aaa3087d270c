"""One Chromium, and one driver of it, for all tests of a process; each leaves no context behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from playwright.async_api import Browser, Playwright, async_playwright

PATIENCE = 60_000  #: ms that pages are waited for on busy machines


class Chromium:
    """Started at first use, and again when it has died."""

    tasks: ClassVar[set[asyncio.Task[Any]]] = set()  #: what drives it, and goes on between tests

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[Browser]:
        """The browser for one test, without contexts before and after."""
        if self._browser is None or not self._browser.is_connected():
            await self.close()
            others = asyncio.all_tasks()
            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            self.tasks.update(asyncio.all_tasks() - others)
        yield self._browser
        for context in self._browser.contexts:
            await context.close()

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
