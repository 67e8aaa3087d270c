"""A conversation and a claim to begin with."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from tickets.conversation import begin_conversation
from tickets.database import Database
from tickets.opening import Contact, Opening
from tickets.ticket import TicketKind

MOSCOW = ZoneInfo("Europe/Moscow")


def opening(conversation: str, **changes: object) -> Opening:
    """A claim as an edge hands it in."""
    claim = Opening(
        conversation_id=conversation,
        channel="web",
        origin="web:1",
        kind=TicketKind.CLAIM,
        request=None,
        text="Мой номер утёк, разберитесь",
        contact=Contact(name="Анна", email="anna@example.org"),
        consent="Я согласна",
        edition="1",
        edition_sha256="0" * 64,
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


@pytest.fixture
async def conversation(any_database: Database) -> str:
    """Id of a visitor's conversation."""
    async with any_database.transaction() as session:
        return (await begin_conversation(session, "web")).id
