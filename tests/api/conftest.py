"""The application over ASGI, and over a real socket for what needs one: streams and browsers."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from fastapi.templating import Jinja2Templates
from playwright.async_api import Browser, Page
from starlette.routing import BaseRoute

from api.app import create_app
from api.http.server import Server
from api.pages.demo import page_templates
from desk.desk import Desk
from desk.settings import Settings
from punkt.editions.office import Office
from tests.api.sites import Site, serving
from tests.chromium import PATIENCE
from tickets.store.database import Database

SECRET = b"a key that only these tests know, long enough"
AppOf = Callable[..., FastAPI]


@pytest.fixture(scope="session")
def templates() -> Jinja2Templates:
    """Compiled once for all tests."""
    return page_templates()


@pytest.fixture(scope="session")
def routes() -> list[BaseRoute]:
    """Those of the first application, for all others: what a route takes is worked out when it is first asked for."""
    return []


@pytest.fixture
def app_with(
    desk: Desk,
    database: Database,
    templates: Jinja2Templates,
    routes: list[BaseRoute],
    cheap_passwords: None,
    monkeypatch: pytest.MonkeyPatch,
) -> AppOf:
    """Makes an application with other settings; by default without limits, so that tests do not wait."""
    monkeypatch.setattr("api.pages.demo.page_templates", lambda: templates)

    def make(
        desk: Desk = desk, database: Database = database, push_key: str | None = None, **settings: object
    ) -> FastAPI:
        told = Settings(_env_file=None, **{"rate_limit": "off"} | settings)
        app = create_app(desk, database, told, SECRET, push=push_key, editing=Office(told))
        if not routes:
            routes.extend(app.router.routes)
        app.router.routes[:] = routes
        return app

    return make


@pytest.fixture
def app(app_with: AppOf) -> FastAPI:
    return app_with()


@pytest.fixture
def client_of() -> Callable[..., httpx.AsyncClient]:
    """Makes a client of an application; `address` is where it seems to come from."""

    def make(app: FastAPI, address: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=(address, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://punkt.test", headers=headers)

    return make


@pytest.fixture
async def client(app: FastAPI, client_of: Callable[..., httpx.AsyncClient]) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as opened:
        yield opened


@dataclass(frozen=True)
class Live:
    """A server that really listens."""

    url: str
    server: Server
    serving: asyncio.Task[None]


@pytest.fixture
async def live(app: FastAPI) -> AsyncIterator[Live]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(app)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.02)
    yield Live(f"http://127.0.0.1:{listening.getsockname()[1]}", server, serving)
    server.should_exit = True
    await serving


@pytest.fixture
def shop_socket() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@pytest.fixture
async def shop(shop_socket: socket.socket, live: Live) -> AsyncIterator[Site]:
    """A site that embeds the widget; the application has to name `shop_origin`."""
    async with serving(shop_socket) as site:
        yield site


@pytest.fixture
def shop_origin(shop_socket: socket.socket) -> str:
    return f"http://localhost:{shop_socket.getsockname()[1]}"


@pytest.fixture
async def page(browser: Browser, live) -> AsyncIterator[Page]:
    """A page that fails the test when something breaks a script or the content policy."""
    # Without movement: what is measured while it fades in has other colours.
    opened = await browser.new_page(
        viewport={"width": 1280, "height": 800}, base_url=live.url, locale="ru-RU", reduced_motion="reduce"
    )
    opened.set_default_timeout(PATIENCE)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    yield opened
    assert faults == []
