"""Killed with SIGKILL in each phase of a request: the dialogue goes on where it was, and there is one ticket."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mortal import Mortal, Parent
from sqlalchemy import func, select

from stand_in import PATIENCE, StandIn, User
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import all_tickets
from tickets.record.attachment import Attachment
from tickets.record.draft import Draft
from tickets.record.ticket import Request
from tickets.store.database import Database


@dataclass(frozen=True)
class Phase:
    """What the person does, and the last of what they hear of it."""

    act: Callable[[User], Awaitable[object]]
    heard: str


def presses(label: str) -> Callable[[User], Awaitable[object]]:
    return lambda person: person.presses(label, wait=False)


def says(text: str) -> Callable[[User], Awaitable[object]]:
    return lambda person: person.says(text)


PHASES = (
    Phase(says("удалите мои данные"), "Похоже, это запрос"),
    Phase(presses("Да, оформить запрос"), "Что нужно сделать"),
    Phase(presses("Дальше"), "Шаг 3 из 4"),
    Phase(presses("Назад"), "Шаг 2 из 4"),
    Phase(presses("Дальше"), "Шаг 3 из 4"),
    Phase(lambda person: person.sends_photo(), "Файл приложен"),
    Phase(says("anna@example.org"), "Я даю"),
    Phase(presses("Согласен"), "Номер: П-"),
)

UNDISTURBED = len(PHASES) + 1  #: messages: one for each phase, and before the consent what is to be checked


@pytest.fixture(scope="module")
def parent() -> Iterator[Parent]:
    started = Parent()
    yield started
    started.end()


@pytest.fixture(params=["rows", "redis"])
async def process(
    parent: Parent,
    any_database: Database,
    stand_in: StandIn,
    tmp_path: Path,
    redis_url: str,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Mortal]:
    """What is told lies in the database, or in Redis."""
    redis = redis_url if request.param == "redis" else ""
    mortal = Mortal(parent, any_database.url, stand_in.address, stand_in.token, tmp_path, redis)
    yield mortal
    mortal.kill()


TO_ANNA = select(func.count()).select_from(OutboxRow).where(OutboxRow.channel == "telegram")


async def settles(database: Database, stand_in: StandIn) -> None:
    """Whatever arrived is handled, and whatever is to be said is said and noted."""
    waiting = select(func.count()).select_from(InboxRow).where(InboxRow.handled_at.is_(None))
    unsaid = TO_ANNA.where(OutboxRow.delivered_at.is_(None))
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.reading() as session:
                if not stand_in.updates and 0 == await session.scalar(waiting) + await session.scalar(unsaid):
                    return
            await asyncio.sleep(0.02)


async def test_a_request_goes_on_where_it_was(
    any_database: Database, stand_in: StandIn, process: Mortal, request: pytest.FixtureRequest
) -> None:
    """In every phase the process is killed up to three times, somewhere between the act and what is heard of it."""
    moments = random.Random(request.node.name)
    anna = stand_in.user("Анна")
    kills, lockers = 0, set()
    for phase in PHASES:
        process.start()
        await phase.act(anna)
        for _ in range(moments.randint(1, 3)):
            await asyncio.sleep(moments.choice((0, 0.02, 0.05, 0.1, 0.2, 0.4)))
            process.kill()
            kills += 1
            process.start()
        await settles(any_database, stand_in)
        process.kill()
        async with any_database.reading() as session:
            lockers.update((await session.execute(select(Draft.locker))).scalars())
        assert phase.heard in anna.messages[-1].text, "the next step, whenever it was killed"

    async with any_database.reading() as session:
        [ticket] = await all_tickets(session)
        files = (await session.execute(select(Attachment.ticket_id))).scalars().all()
        assert 0 == await session.scalar(select(func.count()).select_from(Draft))
    assert ((Request.ERASE,), "anna@example.org", "удалите мои данные") == (ticket.requests, ticket.email, ticket.text)
    assert [ticket.id] == files
    assert ("redis" in request.node.name) == any(lockers)
    # A kill between Telegram's yes and our note of it says one message twice; nothing else is doubled.
    assert UNDISTURBED <= len(anna.messages) <= UNDISTURBED + kills
