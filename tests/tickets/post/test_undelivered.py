"""What could not be delivered is seen, and is tried again when staff wish."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.delivering import deliver_due
from tickets.post.outbox import OutboxRow, Parcel, Undeliverable, tell
from tickets.post.topics.topic import ChannelCall
from tickets.post.undelivered import NoSuchRow, NothingToCarry, count_dead, drop, hold_unsure, revive, undelivered
from tickets.store.base import now
from tickets.store.database import Database


class Channel:
    """A sender that remembers, and takes nothing while it is closed."""

    def __init__(self, *, closed: bool = False) -> None:
        self.closed = closed
        self.said: list[str] = []

    async def send(self, parcel: Parcel) -> None:
        if self.closed:
            raise Undeliverable("closed")
        self.said.append(str(parcel.topic.args["text"]))


async def written(database: Database, text: str, **columns: object) -> int:
    async with database.transaction() as session:
        row = tell(session, "test", "chat", ChannelCall("sendMessage", {"text": text}), "message:1")
        await session.flush()
        for column, value in columns.items():
            setattr(row, column, value)
        return row.id


async def test_a_dead_row_is_carried_when_it_is_revived(any_database: Database) -> None:
    """With as many tries before it as a new one."""
    row = await written(any_database, "привет", attempts=29)
    channel = Channel(closed=True)
    await deliver_due(any_database, {"test": channel})
    async with any_database.reading() as session:
        assert 1 == await count_dead(session)
    channel.closed = False

    async with any_database.transaction() as session:
        await revive(session, row)
    await deliver_due(any_database, {"test": channel})

    assert ["привет"] == channel.said
    async with any_database.reading() as session:
        stored = (await session.execute(select(OutboxRow))).scalar_one()
        assert 0 == await count_dead(session)
    assert (1, None, None) == (stored.attempts, stored.dead_at, stored.error)


async def test_a_row_that_waits_need_not_wait(any_database: Database) -> None:
    """It is due at once."""
    row = await written(any_database, "привет", not_before=now() + timedelta(hours=1))
    channel = Channel()
    await deliver_due(any_database, {"test": channel})
    assert [] == channel.said

    async with any_database.transaction() as session:
        await revive(session, row)
    await deliver_due(any_database, {"test": channel})
    assert ["привет"] == channel.said


@pytest.mark.parametrize(
    "columns", [{"delivered_at": now()}, {"dead_at": now(), "data": {}}], ids=["delivered", "emptied"]
)
async def test_nothing_is_carried_twice_or_empty(any_database: Database, columns: dict[str, object]) -> None:
    """What has arrived, and what was emptied, stays as it is."""
    row = await written(any_database, "привет", **columns)
    async with any_database.transaction() as session:
        with pytest.raises(NothingToCarry):
            await revive(session, row)


async def test_an_unknown_row_is_told(any_database: Database) -> None:
    """By name."""
    async with any_database.transaction() as session:
        with pytest.raises(NoSuchRow):
            await revive(session, 1)


async def test_the_dead_stand_before_those_that_wait(any_database: Database) -> None:
    """What needs somebody comes first, newest first; what has arrived is not there."""
    first = await written(any_database, "раз", dead_at=now())
    waiting = await written(any_database, "два")
    second = await written(any_database, "три", dead_at=now())
    await written(any_database, "четыре", delivered_at=now())
    async with any_database.reading() as session:
        assert [second, first, waiting] == [row.id for row in await undelivered(session)]


async def test_what_staff_drop_leaves_the_list_and_never_leaves(any_database: Database) -> None:
    """Neither now nor when somebody presses on an old page."""
    row = await written(any_database, "привет", dead_at=now(), error="closed")
    async with any_database.transaction() as session:
        await drop(session, row)
    async with any_database.transaction() as session:
        assert ([], 0) == (await undelivered(session), await count_dead(session))
        for act in (revive, drop):
            with pytest.raises(NothingToCarry):
                await act(session, row)


async def test_what_came_out_of_a_copy_waits_for_staff_and_holds_nothing_back(any_database: Database) -> None:
    """Let go, it leaves; what was written later has not waited for it."""
    old = await written(any_database, "до копии")
    channel = Channel()
    async with any_database.transaction() as session:
        assert 1 == await hold_unsure(session)
    await written(any_database, "после")
    await deliver_due(any_database, {"test": channel})
    assert ["после"] == channel.said
    async with any_database.transaction() as session:
        assert [True] == [row.unsure for row in await undelivered(session)]
        await revive(session, old)
    await deliver_due(any_database, {"test": channel})
    assert ["после", "до копии"] == channel.said
