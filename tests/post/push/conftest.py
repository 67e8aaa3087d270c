"""Members at their browsers, a push service, and our sender that reaches it."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from push_members import ANNA, BORIS, OURS, VERA
from push_service import PushService, serving_pushes
from sqlalchemy import update

from post.push.sender import PushSender
from tests.conftest import VAULT
from tests.delivering import deliver_due
from tickets.post.outbox import LONG_AGO, PUSH, OutboxRow
from tickets.record.conversation import begin_conversation
from tickets.staff.member import add_staff
from tickets.store.base import now
from tickets.store.database import Database


@pytest.fixture
async def pushing(any_database: Database) -> AsyncIterator[Database]:
    """The same database where news may knock in browsers; Anna, Boris and Vera work there."""
    opened = Database(any_database.url, VAULT, push=True)
    async with opened.transaction() as session:
        for email in (ANNA, BORIS, VERA):
            await add_staff(session, email)
    yield opened
    await opened.close()


@pytest.fixture
async def conversation(pushing: Database) -> str:
    async with pushing.transaction() as session:
        return (await begin_conversation(session, "web")).id


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[PushService]:
    async with serving_pushes(tmp_path) as listening:
        yield listening


class Clock:
    """Goes on when a test says so."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sender(pushing: Database, service: PushService, clock: Clock) -> PushSender:
    return PushSender(pushing, OURS, network=service, tls=service.tls, clock=clock)


@pytest.fixture
def carry(pushing: Database, sender: PushSender) -> Callable[[], object]:
    """Carries all that may be carried now, as if nobody had been asked to wait."""

    async def carry_all() -> None:
        async with pushing.transaction() as session:
            await session.execute(update(OutboxRow).values(not_before=LONG_AGO))
        for _ in range(3):  # who is to hear, each of them, and what came meanwhile
            await deliver_due(pushing, {PUSH: sender})

    return carry_all
