"""Absence: nothing is sent to whoever wants to hear nothing, and staff who owe them something know."""

import pytest
from sqlalchemy import select

from tests.tickets.conftest import BORIS, do, opened, opening
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Conversation, begin_conversation
from tickets.steps.absence import GONE, come_back, leave
from tickets.steps.by_staff import answer, take
from tickets.store.database import Database


@pytest.fixture
async def chat(any_database: Database) -> str:
    async with any_database.transaction() as session:
        return (await begin_conversation(session, "telegram", "77")).id


async def absent(database: Database, chat: str, *, back: bool = False) -> None:
    async with database.transaction() as session:
        conversation = await session.get_one(Conversation, chat)
        await (come_back if back else leave)(session, conversation)


async def rows(database: Database, channel: str) -> list[OutboxRow]:
    async with database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.channel == channel).order_by(OutboxRow.id)
        return list((await session.execute(query)).scalars())


async def test_what_waited_is_given_up_and_staff_hear_of_each_open_ticket(any_database: Database, chat: str) -> None:
    """Once, however often it is told; what was delivered before stays delivered."""
    number = await opened(any_database, opening(chat, channel="telegram"))
    await do(any_database, take, number, BORIS)
    await do(any_database, answer, number, BORIS, "Проверяем.")
    await do(any_database, answer, number, BORIS, "Вернули.")
    first, _ = await rows(any_database, "telegram")
    async with any_database.transaction() as session:
        (await session.get_one(OutboxRow, first.id)).delivered_at = first.created_at
    for _ in range(2):
        await absent(any_database, chat)

    first, second = await rows(any_database, "telegram")
    assert (None, None) == (first.dead_at, first.error)
    assert (True, GONE) == (second.dead_at is not None, second.error)
    heard = [row for row in await rows(any_database, "staff") if row.topic == "user_left"]
    assert [number] == [row.data["number"] for row in heard]


async def test_whoever_comes_back_is_written_to_again(any_database: Database, chat: str) -> None:
    number = await opened(any_database, opening(chat, channel="telegram"))
    await absent(any_database, chat)
    for _ in range(2):
        await absent(any_database, chat, back=True)

    async with any_database.reading() as session:
        assert (await session.get_one(Conversation, chat)).left_at is None
    heard = [row for row in await rows(any_database, "staff") if row.topic == "user_returned"]
    assert [number] == [row.data["number"] for row in heard]


async def test_whoever_never_left_does_not_come_back(any_database: Database, chat: str) -> None:
    await opened(any_database, opening(chat, channel="telegram"))
    await absent(any_database, chat, back=True)
    assert ["ticket_opened"] == [row.topic for row in await rows(any_database, "staff")]
