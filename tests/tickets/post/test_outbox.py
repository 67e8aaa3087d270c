"""The outbox: what was promised to be said is said, in order, whatever the channel does."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, literal_column, select, update
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tests.conftest import KEY, VAULT
from tests.delivering import deliver_due
from tickets.post import dispatcher, noting, outbox
from tickets.post.dispatcher import deliver_forever, lease
from tickets.post.outbox import STAFF, OutboxRow, Parcel, TryLater, Undeliverable, tell
from tickets.post.topics.topic import ChannelCall
from tickets.post.undelivered import undelivered
from tickets.store.away import DatabaseAway
from tickets.store.base import ahead, now
from tickets.store.database import Database
from tickets.store.vault import Vault


class Channel:
    """A sender that remembers, and fails when told."""

    def __init__(self, fails: Callable[[Parcel], Exception | None] = lambda _: None) -> None:
        self.said: list[str] = []
        self._fails = fails

    async def send(self, parcel: Parcel) -> None:
        if error := self._fails(parcel):
            raise error
        self.said.append(str(parcel.topic.args["text"]))


Write = Callable[..., Awaitable[None]]


def write_to(database: Database) -> Write:
    async def write(*texts: str, lane: str = "chat") -> None:
        async with database.transaction() as session:
            for text in texts:
                tell(session, "test", lane, ChannelCall("sendMessage", {"text": text}), "message:1")
                await session.flush()

    return write


@pytest.fixture
def write(any_database: Database) -> Write:
    return write_to(any_database)


async def rows(database: Database) -> list[OutboxRow]:
    async with database.reading() as session:
        return list((await session.execute(select(OutboxRow).order_by(OutboxRow.id))).scalars())


async def drain(database: Database, channel: Channel) -> None:
    while await deliver_due(database, {"test": channel}):
        pass


async def pretend_it_is_later(database: Database, wait: timedelta) -> None:
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(not_before=OutboxRow.created_at, leased_until=now() - wait))


async def test_rows_of_one_chat_leave_in_their_order(any_database: Database, write: Write) -> None:
    """Question and answer never swap places."""
    await write("раз", "два", "три")
    channel = Channel()

    await drain(any_database, channel)

    assert ["раз", "два", "три"] == channel.said
    assert all(row.delivered_at for row in await rows(any_database))


async def test_a_failing_row_holds_back_its_chat_and_no_other(any_database: Database, write: Write) -> None:
    """Order is kept by waiting; other people are not made to wait."""
    await write("плохо", "после", lane="a")
    await write("другой", lane="b")
    channel = Channel(lambda parcel: ConnectionError() if parcel.topic.args["text"] == "плохо" else None)

    await drain(any_database, channel)

    assert ["другой"] == channel.said
    first = (await rows(any_database))[0]
    assert 0 < first.attempts
    assert first.not_before > first.created_at
    assert "ConnectionError" == first.error


async def test_a_wish_to_wait_is_honoured_and_costs_no_attempt(any_database: Database, write: Write) -> None:
    """429 with retry_after: at least so long, and never counted towards the end."""
    await write("привет")
    asked_at = now()
    await drain(any_database, Channel(lambda _: TryLater(timedelta(seconds=30), "429")))

    row = (await rows(any_database))[0]
    assert 0 == row.attempts
    assert row.not_before >= asked_at + timedelta(seconds=30)
    channel = Channel()
    await pretend_it_is_later(any_database, timedelta(seconds=31))
    await drain(any_database, channel)
    assert ["привет"] == channel.said


async def test_what_can_never_be_delivered_is_set_aside_visibly(any_database: Database, write: Write) -> None:
    """A person who blocked the bot stops only their own row; the reason can be read."""
    await write("вам", "ещё")
    await drain(any_database, Channel(lambda p: Undeliverable("blocked") if p.topic.args["text"] == "вам" else None))

    first, second = await rows(any_database)
    assert first.dead_at is not None
    assert "blocked" == first.error
    assert second.delivered_at is not None


async def test_after_the_last_attempt_a_row_is_dead_not_forgotten(
    any_database: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Endless retries help nobody; the row stays with its reason."""
    monkeypatch.setattr(dispatcher, "ATTEMPTS", 2)
    await write("привет")
    failing = Channel(lambda _: OSError())
    for _ in range(2):
        await pretend_it_is_later(any_database, timedelta(hours=1))
        await drain(any_database, failing)

    row = (await rows(any_database))[0]
    assert (2, "OSError") == (row.attempts, row.error)
    assert row.dead_at is not None


async def test_two_dispatchers_never_carry_the_same_row(any_database: Database, write: Write) -> None:
    """Replicas share the work without doubling a message."""
    for lane in range(30):
        await write(f"{lane}", lane=str(lane))
    channel = Channel()

    await asyncio.gather(*(drain(any_database, channel) for _ in range(4)))

    assert sorted(str(lane) for lane in range(30)) == sorted(channel.said)


async def test_a_row_whose_dispatcher_died_is_carried_by_the_next(any_database: Database, write: Write) -> None:
    """The lease ends, and the attempt has been counted."""
    await write("привет")
    async with any_database.transaction() as session:
        assert 1 == len(await lease(session, ["test"], 10))
    channel = Channel()
    await drain(any_database, channel)
    assert [] == channel.said

    await pretend_it_is_later(any_database, timedelta(minutes=2))
    await drain(any_database, channel)

    assert ["привет"] == channel.said
    assert 2 == (await rows(any_database))[0].attempts


async def test_what_was_said_is_noted_as_soon_as_a_busy_database_lets_us(
    any_database: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the person would read it twice; also when that is after the lease."""
    monkeypatch.setattr(noting, "NOTE_SECONDS", 0)
    monkeypatch.setattr(dispatcher, "LEASE", timedelta(0))
    await write("один")
    transaction, busy = any_database.transaction, iter((True, True))

    def sometimes(**options: bool) -> object:
        if channel.said and next(busy, False):
            raise DatabaseAway(PoolTimeout())
        return transaction(**options)

    channel = Channel()
    monkeypatch.setattr(any_database, "transaction", sometimes)
    await drain(any_database, channel)
    assert ["один"] == channel.said
    assert [True] == [row.delivered_at is not None for row in await rows(any_database)]
    assert next(busy, None) is None, "the database was busy twice"


async def test_a_slow_channel_leaves_room_for_the_others(any_database: Database) -> None:
    """However much staff are to be told, and however slowly it goes: whoever waits for an answer hears it."""
    goes_on, begun = asyncio.Event(), 0

    class Slow:
        async def send(self, parcel: Parcel) -> None:
            nonlocal begun
            begun += 1
            await goes_on.wait()

    async with any_database.transaction() as session:
        for number in range(2 * dispatcher.AT_ONCE):
            tell(session, "slow", f"ticket:{number}", ChannelCall("sendMessage", {"text": "?"}), "ticket:1")
        await session.flush()
        tell(session, "test", "chat", ChannelCall("sendMessage", {"text": "ответ"}), "message:1")
    channel = Channel()
    delivering = asyncio.create_task(deliver_forever(any_database, {"slow": Slow(), "test": channel}))
    async with asyncio.timeout(30):
        while not (channel.said and begun):
            await asyncio.sleep(0.01)
    assert (["ответ"], dispatcher.OF_ONE) == (channel.said, begun)
    goes_on.set()
    async with asyncio.timeout(30):
        while not all(row.delivered_at for row in await rows(any_database)):
            await asyncio.sleep(0.05)
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)
    assert 2 * dispatcher.AT_ONCE == begun


async def test_few_of_what_staff_are_told_are_on_their_way_at_once(any_database: Database) -> None:
    """Each takes long: of many that are begun together all would come too late."""
    together: list[int] = []
    on_their_way = 0

    class Staff:
        async def send(self, parcel: Parcel) -> None:
            nonlocal on_their_way
            on_their_way += 1
            together.append(on_their_way)
            await asyncio.sleep(0.01)
            on_their_way -= 1

    async with any_database.transaction() as session:
        for number in range(20):
            tell(session, STAFF, f"ticket:{number}", ChannelCall("sendMessage", {"text": "?"}), "ticket:1")
    delivering = asyncio.create_task(deliver_forever(any_database, {STAFF: Staff()}))
    async with asyncio.timeout(60):
        while not all(row.delivered_at for row in await rows(any_database)):
            await asyncio.sleep(0.05)
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)
    assert (20, dispatcher.OF_STAFF) == (len(together), max(together))


async def test_the_text_of_an_error_is_not_kept(any_database: Database, write: Write) -> None:
    """It may hold an address with the bot's token."""
    await write("привет")
    await drain(any_database, Channel(lambda _: OSError("https://api/bot123:SECRET/sendMessage")))

    assert "SECRET" not in str((await rows(any_database))[0].error)


async def test_rows_leave_soon_after_their_commit(any_database: Database, write: Write) -> None:
    """The loop wakes with the commit."""
    channel = Channel()
    loop = asyncio.create_task(deliver_forever(any_database, {"test": channel}))
    await asyncio.sleep(0)

    await write("привет")
    async with asyncio.timeout(60):
        while not channel.said:
            await asyncio.sleep(0.01)
    loop.cancel()
    with suppress(asyncio.CancelledError):
        await loop

    assert ["привет"] == channel.said


@pytest.mark.parametrize("garbled", ['"only words"', "[1]", "{not json"])
async def test_a_row_that_nobody_can_read_is_set_aside_and_the_others_leave(
    any_database: Database, write: Write, garbled: str
) -> None:
    """It is dead with a reason, staff see it among what was not delivered, and its chat goes on."""
    if garbled == "{not json" and not any_database.is_sqlite:
        garbled = "null"  # PostgreSQL takes nothing but JSON
    await write("испорчено", "после")
    await write("другой", lane="b")
    async with any_database.transaction() as session:
        first = select(func.min(OutboxRow.id)).scalar_subquery()
        spoil = update(OutboxRow).where(OutboxRow.id == first).values(data=literal_column(f"'{garbled}'"))
        await session.execute(spoil, execution_options={"synchronize_session": False})
    channel = Channel()

    await drain(any_database, channel)

    assert ["другой", "после"] == sorted(channel.said)
    async with any_database.reading() as session:
        [dead] = await undelivered(session)
    assert (None, "call lacks what must be said") == (dead.delivered_at, dead.error)
    assert dead.dead_at is not None


async def test_what_is_addressed_with_a_lost_key_waits_until_it_is_back(any_database: Database, write: Write) -> None:
    """Neither dead nor counted, and no other chat waits for it."""
    async with any_database.transaction() as session:
        tell(session, "test", "a", ChannelCall("sendMessage", {"text": "письмо"}), "message:1", "anna@example.org")
    await write("другой", lane="b")
    keys: list[str] = []
    locked, channel = Database(any_database.url, Vault(None, lambda: keys or None)), Channel()

    await drain(locked, channel)
    waiting, _ = await rows(any_database)
    assert (["другой"], None, 0, dispatcher.NO_KEY) == (channel.said, waiting.dead_at, waiting.attempts, waiting.error)

    keys.append(KEY)
    await pretend_it_is_later(any_database, dispatcher.KEY_WAIT)
    await drain(locked, channel)
    await locked.close()
    assert ["другой", "письмо"] == channel.said


async def change_rows(database: Database, **columns: object) -> None:
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(**columns))


@pytest.mark.parametrize("moment", ["not_before", "leased_until"])
async def test_a_clock_set_back_keeps_nothing_back(any_database: Database, write: Write, moment: str) -> None:
    """A moment further ahead than any that we write was written before; nobody waits for it."""
    await write("привет")
    await change_rows(any_database, **{moment: ahead(dispatcher.LONGEST_WAIT + timedelta(minutes=10))})
    channel = Channel()

    await drain(any_database, channel)

    assert ["привет"] == channel.said


async def test_a_new_row_leaves_whatever_the_clock_of_its_writer_says(
    any_database: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes on several machines; or one whose clock was set back since."""
    monkeypatch.setattr("tickets.store.base.now", lambda: now() + timedelta(minutes=40))
    monkeypatch.setattr(outbox, "now", lambda: now() + timedelta(minutes=40))
    await write("раз")
    monkeypatch.undo()
    channel = Channel()

    await drain(any_database, channel)

    assert ["раз"] == channel.said


async def test_a_clock_set_forward_sends_nothing_twice(any_database: Database, write: Write) -> None:
    """What is on its way looks as if its lease had ended; whoever carries it knows better."""
    await write("привет")
    leaving, arrived = asyncio.Event(), asyncio.Event()
    said: list[int] = []

    class Slow:
        async def send(self, parcel: Parcel) -> None:
            said.append(parcel.id)
            leaving.set()
            await arrived.wait()

    loop = asyncio.create_task(deliver_forever(any_database, {"test": Slow()}))
    async with asyncio.timeout(60):
        await leaving.wait()
        await change_rows(any_database, leased_until=now() - timedelta(hours=1))
        await write("другому", lane="b")  # after which everything due was looked at once more
        while len(said) < 2:
            await asyncio.sleep(0.01)
        arrived.set()
        while not all(row.delivered_at for row in await rows(any_database)):
            await asyncio.sleep(0.01)
    loop.cancel()
    with suppress(asyncio.CancelledError):
        await loop

    assert 2 == len(set(said)) == len(said)


async def test_who_slept_past_its_lease_undoes_nothing_of_its_successor(any_database: Database, write: Write) -> None:
    """A failure it has to tell is old; that the parcel did arrive is news at any time."""
    await write("привет")
    async with any_database.transaction() as session:
        [stale] = await lease(session, ["test"], 1)
    await change_rows(any_database, leased_by=any_database.means.holder.id ^ 1)

    await dispatcher._carry(any_database, Channel(lambda _: Undeliverable("old")), stale)
    [row] = await rows(any_database)
    assert (None, True) == (row.dead_at, row.leased_until is not None)

    await dispatcher._carry(any_database, Channel(), stale)
    [row] = await rows(any_database)
    assert (True, None) == (row.delivered_at is not None, row.leased_until)


async def test_who_slept_before_it_said_anything_says_nothing_any_more(any_database: Database, write: Write) -> None:
    """Its lease is over: another one has said it by now."""
    await write("привет")
    channel = Channel()
    async with any_database.transaction() as session:
        [parcel] = await lease(session, ["test"], 1)
    await dispatcher._carry(any_database, channel, parcel, time.monotonic())
    assert [] == channel.said


async def test_on_sqlite_a_lease_ends_with_the_process_that_holds_it(database: Database) -> None:
    """One that runs beside keeps its own; the clock is not asked."""
    before, beside = Database(database.url, VAULT), Database(database.url, VAULT)
    for other, lane in ((before, "a"), (beside, "b")):
        other.means.holder.begin()
        await write_to(other)(f"от {lane}", lane=lane)
        async with other.transaction() as session:
            assert 1 == len(await lease(session, ["test"], 10))
    await before.close()  # as the kernel does for a process that was killed
    channel = Channel()

    await dispatcher.release_held_by_ended(database)
    await drain(database, channel)
    assert ["от a"] == channel.said

    await beside.close()
    await dispatcher.release_held_by_ended(database)
    await drain(database, channel)
    assert ["от a", "от b"] == channel.said
