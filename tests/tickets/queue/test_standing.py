"""How it stands: told to the ticket's person and to nobody else."""

from datetime import timedelta

from tests.tickets.conftest import ANNA, MOSCOW, do, opened, opening, state
from tickets.queue.standing import Asker, Standing, complained_at, how_it_stands, standing
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Status, TicketKind
from tickets.steps.by_staff import take
from tickets.steps.opening import open_ticket
from tickets.steps.own_steps import complain, retract
from tickets.steps.proving import prove, prove_address
from tickets.store.base import now
from tickets.store.database import Database

MAIL = "anna@example.org"
LONG_AGO = timedelta(days=60)


async def another(database: Database, proven: str | None = None) -> str:
    """Id of a second conversation, in which an address may be proven."""
    async with database.transaction() as session:
        talk = (await begin_conversation(session, "web")).id
        if proven:
            await prove_address(session, talk, proven)
    return talk


async def seen(database: Database, conversation: str, text: str = "", **signed: str) -> str | None:
    """Number of the ticket of which this conversation is told."""
    async with database.reading() as session:
        found = await standing(session, Asker(conversation, **signed), text)
    return found.number if found else None


async def test_the_conversation_of_a_ticket_is_told(any_database: Database, conversation: str, number: str) -> None:
    """Where it is and until when; of what is over, nothing."""
    async with any_database.reading() as session:
        found = await standing(session, Asker(conversation))
    due = (await state(any_database, number)).due_on
    assert found == Standing(number, TicketKind.CLAIM, Status.NEW, due, late=False)
    assert await seen(any_database, await another(any_database)) is None
    await do(any_database, retract, number)
    assert await seen(any_database, conversation) is None


async def test_an_address_counts_only_where_it_is_proven_on_both_sides(
    any_database: Database, conversation: str, number: str
) -> None:
    """Whoever types an address, there or here, has shown nothing."""
    here = await another(any_database, MAIL)
    assert await seen(any_database, here) is None  # the ticket's own person has only typed it
    async with any_database.transaction() as session:
        await prove_address(session, conversation, MAIL)
    assert await seen(any_database, here) == number
    assert await seen(any_database, await another(any_database, "boris@example.org")) is None
    typed = await another(any_database)
    async with any_database.transaction() as session:
        wish = opening(typed, origin="web:2", kind=TicketKind.HUMAN, consent="да", contact=Contact(email=MAIL))
        own = (await open_ticket(session, wish, MOSCOW)).number
    assert await seen(any_database, typed) == own
    assert await seen(any_database, typed, f"что с {number}?") == own


async def test_the_account_and_the_address_that_the_site_has_signed_count(
    any_database: Database, conversation: str, number: str
) -> None:
    here = await another(any_database)
    async with any_database.transaction() as session:
        ticket = await session.merge(await state(any_database, number))
        await prove(session, ticket, Identity.SITE, account="user-7")
    assert await seen(any_database, here, account="user-7") == number
    assert await seen(any_database, here, account="user-8") is None
    assert await seen(any_database, here, email=MAIL) is None
    async with any_database.transaction() as session:
        await prove_address(session, conversation, MAIL)
    assert await seen(any_database, here, email="Anna@Example.org") == number


async def test_of_several_the_one_that_is_named_or_presses(
    any_database: Database, conversation: str, number: str
) -> None:
    """A call for a person was promised no date, so it comes last."""
    call = await opened(any_database, opening(conversation, origin="web:2", kind=TicketKind.HUMAN))
    assert await seen(any_database, conversation) == number
    assert await seen(any_database, conversation, f"а по {call.lower()} что слышно?") == call


async def test_a_complaint_is_noted_once_for_a_date_that_has_passed(any_database: Database, conversation: str) -> None:
    early = await opened(any_database, opening(conversation))
    await do(any_database, complain, early)
    assert "complain" not in [event.step for event in (await state(any_database, early)).events]

    late = await opened(any_database, opening(conversation, origin="web:2"), at=now() - LONG_AGO)
    async with any_database.reading() as session:
        found = await standing(session, Asker(conversation))
        assert found is not None
        assert (found.number, found.late) == (late, True)
        assert await complained_at(session, await state(any_database, late)) is None
    for _ in range(2):
        await do(any_database, complain, late)
    assert [event.step for event in (await state(any_database, late)).events].count("complain") == 1
    async with any_database.reading() as session:
        assert await complained_at(session, await state(any_database, late)) is not None


async def test_it_is_said_in_a_sentence(any_database: Database, conversation: str, number: str) -> None:
    await do(any_database, take, number, ANNA)
    async with any_database.reading() as session:
        found = await standing(session, Asker(conversation))
    assert found is not None
    russian = how_it_stands(found, "ru")
    assert russian.startswith(f"Обращение {number}: в работе. Ответ должен прийти до ")
    assert russian.endswith(" г. включительно.")
    assert how_it_stands(found, "en").startswith(f"Request {number}: in progress. The answer is due by ")
