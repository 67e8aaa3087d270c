"""The migration to requests that nobody has named: what was asked before stays, and the way back destroys nothing."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from punkt.schema import downgrade, upgrade
from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, put, request, state
from tickets.record.conversation import begin_conversation
from tickets.record.draft import Draft, Stage, begin_draft, open_draft
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.steps.blocking import is_blocked
from tickets.steps.joining import merge
from tickets.store.database import Database

OLD = ("erase", "withdraw", "stop", "marketing", "access", "correct")


@pytest.fixture
async def conversation(any_database: Database) -> str:
    async with any_database.transaction() as session:
        return (await begin_conversation(session, "web", "visitor")).id


async def test_requests_of_the_schema_before_keep_what_they_ask(any_database: Database, conversation: str) -> None:
    """Also their wording, which nobody can change afterwards any more than before."""
    shapes = list(map(Request, OLD))
    numbers = [await opened(any_database, request(conversation, shape, origin=f"web:{shape}")) for shape in shapes]
    claim = await opened(any_database, opening(conversation))
    await downgrade(any_database, "0020")
    await upgrade(any_database)

    found = [await state(any_database, number) for number in numbers]
    assert [(shape, (shape,)) for shape in shapes] == [(ticket.request, ticket.requests) for ticket in found]
    assert (None, ()) == ((await state(any_database, claim)).request, (await state(any_database, claim)).requests)
    with pytest.raises(DBAPIError, match="frozen"):
        await put(any_database, claim, text="Другие слова")


async def test_what_an_older_schema_does_not_know_becomes_what_destroys_nothing(
    any_database: Database, conversation: str
) -> None:
    """One release back a request without a name is one to be told what is held, and a block is a correction."""
    vague = await opened(any_database, request(conversation, identity=Identity.SITE))
    block = await opened(any_database, request(conversation, Request.BLOCK, origin="web:2", block="просит"))
    both = await opened(any_database, request(conversation, Request.CORRECT, Request.BLOCK, origin="web:3"))
    joined = await opened(any_database, request(conversation, Request.ACCESS, origin="web:4"))
    await do(
        any_database, merge, await opened(any_database, request(conversation, origin="web:5")), ANNA, joined, MOSCOW
    )
    async with any_database.transaction() as session:
        draft = {"kind": TicketKind.DELETION, "stage": Stage.REQUEST, "origin": "web:6", "text": "Прошу"}
        await begin_draft(session, Draft(conversation_id=conversation, requests=["stop", "block"], **draft))

    await downgrade(any_database, "0020")
    async with any_database.reading() as session:
        rows = (await session.execute(text("SELECT number, request FROM tickets WHERE status = 'new'"))).all()
        running = "SELECT period FROM clocks WHERE met_at IS NULL AND dropped_at IS NULL"
        periods = (await session.execute(text(running))).scalars().all()
    assert {vague: "access", block: "correct", both: "correct", joined: "access"} == dict(map(tuple, rows))
    assert ["access", "access", "correct", "correct"] == sorted(periods)

    await upgrade(any_database)
    assert (Request.CORRECT,) == (await state(any_database, block)).requests
    async with any_database.reading() as session:
        assert await is_blocked(session, conversation)
        assert ["stop", "correct"] == (await open_draft(session, conversation)).requests


async def test_a_number_of_the_database_is_not_given_twice(any_database: Database, conversation: str) -> None:
    """An event or a file of a ticket that is gone never finds another in its place."""
    number = await opened(any_database, opening(conversation))
    first = (await state(any_database, number)).id
    await downgrade(any_database, "0020")
    await upgrade(any_database)
    async with any_database.transaction() as session:
        await session.execute(text("DELETE FROM tickets"))
    assert (await state(any_database, await opened(any_database, opening(conversation, origin="web:2")))).id > first
