"""The staff console, as a browser uses it."""

import re
from urllib.parse import quote

import httpx
import pytest
from argon2 import PasswordHasher

from tickets.database import Database
from tickets.staff import add_staff, find_staff
from tickets.steps import take

PASSWORD = "correct horse battery"
SAME_SITE = {"Origin": "http://punkt.test", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="session")
def password_hash() -> str:
    return PasswordHasher().hash(PASSWORD)


@pytest.fixture
async def anna(client: httpx.AsyncClient, database: Database, password_hash: str) -> httpx.AsyncClient:
    """A browser in which Anna is signed in."""
    async with database.transaction() as session:
        await add_staff(session, "anna@example.ru", password_hash)
    response = await sign_in(client)
    assert response.status_code == 303
    return client


@pytest.fixture
async def number(client: httpx.AsyncClient) -> str:
    """A claim that waits in the queue."""
    body = {"kind": "claim", "text": "Верните <b>деньги</b>", "contact": {"name": "Ян\u202e"}, "consent": True}
    return (await client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": "k"})).json()["number"]


async def sign_in(client: httpx.AsyncClient, email: str = "Anna@example.ru", password: str = PASSWORD):
    return await client.post("/console/sign-in", data={"email": email, "password": password}, headers=SAME_SITE)


async def press(client: httpx.AsyncClient, number: str, step: str, **fields: str) -> httpx.Response:
    """Open the ticket's page and press a button on it."""
    page = (await client.get(f"/console/tickets/{quote(number)}")).text
    form = re.search(r'name="form" value="([^"]+)"', page).group(1)
    address = f"/console/tickets/{quote(number)}/{step}"
    return await client.post(address, data={"form": form} | fields, headers=SAME_SITE, follow_redirects=True)


async def test_a_ticket_goes_from_the_queue_to_its_end(anna, number):
    """Take, answer, close: each step shows on the page."""
    assert number in (await anna.get("/console")).text
    assert "В работе" in (await press(anna, number, "take")).text
    assert "Деньги вернём" in (await press(anna, number, "answer", text="Деньги вернём")).text
    assert "Закрыто" in (await press(anna, number, "close")).text
    assert number not in (await anna.get("/console")).text
    assert number in (await anna.get("/console?closed=true")).text


async def test_a_ticket_can_go_back_into_the_queue(anna, number):
    """For somebody else to take."""
    await press(anna, number, "take")
    assert "Возвращено в очередь" in (await press(anna, number, "return")).text


async def test_what_a_person_wrote_is_shown_as_text(anna, number):
    """No markup of theirs becomes markup of ours."""
    page = (await anna.get(f"/console/tickets/{quote(number)}")).text
    assert "Верните &lt;b&gt;деньги&lt;/b&gt;" in page
    assert "<b>деньги" not in page


async def test_who_comes_second_is_told_who_was_first(anna, number, database):
    """In a sentence, on the page."""
    async with database.transaction() as session:
        await take(session, number, "boris@example.ru")
    refused = await press(anna, number, "take")
    assert refused.status_code == 409
    assert "Обращением занимается boris@example.ru." in refused.text


async def test_an_empty_answer_is_not_sent(anna, number):
    """And the ticket stays as it was."""
    await press(anna, number, "take")
    refused = await press(anna, number, "answer", text="  ")
    assert refused.status_code == 422
    assert "Ответ пуст" in refused.text
    assert "Ответ отправлен" not in refused.text


@pytest.mark.parametrize("path", ["/console", "/console?closed=true", "/console/tickets/П-2026-000001"])
async def test_strangers_are_sent_to_the_door(client, path):
    """Also for a ticket that does not exist."""
    response = await client.get(path)
    assert (response.status_code, response.headers["location"]) == (303, "/console/sign-in")


async def test_a_wrong_password_and_an_unknown_account_look_alike(client, database, password_hash):
    """Nobody learns who works here; an account without a password cannot sign in."""
    async with database.transaction() as session:
        await add_staff(session, "anna@example.ru", password_hash)
        await add_staff(session, "terminal@example.ru", None)
    refusals = [
        await sign_in(client, password="wrong"),
        await sign_in(client, "nobody@example.ru"),
        await sign_in(client, "terminal@example.ru", ""),
        await sign_in(client, "terminal@example.ru", "x"),
    ]
    assert {r.status_code for r in refusals} <= {401, 422}
    assert refusals[0].text == refusals[1].text == refusals[3].text
    assert not client.cookies


async def test_guessing_is_slowed_down(client):
    """For the account, from wherever the guesses come, and whatever the rate setting says."""
    statuses = [(await sign_in(client, password=f"guess {n}")).status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


async def test_the_session_cookie_is_for_this_site_and_not_for_scripts(client, database, password_hash):
    """HttpOnly and SameSite=Strict, twelve hours."""
    async with database.transaction() as session:
        await add_staff(session, "anna@example.ru", password_hash)
    cookie = (await sign_in(client)).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age=43200" in cookie


async def test_over_tls_the_cookie_never_leaves_it(app_with, client_of, database, password_hash):
    """Secure, and with a name that browsers guard."""
    async with database.transaction() as session:
        await add_staff(session, "anna@example.ru", password_hash)
    async with client_of(app_with(public_url="https://help.example.com")) as client:
        cookie = (await sign_in(client)).headers["set-cookie"]
    assert cookie.startswith("__Host-punkt=")
    assert "Secure" in cookie


async def test_a_session_ends_with_the_account_and_with_the_password(anna, database):
    """Whoever leaves, or changes the password, is signed out everywhere."""
    async with database.transaction() as session:
        member = await find_staff(session, "anna@example.ru")
        member.password_hash = PasswordHasher(1, 8, 1).hash("another")
    assert (await anna.get("/console")).status_code == 303
    async with database.transaction() as session:
        await session.delete(await find_staff(session, "anna@example.ru"))
    assert (await anna.get("/console")).status_code == 303


async def test_a_forged_session_opens_nothing(anna):
    """Any change of the cookie ends it."""
    name, value = next(iter(anna.cookies.items()))
    email, expires, signature = value.split(".")
    for forged in (f"{email}.{int(expires) + 1}.{signature}", f"{email}.{expires}.{signature[:-1]}", "x", "a.b.c"):
        response = await anna.get("/console", headers={"Cookie": f"{name}={forged}"})
        assert response.status_code == 303


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
async def test_a_form_on_another_site_changes_nothing(anna, number, headers):
    """Even with the cookie and the right token."""
    page = (await anna.get(f"/console/tickets/{quote(number)}")).text
    form = re.search(r'name="form" value="([^"]+)"', page).group(1)
    address = f"/console/tickets/{quote(number)}/take"
    assert (await anna.post(address, data={"form": form}, headers=headers)).status_code == 403
    assert (await anna.post(address, data={"form": "x"}, headers=SAME_SITE)).status_code == 403
    assert "Взять в работу" in (await anna.get(f"/console/tickets/{quote(number)}")).text


async def test_signing_out_ends_the_visit(anna):
    """The browser forgets the cookie."""
    form = re.search(r'name="form" value="([^"]+)"', (await anna.get("/console")).text).group(1)
    await anna.post("/console/sign-out", data={"form": form}, headers=SAME_SITE)
    assert (await anna.get("/console")).status_code == 303
