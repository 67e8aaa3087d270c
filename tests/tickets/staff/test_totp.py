"""The second factor: whose app makes the codes, and that none is good twice."""

import asyncio
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from tickets.staff.member import add_staff, find_staff
from tickets.staff.totp import (
    CodeWrong,
    TotpOff,
    TotpOn,
    app_address,
    codes_left,
    confirm_totp,
    offer_totp,
    offered_secret,
    pass_code,
    renew_codes,
    reset_totp,
)
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
AT = datetime(2026, 11, 22, 12, 0, 15, tzinfo=UTC)
STEP = timedelta(seconds=30)


def shown(secret: str, at: datetime) -> str:
    """What the app shows at that moment."""
    return pyotp.TOTP(secret).at(at)


async def passes(database: Database, code: str, at: datetime, email: str = ANNA) -> bool:
    async with database.transaction() as session:
        return await pass_code(session, email, code, at)


@pytest.fixture
async def secret(any_database: Database) -> str:
    """Anna has been offered a secret."""
    async with any_database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, None)
        return await offer_totp(session, ANNA)


@pytest.fixture
async def recovery(any_database: Database, secret: str) -> list[str]:
    """Anna's app is connected; her recovery codes."""
    async with any_database.transaction() as session:
        return await confirm_totp(session, ANNA, shown(secret, AT), AT)


async def test_only_the_app_with_the_secret_is_connected(any_database, secret) -> None:
    """A wrong code changes nothing, and until the right one none is asked for."""
    async with any_database.transaction() as session:
        assert secret == await offer_totp(session, ANNA)
        with pytest.raises(CodeWrong):
            await confirm_totp(session, ANNA, "000000", AT)
        with pytest.raises(TotpOff):
            await confirm_totp(session, BORIS, "000000", AT)
    assert not await passes(any_database, shown(secret, AT), AT)
    async with any_database.transaction() as session:
        assert 10 == len(
            set(await confirm_totp(session, ANNA, f" {shown(secret, AT)[:3]} {shown(secret, AT)[3:]} ", AT))
        )
        with pytest.raises(TotpOn):
            await offer_totp(session, ANNA)
        assert await offered_secret(session, ANNA) is None


async def test_a_code_is_good_for_a_clock_that_is_a_little_wrong(any_database, secret, recovery) -> None:
    """One step early or late; not two."""
    later = AT + 10 * STEP
    assert not await passes(any_database, shown(secret, later + 2 * STEP), later)
    assert not await passes(any_database, shown(secret, later - 2 * STEP), later)
    assert await passes(any_database, shown(secret, later - STEP), later)
    assert await passes(any_database, shown(secret, later + STEP), later)


async def test_no_code_is_taken_twice(any_database, secret, recovery) -> None:
    """Nor an older one after a younger, nor the one that connected the app."""
    assert not await passes(any_database, shown(secret, AT), AT)
    later = AT + 10 * STEP
    assert await passes(any_database, shown(secret, later), later)
    assert not await passes(any_database, shown(secret, later), later)
    assert not await passes(any_database, shown(secret, later - STEP), later)
    assert await passes(any_database, shown(secret, later + STEP), later + STEP)


async def test_of_two_at_once_one_passes(any_database, secret, recovery) -> None:
    """With the same code of the app, and with the same recovery code."""
    later = AT + 10 * STEP
    for code in (shown(secret, later), recovery[0]):
        tries = await asyncio.gather(*(passes(any_database, code, later) for _ in range(4)))
        assert 1 == sum(tries)


async def test_a_recovery_code_opens_once_and_only_its_owner_s_account(any_database, recovery) -> None:
    """However it is typed."""
    assert not await passes(any_database, recovery[0], AT, BORIS)
    assert await passes(any_database, recovery[0].lower().replace("-", " "), AT)
    assert not await passes(any_database, recovery[0], AT)
    async with any_database.reading() as session:
        assert 9 == await codes_left(session, ANNA)


async def test_new_recovery_codes_end_the_old(any_database, secret, recovery) -> None:
    later = AT + STEP
    async with any_database.transaction() as session:
        with pytest.raises(CodeWrong):
            await renew_codes(session, ANNA, recovery[0], later)
        fresh = await renew_codes(session, ANNA, shown(secret, later), later)
    assert not await passes(any_database, recovery[0], AT)
    assert await passes(any_database, fresh[0], AT)


async def test_after_a_reset_nothing_is_left(any_database, secret, recovery) -> None:
    """And a new secret is another."""
    async with any_database.transaction() as session:
        await reset_totp(session, ANNA)
    assert not await passes(any_database, recovery[0], AT)
    async with any_database.transaction() as session:
        assert (await find_staff(session, ANNA)).totp_since is None
        assert 0 == await codes_left(session, ANNA)
        assert secret != await offer_totp(session, ANNA)


async def test_the_database_tells_neither_secret_nor_codes(any_database, secret, recovery) -> None:
    """Whoever copies it cannot make a code."""
    async with any_database.reading() as session:
        held = [(await session.execute(text(f"SELECT * FROM {table}"))).all() for table in ("staff", "recovery_codes")]
    assert secret not in str(held)
    assert not [code for code in recovery if code in str(held) or code.replace("-", "") in str(held)]


def test_the_picture_says_whose_and_where() -> None:
    assert app_address("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", ANNA, "Пункт") == (
        "otpauth://totp/%D0%9F%D1%83%D0%BD%D0%BA%D1%82:anna%40example.ru?"
        "secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=%D0%9F%D1%83%D0%BD%D0%BA%D1%82"
    )
