"""A person: what is known to be theirs, and what anybody could have typed."""

from tests.tickets.canary import erased
from tests.tickets.conftest import opened, opening, state
from tickets.erasure.person import find_person
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.steps.proving import prove_address
from tickets.store.database import Database


async def other_conversation(database: Database, email: str, *, proven: bool) -> tuple[str, str]:
    """A second conversation with a ticket that names the address, and the number of it."""
    async with database.transaction() as session:
        conversation = (await begin_conversation(session, "web")).id
        await store_message(session, conversation, Author.USER, "другая переписка")
    wish = opening(conversation, origin="web:other", contact=Contact(email=email))
    number = await opened(database, wish)
    if proven:
        async with database.transaction() as session:
            await prove_address(session, conversation, email)
    return conversation, number


async def test_a_typed_address_of_another_erases_nothing_of_theirs(any_database, conversation) -> None:
    """Anybody can type it; only proofs on both sides make two conversations one person."""
    email = "anna@example.org"
    mine = await opened(any_database, opening(conversation, contact=Contact(email=email)))
    async with any_database.transaction() as session:
        await prove_address(session, conversation, email)
    _, typed = await other_conversation(any_database, email, proven=False)

    assert [mine] == (await erased(any_database, mine)).numbers
    assert email == (await state(any_database, typed)).email
    assert [typed] == (await erased(any_database, typed)).numbers


async def test_conversations_that_proved_one_address_are_one_person(any_database, conversation) -> None:
    """However many steps lead from one to the other, and from whichever end one begins."""
    first, second = "anna@example.org", "anna@work.example.org"
    mine = await opened(any_database, opening(conversation, contact=Contact(email=first)))
    async with any_database.transaction() as session:
        await prove_address(session, conversation, first)
    middle, number = await other_conversation(any_database, first, proven=True)
    async with any_database.transaction() as session:
        await prove_address(session, middle, second)
        far = (await begin_conversation(session, "telegram", "77")).id
        await prove_address(session, far, second)

    async with any_database.reading() as session:
        found = [await find_person(session, each) for each in (mine, number)]
    assert {conversation, middle, far} == set(found[0].conversations)
    assert found[0] == found[1]
    assert ("telegram", "77") in found[0].lanes
