"""Members in the terminal: who they are, what they may do, whether they may sign in."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from punkt.failure import Failure
from tests.conftest import VAULT
from tests.punkt.conftest import Punkt
from tickets.staff.member import Role, StaffMember, find_staff
from tickets.staff.password import password_fits
from tickets.staff.session import begin_session, sessions_of
from tickets.staff.totp import offer_totp
from tickets.store.database import Database

ANNA, BORIS = "anna@example.org", "boris@example.org"
PASSWORD = "correct horse battery\ncorrect horse battery\n"
Look = Callable[[str], StaffMember]


@pytest.fixture
def desk(punkt: Punkt) -> Punkt:
    """Anna was added first, Boris later."""
    for email in (ANNA, BORIS):
        punkt("staff", "add", email, answer=PASSWORD)
    return punkt


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """A member as the database has them; fails unless the sessions that `signed_in` began have ended."""

    async def read(email: str) -> StaffMember:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        async with database.reading() as session:
            found = await find_staff(session, email)
            assert [] == await sessions_of(session, email)
        await database.close()
        return found

    return lambda email: asyncio.run(read(email))


@pytest.fixture
def signed_in(tmp_path: Path) -> Callable[[str], None]:
    """Let a member be signed in, with a secret that was offered to their app."""

    async def begin(email: str) -> None:
        database = Database(f"sqlite:///{tmp_path / 'punkt.db'}", VAULT)
        async with database.transaction() as session:
            await begin_session(session, email, "", "")
            await offer_totp(session, email)
        await database.close()

    return lambda email: asyncio.run(begin(email))


def refused(punkt: Punkt, *words: str, answer: str = "") -> str:
    result = punkt(*words, ok=False, answer=answer)
    assert isinstance(result.exception, Failure), result.output
    return str(result.exception)


def test_the_first_member_is_an_admin_and_roles_are_given(desk, look) -> None:
    """The last admin stays one."""
    assert desk("staff", "add", "v@example.org", "--role", "lead", answer=PASSWORD).stdout.endswith(
        "Сотрудник v@example.org добавлен. Вход: /console\n"
    )
    assert [Role.ADMIN, Role.AGENT, Role.LEAD] == [look(email).role for email in (ANNA, BORIS, "v@example.org")]
    assert "единственный администратор" in refused(desk, "staff", "role", ANNA, "agent")
    assert "единственный администратор" in refused(desk, "staff", "disable", ANNA)
    desk("staff", "role", BORIS, "admin")
    desk("staff", "role", ANNA, "agent")
    assert [Role.AGENT, Role.ADMIN] == [look(email).role for email in (ANNA, BORIS)]
    assert f"{BORIS}  администратор" in desk("staff", "list").stdout


def test_who_is_disabled_is_signed_out_until_enabled(desk, look, signed_in) -> None:
    signed_in(BORIS)
    desk("staff", "disable", "Boris@example.org")
    assert look(BORIS).disabled_at is not None
    assert f"{BORIS}  сотрудник  отключён" in desk("staff", "list").stdout
    desk("staff", "enable", BORIS)
    assert look(BORIS).disabled_at is None


def test_a_new_password_and_a_reset_of_the_second_factor_sign_out(desk, look, signed_in) -> None:
    """The password follows the same rules as the first."""
    for words in (("short", "short"), ("123456789012", "123456789012"), (BORIS, BORIS)):
        assert "парол" in refused(desk, "staff", "password", BORIS, answer="\n".join(words) + "\n")
    signed_in(BORIS)
    desk("staff", "password", BORIS, answer="another horse battery\nanother horse battery\n")
    assert password_fits("another horse battery", look(BORIS).password_hash)
    signed_in(BORIS)
    assert "второй фактор снят" in desk("staff", "reset-totp", BORIS).stdout
    assert look(BORIS).totp_since is None


@pytest.mark.parametrize("words", [("role", "lead"), ("disable",), ("enable",), ("reset-totp",)])
def test_an_unknown_member_is_a_sentence(desk, words) -> None:
    command, *rest = words
    assert "такого сотрудника нет" in refused(desk, "staff", command, "nobody@example.org", *rest)
