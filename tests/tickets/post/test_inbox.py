"""The inbox: an update that a channel delivered is handled once, in order, and never lost."""

from datetime import timedelta

import sqlalchemy

from tests.conftest import VAULT
from tests.postgres import Postgres
from tickets.post import inbox
from tickets.post.inbox import (
    InboxRow,
    Incoming,
    accept,
    claim,
    lease_unhandled,
    mark_failed,
    mark_handled,
    next_unhandled,
)
from tickets.store.base import now
from tickets.store.database import Database


def update(number: int, lane: str = "chat") -> Incoming:
    return Incoming(str(number), lane, {"update_id": number})


async def test_an_update_delivered_twice_is_stored_once(any_database: Database) -> None:
    """Telegram repeats what it does not know to have arrived."""
    async with any_database.transaction() as session:
        assert 2 == await accept(session, "telegram", [update(1), update(2)])
    async with any_database.transaction() as session:
        assert 1 == await accept(session, "telegram", [update(1), update(2), update(3)])
    async with any_database.transaction() as session:
        assert 0 == await accept(session, "telegram", [])


async def test_each_chat_gives_its_oldest_update_first(any_database: Database) -> None:
    """The second message of a chat waits for the first; other chats go on."""
    async with any_database.transaction() as session:
        await accept(session, "telegram", [update(1, "a"), update(2, "a"), update(3, "b")])

    async with any_database.reading() as session:
        assert ["1", "3"] == [row.origin for row in await next_unhandled(session, "telegram", 10)]


async def test_a_handled_update_keeps_no_words(any_database: Database) -> None:
    """What was said lives in its message and goes with it."""
    async with any_database.transaction() as session:
        await accept(session, "telegram", [update(1)])
    async with any_database.transaction() as session:
        (row,) = await next_unhandled(session, "telegram", 10)
        assert await claim(session, row.id)
        await mark_handled(session, row.id)

    async with any_database.transaction() as session:
        assert [] == await next_unhandled(session, "telegram", 10)
        assert not await claim(session, row.id)
        await session.refresh(await session.merge(row))
        assert {} == (await session.get_one(inbox.InboxRow, row.id)).payload


async def test_an_update_that_always_fails_is_set_aside(any_database: Database) -> None:
    """Its chat goes on with the next message; the update and the reason stay for people to see."""
    async with any_database.transaction() as session:
        await accept(session, "telegram", [update(1), update(2)])
    async with any_database.reading() as session:
        (row,) = await next_unhandled(session, "telegram", 10)

    ends = []
    for _ in range(inbox.ATTEMPTS):
        async with any_database.transaction() as session:
            ends.append(await mark_failed(session, row.id, "ValueError"))

    assert [False] * (inbox.ATTEMPTS - 1) + [True] == ends
    async with any_database.reading() as session:
        assert ["2"] == [following.origin for following in await next_unhandled(session, "telegram", 10)]
        aside = await session.get_one(inbox.InboxRow, row.id)
        assert ("ValueError", {"update_id": 1}) == (aside.error, aside.payload)


async def test_what_one_process_works_on_another_leaves_alone_until_it_is_silent_too_long(postgres: Postgres) -> None:
    """Two bots think about two messages, and neither about the other's; one that was killed keeps nothing for ever."""
    async with postgres.emptied() as database:
        other = Database(database.url, VAULT)
        async with database.transaction() as session:
            await accept(session, "telegram", [Incoming(f"{n}", f"{n}", {"n": n}) for n in range(3)])
        first = await lease_unhandled(database, "telegram", 2)
        second = await lease_unhandled(other, "telegram", 10)
        assert (["0", "1"], ["2"]) == ([row.origin for row in first], [row.origin for row in second])
        assert ["0", "1"] == [row.origin for row in await lease_unhandled(database, "telegram", 10)], "still ours"
        assert [] == await lease_unhandled(database, "telegram", 10, busy={"0", "1"})
        async with database.transaction() as session:
            await session.execute(sqlalchemy.update(InboxRow).values(leased_until=now() - timedelta(seconds=1)))
        assert 3 == len(await lease_unhandled(other, "telegram", 10))
        await other.close()
