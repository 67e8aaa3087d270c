"""Erasure: the person is gone, the fact that the request was met stays."""

from pathlib import Path

from sqlalchemy import make_url

from tests.tickets.conftest import MOSCOW, opening
from tickets.conversation import Author, store_message
from tickets.database import Database
from tickets.draft import Draft, Stage, begin_draft
from tickets.erasure import Erasure, erase, preview, scrub
from tickets.inbox import Incoming, accept
from tickets.opening import Contact, open_ticket
from tickets.queue import ticket_with_history
from tickets.steps import answer, take
from tickets.ticket import TicketKind

CANARY = "Кенар-77-жёлтый"


async def fill(database: Database, conversation: str) -> str:
    async with database.transaction() as session:
        await store_message(session, conversation, Author.USER, f"Я {CANARY}", "1")
        wish = opening(conversation, text=CANARY, contact=Contact(CANARY, f"{CANARY}@example.org", "+7000"))
        number = (await open_ticket(session, wish, MOSCOW)).number
        draft = Draft(
            conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.CONTACT, origin="t:2", text=CANARY
        )
        await begin_draft(session, draft)
        await accept(session, "web", [Incoming("9", conversation, {"text": CANARY})])
    async with database.transaction() as session:
        await take(session, number, "anna")
        await answer(session, number, "anna", f"Здравствуйте, {CANARY}")
    return number


async def test_a_preview_changes_nothing(any_database: Database, conversation: str) -> None:
    """The operator sees what would go."""
    number = await fill(any_database, conversation)

    async with any_database.reading() as session:
        assert Erasure((number,), messages=2, notices=1) == await preview(session, number)
    async with any_database.reading() as session:
        assert CANARY == (await ticket_with_history(session, number)).text


async def test_number_and_dates_stay(any_database: Database, conversation: str) -> None:
    """The request itself must remain provable."""
    number = await fill(any_database, conversation)
    async with any_database.transaction() as session:
        await erase(session, number, "operator")

    async with any_database.reading() as session:
        ticket = await ticket_with_history(session, number)
    assert ("", None, None, None) == (ticket.text, ticket.name, ticket.email, ticket.phone)
    assert ticket.due_on is not None
    assert ["open", "take", "answer", "erase"] == [event.step for event in ticket.events]


async def test_nothing_of_the_person_is_left_in_the_files(database: Database) -> None:
    """Neither in the database file nor in its write-ahead log, free pages included."""
    from tickets.conversation import begin_conversation

    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
    number = await fill(database, conversation)
    file = Path(str(make_url(database.url).database))
    assert CANARY.encode() in b"".join(part.read_bytes() for part in file.parent.glob("punkt.db*"))

    async with database.transaction() as session:
        await erase(session, number, "operator")
    await scrub(database)

    assert CANARY.encode() not in b"".join(part.read_bytes() for part in file.parent.glob("punkt.db*"))
