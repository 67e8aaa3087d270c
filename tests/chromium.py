"""One Chromium for all tests of a process: each talks to it from its own event loop and leaves no context behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from playwright.async_api import Browser, Playwright, async_playwright


class Chromium:
    """Runs in a loop of its own, which outlives those of tests; started at first use, and again when it has died."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._address = ""

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[Browser]:
        """The browser for one test, without contexts before and after."""
        address = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._running(), self._loop))
        async with async_playwright() as playwright:
            opened = await playwright.chromium.connect(address)
            yield opened
            for context in opened.contexts:
                await context.close()
            await opened.close()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _running(self) -> str:
        """Where the browser can be reached."""
        if self._browser is None or not self._browser.is_connected():
            await self._stop()
            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            self._address = (await self._browser.bind("tests", host="127.0.0.1", port=0))["endpoint"]
        return self._address

    async def _stop(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
