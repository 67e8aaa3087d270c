"""What the understanding is told of a conversation: what was said, offered, opened and declined."""

import pytest

from desk.desk import Desk
from desk.history import history
from desk.journal import Question
from desk.message import Message
from desk.reply import Reply, TicketOffer
from desk.wish import Wish
from index.understanding import Kind
from tickets.record.contact import Contact
from tickets.record.ticket import TicketKind
from tickets.store.base import now
from tickets.store.database import Database


@pytest.fixture
def say(database: Database, desk: Desk):
    """Hand a message of Anna's in."""
    count = iter(range(1, 1000))

    async def say(text: str) -> Reply:
        async with database.transaction() as session:
            return await desk.receive(Message("telegram", "anna", str(next(count)), text), session)

    return say


async def test_each_message_is_told_with_what_became_of_it(say, database: Database, desk: Desk) -> None:
    offered = await say("удалите все мои данные")
    async with database.transaction() as session:
        wish = Wish(
            conversation=offered.conversation,
            channel="telegram",
            origin="telegram:anna:1",
            kind=TicketKind.DELETION,
            text="удалите все мои данные",
            contact=Contact(email="anna@example.ru"),
            consent=True,
        )
        await desk.open_ticket(wish, session)
    await say("а долго мое досье у вас пролежит")
    complained = await say("вы слили мой номер мошенникам, требую компенсацию")
    async with database.transaction() as session:
        question = await session.get(Question, complained.message)
        assert question is not None
        question.declined_at = now()

    async with database.reading() as session:
        opened, asked, declined = await history(session, offered.conversation)
    assert (opened.kind, opened.offered[0], opened.opened, opened.pending) == (
        Kind.DELETION,
        Kind.DELETION,
        Kind.DELETION,
        (),
    )
    assert (asked.kind, asked.clauses[0], asked.opened, asked.declined) == (Kind.QUESTION, "5.1", None, False)
    assert (declined.kind, declined.declined, declined.pending) == (Kind.CLAIM, True, ())


async def test_yes_takes_up_the_offer_and_no_ends_it(say) -> None:
    """«Давай» is no greeting when a ticket has just been offered; «не надо» is no wish for another."""
    await say("удалите все мои данные")
    agreed = await say("давай")
    assert isinstance(agreed, TicketOffer)
    assert agreed.kind is TicketKind.DELETION
    ended = await say("не надо, передумал")
    assert not isinstance(ended, TicketOffer)
    assert ended.offers == ()
