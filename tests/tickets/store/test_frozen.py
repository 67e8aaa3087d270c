"""A process that is frozen in the middle of a transaction keeps nobody from writing for long."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

import pytest
from sqlalchemy import select

from tests.postgres import Postgres
from tickets.record.conversation import Conversation, begin_conversation
from tickets.store.away import DatabaseAway
from tickets.store.database import Database

WAITED = {"55P03", "57014"}  #: codes of PostgreSQL: too long for a lock, or for the statement that waits for it


async def write(database: Database) -> None:
    async with database.transaction() as session:
        await begin_conversation(session, "telegram", "7")


@pytest.mark.parametrize("how", ["among others", "alone"])
async def test_who_freezes_within_a_transaction_is_ended_by_the_server(postgres: Postgres, how: str) -> None:
    """Others wait for its rows, or at the gate for all of it; when it goes on, it is told, and writes again."""
    async with postgres.copy() as database:
        words = ("-m", "tests.tickets.store.frozen", database.url, how)
        process = await create_subprocess_exec(sys.executable, *words, stdin=PIPE, stdout=PIPE)
        assert process.stdin
        assert process.stdout
        assert b"in\n" == await process.stdout.readline()
        os.kill(process.pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                while True:
                    try:
                        await write(database)
                        break
                    except DatabaseAway as error:
                        assert error.state in WAITED  # noqa: PT017 - the others are only told to wait
        finally:
            os.kill(process.pid, signal.SIGCONT)
        process.stdin.write(b"\n")
        told, _ = await process.communicate()

        assert (b"away\n", 0) == (told, process.returncode)
        assert ["7", "8"] == sorted(await database.fetch(select(Conversation.origin)))
