"""«Уведомления в этом браузере» and «Утреннее письмо»: what a member chooses, and when it ends."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select

from tests.api.console.browsing import PASSWORD, Browser, sign_in
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import VAULT
from tests.post.push.push_service import unpadded
from tickets.audit.entry import AuditEntry
from tickets.staff.member import find_staff
from tickets.staff.membership import disable, set_password
from tickets.staff.session import end_sessions
from tickets.staff.subscription import MOST, PushSubscription
from tickets.store.database import Database

POINT = generate_private_key(SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
KEYS = {"public": [unpadded(POINT)], "auth": [unpadded(bytes(16))]}
OURS = "our public key"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/{}"
NEW = "десять лодок у причала"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
async def database(any_database):
    opened = Database(any_database.url, VAULT, push=True)
    yield opened
    await opened.close()


@pytest.fixture
def app(app_with):
    return app_with(push_key=OURS)


@pytest.fixture
async def elsewhere(app, client_of, staff):
    """Anna at another browser."""
    async with client_of(app, "198.51.100.7", **{"User-Agent": FIREFOX}) as client:
        await sign_in(client, ANNA)
        yield Browser(client, ANNA)


async def switch(browser: Browser, name: str, on: bool = True, **changed: list[str]) -> int:
    """What the script of a page sends; gives the status."""
    given = await browser.token() | {"endpoint": [ENDPOINT.format(name)]} | (KEYS if on else {}) | changed
    return (await browser.post("/console/account/push" if on else "/console/account/push/off", given)).status


async def hearing(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        found = (await session.scalars(select(PushSubscription).order_by(PushSubscription.id))).all()
        return [(one.email, one.endpoint.rpartition("/")[2]) for one in found]


async def test_a_member_sees_where_it_is_on_and_switches_it_off(anna, elsewhere, database):
    """In this browser, and in one that is far away; the log tells that, and nobody's address."""
    assert [204, 204] == [await switch(anna, "here"), await switch(elsewhere, "there")]
    page = await anna.open("/console/account")
    assert "Где включены: 2" in page.section("push")
    assert "Firefox, Linux" in page.section("push")
    assert "через fcm.googleapis.com" in page.section("push")
    assert ENDPOINT.format("") not in page.html
    [form] = [form for form in page.soup.find_all("form") if "/push/" in str(form["action"])]
    done = await anna.post(str(form["action"]), await anna.token())
    assert "Уведомления в том браузере выключены." == done.soup.find(role="status").get_text()
    assert [(ANNA, "here")] == await hearing(database)
    assert 204 == await switch(anna, "here", on=False)
    assert [] == await hearing(database)
    acts = await database.fetch(select(AuditEntry).where(AuditEntry.act.like("push.%")).order_by(AuditEntry.id))
    assert ["push.on", "push.on", "push.off", "push.off"] == [entry.act for entry in acts]
    assert {(ANNA, ANNA)} == {(entry.actor, entry.about) for entry in acts}


async def test_every_page_tells_it_again_and_nothing_doubles(anna, boris, database):
    """The browser of one member that becomes another's is the other's."""
    for browser in (anna, anna, boris):
        await switch(browser, "shared")
    assert [(BORIS, "shared")] == await hearing(database)


async def test_signing_a_device_out_ends_it_there(anna, elsewhere, database):
    """By whatever way: here, from elsewhere, and with a session that is over by itself nothing ends."""
    await switch(anna, "here")
    await switch(elsewhere, "there")
    await anna.send(await anna.open("/console/account"), "sessions", which="others")
    assert [(ANNA, "here")] == await hearing(database)
    await anna.send(await anna.open(), "sign-out")
    assert [] == await hearing(database)


async def test_one_session_that_is_ended_takes_its_browser_along(anna, elsewhere, database):
    await switch(anna, "here")
    await switch(elsewhere, "there")
    page = await anna.open("/console/account")
    await anna.send(page, "sessions")
    assert [(ANNA, "here")] == await hearing(database)


@pytest.mark.parametrize(
    "end",
    [
        lambda session: end_sessions(session, ANNA, by=BORIS),
        lambda session: set_password(session, ANNA, "another", by=BORIS),
        lambda session: disable(session, ANNA),
    ],
    ids=["sessions", "password", "disabled"],
)
async def test_whoever_is_put_out_hears_nothing_any_more(anna, boris, database, end):
    await switch(anna, "here")
    await switch(boris, "his")
    async with database.transaction() as session:
        (await find_staff(session, BORIS)).role = "admin"
        await session.flush()
        await end(session)
    assert [(BORIS, "his")] == await hearing(database)


async def test_a_new_password_or_sign_in_keeps_this_browser(anna, elsewhere, database):
    """Elsewhere it ends, as the sessions do."""
    await switch(anna, "here")
    await switch(elsewhere, "there")
    await anna.send(await anna.open("/console/account"), "password", old=PASSWORD, new=NEW, again=NEW)
    assert [(ANNA, "here")] == await hearing(database)
    await sign_in(anna.client, ANNA, NEW)
    assert [(ANNA, "here")] == await hearing(database)
    page = await anna.open("/console/account")
    assert "этот браузер" in page.section("push")


async def test_another_member_at_the_same_browser_ends_it(anna, database):
    await switch(anna, "here")
    await sign_in(anna.client, BORIS)
    assert [] == await hearing(database)


async def test_of_too_many_browsers_the_oldest_go(anna, database):
    for name in range(MOST + 2):
        await switch(anna, str(name))
    assert [(ANNA, str(name)) for name in range(2, MOST + 2)] == await hearing(database)


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": ["https://169.254.169.254/latest/meta-data"]},
        {"endpoint": ["http://fcm.googleapis.com/x"]},
        {"endpoint": ["https://redis:6379/"]},
        {"auth": ["short"]},
        {"public": ["no point"]},
        {"form": ["x"]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_what_no_browser_would_send_is_refused(anna, database, wrong):
    """No page makes us write to the operator's own network, and none of another site anything."""
    assert (403 if "form" in wrong else 422) == await switch(anna, "x", **wrong)
    assert [] == await hearing(database)


async def test_nobody_switches_off_what_is_not_theirs(anna, boris, database):
    await switch(anna, "here")
    [which] = await database.fetch(select(PushSubscription.id))
    await boris.post(f"/console/account/push/{which}/off", await boris.token())
    assert [(ANNA, "here")] == await hearing(database)


async def test_where_the_operator_has_not_switched_it_on_there_is_nothing(app_with, client_of, staff, database):
    """By default: no card, no script, no address is taken."""
    async with client_of(app_with()) as client:
        await sign_in(client, ANNA)
        browser = Browser(client, ANNA)
        page = await browser.open("/console/account")
        assert (None, 404) == (page.soup.find(id="push"), await switch(browser, "x"))
        assert "push" not in str(page.soup.find_all("script"))
    assert [] == await hearing(database)


async def test_the_morning_letter_is_a_choice(anna, boris, database):
    """Anna is the admin, so she has it until she declines."""
    page = await anna.open("/console/account")
    assert [True, False] == [
        "checked" in (await who.open("/console/account")).form("morning").select_one("[type=checkbox]").attrs
        for who in (anna, boris)
    ]
    sent = page.filled("morning")
    done = await anna.post(page.address("morning"), {"form": sent["form"]})
    assert "Выбор сохранён." == done.soup.find(role="status").get_text()
    await boris.post(page.address("morning"), await boris.token() | {"wanted": ["true"]})
    async with database.reading() as session:
        assert [False, True] == [(await find_staff(session, email)).morning for email in (ANNA, BORIS)]


async def test_without_letters_there_is_no_choice(app_with, client_of, staff):
    async with client_of(app_with(digest="off")) as client:
        await sign_in(client, ANNA)
        page = await Browser(client, ANNA).open("/console/account")
        assert page.soup.find(id="morning") is None
