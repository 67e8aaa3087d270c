"""«Профиль»: one's own password and sessions."""

import pytest
from sqlalchemy import select

from tests.api.console.browsing import PASSWORD, Browser, Page, sign_in
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tickets.staff.member import Role, find_staff
from tickets.staff.password import password_fits
from tickets.staff.session import SignIn

NEW = "десять лодок у причала"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
WORDS = {
    "short": "Новый пароль короче 12 знаков. Проще всего взять несколько слов.",
    "common": "Такой пароль подберут первым. Придумайте другой.",
    "email": "Пароль не должен повторять адрес почты. Придумайте другой.",
    "differ": "Новый пароль набран по-разному. Наберите его дважды одинаково.",
    "wrong": "Пароль не подошёл.",
}


@pytest.fixture
async def elsewhere(app, client_of, staff):
    """Anna at another browser."""
    async with client_of(app, "198.51.100.7", **{"User-Agent": FIREFOX}) as client:
        await sign_in(client, ANNA)
        yield Browser(client, ANNA)


async def test_a_new_password_signs_out_everywhere_else(anna, boris, elsewhere, app, client_of, database):
    """This browser goes on with a new session; the old one, copied, opens nothing; a colleague notices nothing."""
    copied = anna.client.cookies["punkt"]
    page = await anna.open("/console/account")
    done = await anna.send(page, "password", old=PASSWORD, new=NEW, again=NEW)
    assert (done.path, done.soup.find(role="status").get_text()) == (
        "/console/account",
        "Пароль изменён. На других устройствах нужно войти заново.",
    )
    assert (await elsewhere.client.get("/console")).status_code == 303
    assert (await anna.client.get("/console")).status_code == 200
    assert (await boris.client.get("/console")).status_code == 200
    async with client_of(app) as client:
        assert (await client.get("/console", headers={"Cookie": f"punkt={copied}"})).status_code == 303
        assert [401, 303] == [(await sign_in(client, ANNA, password)).status_code for password in (PASSWORD, NEW)]


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("не тот пароль", NEW, NEW, "wrong"),
        (PASSWORD, NEW, f"{NEW}.", "differ"),
        (PASSWORD, "короткий", "короткий", "short"),
        (PASSWORD, "qwerty123456", "qwerty123456", "common"),
        (PASSWORD, ANNA, ANNA, "email"),
    ],
)
async def test_a_password_that_is_refused_changes_nothing(anna, database, old, new, again, why):
    """The page says why, and keeps no password in its fields."""
    refused = await anna.send(await anna.open("/console/account"), "password", old=old, new=new, again=again)
    assert (refused.status, refused.fault) == (422, WORDS[why])
    assert not [field for field in refused.soup.find_all("input", type="password") if field.get("value")]
    async with database.reading() as session:
        assert password_fits(PASSWORD, (await find_staff(session, ANNA)).password_hash)
    assert (await anna.client.get("/console")).status_code == 200


async def test_who_sits_at_an_open_browser_does_not_guess_the_password(anna):
    page = await anna.open("/console/account")
    refused = [await anna.send(page, "password", old=f"guess {n}", new=NEW, again=NEW) for n in range(13)]
    assert (422, 429) == (refused[0].status, refused[-1].status)


async def test_own_sessions_are_listed_and_ended(anna, boris, elsewhere, app, client_of):
    """One of them, or all others; never a colleague's."""
    page = await anna.open("/console/account")
    listed = [" ".join(one.get_text(" ").split()) for one in page.soup.select(".sessions-list li")]
    assert len(listed) == 2
    other = next(one for one in listed if "этот браузер" not in one)
    assert other.startswith("Firefox, Linux Сеть 198.51.100.*. Вход ")
    assert "198.51.100.7" not in page.html

    theirs = (await boris.open("/console/account")).soup.find("form", action="/console/account/password")
    assert theirs
    which = page.filled("sessions")["which"][0]
    await boris.post("/console/account/sessions", await boris.token() | {"which": [which]})
    assert (await elsewhere.client.get("/console")).status_code == 200

    page = await anna.send(page, "sessions")
    assert "Сеанс завершён." in page.text
    assert (await elsewhere.client.get("/console")).status_code == 303

    for _ in range(2):
        async with client_of(app) as client:
            await sign_in(client, ANNA)
    await anna.post("/console/account/sessions", await anna.token() | {"which": ["others"]})
    assert len((await anna.open("/console/account")).soup.select(".sessions-list li")) == 1
    assert (await boris.client.get("/console")).status_code == 200
    assert BORIS not in page.text


@both_databases
async def test_who_came_in_and_who_was_refused_is_written_down(anna, boris, app, client_of, database):
    """With the browser and the network; of nobody who is no member, and for a colleague only for an admin to see."""
    async with client_of(app, "198.51.100.7", **{"User-Agent": FIREFOX}) as client:
        for email, password in ((ANNA, "не тот"), ("nobody@example.ru", "не тот"), (ANNA, PASSWORD)):
            await sign_in(client, email, password)
    await anna.send(await anna.open("/console/account"), "password", old=PASSWORD, new=NEW, again=NEW)
    page = await anna.open("/console/account")
    assert ["Пароль изменён", "Вход", "Пароль не подошёл", "Вход"] == lines(page)
    refused = page.soup.select(".sign-ins li")[2].get_text(" ", strip=True)
    assert refused.endswith("Firefox, Linux, сеть 198.51.100.*")
    assert ["Вход"] == lines(await boris.open("/console/account"))
    assert 403 == (await boris.open(f"/console/staff/member?email={ANNA}")).status
    async with database.transaction() as session:
        (await find_staff(session, BORIS)).role = Role.ADMIN
    assert 4 == len(lines(await boris.open(f"/console/staff/member?email={ANNA}")))
    async with database.reading() as session:
        assert {ANNA, BORIS} == set((await session.execute(select(SignIn.email))).scalars())


def lines(page: Page) -> list[str]:
    return [one.get_text() for one in page.soup.select(".sign-ins strong")]
