"""One-time codes: who reads the mailbox proves it, and nobody else."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import VAULT
from tests.delivering import deliver_due
from tests.tickets.conftest import ANNA, do, opened, opening, request, state, status, told
from tickets.post.outbox import OutboxRow, Parcel, Undeliverable
from tickets.record.contact import is_proven_address
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, Status
from tickets.steps.by_staff import take
from tickets.steps.code import CodeTooSoon, EmailCode, MailOff, TooManyCodes, Tried, check_code, send_code
from tickets.store.database import Database

MAIL = "anna@example.org"
NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def send(database: Database, conversation: str, email: str = MAIL, at: datetime = NOON) -> str:
    """Send a code and read it in the mailbox."""
    async with database.transaction() as session:
        await send_code(session, conversation, email, at)
    return str((await told(database, conversation, "email"))[-1].data["code"])


async def enter(
    database: Database, conversation: str, code: str, email: str = MAIL, at: datetime = NOON + MINUTE
) -> Tried:
    async with database.transaction() as session:
        return await check_code(session, conversation, email, code, at)


async def is_proven(database: Database, conversation: str, email: str = MAIL) -> bool:
    async with database.reading() as session:
        return await is_proven_address(session, conversation, email)


async def stranger(database: Database) -> str:
    """Id of another visitor's conversation."""
    async with database.transaction() as session:
        return (await begin_conversation(session, "web")).id


def wrong(code: str, times: int = 1) -> str:
    """Another code than this one."""
    return f"{(int(code) + times) % 1_000_000:06d}"


async def test_the_code_from_the_letter_proves_the_address_and_lets_the_work_begin(any_database, conversation):
    """A deletion request that waits for its check goes on, and the receipt comes by mail."""
    number = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)
    assert Status.CHECKING is await status(any_database, number)

    code = await send(any_database, conversation)

    assert Tried(right=True, left=2) == await enter(any_database, conversation, code)
    ticket = await state(any_database, number)
    assert (Status.TAKEN, Identity.EMAIL) == (ticket.status, ticket.identity)
    assert ["email_code", "ticket_opened"] == [row.topic for row in await told(any_database, conversation, "email")]


async def test_the_letter_has_six_digits_and_says_how_long_they_count(any_database, conversation):
    """In the language of the conversation, to the address that was named."""
    code = await send(any_database, conversation)
    (row,) = await told(any_database, conversation, "email")
    assert 6 == len(code) == sum(sign.isdigit() for sign in code)
    assert {"code": code, "minutes": 10, "language": "ru"} == row.data
    assert row.address == MAIL


async def test_a_code_may_be_typed_as_it_is_printed(any_database, conversation):
    """In two groups, with whatever space or dash between them."""
    code = await send(any_database, conversation)
    assert (await enter(any_database, conversation, f" {code[:3]}\u00a0-{code[3:]} ")).right


async def test_three_wrong_tries_end_the_code(any_database, conversation):
    """Then the right one is refused too, and a new code is heard again."""
    code = await send(any_database, conversation)
    tries = [await enter(any_database, conversation, wrong(code, n)) for n in (1, 2, 3)]
    assert [2, 1, 0] == [tried.left for tried in tries]
    assert Tried(right=False, left=0) == await enter(any_database, conversation, code)
    assert not await is_proven(any_database, conversation)
    fresh = await send(any_database, conversation, at=NOON + 2 * MINUTE)
    assert (await enter(any_database, conversation, fresh, at=NOON + 3 * MINUTE)).right


@pytest.mark.parametrize(("age", "counts"), [(timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)])
async def test_a_code_counts_for_ten_minutes(any_database, conversation, age, counts):
    """By the clock, however few tries there were."""
    code = await send(any_database, conversation)
    assert counts is (await enter(any_database, conversation, code, at=NOON + age)).right
    assert counts is await is_proven(any_database, conversation)


async def test_a_code_is_used_once(any_database, conversation):
    """Whoever finds the letter later gets nowhere with it."""
    code = await send(any_database, conversation)
    assert (await enter(any_database, conversation, code)).right
    assert not (await enter(any_database, conversation, code)).right


async def test_a_new_code_ends_the_one_before(any_database, conversation):
    """Of two letters only the last one counts."""
    old = await send(any_database, conversation)
    new = await send(any_database, conversation, at=NOON + MINUTE)
    assert not (await enter(any_database, conversation, old, at=NOON + 2 * MINUTE)).right
    assert (await enter(any_database, conversation, new, at=NOON + 2 * MINUTE)).right


async def test_a_code_proves_its_own_address_only(any_database, conversation):
    """Another address, named after the letter was sent, stays unproven."""
    code = await send(any_database, conversation)
    assert not (await enter(any_database, conversation, code, email="boris@example.org")).right
    assert (await enter(any_database, conversation, code, email=" Anna@Example.org")).right
    assert not await is_proven(any_database, conversation, "boris@example.org")


async def test_another_visitor_who_types_the_same_address_has_proven_nothing(any_database, conversation):
    """Neither with the code of the first, nor after the first has proven it."""
    other = await stranger(any_database)
    theirs = await opened(any_database, request(other, Request.ERASE, origin="web:other"))
    code = await send(any_database, conversation)
    assert not (await enter(any_database, other, code)).right
    assert (await enter(any_database, conversation, code)).right
    assert not await is_proven(any_database, other)
    assert (await state(any_database, theirs)).identity is None


async def test_one_code_a_minute_goes_to_an_address(any_database, conversation):
    """The refusal says how long to wait, and writes no letter."""
    await send(any_database, conversation)
    with pytest.raises(CodeTooSoon) as refusal:
        await send(any_database, conversation, " ANNA@example.org", NOON + timedelta(seconds=20))
    assert timedelta(seconds=40) == refusal.value.wait
    assert 1 == len(await told(any_database, conversation, "email"))
    assert await send(any_database, conversation, "boris@example.org", NOON + timedelta(seconds=20))
    assert await send(any_database, conversation, at=NOON + MINUTE)


async def test_five_codes_an_hour_go_to_an_address_whoever_asks(any_database):
    """Nobody floods a mailbox by opening one conversation after another."""
    for minute in range(5):
        await send(any_database, await stranger(any_database), at=NOON + minute * MINUTE)
    last = await stranger(any_database)
    with pytest.raises(TooManyCodes) as refusal:
        await send(any_database, last, at=NOON + 10 * MINUTE)
    assert 50 * MINUTE == refusal.value.wait
    assert await send(any_database, last, at=NOON + HOUR)


async def test_ten_codes_a_day_leave_a_conversation(any_database, conversation):
    """To whatever addresses."""
    for n in range(10):
        await send(any_database, conversation, f"{n}@example.org", NOON + n * HOUR)
    with pytest.raises(TooManyCodes) as refusal:
        await send(any_database, conversation, at=NOON + 12 * HOUR)
    assert 12 * HOUR == refusal.value.wait
    assert await send(any_database, conversation, at=NOON + DAY)


async def test_of_ten_tries_at_once_three_are_heard(any_database, conversation):
    """A program that tries in parallel gets no more tries than a person."""
    code = await send(any_database, conversation)
    tries = await asyncio.gather(*(enter(any_database, conversation, wrong(code, n)) for n in range(1, 11)))
    assert [2, 1, *[0] * 8] == sorted((tried.left for tried in tries), reverse=True)
    assert not any(tried.right for tried in tries)
    async with any_database.reading() as session:
        assert 3 == await session.scalar(select(EmailCode.tries))
    assert not (await enter(any_database, conversation, code)).right


async def test_a_double_click_on_the_right_code_proves_once(any_database, conversation):
    """One receipt by mail, not ten."""
    await opened(any_database, opening(conversation))
    code = await send(any_database, conversation)
    tries = await asyncio.gather(*(enter(any_database, conversation, code) for _ in range(10)))
    assert 1 == sum(tried.right for tried in tries)
    assert ["email_code", "ticket_opened"] == [row.topic for row in await told(any_database, conversation, "email")]


@pytest.mark.parametrize("several", [False, True], ids=["one conversation", "many conversations"])
async def test_codes_asked_for_at_once_keep_within_the_caps(any_database, conversation, several):
    """One from one conversation, five from ten."""
    asking = [await stranger(any_database) for _ in range(10)] if several else [conversation] * 10
    asked = await asyncio.gather(*(send(any_database, each) for each in asking), return_exceptions=True)
    assert (5 if several else 1) == sum(isinstance(one, str) for one in asked)
    async with any_database.reading() as session:
        sent = await session.scalar(select(func.count()).where(OutboxRow.topic == "email_code"))
    assert (5 if several else 1) == sent


async def test_without_a_mail_server_no_code_is_promised(sqlite_url):
    """Nobody waits for a letter that never comes."""
    database = Database(sqlite_url, VAULT, mail=False)
    conversation = await stranger(database)
    with pytest.raises(MailOff):
        await send(database, conversation)
    async with database.reading() as session:
        assert 0 == await session.scalar(select(func.count()).select_from(EmailCode))
    await database.close()


class Mail:
    """A sender that fails when told."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.read: list[str] = []
        self._fails = fails

    async def send(self, parcel: Parcel) -> None:
        if self._fails:
            raise self._fails
        self.read.append(f"{parcel.topic.code} to {parcel.to}")


@pytest.mark.parametrize("mail", [Mail, lambda: Mail(Undeliverable("no such mailbox"))], ids=["delivered", "dead"])
async def test_a_code_that_left_can_be_read_nowhere(any_database, conversation, mail: Callable[[], Mail]):
    """Neither the digits nor the address stay in the row of the outbox; other letters keep their words."""
    await send(any_database, conversation)
    await deliver_due(any_database, {"email": mail()})
    (row,) = await told(any_database, conversation, "email")
    assert row.delivered_at or row.dead_at
    assert ({}, None) == (row.data, row.address)


async def test_a_code_that_must_wait_is_still_there_to_be_sent(any_database, conversation):
    """A mail server that does not answer now gets it later, digits and all."""
    code = await send(any_database, conversation)
    await deliver_due(any_database, {"email": Mail(ConnectionError())})
    (row,) = await told(any_database, conversation, "email")
    assert (code, MAIL) == (row.data["code"], row.address)


async def test_who_reads_the_database_learns_neither_code_nor_address(any_database, conversation):
    """The row has an HMAC of the digits and a blind index of the address."""
    code = await send(any_database, conversation)
    async with any_database.reading() as session:
        row = (await session.execute(select(EmailCode))).scalar_one()
        plain = [str(getattr(row, column)) for column in EmailCode.__table__.columns.keys() if column != "digest"]  # noqa: SIM118
    assert 64 == len(row.digest)
    assert not any(code in value or "anna" in value for value in plain if value != row.email_index)
    assert any_database.means.vault.index(f"code:{row.id}:{code}") == row.digest
