"""The widget on somebody else's site, put there with one line, under a strict content policy."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from playwright.async_api import Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

PAGE = "<!doctype html><title>Магазин</title><h1>Магазин</h1><script async src='{}/widget.js'></script>"


@pytest.fixture
def shop_socket() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@pytest.fixture
def app(app_with, shop_socket):
    """Lets the shop embed the widget when it is called localhost, and not when it is called by its address."""
    return app_with(widget_origins=f"http://localhost:{shop_socket.getsockname()[1]}")


@pytest.fixture
async def shop(live, shop_socket) -> AsyncIterator[int]:
    """Port of a site that allows our scripts and requests, and nothing else."""
    policy = f"default-src 'none'; script-src {live.url}; connect-src {live.url}; require-trusted-types-for 'script'"

    async def page(_):
        return HTMLResponse(PAGE.format(live.url), headers={"Content-Security-Policy": policy})

    server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/", page)]), log_config=None))
    serving = asyncio.create_task(server.serve(sockets=[shop_socket]))
    yield shop_socket.getsockname()[1]
    server.should_exit = True
    await serving


async def test_one_line_is_enough(page: Page, shop: int):
    """No inline script, no style and no markup of ours has to be allowed."""
    await page.goto(f"http://localhost:{shop}/")
    await page.get_by_role("button", name="Спросить о данных").click()
    await page.get_by_label("Ваш вопрос").fill("кому вы передаёте мои данные?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()


async def test_a_site_that_was_not_named_gets_no_widget(browser, shop: int):
    """Nor any answer: its visitors' browsers refuse to hand our responses over."""
    page = await browser.new_page()
    await page.goto(f"http://127.0.0.1:{shop}/")
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("punkt-widget")).to_have_count(0)
