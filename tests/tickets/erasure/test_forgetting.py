"""Forgetting: a conversation without tickets is erased at once, with a record that tells nothing of its person."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from desk.holdings import HOLDINGS
from desk.journal import Question
from tests.tickets.conftest import MOSCOW, opened, opening
from tickets.erasure.destruction import Erasure
from tickets.erasure.erasure import HasTickets, forget
from tickets.post.inbox import InboxRow, Incoming, accept
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Author, Conversation, begin_conversation, store_message
from tickets.record.draft import Draft, Stage, begin_draft
from tickets.record.ticket import TicketKind
from tickets.store.base import Base
from tickets.store.database import Database

LATE = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  #: the new year has begun in Moscow


@pytest.fixture
async def chat(any_database: Database) -> str:
    """Somebody who asked, began a claim, and has just said that all is to be forgotten."""
    async with any_database.transaction() as session:
        conversation = await begin_conversation(session, "telegram", "880011")
        said = await store_message(session, conversation.id, Author.USER, "секретный вопрос", "1")
        session.add(Question(message_id=said.id, kind="question", outcome="Answer", clauses=[["5.1", 0.9]],
                             edition="1", edition_sha256="0" * 64))  # fmt: skip
        await begin_draft(
            session,
            Draft(conversation_id=conversation.id, kind=TicketKind.CLAIM, stage=Stage.CONTACT, origin="o",
                  text="секретная претензия"),
        )  # fmt: skip
        updates = [Incoming(origin, "880011", {"message": {"text": "секрет"}}) for origin in ("900", "901")]
        await accept(session, "telegram", updates)
        return conversation.id


async def test_all_of_it_goes_and_the_last_word_is_told(any_database: Database, chat: str) -> None:
    """The day is the operator's; of the updates only the one that asks is still to be marked."""
    async with any_database.transaction() as session:
        conversation = await session.get_one(Conversation, chat)
        erasure = await forget(session, conversation, "900", HOLDINGS, LATE, zone=MOSCOW)

    async with any_database.reading() as session:
        left = [row for table in Base.metadata.sorted_tables for row in (await session.execute(table.select())).all()]
        assert "секрет" not in str(left)
        assert await session.get(Conversation, chat) is None
        [record] = (await session.execute(select(Erasure))).scalars()
        [told] = (await session.execute(select(OutboxRow))).scalars()
        updates = (await session.execute(select(InboxRow).order_by(InboxRow.origin))).scalars().all()
    assert (None, [], "system") == (record.number, record.numbers, record.actor)
    assert {"messages": 1, "questions": 1, "drafts": 1, "inbox": 2, "conversations": 1} == {
        name: rows for name, rows in record.erased.items() if rows
    }
    assert ("telegram", "data_erased", erasure.cause) == (told.channel, told.topic, told.cause)
    assert {"number": None, "language": "ru", "on": "2027-01-01", "chat": "880011"} == told.data
    assert [("900", False), ("901", True)] == [(row.origin, row.handled_at is not None) for row in updates]


async def test_a_ticket_is_not_forgotten(any_database: Database, chat: str) -> None:
    """Something was promised; whatever it is, it is asked for by a request, and nothing has changed."""
    await opened(any_database, opening(chat, channel="telegram"))
    with pytest.raises(HasTickets):
        async with any_database.transaction() as session:
            await forget(session, await session.get_one(Conversation, chat), "900", HOLDINGS)
    async with any_database.reading() as session:
        assert "880011" == (await session.get_one(Conversation, chat)).origin
