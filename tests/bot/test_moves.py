"""Moves: a group of staff that becomes a supergroup is followed, now and after a restart."""

import pytest
from faults import moved
from running import STAFF_CHAT, Running
from sqlalchemy import select

from bot.moves import chat_now
from stand_in import StandIn
from tickets.post.outbox import STAFF, tell
from tickets.post.room import MovedChat
from tickets.post.topics.to_staff import UpdateFailed
from tickets.store.database import Database

NEW = -1009876543210


async def tell_staff(database: Database, row: int) -> None:
    async with database.transaction() as session:
        tell(session, STAFF, STAFF, UpdateFailed(row), "test")


async def place(database: Database) -> int:
    async with database.reading() as session:
        return await chat_now(session, STAFF_CHAT)


def calls_to(stand_in: StandIn, chat: int) -> list[str]:
    return [call.outcome for call in stand_in.history if call.method == "sendMessage" and call.chat == str(chat)]


async def test_a_refusal_that_names_the_new_number_is_followed(
    running: Running, stand_in: StandIn, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The notice arrives there, later ones go there at once, and the operator is told what to put right."""
    stand_in.fail("sendMessage", moved(NEW), chat=STAFF_CHAT)
    for row in (1, 2):
        await tell_staff(database, row)
        await running.settles()
    assert 1 == len(calls_to(stand_in, STAFF_CHAT))
    assert ["ok", "ok"] == calls_to(stand_in, NEW)
    assert NEW == await place(database)
    assert f"put that into PUNKT_TELEGRAM_STAFF_CHAT: {NEW}" in caplog.text


async def test_a_service_message_is_enough(running: Running, stand_in: StandIn, database: Database) -> None:
    """Both chats tell of the move; nothing has to be refused first."""
    group = stand_in.group("Сотрудники", STAFF_CHAT, kind="group")
    await group.becomes_supergroup(NEW)
    await running.settles()
    assert NEW == await place(database)


async def test_a_restart_finds_the_group_where_it_is(running: Running, stand_in: StandIn, database: Database) -> None:
    """The setting still holds the old number."""
    group = stand_in.group("Сотрудники", STAFF_CHAT, kind="group")
    await group.becomes_supergroup(NEW)
    await running.settles()
    await running.stop()
    await running.start()
    await tell_staff(database, 1)
    await running.settles()
    assert [] == calls_to(stand_in, STAFF_CHAT)
    assert ["ok"] == calls_to(stand_in, NEW)


async def test_the_group_of_others_is_none_of_our_business(
    running: Running, stand_in: StandIn, database: Database
) -> None:
    """Anybody may put the bot into their group."""
    group = stand_in.group("Чужие", -7, kind="group")
    await group.becomes_supergroup(NEW)
    await running.settles()
    async with database.reading() as session:
        assert [] == list((await session.execute(select(MovedChat))).scalars())
