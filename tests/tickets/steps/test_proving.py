"""How it is known who asks."""

from sqlalchemy import select

from tests.tickets.conftest import ANNA, do, opened, opening, request, state, told
from tickets.post.outbox import EMAIL, OutboxRow
from tickets.record.contact import Contact, is_proven_address
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, Status
from tickets.steps.by_staff import answer, take
from tickets.steps.proving import prove_address, vouch

CONTACT = Contact(email="Anna@Example.org")


async def proven(database, conversation, email="anna@example.org") -> None:
    async with database.transaction() as session:
        await prove_address(session, conversation, email)


async def test_a_proof_of_the_address_lets_the_work_begin(any_database, conversation) -> None:
    """The ticket that waited for it goes on with its assignee, and the receipt is mailed."""
    number = await opened(any_database, request(conversation, Request.ACCESS, contact=CONTACT))
    assert Status.CHECKING is (await do(any_database, take, number, ANNA)).status

    await proven(any_database, conversation)

    ticket = await state(any_database, number)
    assert (Status.TAKEN, Identity.EMAIL, ANNA) == (ticket.status, ticket.identity, ticket.assignee)
    [letter] = await told(any_database, conversation, EMAIL)
    assert ("ticket_opened", number, "Anna@Example.org") == (letter.topic, letter.data["number"], letter.address)


async def test_a_proof_before_anybody_took_it_stays(any_database, conversation) -> None:
    """Nobody is asked twice."""
    number = await opened(any_database, request(conversation, Request.ERASE, contact=CONTACT))
    await proven(any_database, conversation)

    assert Status.TAKEN is (await do(any_database, take, number, ANNA)).status


async def test_the_next_ticket_with_a_proven_address_is_proven(any_database, conversation) -> None:
    """From the start, with its receipt by mail."""
    await proven(any_database, conversation)
    number = await opened(any_database, request(conversation, Request.ERASE, contact=CONTACT))

    assert Identity.EMAIL is (await state(any_database, number)).identity
    assert ["ticket_opened"] == [letter.topic for letter in await told(any_database, conversation, EMAIL)]


async def test_a_proof_is_bound_to_its_address_and_its_visitor(any_database, conversation) -> None:
    """Another address is not proven by it, nor is a stranger who types the same one."""
    await proven(any_database, conversation)
    async with any_database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
    other = await opened(any_database, request(conversation, Request.ERASE, contact=Contact(email="a@b.ru")))
    copied = await opened(any_database, request(stranger, Request.ERASE, origin="web:s", contact=CONTACT))

    assert None is (await state(any_database, other)).identity
    assert None is (await state(any_database, copied)).identity
    assert [] == await told(any_database, stranger, EMAIL)


async def test_nothing_is_mailed_to_an_address_that_is_not_proven(any_database, conversation, number) -> None:
    """A typed address may be anybody's; the channel the person writes from gets the answer."""
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Здравствуйте")

    assert [] == await told(any_database, conversation, EMAIL)
    assert ["staff_answered"] == [row.topic for row in await told(any_database, conversation, "web")]


async def test_answers_reach_a_proven_address_and_the_channel(any_database, conversation) -> None:
    """Whoever left the page reads the mail."""
    await proven(any_database, conversation)
    number = await opened(any_database, opening(conversation))
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "Здравствуйте")

    assert ["ticket_opened", "staff_answered"] == [row.topic for row in await told(any_database, conversation, EMAIL)]
    assert ["staff_answered"] == [row.topic for row in await told(any_database, conversation, "web")]


async def test_a_staff_member_says_how_they_made_sure(any_database, conversation) -> None:
    """The way is kept, never the number of a document."""
    number = await opened(any_database, request(conversation, Request.ACCESS))
    await do(any_database, take, number, ANNA)
    ticket = await do(any_database, vouch, number, ANNA, "сверен паспорт 4510 123456")

    assert (Status.TAKEN, Identity.STAFF) == (ticket.status, ticket.identity)
    assert {"how": "сверен паспорт [паспорт]"} == (await state(any_database, number)).events[-1].detail


async def test_an_address_is_the_same_however_it_is_typed(any_database, conversation) -> None:
    """Case and blanks do not matter."""
    await proven(any_database, conversation, " ANNA@example.ORG ")
    async with any_database.reading() as session:
        assert await is_proven_address(session, conversation, "anna@example.org")
        assert not await is_proven_address(session, conversation, "anna@example.com")


async def test_no_address_lies_readable_in_the_outbox(any_database, conversation) -> None:
    """It is sealed there as well."""
    await proven(any_database, conversation)
    await opened(any_database, request(conversation, Request.ERASE, contact=CONTACT))
    async with any_database.reading() as session:
        for row in (await session.execute(select(OutboxRow))).scalars():
            assert "xample" not in str(row.data)
