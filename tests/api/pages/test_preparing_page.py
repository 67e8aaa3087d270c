"""The website before the desk can answer: how far that is, for people and for programs, and then the desk itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect

from api.http.server import Server
from api.preparing import Preparing
from desk.preparation import Phase, Preparation
from desk.settings import Settings
from tests.api.visits import PHONE, WIDE, violations
from tests.chromium import PATIENCE

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SHOP = "https://shop.example.org"


@dataclass
class Front:
    """A website that is being prepared, on a real socket."""

    url: str
    app: Preparing
    at: list[Preparation | None]  #: how far it is, to be replaced


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    listening = socket.create_server(("127.0.0.1", 0))
    at: list[Preparation | None] = [Preparation(Phase.PHRASES, 37)]
    app = Preparing(Settings(_env_file=None, widget_origins=SHOP), lambda: at[0])
    server = Server(app)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.02)
    yield Front(f"http://127.0.0.1:{listening.getsockname()[1]}", app, at)
    server.should_exit = True
    await task


@pytest.fixture
async def web(front: Front) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=front.url) as client:
        yield client


@pytest.fixture
async def page(browser: Browser, front: Front) -> Page:
    opened = await browser.new_page(base_url=front.url, locale="ru-RU", reduced_motion="reduce")
    opened.set_default_timeout(PATIENCE)
    return opened


@pytest.mark.parametrize("path", ["/", "/demo", "/console", "/policy", "/widget/frame", "/tickets/П-2026-000001"])
async def test_a_browser_is_shown_how_far_it_is(web: httpx.AsyncClient, path: str) -> None:
    """Whatever page was wanted; browsers without scripts load it again by themselves, and nobody keeps it."""
    answer = await web.get(path, headers=HTML)
    assert (503, "5", "no-store") == (
        answer.status_code,
        answer.headers["Retry-After"],
        answer.headers["Cache-Control"],
    )
    assert '<progress id="progress" max="100" value="37">37 %</progress>' in answer.text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/readyz"), ("GET", "/widget.js"), ("POST", "/api/v1/messages"), ("GET", "/metrics")]
)
async def test_a_program_is_told_how_far_it_is(web: httpx.AsyncClient, method: str, path: str) -> None:
    """As problem details, with phase and percent."""
    answer = await web.request(method, path)
    expected = {
        "type": "urn:punkt:preparing",
        "title": "Сервис готовится",
        "status": 503,
        "detail": "Читаем фразы, которыми спрашивают люди: 37 %. Повторите позже.",
        "phase": "phrases",
        "percent": 37,
    }
    assert expected == answer.json()
    assert (503, "5", "application/problem+json") == (
        answer.status_code,
        answer.headers["Retry-After"],
        answer.headers["Content-Type"],
    )


async def test_whoever_watches_the_process_sees_that_it_lives(web: httpx.AsyncClient) -> None:
    alive = await web.get("/healthz")
    assert (200, {"status": "ok"}) == (alive.status_code, alive.json())
    assert 503 == (await web.head("/readyz")).status_code


async def test_a_site_with_the_widget_can_read_that_it_must_wait(web: httpx.AsyncClient) -> None:
    """A window that was open before the restart is told so, not cut off."""
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert 200 == (await web.options("/api/v1/messages", headers=asked)).status_code
    answer = await web.post("/api/v1/messages", headers={"Origin": SHOP})
    assert (503, SHOP) == (answer.status_code, answer.headers["Access-Control-Allow-Origin"])


async def test_the_same_connection_is_answered_by_the_desk_when_it_is_there(
    web: httpx.AsyncClient, front: Front, app: FastAPI
) -> None:
    """Nothing is started again for it."""
    assert 503 == (await web.get("/readyz")).status_code
    front.app.open(app)
    assert "ok" == (await web.get("/readyz")).json()["status"]
    assert 200 == (await web.get("/policy", headers=HTML)).status_code


async def test_the_page_goes_on_by_itself_and_becomes_the_one_that_was_wanted(
    page: Page, front: Front, app: FastAPI
) -> None:
    await page.goto("/policy")
    bar = page.get_by_role("progressbar", name="Читаем фразы, которыми спрашивают люди")
    await expect(bar).to_have_js_property("value", 37)
    front.at[0] = Preparation(Phase.LEARNING, 84)
    bar = page.get_by_role("progressbar", name="Учимся различать вопросы")
    await expect(bar).to_have_js_property("value", 84)
    await expect(page).to_have_title("Пункт готовится: 84 %")
    front.app.open(app)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Политика")


async def test_without_scripts_the_page_becomes_the_one_that_was_wanted(
    browser: Browser, front: Front, app: FastAPI
) -> None:
    page = await browser.new_page(base_url=front.url, java_script_enabled=False)
    await page.goto("/policy")
    await expect(page.get_by_role("progressbar")).to_be_visible(timeout=PATIENCE)
    front.app.open(app)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Политика", timeout=PATIENCE)


async def test_a_failure_is_told_on_the_page_and_stays_there(page: Page, front: Front, web: httpx.AsyncClient) -> None:
    """The process ends soon after; a page that loaded itself again would lose the reason."""
    await page.goto("/demo")
    await expect(page.get_by_role("progressbar")).to_be_visible()
    front.at[0] = Preparation(Phase.FAILED, 0, "Индекс не построился: на диске нет места.")
    await expect(page.get_by_role("alert")).to_have_text("Индекс не построился: на диске нет места.")
    assert 0 == await page.locator("meta[http-equiv], script").count()
    told = (await web.get("/readyz")).json()
    assert ("failed", "Индекс не построился: на диске нет места.") == (told["phase"], told["detail"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phase", [Phase.PHRASES, Phase.FAILED])
async def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, front: Front, scheme: str, phase: Phase
) -> None:
    front.at[0] = Preparation(phase, 37, "Индекс не построился: в папку /srv/punkt/" + "данные" * 12 + " не записать.")
    await page.emulate_media(color_scheme=scheme)
    for size in (WIDE, PHONE):
        await page.set_viewport_size(size)
        await page.goto("/demo")
        assert [] == await violations(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
