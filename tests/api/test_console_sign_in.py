"""Signing in to the console, and what a session is worth."""

import logging
from datetime import datetime, timedelta

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from tests.api.console.browsing import PASSWORD, SAME_SITE, Browser, sign_in
from tickets.staff.member import Role, add_staff, find_staff
from tickets.staff.membership import disable, set_password, set_role
from tickets.staff.session import IDLE, find_session, sessions_of
from tickets.staff.totp import reset_totp
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"


@pytest.fixture(scope="session")
def password_hash() -> str:
    return PasswordHasher(1, 8, 1).hash(PASSWORD)


@pytest.fixture
async def account(database: Database, password_hash: str) -> str:
    async with database.transaction() as session:
        await add_staff(session, ANNA, password_hash)
    return ANNA


@pytest.fixture
async def anna(client: httpx.AsyncClient, account: str) -> Browser:
    """A browser in which Anna is signed in."""
    response = await sign_in(client, "Anna@example.ru")
    assert response.status_code == 303
    return Browser(client, ANNA)


async def test_strangers_are_sent_to_the_door(client):
    """Also for what does not exist."""
    for path in (
        *("", "?show=all", "/tickets/П-2026-000001", "/tickets/%00", "/outbox", "/staff", "/nowhere"),
        *("/account", "/account/totp", "/account/totp/picture.svg", "/staff/member?email=x", "/sign-in/code"),
    ):
        response = await client.get(f"/console{path}")
        assert (response.status_code, response.headers["location"]) == (303, "/console/sign-in"), path


async def test_strangers_change_nothing(client):
    """They are sent to the door with whatever they bring."""
    for path in ("tickets/П-2026-000001/resolve", *FORMS):
        response = await client.post(f"/console/{path}", data={"form": "x"}, headers=SAME_SITE)
        assert (response.status_code, response.headers["location"]) == (303, "/console/sign-in"), path


async def test_a_wrong_password_and_an_unknown_account_look_alike(client, account, database):
    """Nobody learns who works here; an account without a password cannot sign in."""
    async with database.transaction() as session:
        await add_staff(session, "terminal@example.ru", None)
    refusals = [
        await sign_in(client, ANNA, "wrong"),
        await sign_in(client, "nobody@example.ru"),
        await sign_in(client, "terminal@example.ru", "x"),
        await sign_in(client, "\x00", "x"),
    ]
    assert {refused.status_code for refused in refusals} == {401}
    assert len({refused.text for refused in refusals}) == 1
    assert "Почта или пароль не подходят." in refusals[0].text
    assert not client.cookies


async def test_an_empty_form_is_a_page_too(client):
    """422 with a sentence."""
    refused = await client.post("/console/sign-in", data={}, headers=SAME_SITE)
    assert (refused.status_code, "Адрес или форма не читаются." in refused.text) == (422, True)


async def test_the_session_cookie_is_for_this_site_and_not_for_scripts(client, account):
    """HttpOnly and SameSite=Strict, twelve hours."""
    cookie = (await sign_in(client, account)).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age=43200" in cookie


async def test_over_tls_the_cookie_never_leaves_it(app_with, client_of, account):
    """Secure, and with a name that browsers guard."""
    async with client_of(app_with(public_url="https://help.example.com")) as client:
        cookie = (await sign_in(client, account)).headers["set-cookie"]
    assert cookie.startswith("__Host-punkt=")
    assert "Secure" in cookie


@pytest.mark.parametrize("change", [set_password, disable, reset_totp])
async def test_sessions_end_with_the_password_the_access_and_the_second_factor(anna, database, change):
    """At once and everywhere."""
    async with database.transaction() as session:
        await add_staff(session, "boris@example.ru", None)
        await set_role(session, "boris@example.ru", Role.ADMIN)
        await (change(session, ANNA, "$argon2id$") if change is set_password else change(session, ANNA))
    assert (await anna.client.get("/console")).status_code == 303
    async with database.reading() as session:
        assert [] == await sessions_of(session, ANNA)


async def test_a_session_ends_with_the_account(anna, database):
    async with database.transaction() as session:
        await session.delete(await find_staff(session, ANNA))
    assert (await anna.client.get("/console")).status_code == 303


async def test_who_is_disabled_cannot_sign_in_and_hears_nothing_of_it(client, account, database):
    """The same words as for a wrong password."""
    async with database.transaction() as session:
        (await find_staff(session, ANNA)).disabled_at = now()
    right, wrong = await sign_in(client, ANNA), await sign_in(client, ANNA, "wrong")
    assert (401, right.text) == (right.status_code, wrong.text)
    assert not client.cookies


async def test_a_forged_session_opens_nothing(anna, database):
    """Any change of the cookie; nor does what the database knows of it."""
    name, value = next(iter(anna.client.cookies.items()))
    async with database.reading() as session:
        known = (await sessions_of(session, ANNA))[0].digest
    for forged in (value[:-1], value + "A", value.swapcase(), known, "x", "", "ы"):
        response = await anna.client.get("/console", headers={"Cookie": f"{name}={forged}".encode()})
        assert response.status_code == 303


async def test_each_sign_in_makes_a_new_session_and_ends_the_old(anna, client, database):
    """What somebody planted in the browser beforehand is worth nothing."""
    client.cookies.set("punkt", "planted", domain="punkt.test")
    before = dict(client.cookies)["punkt"]
    assert (await client.get("/console")).status_code == 303
    await sign_in(client, ANNA)
    first = client.cookies["punkt"]
    await sign_in(client, ANNA)
    second = client.cookies["punkt"]
    assert len({before, first, second}) == 3
    async with database.reading() as session:
        assert await find_session(session, first) is None
        assert await find_session(session, second) is not None


@pytest.mark.parametrize(
    ("column", "ago"),
    [("seen_at", IDLE), ("ends_at", timedelta(0))],
)
async def test_a_session_ends_by_itself(anna, database, column, ago):
    """Two hours after the last act, and twelve after the sign-in whatever is done."""
    async with database.transaction() as session:
        found = (await sessions_of(session, ANNA))[0]
        assert found.ends_at - found.created_at == timedelta(hours=12)
        setattr(found, column, now() - ago)
    assert (await anna.client.get("/console")).status_code == 303


async def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(anna, database):
    """Only what somebody does counts, and is noted once a minute."""
    earlier = now() - timedelta(minutes=5)
    async with database.transaction() as session:
        (await sessions_of(session, ANNA))[0].seen_at = earlier

    async def seen() -> datetime:
        async with database.reading() as session:
            return (await sessions_of(session, ANNA))[0].seen_at

    await anna.client.get("/console", headers={"Sec-Fetch-Mode": "cors"})
    assert earlier == await seen()
    await anna.client.get("/console", headers={"Sec-Fetch-Mode": "navigate"})
    noted = await seen()
    assert earlier < noted
    await anna.client.get("/console")
    assert noted == await seen()


FORMS = (
    *("away", "sign-out", "outbox/1/revive", "tickets/П-2026-000001/take", "account/password", "account/sessions"),
    *("account/totp/begin", "account/totp/confirm", "account/totp/codes", "account/totp/off", "staff/add"),
    *("account/push", "account/push/off", "account/push/1/off", "account/morning"),
    *("staff/role", "staff/disable", "staff/enable", "staff/password", "staff/end-sessions", "staff/reset-totp"),
)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": "http://punkt.test", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://punkt.test.evil.example.com"},
    ],
)
async def test_a_form_on_another_site_changes_nothing(anna, headers):
    """Even with the cookie and the right token: every form of ours is guarded."""
    token = await anna.token()
    for path in FORMS:
        assert (await anna.client.post(f"/console/{path}", data=token, headers=headers)).status_code == 403, path
    assert (await anna.client.get("/console")).status_code == 200


async def test_a_form_without_the_token_of_the_session_changes_nothing(anna):
    """Also from our own pages."""
    for path in FORMS:
        assert (await anna.client.post(f"/console/{path}", data={"form": "x"}, headers=SAME_SITE)).status_code == 403
    assert (await anna.client.get("/console")).status_code == 200


async def test_the_token_of_one_session_is_nothing_in_another(anna, app, client_of, database, password_hash):
    """A colleague's form is foreign, too."""
    async with database.transaction() as session:
        await add_staff(session, "boris@example.ru", password_hash)
    async with client_of(app) as client:
        await sign_in(client, "boris@example.ru")
        stolen = await anna.token()
        assert (await client.post("/console/away", data=stolen, headers=SAME_SITE)).status_code == 403


async def test_signing_out_ends_the_session_here_and_in_the_database(anna):
    """A cookie that somebody copied opens nothing any more."""
    copied = {"Cookie": f"punkt={anna.client.cookies['punkt']}"}
    gone = await anna.client.post("/console/sign-out", data=await anna.token(), headers=SAME_SITE)
    assert not anna.client.cookies
    assert gone.headers["clear-site-data"] == '"storage"'  # drafts of answers in this browser
    assert (await anna.client.get("/console", headers=copied)).status_code == 303


async def test_nothing_secret_is_logged_or_shown(client, account, database, caplog):
    """Neither the password nor the session, whatever is typed where."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "aiosqlite")  # it quotes every value, so nobody runs it louder
    pages = [
        await sign_in(client, ANNA, f"{PASSWORD}x"),
        await sign_in(client, PASSWORD, "x"),
        await sign_in(client, ANNA),
    ]
    secret = client.cookies["punkt"]
    pages.append(await client.get("/console/account"))
    told = caplog.text + "".join(page.text for page in pages)
    assert PASSWORD not in told
    assert secret not in told
    async with database.reading() as session:
        assert secret not in str((await session.execute(text("SELECT * FROM staff_sessions"))).all())
