"""Opening a ticket: what a receipt promises is on disk, once."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from tests.tickets.conftest import MOSCOW, opening
from tickets.post.outbox import OutboxRow
from tickets.record.contact import Contact
from tickets.record.ticket import Request, Status, Ticket, TicketEvent, TicketKind
from tickets.steps.opening import OtherWishUnderSameKey, open_ticket
from tickets.store.database import Database


async def test_a_claim_gets_a_number_a_date_and_its_basis(any_database: Database, conversation: str) -> None:
    """Received late on 18 December in Moscow, answered by 18 January: clause 8.2."""
    at = datetime(2026, 12, 18, 20, 30, tzinfo=UTC)

    async with any_database.transaction() as session:
        ticket = await open_ticket(session, opening(conversation), MOSCOW, at)

    assert "П-2026-000001" == ticket.number
    assert Status.NEW is ticket.status
    assert date(2026, 12, 18) == ticket.received_on
    assert date(2027, 1, 18) == ticket.due_on
    assert "8.2" in (ticket.basis or "")


async def test_the_operators_local_date_starts_the_clock(any_database: Database, conversation: str) -> None:
    """At 22:00 UTC on New Year's Eve it is next year in Moscow, and the number says so."""
    at = datetime(2026, 12, 31, 22, 0, tzinfo=UTC)

    async with any_database.transaction() as session:
        ticket = await open_ticket(session, opening(conversation), MOSCOW, at)

    assert date(2027, 1, 1) == ticket.received_on
    assert ticket.number.startswith("П-2027-")


async def test_the_same_act_opens_one_ticket(any_database: Database, conversation: str) -> None:
    """A retry gets the first receipt, and the next person the next number."""
    async with any_database.transaction() as session:
        first = await open_ticket(session, opening(conversation), MOSCOW)
    async with any_database.transaction() as session:
        again = await open_ticket(session, opening(conversation), MOSCOW)
    async with any_database.transaction() as session:
        other = await open_ticket(session, opening(conversation, origin="web:2"), MOSCOW)

    assert first.number == again.number
    assert "П-2026-000002" == other.number or other.number.endswith("-000002")


async def test_twenty_at_once_open_one(any_database: Database, conversation: str) -> None:
    """However impatient the button is pressed."""

    async def press() -> str:
        async with any_database.transaction() as session:
            return (await open_ticket(session, opening(conversation), MOSCOW)).number

    numbers = await asyncio.gather(*(press() for _ in range(20)))

    assert 1 == len(set(numbers))
    async with any_database.reading() as session:
        assert 1 == (await session.execute(select(func.count()).select_from(Ticket))).scalar_one()
        assert 1 == (await session.execute(select(func.count()).select_from(OutboxRow))).scalar_one()


async def test_another_wish_under_the_same_key_is_refused(any_database: Database, conversation: str) -> None:
    """The first ticket is neither changed nor given away."""
    async with any_database.transaction() as session:
        await open_ticket(session, opening(conversation), MOSCOW)

    with pytest.raises(OtherWishUnderSameKey):
        async with any_database.transaction() as session:
            await open_ticket(session, opening(conversation, text="Другое"), MOSCOW)


def test_a_retry_is_known_after_an_upgrade() -> None:
    """What was stored of a wish by any version tells it from others in the next one."""
    stored = "3f9711d66a1bacccacf5b594db6df9c85044aa3588a4333b2404abde36ba3c90"  # sum of a made-up wish, no secret
    assert stored == opening("talk").digest() == opening("another", edition="2", block="спор").digest()


async def test_what_begins_its_conversation_is_written_as_whole(any_database: Database, conversation: str) -> None:
    async with any_database.transaction() as session:
        ticket = await open_ticket(session, opening(conversation, begins=True), MOSCOW)
    async with any_database.reading() as session:
        query = select(Ticket).options(selectinload(Ticket.events), selectinload(Ticket.consent))
        found = (await session.scalars(query)).one()

    assert (ticket.number, "Я согласна") == (found.number, found.consent and found.consent.text)
    assert [("open", None, Status.NEW, {})] == [
        (event.step, event.from_status, event.to_status, event.detail) for event in found.events
    ]


async def test_consent_first_event_and_announcement_come_with_it(any_database: Database, conversation: str) -> None:
    """The staff hear number and kind, never the words; the consent is kept as it was shown."""
    async with any_database.transaction() as session:
        ticket = await open_ticket(session, opening(conversation), MOSCOW)

    async with any_database.reading() as session:
        query = select(Ticket).options(selectinload(Ticket.consent), selectinload(Ticket.events))
        stored = (await session.execute(query)).scalar_one()
        notice = (await session.execute(select(OutboxRow))).scalar_one()
    assert stored.consent is not None
    assert "Я согласна" == stored.consent.text
    assert "1" == stored.consent.edition
    assert [("open", "user", Status.NEW)] == [(e.step, e.actor, e.to_status) for e in stored.events]
    assert {"number": ticket.number, "kind": "claim"} == notice.data


async def test_a_rolled_back_ticket_leaves_nothing(any_database: Database, conversation: str) -> None:
    """Neither ticket nor event nor announcement, and its number goes to the next."""

    async def open_and_fail() -> None:
        async with any_database.transaction() as session:
            await open_ticket(session, opening(conversation), MOSCOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await open_and_fail()
    async with any_database.reading() as session:
        for table in (Ticket, TicketEvent, OutboxRow):
            assert 0 == (await session.execute(select(func.count()).select_from(table))).scalar_one()
    async with any_database.transaction() as session:
        ticket = await open_ticket(session, opening(conversation), MOSCOW)
    assert ticket.number.endswith("-000001")


async def test_a_wish_for_a_person_has_no_legal_date(any_database: Database, conversation: str) -> None:
    """No date is promised where no norm gives one."""
    async with any_database.transaction() as session:
        human = opening(conversation, kind=TicketKind.HUMAN, contact=Contact(), consent=None)
        ticket = await open_ticket(session, human, MOSCOW)

    assert ticket.due_on is None


async def test_the_database_itself_refuses_a_deletion_without_its_shape(
    any_database: Database, conversation: str
) -> None:
    """Whatever the code above does wrong, a deletion request has a legal shape and a claim has none."""
    with pytest.raises(IntegrityError):
        async with any_database.transaction() as session:
            await open_ticket(session, opening(conversation, requests=(Request.ERASE,)), MOSCOW)
