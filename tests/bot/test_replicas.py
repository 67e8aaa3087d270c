"""Replicas: several processes are posted to and answer, and people notice nothing of it."""

import asyncio
import threading
from collections.abc import AsyncIterator
from itertools import cycle

import pytest
from replica import Replica
from sqlalchemy import select

from index.policy import Policy
from stand_in import PATIENCE, StandIn
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import StoredMessage
from tickets.store.database import Database


@pytest.fixture
async def replicas(
    any_database: Database, stand_in: StandIn, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[list[Replica]]:
    # SQLite lets writers of two engines try again and again: on a busy machine one of them may wait long.
    monkeypatch.setattr("tickets.store.database.BUSY_SECONDS", PATIENCE)
    made = [Replica(stand_in, policy, any_database.url) for _ in range(2)]
    for replica in made:
        await replica.start()
    yield made
    for replica in made:
        await replica.stop()


def update(number: int, chat: int, text: str) -> dict[str, object]:
    person = {"id": chat, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def rows(database: Database, table):
    async with database.reading() as session:
        return list((await session.execute(select(table).order_by(table.id))).scalars())


async def settles(database: Database) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(row.handled_at is None for row in await rows(database, InboxRow)) or any(
            row.delivered_at is None for row in await rows(database, OutboxRow)
        ):
            await asyncio.sleep(0.05)


async def causes(database: Database) -> dict[str, list[str]]:
    """What each conversation was told because of which update."""
    told: dict[str, list[str]] = {}
    for row in await rows(database, OutboxRow):
        told.setdefault(row.lane, []).append(row.cause)
    return told


async def test_each_message_is_answered_once_and_each_chat_in_its_order(
    any_database: Database, replicas: list[Replica], stand_in: StandIn
) -> None:
    """Telegram posts those of a chat one after another, those of chats beside each other, and some of them again."""
    chats = range(1, 9)

    async def post(chat: int) -> None:
        turns = cycle(replicas if chat % 2 else reversed(replicas))
        for place in range(6):
            # Only the claim keeps a command from being handled twice: it leaves no message with a unique key.
            said = update(chat * 100 + place, chat, "/help" if place % 2 else "сколько храните?")
            await next(turns).is_posted(said)
            if place % 3 == 0:
                await next(turns).is_posted(said)

    await asyncio.gather(*(post(chat) for chat in chats))
    await settles(any_database)

    assert sorted([f"update:{chat * 100 + place}" for place in range(6)] for chat in chats) == sorted(
        (await causes(any_database)).values()
    )
    heard = [[("Просто" in message.text) for message in stand_in.chats[str(chat)]] for chat in chats]
    assert [[False, True] * 3] * 8 == heard
    assert [0] * 48 == [row.attempts for row in await rows(any_database, InboxRow)]


async def test_while_one_thinks_another_does_not_run_ahead(
    any_database: Database, replicas: list[Replica], stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second message of a chat waits for the first, whoever answers that; the slow one's thoughts are dropped."""
    gate, thinking = threading.Event(), threading.Event()
    slow = replicas[0].desk.knowledge
    understand = slow.understand

    def slowly(text, earlier):
        thinking.set()
        gate.wait(PATIENCE)
        return understand(text, earlier)

    monkeypatch.setattr(slow, "understand", slowly)
    await replicas[0].is_posted(update(1, 7, "сколько храните?"))
    await asyncio.to_thread(thinking.wait, PATIENCE)
    await replicas[0].is_posted(update(2, 7, "/help"))
    await settles(any_database)
    gate.set()
    await replicas[1].is_posted(update(3, 7, "доставщик"))
    await settles(any_database)

    assert [["update:1", "update:2", "update:3"]] == list((await causes(any_database)).values())
    assert 3 == len(stand_in.chats["7"])
    assert {"сколько храните?", "доставщик"} == {row.text for row in await rows(any_database, StoredMessage)}


async def test_what_one_has_stored_another_answers(
    any_database: Database, replicas: list[Replica], stand_in: StandIn
) -> None:
    """A process that ends after its yes to Telegram loses nothing."""
    first = replicas[0]
    first.desk.knowledge.understand = None  # type: ignore[method-assign] # it can take messages and answer none
    for number in range(1, 6):
        await first.is_posted(update(number, 9, f"сколько храните? {number}"))
    await first.stop()
    await settles(any_database)
    assert [[f"update:{number}" for number in range(1, 6)]] == list((await causes(any_database)).values())
    assert 5 == len(stand_in.chats["9"])
