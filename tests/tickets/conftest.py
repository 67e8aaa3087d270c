"""A conversation and a claim to begin with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from tests.thirty_days import THIRTY_DAYS
from tickets.erasure.erasure import erase, resolve_with_erasure
from tickets.post.outbox import STAFF, OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Request, Status, Ticket, TicketKind
from tickets.steps.blocking import Block
from tickets.steps.opening import Opening, open_ticket
from tickets.store.database import Database

MOSCOW = ZoneInfo("Europe/Moscow")
ANNA, BORIS = "anna@example.org", "boris@example.org"


async def blocks_of(session, ticket) -> Sequence[Block]:
    """Every block of a ticket, oldest first."""
    return (await session.scalars(select(Block).where(Block.ticket_id == ticket.id).order_by(Block.id))).all()


def opening(conversation: str, **changes: object) -> Opening:
    """A claim as an edge hands it in."""
    claim = Opening(
        conversation_id=conversation,
        channel="web",
        origin="web:1",
        kind=TicketKind.CLAIM,
        requests=(),
        text="Мой номер утёк, разберитесь",
        contact=Contact(name="Анна", email="anna@example.org"),
        consent="Я согласна",
        edition="1",
        edition_sha256="0" * 64,
        claim_term=THIRTY_DAYS,
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def request(conversation: str, *shapes: Request, **changes: object) -> Opening:
    """A request about one's data as an edge hands it in."""
    return opening(
        conversation,
        **{"origin": "web:r", "kind": TicketKind.DELETION, "requests": shapes, "text": "Удалите мои данные"} | changes,
    )


async def opened(database: Database, wish: Opening, **when: object) -> str:
    """Number of the ticket that this opens."""
    async with database.transaction() as session:
        return (await open_ticket(session, wish, MOSCOW, **when)).number  # type: ignore[arg-type]


async def do(database: Database, step: Callable[..., object], number: str, *words: object, **more: object) -> Ticket:
    """Take a step in a transaction of its own, as an edge does."""
    async with database.transaction(alone=step in {erase, resolve_with_erasure}) as session:
        return await step(session, number, *words, **more)  # type: ignore[misc]


async def put(database: Database, number: str, **columns: object) -> None:
    """Write columns past all rules of the code, to see what the database itself says."""
    async with database.transaction() as session:
        await session.execute(update(Ticket).where(Ticket.number == number).values(**columns))


async def state(database: Database, number: str) -> Ticket:
    """The ticket with all its history, as it is stored."""
    async with database.reading() as session:
        return await ticket_with_history(session, number)


async def status(database: Database, number: str) -> Status:
    return (await state(database, number)).status


async def told(database: Database, lane: str, channel: str | None = None) -> list[OutboxRow]:
    """What was written to be told on a lane, in order; of staff, on all of theirs."""
    query = select(OutboxRow).where((OutboxRow.channel if lane == STAFF else OutboxRow.lane) == lane)
    query = query.order_by(OutboxRow.id)
    if channel is not None:
        query = query.where(OutboxRow.channel == channel)
    async with database.reading() as session:
        return list((await session.execute(query)).scalars())


@pytest.fixture
async def conversation(any_database: Database) -> str:
    """Id of a visitor's conversation."""
    async with any_database.transaction() as session:
        return (await begin_conversation(session, "web")).id


@pytest.fixture
async def number(any_database: Database, conversation: str) -> str:
    """A claim that waits in the queue."""
    return await opened(any_database, opening(conversation))
