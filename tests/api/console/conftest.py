"""Two members of staff in their browsers, and tickets to work with."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from itertools import count

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from tests.api.console.browsing import PASSWORD, Browser, sign_in
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Request, TicketKind
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take
from tickets.steps.opening import Opening, open_ticket
from tickets.store.database import Database

ANNA, BORIS, VERA = "anna@example.ru", "boris@example.ru", "vera@example.ru"
Opens = Callable[..., Awaitable[str]]


@pytest.fixture
async def staff(database: Database) -> None:
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, BORIS, VERA):
            await add_staff(session, email, fast)


@pytest.fixture
async def anna(app: FastAPI, client_of: Callable[..., httpx.AsyncClient], staff: None) -> AsyncIterator[Browser]:
    async with client_of(app) as client:
        await sign_in(client, ANNA)
        yield Browser(client, ANNA)


@pytest.fixture
async def boris(app: FastAPI, client_of: Callable[..., httpx.AsyncClient], staff: None) -> AsyncIterator[Browser]:
    async with client_of(app) as client:
        await sign_in(client, BORIS)
        yield Browser(client, BORIS)


@pytest.fixture
async def conversation(database: Database) -> str:
    """Id of a visitor's conversation."""
    async with database.transaction() as session:
        return (await begin_conversation(session, "web")).id


@pytest.fixture
def opens(database: Database, conversation: str) -> Opens:
    """Opens tickets: a claim, or with legal shapes a request; gives the number."""
    acts = count()

    async def open_one(*shapes: Request, at: datetime | None = None, by: str | None = None, **changes: object) -> str:
        wish: dict[str, object] = {
            "conversation_id": conversation,
            "channel": "web",
            "origin": f"web:{next(acts)}",
            "kind": TicketKind.DELETION if shapes else TicketKind.CLAIM,
            "requests": shapes,
            "text": "Верните деньги",
            "contact": Contact(name="Ян", email="yan@example.ru"),
            "consent": "Я согласен",
            "edition": "1",
            "edition_sha256": "0" * 64,
            "claim_term": THIRTY_DAYS,
        }
        async with database.transaction() as session:
            number = (await open_ticket(session, Opening(**wish | changes), MOSCOW, at)).number  # type: ignore[arg-type]
            if by is not None:
                await take(session, number, by)
            return number

    return open_one


@pytest.fixture
async def number(opens: Opens) -> str:
    """A claim that waits in the queue."""
    return await opens()


@pytest.fixture
async def hers(opens: Opens) -> str:
    """A claim that Anna has taken."""
    return await opens(by=ANNA)
