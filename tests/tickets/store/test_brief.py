"""A message is written whole or not at all, also where its statements do not wait for the disk one by one."""

import asyncio

import pytest
from sqlalchemy import select, text

from tickets.record.conversation import Author, Conversation, StoredMessage, begin_conversation, store_message
from tickets.store.database import Database


async def write(database: Database, chat: str, *, poisoned: bool = False) -> None:
    async with database.transaction(brief=True) as session:
        talk = await begin_conversation(session, "telegram", chat)
        await store_message(session, talk.id, Author.USER, "раз")
        if poisoned:
            await session.execute(text("INSERT INTO messages (id) VALUES ('poisoned')"))


async def said(database: Database) -> tuple[int, int]:
    return len(await database.fetch(select(Conversation.id))), len(await database.fetch(select(StoredMessage.id)))


async def test_of_many_who_write_at_once_only_the_poisoned_one_fails(any_database: Database) -> None:
    writing = [write(any_database, str(n), poisoned=n % 5 == 2) for n in range(20)]
    ended = await asyncio.gather(*writing, return_exceptions=True)
    assert [n % 5 == 2 for n in range(20)] == [isinstance(each, Exception) for each in ended]
    assert (16, 16) == await said(any_database)


@pytest.mark.parametrize("moment", range(6))
async def test_whoever_is_cut_off_leaves_nothing_and_holds_nobody_up(any_database: Database, moment: int) -> None:
    """Wherever in its transaction it was."""

    async def wait() -> None:
        async with any_database.transaction(brief=True) as session:
            talk = await begin_conversation(session, "telegram", "cut")
            await store_message(session, talk.id, Author.USER, "раз")
            await asyncio.sleep(60)

    cut = asyncio.create_task(wait())
    for _ in range(moment * 2):
        await asyncio.sleep(0)
    cut.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cut
    await write(any_database, "next")
    assert (1, 1) == await said(any_database)


async def test_nobody_else_sees_what_is_not_committed(any_database: Database) -> None:
    async with any_database.transaction(brief=True) as session:
        await begin_conversation(session, "telegram", "7")
        assert (0, 0) == await said(any_database)
    assert (1, 0) == await said(any_database)
