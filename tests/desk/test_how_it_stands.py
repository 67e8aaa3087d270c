"""«И где ответ?»: whoever waits hears how their ticket stands, and staff see that they complained."""

from datetime import timedelta

import pytest

from desk.desk import Desk
from desk.message import Message
from desk.reply import Relayed, Reply
from tests.conftest import both_databases
from tests.tickets.conftest import ANNA, MOSCOW, opening, state
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Status
from tickets.steps.by_staff import ask, take
from tickets.steps.muting import mute
from tickets.steps.opening import open_ticket
from tickets.store.base import now
from tickets.store.database import Database

CHAT = "vera"


@pytest.fixture
def opens(database: Database):
    """Open a claim of Vera's so many days ago; gives its number."""

    async def opens(days: int = 0) -> str:
        async with database.transaction() as session:
            talk = await begin_conversation(session, "telegram", CHAT)
            wish = opening(talk.id, channel="telegram", origin="telegram:1")
            return (await open_ticket(session, wish, MOSCOW, at=now() - timedelta(days=days))).number

    return opens


@pytest.fixture
def says(database: Database, desk: Desk):
    count = iter(range(1, 1000))

    async def says(text: str, chat: str = CHAT) -> Reply:
        message = Message("telegram", chat, str(next(count)), text)
        async with database.transaction() as session:
            reply = await desk.receive(message, session)
        if not isinstance(reply, Relayed):
            assert reply == await desk.repeat(message)
        return reply

    return says


@both_databases
async def test_whoever_waits_is_told_where_it_is_and_until_when(says, opens, database: Database) -> None:
    number = await opens()
    reply = await says("писала вам, и где ответ?")
    assert reply.standing is not None
    assert (reply.standing.number, reply.standing.status, reply.standing.late) == (number, Status.NEW, False)
    assert "complain" not in [event.step for event in (await state(database, number)).events]
    assert (await says("сколько вы храните мои данные?")).standing is None
    assert (await says("писала вам, и где ответ?", chat="stranger")).standing is None


@both_databases
async def test_a_date_that_has_passed_is_said_and_the_complaint_noted(says, opens, database: Database) -> None:
    number = await opens(days=60)
    reply = await says("срок вышел, а вы мне так и не ответили")
    assert reply.standing is not None
    assert reply.standing.late
    assert [event.step for event in (await state(database, number)).events] == ["open", "complain"]


async def test_beside_staff_too_unless_they_asked_or_want_nothing_said(says, opens, database: Database) -> None:
    number = await opens()
    async with database.transaction() as session:
        await take(session, number, ANNA)
    reply = await says("когда уже ответите?")
    assert isinstance(reply, Relayed)
    assert reply.standing is not None
    assert reply.standing.status is Status.TAKEN
    async with database.transaction() as session:
        await ask(session, number, ANNA, "О каком номере речь?")
    assert (await says("когда уже ответите?")).standing is None
    async with database.transaction() as session:
        await mute(session, number, ANNA)
    assert (await says("когда уже ответите?")).standing is None
