"""Transactions: what others write waits for who must be alone, and the other way round."""

import ast
import asyncio

import pytest
from sqlalchemy import select

import tickets.store.database
from tests.conftest import TESTS
from tickets.erasure.person import hold_person
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.store.database import NotAlone, OthersWriting


async def test_who_is_alone_sees_what_was_being_written_and_writes_before_whoever_comes_later(any_database) -> None:
    order, writing, alone = [], asyncio.Event(), asyncio.Event()

    async def before() -> None:
        async with any_database.transaction() as session:
            talk = (await begin_conversation(session, "telegram", "7")).id
            await store_message(session, talk, Author.USER, "before")
            writing.set()
            await asyncio.sleep(0.1)  # the other one is waiting by now
            order.append("before")

    async def erasing() -> None:
        await writing.wait()
        async with any_database.transaction(alone=True) as session:
            talk = (await begin_conversation(session, "telegram", "7")).id
            said = select(StoredMessage.text).where(StoredMessage.conversation_id == talk)
            order.append(tuple((await session.scalars(said)).all()))
            alone.set()
            await asyncio.sleep(0.1)
            order.append("alone")

    async def after() -> None:
        await alone.wait()
        async with any_database.transaction() as session:
            await begin_conversation(session, "telegram", "8")
            order.append("after")

    await asyncio.gather(before(), erasing(), after())
    assert ["before", ("before",), "alone", "after"] == order


async def test_who_waits_in_vain_to_be_alone_is_told_so(postgres, monkeypatch) -> None:
    monkeypatch.setattr(tickets.store.database, "BUSY_SECONDS", 1)
    async with postgres.emptied() as database, database.transaction() as writing:
        await begin_conversation(writing, "telegram", "7")
        with pytest.raises(OthersWriting):
            async with database.transaction(alone=True) as session:
                await begin_conversation(session, "telegram", "8")


async def test_a_person_is_held_only_where_nobody_else_writes(any_database) -> None:
    async with any_database.transaction() as session:
        with pytest.raises(NotAlone):
            await hold_person(session, "П-2026-000001")


def test_no_code_hands_anything_over_in_the_dictionary_of_a_session() -> None:
    """What a session knows are fields of `Session`, which mypy sees."""
    rooms = ("api", "bot", "desk", "index", "punkt", "tickets")
    files = [file for room in rooms for file in (TESTS.parent / room).rglob("*.py")]
    assert [] == [
        f"{file}:{node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "info" and "session" in ast.unparse(node.value)
    ]
