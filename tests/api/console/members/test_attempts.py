"""Trying to be a member: guessers are slowed down, and members are not shut out by them."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx
import pyotp
import pytest

from api.console.members import attempts
from api.console.members.attempts import CODES, LONGEST, WAITING_EACH, Attempts
from api.http.limits import Limits, TooManyRequests
from stand_in import PATIENCE
from tests.api.conftest import AppOf
from tests.api.console.browsing import Browser, sign_in
from tests.api.console.conftest import ANNA
from tests.api.console.members.test_second_factor import connect, give
from tickets.staff.member import find_staff
from tickets.store.base import now

From = Callable[..., Awaitable[httpx.Response]]
HERE, ELSEWHERE = "192.0.2.1", "203.0.113.200"


@pytest.fixture(params=["alone", "redis"])
def app(request: pytest.FixtureRequest, app_with: AppOf):
    """Counting by itself, and with others over Redis."""
    return app_with(redis_url=request.getfixturevalue("redis_url") if request.param == "redis" else None)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that attempts had to wait; nobody really waits."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(attempts, "sleep", wait)
    return waited


@pytest.fixture
def at(app, client_of, staff) -> From:
    """Somebody at this address tries a password; without one, the right."""

    async def come(address: str, email: str = ANNA, *password: str) -> httpx.Response:
        async with client_of(app, address) as client:
            return await sign_in(client, email, *password)

    return come


async def guess(at: From, times: int) -> list[int]:
    """Statuses of wrong passwords, each from another address."""
    return [(await at(f"203.0.113.{n}", ANNA, f"guess {n}")).status_code for n in range(times)]


async def test_no_stranger_shuts_a_member_out(at, waits):
    """However many guess: where she is known she comes in at once, anywhere else after a wait, which has a bound."""
    assert (await at(HERE)).status_code == 303
    assert [401] * 20 == await guess(at, 20)
    assert [0.25, 0.5, 1, 2, 4, LONGEST] + [LONGEST] * 4 == waits
    waits.clear()
    assert (await at(HERE)).status_code == 303
    assert [] == waits
    assert (await at(ELSEWHERE)).status_code == 303
    assert [LONGEST] == waits


async def test_whoever_guesses_from_where_a_member_is_known_slows_only_that_place(at, waits):
    """A neighbour of hers is slowed down as any other."""
    await at(HERE)
    for n in range(2, 14):
        await at(f"192.0.2.{n}", ANNA, "guess")
    assert [0.25, 0.5] == waits
    assert (await at(ELSEWHERE)).status_code == 303
    assert [0.25, 0.5] == waits


async def test_no_account_can_be_called_as_another_one_at_a_place(at, waits):
    """Guesses at it would else slow the member down where she is known."""
    await at(HERE)
    for n in range(12):
        await at(f"198.51.100.{n}", f"{ANNA}\x00192.0.2.*", "guess")
    waits.clear()
    assert (await at(HERE)).status_code == 303
    assert [] == waits


async def test_guesses_from_one_address_are_refused(at, waits):
    """At one account after ten a minute, at all accounts after thirty; meanwhile others come in."""
    statuses = [(await at(HERE, ANNA, "guess")).status_code for _ in range(13)]  # the limit slides
    assert ([401] * 10, 429) == (statuses[:10], statuses[-1])
    assert (await at(ELSEWHERE)).status_code == 303
    spray = [(await at("198.51.100.1", f"{n}@example.ru", "guess")).status_code for n in range(34)]
    assert ([401] * 30, 429) == (spray[:30], spray[-1])


async def test_who_knows_the_password_begins_anew(at, waits):
    """A few slips yesterday do not count against tomorrow."""
    statuses = []
    for n in range(3):
        statuses += [(await at(f"{n}.0.2.1", ANNA, "slip")).status_code for _ in range(4)]
        statuses.append((await at(f"{n}.0.2.1")).status_code)
    assert statuses == [401, 401, 401, 401, 303] * 3
    assert [] == waits


async def test_only_a_few_attempts_wait_at_once(at, waits, monkeypatch):
    """Whoever sends many at a time holds no more of the server than that; the others hear when to come again."""
    await guess(at, 10)
    waiting, go_on = asyncio.Semaphore(0), asyncio.Event()

    async def wait(_: float) -> None:
        waiting.release()
        await go_on.wait()

    monkeypatch.setattr(attempts, "sleep", wait)
    held = [asyncio.create_task(at(f"198.51.100.{n}", ANNA, "guess")) for n in range(WAITING_EACH)]
    for _ in held:
        await waiting.acquire()
    async with asyncio.timeout(PATIENCE):  # nobody lets it go on: it must not wait
        refused = await at(ELSEWHERE)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "8")
    assert "Попробуйте снова через 1 минуту." in refused.text
    go_on.set()
    assert {401} == {one.status_code for one in await asyncio.gather(*held)}


async def test_whoever_tries_codes_slowly_gets_no_more_than_thirty_a_day(monkeypatch):
    """From however many addresses: the short bound alone would let one through every minute."""
    monkeypatch.setattr(attempts, "CODES", CODES[1:])
    tries = Attempts(Limits("off", None))
    for n in range(30):
        await tries.code(f"203.0.113.{n}", ANNA)
    with pytest.raises(TooManyRequests) as refused:
        await tries.code(ELSEWHERE, ANNA)
    day = 24 * 60 * 60  # counted by the clock, as the library does
    assert refused.value.retry_after == pytest.approx(day - time.time() % day, abs=60)


async def test_codes_are_bounded_hard_but_not_for_the_member_where_she_is_known(app, client_of, anna, database):
    """Six digits are soon tried out, so whoever stole the password gets five tries; she herself is not shut out."""
    secret, _ = await connect(anna)
    statuses = []
    for n in range(8):
        async with client_of(app, f"203.0.113.{n}") as client:
            await sign_in(client, ANNA)
            statuses.append((await give(Browser(client, ANNA), f"{n:06}")).status)
    assert ([401] * 5, 429) == (statuses[:5], statuses[-1])
    async with database.transaction() as session:
        (await find_staff(session, ANNA)).totp_step = None
    await sign_in(anna.client, ANNA)
    assert (await give(anna, pyotp.TOTP(secret).at(now()))).path == "/console"
