"""The audit log of members: who came in or was refused, and what each did about whom, by their own name."""

import re

import pyotp
import pytest
from sqlalchemy import select

from api.console import console_words
from tests.api.console.browsing import PASSWORD, SAME_SITE, sign_in
from tests.api.console.conftest import ANNA, BORIS, VERA
from tests.api.console.members.test_second_factor import connect, shown
from tests.punkt.conftest import REPOSITORY
from tickets.acts.act import Side
from tickets.acts.table import acts_of
from tickets.audit.entry import AuditEntry
from tickets.staff.member import Role
from tickets.staff.session import Came

FRESH = "десять лодок у причала"
JOURNAL = "/console/staff/journal"
MEMBER = f"/console/staff/member?email={BORIS}"


@pytest.fixture
def noted(database):
    """What was noted since the last look: act, actor, about."""
    seen = 0

    async def look() -> list[tuple[str, str, str | None]]:
        nonlocal seen
        entries = await database.fetch(select(AuditEntry).where(AuditEntry.id > seen).order_by(AuditEntry.id))
        seen = entries[-1].id if entries else seen
        return [(entry.act, entry.actor, entry.about) for entry in entries]

    return look


async def test_who_comes_in_goes_out_and_is_refused_is_noted(client, staff, database, noted):
    """Only of members: what a stranger types may be a password in the wrong field."""
    assert [
        ("member.add.admin", "operator", ANNA),
        *[("member.add.agent", "operator", who) for who in (BORIS, VERA)],
    ] == (await noted())
    await sign_in(client, "nobody@example.ru", "secret in the wrong field")
    await sign_in(client, ANNA, "slip")
    await sign_in(client, ANNA)
    form = (await client.get("/console")).text.split('name="form" value="')[1].split('"')[0]
    for _ in "12":
        await client.post("/console/sign-out", data={"form": form}, headers=SAME_SITE)
    assert [
        ("sign_in.wrong_password", ANNA, None),
        ("sign_in.in", ANNA, None),
        ("sign_out", ANNA, None),
    ] == await noted()


async def test_what_an_admin_does_about_a_member_is_noted_under_their_own_name(anna, noted):
    """Each form of the page, and going away."""
    await noted()
    await anna.send(await anna.open("/console/staff"), "add", email="gleb@example.ru", role="lead", password=FRESH)
    for step, fields in (
        ("role", {"role": "lead"}),
        ("password", {"password": FRESH}),
        ("disable", {}),
        ("enable", {}),
    ):
        await anna.send(await anna.open(MEMBER), step, **fields)
    token = await anna.token() | {"email": [BORIS]}
    for step in ("end-sessions", "reset-totp"):
        await anna.post(f"/console/staff/{step}", token)
    await anna.post("/console/away", token)
    acts = ("member.role.lead", "member.password", "member.disable", "member.enable", "sessions.end", "factor.off")
    assert [
        ("member.add.lead", ANNA, "gleb@example.ru"),
        *[(act, ANNA, BORIS) for act in acts],
        ("member.back", ANNA, ANNA),
    ] == await noted()


async def test_factors_passwords_and_texts_of_ones_own_are_noted(anna, client, database, noted):
    """A factor switched on, used, its codes renewed, switched off."""
    await noted()
    secret, _ = await connect(anna)
    account = await anna.open("/console/account")
    await anna.send(account, "codes", code=await shown(database, secret))
    await sign_in(client, ANNA)
    form = (await client.get("/console/sign-in/code")).text.split('name="form" value="')[1].split('"')[0]
    for code in ("000000", pyotp.TOTP(secret).at(0)):
        await client.post("/console/sign-in/code", data={"form": form, "code": code}, headers=SAME_SITE)
    await anna.send(account, "off", password=PASSWORD)
    await anna.send(await anna.open("/console/account"), "password", old=PASSWORD, new=FRESH, again=FRESH)
    text = {"title": ["Привет"], "text": ["Здравствуйте!"], "whose": ["all"]}
    for path in ("canned", "canned/1", "canned/1/drop"):
        await anna.post(f"/console/{path}", await anna.token() | text)
    assert [
        *[(act, ANNA, ANNA) for act in ("factor.on", "factor.codes")],
        *[(f"sign_in.{came}", ANNA, None) for came in ("halfway", "wrong_code", "wrong_code")],
        *[(act, ANNA, ANNA) for act in ("factor.off", "member.password")],
        ("sign_in.password_changed", ANNA, None),
        *[(f"canned.{act}", ANNA, "1") for act in ("write", "change", "drop")],
    ] == await noted()


async def test_what_a_role_does_not_allow_is_noted(boris, noted):
    """Whoever tries doors."""
    await noted()
    assert 403 == (await boris.open(MEMBER)).status
    text = {"whose": ["all"], "title": ["а"], "text": ["б"]}
    assert 403 == (await boris.post("/console/canned", await boris.token() | text)).status
    assert [("denied.admin", BORIS, None), ("denied.lead", BORIS, None)] == await noted()


async def test_an_admin_reads_what_was_done_last(anna, boris, hers):
    """In words, the newest first; nobody else does."""
    assert 403 == (await boris.open(JOURNAL)).status
    await anna.do(hers, "note", text="тайное слово")
    page = await anna.open(JOURNAL)
    rows = [" ".join(row.get_text(" ").split()[:-2]) for row in page.soup.select("tbody tr")]
    assert [f"Пометка сотрудника {ANNA} {hers}", f"Отказано, нужна роль: администратор {BORIS} —"] == rows[:2]
    assert f"Вход {ANNA} —" in rows
    assert f"Заведён сотрудник: администратор оператор в терминале {ANNA}" in rows
    assert "тайное слово" not in page.html
    assert JOURNAL in (await anna.open("/console/staff")).html


def test_every_act_has_words() -> None:
    """Whatever is written down anywhere in the programme."""
    roots = ("api", "bot", "desk", "punkt", "tickets")
    source = "".join(file.read_text("utf-8") for root in roots for file in (REPOSITORY / root).rglob("*.py"))
    literal = set(re.findall(r'note\(session, "([^"]+)"', source)) | {"member.back", "member.away"}
    assert len(literal) > 15
    acts = [*literal, *(one.name for one in acts_of(Side.STAFF)), *(f"sign_in.{came}" for came in Came)]
    acts += [f"{act}.{role}" for act in ("member.add", "member.role", "denied") for role in Role]
    assert [] == [act for act in acts if not re.search("[а-я]", console_words.act(act))]
