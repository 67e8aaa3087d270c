"""The life of a ticket as staff and the person see it."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.tickets.conftest import MOSCOW, opening
from tickets.base import now
from tickets.conversation import Author, Conversation, Owner
from tickets.database import Database
from tickets.opening import open_ticket
from tickets.outbox import OutboxRow
from tickets.queue import all_tickets, held_ticket, open_tickets, talk_since, ticket_with_history
from tickets.steps import NoSuchTicket, TakenByAnother, WrongStep, answer, close, give_back, take
from tickets.ticket import Status


@pytest.fixture
async def number(any_database: Database, conversation: str) -> str:
    """A claim that waits in the queue."""
    async with any_database.transaction() as session:
        return (await open_ticket(session, opening(conversation), MOSCOW)).number


async def owner(database: Database, conversation: str) -> Owner:
    async with database.reading() as session:
        return (await session.get_one(Conversation, conversation)).owner


async def test_taking_makes_a_person_responsible_and_the_bot_silent(
    any_database: Database, conversation: str, number: str
) -> None:
    """From the moment of taking nobody but the assignee answers."""
    async with any_database.transaction() as session:
        ticket = await take(session, number, "anna@example.org")

    assert ("anna@example.org", Status.TAKEN) == (ticket.assignee, ticket.status)
    assert Owner.STAFF is await owner(any_database, conversation)


async def test_of_two_who_take_one_ticket_one_wins(any_database: Database, number: str) -> None:
    """The other is told who was faster."""

    async def try_to_take(who: str) -> str:
        try:
            async with any_database.transaction() as session:
                await take(session, number, who)
        except TakenByAnother as other:
            return f"{who} hears of {other.assignee}"
        return f"{who} has it"

    said = sorted(await asyncio.gather(try_to_take("anna"), try_to_take("boris")))

    assert said in (["anna has it", "boris hears of anna"], ["anna hears of boris", "boris has it"])


async def test_an_answer_goes_to_the_persons_channel(any_database: Database, conversation: str, number: str) -> None:
    """It is written down and put into the outbox in one transaction."""
    async with any_database.transaction() as session:
        await take(session, number, "anna")
    async with any_database.transaction() as session:
        await answer(session, number, "anna", "Здравствуйте, мы проверили.")

    async with any_database.reading() as session:
        row = (await session.execute(select(OutboxRow).where(OutboxRow.topic == "staff_answered"))).scalar_one()
        ticket = await ticket_with_history(session, number)
        talk = await talk_since(session, ticket)
    assert ("web", conversation, "Здравствуйте, мы проверили.") == (row.channel, row.lane, row.data["text"])
    assert [(Author.STAFF, "Здравствуйте, мы проверили.")] == [(m.author, m.text) for m in talk]
    assert ["open", "take", "answer"] == [event.step for event in ticket.events]


async def test_only_the_assignee_answers_and_closes(any_database: Database, number: str) -> None:
    """Nobody talks over a colleague."""
    async with any_database.transaction() as session:
        await take(session, number, "anna")

    with pytest.raises(TakenByAnother, match="anna"):
        async with any_database.transaction() as session:
            await answer(session, number, "boris", "и я")
    with pytest.raises(TakenByAnother, match="anna"):
        async with any_database.transaction() as session:
            await close(session, number, "boris")


async def test_closing_tells_the_person_and_wakes_the_bot(
    any_database: Database, conversation: str, number: str
) -> None:
    """After the end the bot answers again, and the ticket leaves the queue."""
    async with any_database.transaction() as session:
        await take(session, number, "anna")
    async with any_database.transaction() as session:
        ticket = await close(session, number, "anna")

    assert Status.CLOSED is ticket.status
    assert ticket.closed_at is not None
    assert ticket.closed_at <= now()
    assert Owner.BOT is await owner(any_database, conversation)
    async with any_database.reading() as session:
        topics = (await session.execute(select(OutboxRow.topic).where(OutboxRow.lane == conversation))).scalars()
        assert ["ticket_closed"] == list(topics)
        assert [] == await open_tickets(session)
        assert [number] == [t.number for t in await all_tickets(session)]


async def test_the_bot_stays_silent_while_another_ticket_is_in_hand(
    any_database: Database, conversation: str, number: str
) -> None:
    """Closing one of two does not let the bot talk into the other."""
    async with any_database.transaction() as session:
        second = (await open_ticket(session, opening(conversation, origin="web:2"), MOSCOW)).number
    async with any_database.transaction() as session:
        await take(session, number, "anna")
        await take(session, second, "boris")
    async with any_database.transaction() as session:
        await close(session, number, "anna")

    assert Owner.STAFF is await owner(any_database, conversation)
    async with any_database.reading() as session:
        held = await held_ticket(session, conversation)
    assert held is not None
    assert second == held.number


async def test_a_returned_ticket_is_announced(any_database: Database, conversation: str, number: str) -> None:
    """It waits in the queue again without an assignee, and everybody hears of it."""
    async with any_database.transaction() as session:
        await take(session, number, "anna")
    async with any_database.transaction() as session:
        ticket = await give_back(session, number, "anna")

    assert (None, Status.NEW) == (ticket.assignee, ticket.status)
    assert Owner.BOT is await owner(any_database, conversation)
    async with any_database.reading() as session:
        topics = (await session.execute(select(OutboxRow.topic).order_by(OutboxRow.id))).scalars()
        assert ["ticket_opened", "ticket_returned"] == list(topics)


@pytest.mark.parametrize("step", [give_back, close])
async def test_a_step_begins_where_its_arrow_begins(any_database: Database, number: str, step: object) -> None:
    """A ticket in the queue can be neither returned nor closed."""
    with pytest.raises(WrongStep):
        async with any_database.transaction() as session:
            await step(session, number, "anna")  # type: ignore[operator]


async def test_an_unknown_number_is_said_to_be_unknown(any_database: Database) -> None:
    """A misread number opens nothing."""
    with pytest.raises(NoSuchTicket):
        async with any_database.transaction() as session:
            await take(session, "П-1999-000001", "anna")


async def test_the_number_may_be_typed_in_small_letters(any_database: Database, number: str) -> None:
    """«п-2026-000001 » is the same ticket."""
    async with any_database.transaction() as session:
        assert number == (await take(session, f" {number.lower()} ", "anna")).number


async def test_the_database_itself_refuses_a_taken_ticket_without_assignee(any_database: Database, number: str) -> None:
    """Somebody is responsible, whatever the code above does."""
    with pytest.raises(IntegrityError):
        async with any_database.transaction() as session:
            (await ticket_with_history(session, number)).status = Status.TAKEN


async def test_the_nearest_date_comes_first(any_database: Database, conversation: str, number: str) -> None:
    """A request with seven working days stands before a claim with thirty days, a wish for a person last."""
    from tickets.opening import Contact
    from tickets.ticket import Request, TicketKind

    async with any_database.transaction() as session:
        human = opening(conversation, origin="h", kind=TicketKind.HUMAN, contact=Contact(), consent=None)
        await open_ticket(session, human, MOSCOW)
        erase = opening(conversation, origin="e", kind=TicketKind.DELETION, request=Request.ERASE)
        await open_ticket(session, erase, MOSCOW)

    async with any_database.reading() as session:
        kinds = [ticket.kind for ticket in await open_tickets(session)]
    assert [TicketKind.DELETION, TicketKind.CLAIM, TicketKind.HUMAN] == kinds
