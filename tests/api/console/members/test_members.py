"""Members: what each role sees and may do, and what an admin does about the others."""

import pytest

from tests.api.console.browsing import PASSWORD, sign_in
from tests.api.console.conftest import ANNA, BORIS, VERA
from tests.api.console.members.test_second_factor import connect
from tests.conftest import both_databases
from tickets.staff.member import Role, find_staff
from tickets.staff.membership import set_role

pytestmark = both_databases

LEAD_ONLY = ("/console/outbox", "/console/insight")
ADMIN_FORMS = ("add", "role", "password", "disable", "enable", "end-sessions", "reset-totp")
MEMBER = "/console/staff/member?email="


@pytest.fixture
async def lead(boris, database):
    async with database.transaction() as session:
        await set_role(session, BORIS, Role.LEAD)
    return boris


async def test_an_agent_sees_the_queue_and_colleagues(boris):
    """Not how the desk does, nor what was not delivered; the page says so."""
    page = await boris.open("/console/staff")
    assert ["Очередь", "Шаблоны", "Сотрудники"] == [link.get_text() for link in page.soup.select("nav.pages a")]
    for path in LEAD_ONLY:
        refused = await boris.open(path)
        assert (refused.status, refused.fault) == (
            403,
            "Эта страница не для вашей роли. Если она нужна, попросите администратора.",
        )
    assert (await boris.open(f"{MEMBER}{ANNA}")).status == 403


async def test_a_lead_sees_how_the_desk_does(lead):
    """And is no admin."""
    page = await lead.open("/console/outbox")
    assert (page.status, [link.get_text() for link in page.soup.select("nav.pages a")]) == (
        200,
        ["Очередь", "Аналитика", "Шаблоны", "Доставка", "Состояние", "Сотрудники"],
    )
    current = page.soup.select_one("nav.pages [aria-current=page]")
    assert current.get_text() == "Доставка"
    assert not (await lead.open("/console/staff")).soup.find("form", action="/console/staff/add")


async def test_only_an_admin_says_who_the_members_are(lead, database):
    """Whatever else a form brings."""
    token = await lead.token()
    for act in ADMIN_FORMS:
        form = token | {"email": [ANNA], "role": ["agent"], "password": ["десять лодок у причала"]}
        assert (await lead.post(f"/console/staff/{act}", form)).status == 403, act
    await lead.post("/console/away", token | {"role": ["admin"]})
    async with database.reading() as session:
        assert [Role.ADMIN, Role.LEAD] == [(await find_staff(session, email)).role for email in (ANNA, BORIS)]
        assert (await find_staff(session, ANNA)).disabled_at is None


async def test_an_admin_adds_a_member(anna, app, client_of):
    """With a first password, with which they sign in; what is refused is told beside the form and kept in it."""
    page = await anna.open("/console/staff")
    refusals = (
        ("не почта", "десять лодок у причала", 422, "Нужен адрес вида name@example.ru."),
        (BORIS.upper(), "десять лодок у причала", 409, "Сотрудник с такой почтой уже есть."),
        ("new@example.ru", "короткий", 422, "Новый пароль короче 12 знаков. Проще всего взять несколько слов."),
    )
    for email, password, status, fault in refusals:
        refused = await anna.send(page, "add", email=email, password=password)
        assert (refused.status, refused.fault, refused.filled("add")["email"]) == (status, fault, [email])
        assert password not in refused.html
    added = await anna.send(page, "add", email=" New@Example.ru ", role="lead", password="десять лодок у причала")
    assert "new@example.ru" in added.text
    async with client_of(app) as client:
        assert (await sign_in(client, "new@example.ru", "десять лодок у причала")).status_code == 303
        assert (await client.get("/console/outbox")).status_code == 200


async def test_an_admin_gives_a_role_and_takes_access_away(anna, boris, opens, app, client_of):
    """What they held is to go back; they are told nothing at the door; later they come back as they were."""
    await opens(by=BORIS)
    page = await anna.open(f"{MEMBER}{BORIS}")
    page = await anna.send(page, "role", role="lead")
    assert (page.status, page.filled("role")["role"]) == (200, ["lead"])
    assert (await boris.client.get("/console/outbox")).status_code == 200

    page = await anna.send(page, "disable")
    assert "Сейчас нигде." in page.text
    assert (await boris.client.get("/console")).status_code == 303
    assert (await sign_in(boris.client, BORIS)).status_code == 401
    assert f"{BORIS} отключён" in (await anna.open("/console/staff")).text
    ticket = await anna.ticket(await opens(by=ANNA))
    assert BORIS not in ticket.choices("assign", "assignee")

    await anna.send(page, "enable")
    assert (await sign_in(boris.client, BORIS)).status_code == 303


async def test_an_admin_helps_who_lost_the_password_or_the_telephone(anna, boris, app, client_of):
    """Every session of theirs ends each time."""
    await connect(boris)
    page = await anna.open(f"{MEMBER}{BORIS}")
    page = await anna.send(page, "reset-totp")
    assert (await boris.client.get("/console")).status_code == 303
    assert (await sign_in(boris.client, BORIS)).headers["location"] == "/console"

    refused = await anna.send(page, "password", password="123456789012")
    assert (refused.status, refused.fault) == (422, "Такой пароль подберут первым. Придумайте другой.")
    page = await anna.send(page, "password", password="десять лодок у причала")
    assert (await boris.client.get("/console")).status_code == 303
    assert (await sign_in(boris.client, BORIS, PASSWORD)).status_code == 401
    assert (await sign_in(boris.client, BORIS, "десять лодок у причала")).status_code == 303
    await anna.send(await anna.open(f"{MEMBER}{BORIS}"), "end-sessions")
    assert (await boris.client.get("/console")).status_code == 303


async def test_the_last_admin_stays(anna):
    page = await anna.open(f"{MEMBER}{ANNA}")
    for step, fields in (("role", {"role": "agent"}), ("disable", {})):
        refused = await anna.send(page, step, **fields)
        assert (refused.status, refused.fault) == (
            409,
            "Это единственный администратор. Сначала назначьте ещё одного.",
        )


async def test_nobody_is_not_found(anna):
    """On the page and by the forms."""
    token = await anna.token() | {"role": ["lead"]}
    for email in ("nobody@example.ru", "", "\x00", "' OR 1=1 --"):
        for act in ("role", "disable", "enable", "end-sessions", "reset-totp"):
            found = await anna.post(f"/console/staff/{act}", token | {"email": [email]})
            assert found.status == (404 if email else 422), act
        assert (await anna.client.get("/console/staff/member", params={"email": email})).status_code == 404


async def test_the_staff_page_tells_role_absence_work_and_second_factor(anna, boris, opens):
    await connect(boris)
    await opens(by=BORIS)
    page = await anna.open("/console/staff")
    rows = [" ".join(one.get_text(" ").split()) for one in page.soup.select(".roster li")]
    assert rows == [
        f"A {ANNA} (вы) администратор, вход по паролю 0 в работе Настроить {ANNA}",
        f"B {BORIS} сотрудник, код при входе 1 в работе Настроить {BORIS}",
        f"V {VERA} сотрудник, вход по паролю 0 в работе Настроить {VERA}",
    ]
