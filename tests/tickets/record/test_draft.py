"""A draft: a person who is half through a claim finds it where they left it."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.conftest import both_stores
from tickets.record.draft import Draft, Stage, begin_draft, drop_draft, find_draft, open_draft, write_down
from tickets.record.ticket import TicketKind
from tickets.store.database import Database

pytestmark = both_stores


def claim(conversation: str, **fields: object) -> Draft:
    return Draft(conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.CONTACT, origin="t:1", **fields)


async def test_a_draft_waits_for_the_next_answer(any_database: Database, conversation: str) -> None:
    """A restart between two messages loses nothing."""
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="Утёк номер"))

    async with any_database.reading() as session:
        found = await open_draft(session, conversation)
    assert found is not None
    assert (Stage.CONTACT, "Утёк номер", []) == (found.stage, found.text, found.requests)


async def test_what_is_told_later_joins_what_was_told(any_database: Database, conversation: str) -> None:
    """And what is told again takes its place."""
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="Утёк номер", requests=["erase"]))
    for email, phone in (("a@example.org", "+79001234567"), ("b@example.org", None)):
        async with any_database.transaction() as session:
            draft = await open_draft(session, conversation)
            assert draft is not None
            draft.stage = Stage.CONSENT
            await write_down(session, draft, email=email, phone=phone)
            assert email == draft.email

    async with any_database.reading() as session:
        found = await open_draft(session, conversation)
    assert found is not None
    told = (found.stage, found.text, found.requests, found.email, found.phone)
    assert (Stage.CONSENT, "Утёк номер", ["erase"], "b@example.org", None) == told


async def test_what_is_not_committed_was_not_told(any_database: Database, conversation: str) -> None:
    """A process that dies before the commit leaves the draft where it was."""
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="раз"))

    async def fail() -> None:
        async with any_database.transaction() as session:
            draft = await open_draft(session, conversation)
            assert draft is not None
            await write_down(session, draft, text="два")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with any_database.reading() as session:
        found = await open_draft(session, conversation)
    assert found is not None
    assert "раз" == found.text


async def test_a_new_wish_replaces_an_unfinished_one(any_database: Database, conversation: str) -> None:
    """One dialogue at a time, and no relic of the former."""
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="раз", email="a@example.org"))
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="два"))

    async with any_database.reading() as session:
        found = await open_draft(session, conversation)
    assert found is not None
    assert ("два", None) == (found.text, found.email)


async def test_cancelling_forgets(any_database: Database, conversation: str) -> None:
    """And says whether there was anything to forget."""
    async with any_database.transaction() as session:
        await begin_draft(session, claim(conversation, text="раз"))
    async with any_database.transaction() as session:
        assert await drop_draft(session, conversation)
    async with any_database.transaction() as session:
        assert not await drop_draft(session, conversation)
        assert await find_draft(session, conversation) is None


async def test_nobody_is_asked_to_consent_to_nothing(any_database: Database, conversation: str) -> None:
    """The database refuses the consent stage without a text."""
    draft = claim(conversation)
    draft.stage = Stage.CONSENT

    with pytest.raises(IntegrityError):
        async with any_database.transaction() as session:
            await begin_draft(session, draft)
