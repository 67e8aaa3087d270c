"""News in a real browser with every page of the console closed, and the console as an application of its own."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import Page, expect
from sqlalchemy import delete, select

from tests.api.console.browsing import PASSWORD
from tests.conftest import VAULT
from tickets.staff.member import add_staff
from tickets.staff.presence import OpenPage, sees_the_console
from tickets.staff.subscription import PushSubscription
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
#: A real point of P-256 (RFC 8291, appendix A).
OURS = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/anna"
ASSETS = Path("api/assets")
#: No browser of a test reaches its maker's servers: they are played, all else is the browser's own.
MAKER = """
(() => {
  if (location.protocol === "chrome-error:") return;
  let held = JSON.parse(localStorage.getItem("maker") ?? "null");
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const keep = (value) => { held = value; localStorage.setItem("maker", JSON.stringify(value)); };
  const shown = () => held && {
    endpoint: held.endpoint,
    options: { applicationServerKey: bytes(held.key).buffer },
    getKey: (name) => bytes(name === "auth" ? "BTBZMqHH6r4Tts7J_aSIgg" : POINT).buffer,
    unsubscribe: async () => { keep(null); return true; },
  };
  const POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  PushManager.prototype.getSubscription = async () => shown();
  PushManager.prototype.subscribe = async function ({ applicationServerKey }) {
    if (localStorage.getItem("maker-away")) throw new DOMException("push service error", "AbortError");
    const key = btoa(String.fromCharCode(...applicationServerKey)).replaceAll("+", "-").replaceAll("/", "_");
    keep({ endpoint: "ENDPOINT", key: key.replaceAll("=", "") });
    return shown();
  };
})();
""".replace("ENDPOINT", ENDPOINT)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_url, VAULT, push=True)
    yield opened
    await opened.close()


@pytest.fixture
def app(app_with):
    return app_with(push_key=OURS)


@pytest.fixture
async def console(page: Page, database: Database) -> Page:
    """Anna, who allows notifications, at «Профиль»."""
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, fast)
    await page.context.grant_permissions(["notifications"])
    await page.context.add_init_script(MAKER)
    await sign_in(page, ANNA)
    return page


async def sign_in(page: Page, email: str) -> None:
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(email)
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("navigation", name="Разделы")).to_be_visible()
    await page.goto("/console/account")


def card(page: Page):
    return page.get_by_role("region", name="Уведомления в этом браузере")


async def switch_on(page: Page) -> None:
    await card(page).get_by_role("button", name="Включить").click()
    await expect(card(page).get_by_text("включены", exact=True)).to_be_visible()


async def hearing(database: Database) -> list[str]:
    return list(await database.fetch(select(PushSubscription.email)))


async def knock(page: Page, content: str) -> None:
    """As the browser gets it from its maker's servers, decrypted."""
    cdp = await page.context.new_cdp_session(page)
    registrations: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registrations.extend(each["registrationId"] for each in said["registrations"]),
    )
    await cdp.send("ServiceWorker.enable")
    while not registrations:
        await page.wait_for_timeout(50)
    origin = await page.evaluate("() => location.origin")
    await cdp.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registrations[0], "data": content},
    )


SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/assets/console/worker.js");
  return (await registration.getNotifications()).map(({ title, body, tag }) => [title, body, tag]);
}"""


async def test_news_are_shown_with_the_console_closed(console, database):
    """One notification however often it knocks; it says that there is something new, whatever came."""
    await switch_on(console)
    assert [ANNA] == await hearing(database)
    await console.goto("/demo")  # no page of the console is open any more
    for content in (json.dumps({"say": "Есть новое", "open": "/console"}), "garbled", ""):
        await knock(console, content)
    shown: list[list[str]] = []
    while not shown:
        shown = await console.evaluate(SHOWN)
    assert [["Пункт", "Есть новое", "punkt"]] == shown
    await console.goto("/console")  # what is seen here need not be announced any more
    while await console.evaluate(SHOWN):
        await console.wait_for_timeout(50)


async def test_the_worker_keeps_nothing_and_answers_no_page(console):
    """Without the server there is no console: nothing of a person lies in the browser."""
    await switch_on(console)
    await console.goto("/console")
    assert [] == await console.evaluate("() => caches.keys()")
    assert await console.evaluate("() => navigator.serviceWorker.controller") is None
    source = (ASSETS / "console/worker.js").read_text("utf-8")
    assert [] == [word for word in ("fetch", "caches", "indexedDB", "importScripts") if word in source]
    await console.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        await console.goto("/console")
    await console.context.set_offline(False)


async def test_the_switch_tells_how_it_stands(console, database):
    """By keys, in both colours, on a telephone; off again it is forgotten here and on the server."""
    await expect(card(console).get_by_text("выключены", exact=True)).to_be_visible()
    for scheme in ("light", "dark"):
        await console.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = await Axe().run(console)
        assert [] == [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]
    await console.set_viewport_size({"width": 390, "height": 800})
    assert await console.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    await card(console).get_by_role("button", name="Включить").focus()
    await console.keyboard.press("Enter")
    off = card(console).get_by_role("button", name="Выключить")
    await expect(off).to_be_focused()
    await console.reload()
    await expect(card(console).get_by_text("включены", exact=True)).to_be_visible()
    assert [ANNA] == await hearing(database)
    await off.click()
    await expect(card(console).get_by_text("выключены", exact=True)).to_be_visible()
    assert [] == await hearing(database)
    await console.evaluate("() => localStorage.setItem('maker-away', '1')")
    await card(console).get_by_role("button", name="Включить").click()
    await expect(card(console).get_by_role("status")).to_contain_text("Не получилось")


async def test_another_member_in_the_same_browser_does_not_inherit_it(console, database):
    """Nor does the first hear any more what happens here."""
    await switch_on(console)
    await console.context.clear_cookies()
    await sign_in(console, BORIS)
    await expect(card(console).get_by_text("выключены", exact=True)).to_be_visible()
    while await hearing(database):
        await console.wait_for_timeout(50)


async def test_whoever_signs_in_again_goes_on_hearing(console, database):
    """A session that is over is no wish to hear nothing; and where the server has forgotten it, the next page tells."""
    await switch_on(console)
    await console.context.clear_cookies()
    async with database.transaction() as session:
        await session.execute(delete(PushSubscription))
    await sign_in(console, ANNA)
    while not await hearing(database):
        await console.wait_for_timeout(50)
    await expect(card(console).get_by_text("включены", exact=True)).to_be_visible()


async def test_a_sign_out_leaves_nothing_in_the_browser(console, database):
    """Neither the wish nor the worker; who comes back switches it on anew."""
    await switch_on(console)
    await console.get_by_label("меню").click()
    await console.get_by_role("button", name="Выйти").click()
    await expect(console.get_by_role("button", name="Войти")).to_be_visible()
    assert [] == await hearing(database)
    left = "async () => [(await navigator.serviceWorker.getRegistrations()).length, localStorage.getItem('punkt-push')]"
    assert [0, None] == await console.evaluate(left)
    await sign_in(console, ANNA)
    await expect(card(console).get_by_text("выключены", exact=True)).to_be_visible()


async def test_a_page_that_is_seen_is_known_until_it_is_closed(console, database):
    """As long as one is, nothing need knock."""

    async def seen() -> bool:
        async with database.reading() as session:
            return await sees_the_console(session, ANNA)

    await console.goto("/console")
    while not await seen():
        await console.wait_for_timeout(50)
    async with console.context.expect_page() as opening:
        await console.evaluate("() => { window.open('/console'); }")
    second = await opening.value
    while len(await database.fetch(select(OpenPage.id))) < 2:
        await second.wait_for_timeout(50)
    await second.close()
    await console.goto("/demo")
    while await seen():
        await console.wait_for_timeout(50)


async def test_the_console_can_be_installed(console):
    """As an application of its own, in both colours; by what the browser itself says of it."""
    await console.goto("/console")
    cdp = await console.context.new_cdp_session(console)
    manifest = await cdp.send("Page.getAppManifest")
    assert [] == manifest["errors"]
    told = json.loads(manifest["data"])
    assert ("/console", "standalone", "Пункт") == (told["start_url"], told["display"], told["short_name"])
    hindrances = (await cdp.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert ["in-incognito"] == [each["errorId"] for each in hindrances], "as every page of a test is"
    schemes = await console.locator("meta[name=theme-color]").evaluate_all("all => all.map(({media}) => media)")
    assert ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"] == schemes


async def test_its_icons_are_what_the_manifest_says(client: httpx.AsyncClient):
    manifest = await client.get("/assets/console.webmanifest")
    assert "application/manifest+json" == manifest.headers["content-type"].partition(";")[0]
    icons = manifest.json()["icons"]
    assert {"any", "192x192", "512x512"} == {icon["sizes"] for icon in icons}
    assert any(icon.get("purpose") == "maskable" for icon in icons)
    for icon in icons:
        answer = await client.get(icon["src"])
        assert (200, icon["type"]) == (answer.status_code, answer.headers["content-type"].partition(";")[0])
        if icon["type"] == "image/png":
            with Image.open(ASSETS / icon["src"].removeprefix("/assets/")) as picture:
                assert icon["sizes"] == "{}x{}".format(*picture.size)
