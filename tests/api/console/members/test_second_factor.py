"""The second factor: connecting it, signing in with it, and being without the telephone."""

import logging

import pyotp
import pytest
from sqlalchemy import update

from tests.api.console.browsing import PASSWORD, Browser, Page, sign_in
from tests.api.console.conftest import ANNA
from tests.conftest import both_databases
from tickets.staff.member import StaffMember, find_staff
from tickets.store.base import now
from tickets.store.database import Database

CODE = "/console/sign-in/code"


async def connect(browser: Browser) -> tuple[str, list[str]]:
    """Connect an app in «Профиль»; gives its secret and the recovery codes."""
    page = await browser.send(await browser.open("/console/account"), "begin", password=PASSWORD)
    secret = page.soup.find(class_="secret").get_text("").replace(" ", "")
    done = await browser.send(page, "confirm", code=pyotp.TOTP(secret).at(now()))
    return secret, [one.get_text() for one in done.soup.select(".recovery li")]


async def shown(database: Database, secret: str) -> str:
    """What the app shows, some time after the last code that was taken."""
    async with database.transaction() as session:
        await session.execute(update(StaffMember).values(totp_step=None))
    return pyotp.TOTP(secret).at(now())


async def give(browser: Browser, code: str) -> Page:
    return await browser.send(await browser.open(CODE), "code", code=code)


@pytest.fixture
async def connected(anna) -> tuple[str, list[str]]:
    return await connect(anna)


@pytest.fixture
async def door(app, client_of, staff):
    """A browser in which nobody is signed in."""
    async with client_of(app, "198.51.100.9") as client:
        yield Browser(client, ANNA)


async def test_an_app_is_connected_with_the_password_and_a_code(anna, database):
    """The picture and the letters are the same secret; nothing is asked for before the code; codes are shown once."""
    refused = await anna.send(await anna.open("/console/account"), "begin", password="не тот")
    assert (refused.status, refused.fault) == (422, "Пароль не подошёл.")
    page = await anna.send(refused, "begin", password=PASSWORD)
    groups = [one.get_text() for one in page.soup.select(".secret span")]
    assert [4] * 8 == [len(group) for group in groups]
    picture = await anna.client.get(page.soup.find("img")["src"])
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/svg+xml", "no-store")
    assert picture.text.startswith("<svg")

    refused = await anna.send(page, "confirm", code="000000")
    assert (refused.status, refused.fault) == (422, "Код не подошёл. Дождитесь в приложении нового и введите его.")
    async with database.reading() as session:
        assert (await find_staff(session, ANNA)).totp_since is None
    done = await anna.send(page, "confirm", code=pyotp.TOTP("".join(groups)).at(now()))
    codes = [one.get_text() for one in done.soup.select(".recovery li")]
    assert len(set(codes)) == 10

    account = await anna.open("/console/account")
    assert "Запасных кодов осталось: 10." in account.text
    assert not [code for code in codes if code in account.html]
    assert (await anna.client.get("/console/account/totp/picture.svg")).status_code == 409
    assert (await anna.open("/console/account/totp")).status == 303
    again = await anna.post("/console/account/totp/begin", await anna.token() | {"password": [PASSWORD]})
    assert again.status == 409


async def test_the_password_alone_opens_nothing(connected, door, database):
    """Between the password and the code there is no page but that of the code, and its session is another."""
    response = await sign_in(door.client, ANNA)
    assert (response.status_code, response.headers["location"]) == (303, CODE)
    half = door.client.cookies["punkt"]
    for path in ("", "/account", "/account/totp", "/account/totp/picture.svg", "/staff", "/nowhere"):
        closed = await door.client.get(f"/console{path}")
        assert (closed.status_code, closed.headers["location"]) == (303, "/console/sign-in"), path
    page = await door.open(CODE)
    assert (await door.post("/console/sign-out", page.filled("code"))).path == "/console/sign-in"

    opened = await door.send(page, "code", code=await shown(database, connected[0]))
    assert (opened.status, opened.path) == (200, "/console")
    assert door.client.cookies["punkt"] != half
    assert (await door.client.get(CODE, headers={"Cookie": f"punkt={half}"})).status_code == 303


async def test_a_code_is_good_once_and_a_recovery_code_too(connected, door, database):
    """What somebody saw over a shoulder is worth nothing."""
    secret, recovery = connected
    used = await shown(database, secret)
    for code, status in ((used, 200), (used, 401), (recovery[0], 200), (recovery[0], 401), ("", 401), ("ы" * 99, 401)):
        await sign_in(door.client, ANNA)
        assert (await give(door, code)).status == status, code
    refused = await door.open(CODE)
    assert refused.fault == ""
    refused = await give(door, "000000")
    assert refused.fault == "Код не подошёл. Дождитесь нового в приложении или введите запасной."


@both_databases
async def test_a_code_sent_by_another_site_is_not_looked_at(connected, door, database):
    await sign_in(door.client, ANNA)
    form = (await door.open(CODE)).filled("code") | {"code": [await shown(database, connected[0])]}
    for headers in ({"Origin": "https://evil.example.com"}, {}):
        assert (await door.client.post(CODE, data=form, headers=headers)).status_code == 403
    assert (await door.post(CODE, form | {"form": ["x"]})).status == 403
    assert (await door.client.get("/console")).status_code == 303


async def test_it_is_taken_off_with_the_password_and_codes_are_renewed_with_a_code(anna, connected, door, database):
    """Other sessions end; then the password is enough again."""
    secret, recovery = connected
    page = await anna.open("/console/account")
    assert (await anna.send(page, "off", password="не тот")).fault == "Пароль не подошёл."
    renewed = await anna.send(page, "codes", code=await shown(database, secret))
    fresh = [one.get_text() for one in renewed.soup.select(".recovery li")]
    await sign_in(door.client, ANNA)
    assert [401, 200] == [(await give(door, code)).status for code in (recovery[0], fresh[0])]

    assert "Второй фактор отключён." in (await anna.send(page, "off", password=PASSWORD)).text
    assert (await door.client.get("/console")).status_code == 303
    assert (await sign_in(door.client, ANNA)).headers["location"] == "/console"


async def test_where_it_is_required_there_is_nothing_before_it(app_with, database, client_of, staff):
    """Who has none connects it right after the password and cannot take it off; signing out is possible."""
    async with client_of(app_with(database=database, console_totp="required")) as client:
        browser = Browser(client, ANNA)
        await sign_in(client, ANNA)
        for path in ("", "/account", "/staff", "/outbox", "/nowhere"):
            closed = await client.get(f"/console{path}")
            assert (closed.status_code, closed.headers["location"]) == (303, "/console/account/totp"), path
        page = await browser.open("/console/account/totp")
        form = page.filled("sign-out")
        for path in ("away", "account/password", "staff/add", "outbox/1/revive"):
            assert (await browser.post(f"/console/{path}", form)).path == "/console/account/totp", path
        page = await browser.send(page, "begin")
        secret = page.soup.find(class_="secret").get_text("").replace(" ", "")
        done = await browser.send(page, "confirm", code=pyotp.TOTP(secret).at(now()))
        assert len(done.soup.select(".recovery li")) == 10
        assert (await client.get("/console")).status_code == 200
        assert not (await browser.open("/console/account")).soup.find("form", action="/console/account/totp/off")
        kept = await browser.post("/console/account/totp/off", await browser.token() | {"password": [PASSWORD]})
        assert (kept.status, kept.fault) == (409, "Здесь второй фактор обязателен, отключить его нельзя.")


async def test_neither_secret_nor_code_is_logged(anna, door, database, caplog):
    """Nor does a recovery code stay anywhere."""
    caplog.set_level(logging.DEBUG)
    for loud in ("aiosqlite", "sqlalchemy"):  # they quote every value, so nobody runs them louder
        caplog.set_level(logging.INFO, loud)
    secret, recovery = await connect(anna)
    code = await shown(database, secret)
    await sign_in(door.client, ANNA)
    await give(door, "999999")
    await give(door, code)
    assert caplog.text
    assert not [
        kept for kept in (secret, code, PASSWORD, *recovery, door.client.cookies["punkt"]) if kept in caplog.text
    ]
