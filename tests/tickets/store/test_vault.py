"""Contacts lie encrypted, can be found without being read, and outlive a change of the key."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from tests.conftest import KEY
from tests.tickets.conftest import do, opened, opening, request, state
from tickets.record.contact import Contact, email_index, is_proven_address, phone_index
from tickets.record.conversation import begin_conversation
from tickets.record.draft import Draft, Stage, begin_draft
from tickets.record.rotation import rotate
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.steps.proving import prove_address
from tickets.store.database import Database
from tickets.store.vault import KeyMissing, KeyUnfit, Locked, Vault

CONTACT = Contact("Анна Кенарева", "anna.canary@example.org", "+7 900 765-43-21")


async def raw(database: Database, query: str) -> list[str]:
    async with database.reading() as session:
        return [str(value) for row in (await session.execute(text(query))).all() for value in row if value]


async def test_a_contact_lies_sealed_and_reads_plain(any_database, conversation) -> None:
    """Whoever copies the database learns no name, address or number."""
    number = await opened(any_database, opening(conversation, contact=CONTACT))
    async with any_database.transaction() as session:
        draft = Draft(
            conversation_id=conversation, kind=TicketKind.CLAIM, stage=Stage.CONTACT, origin="t", phone="+79007654321"
        )
        await begin_draft(session, draft)

    ticket = await state(any_database, number)
    assert CONTACT == Contact(ticket.name, ticket.email, ticket.phone)
    stored = " ".join(await raw(any_database, "SELECT name, email, phone FROM tickets"))
    stored += " ".join(await raw(any_database, "SELECT phone FROM drafts"))
    assert [] == [told for told in ("Анна", "canary", "765", "7654321") if told in stored]


async def test_equal_contacts_are_found_without_being_read(any_database) -> None:
    """However they are typed; the index tells nothing about the contact and is not the hash of it."""
    async with any_database.reading() as session:
        assert email_index(session, "Anna@Example.org") == email_index(session, " anna@example.ORG")
        assert 1 == len({phone_index(session, typed) for typed in ("89007654321", "+7 (900) 765-43-21", "9007654321")})
        assert email_index(session, "a@b.ru") != email_index(session, "a@c.ru")
        assert "9007654321" not in str(phone_index(session, "9007654321"))
        assert None is email_index(session, None)


async def test_a_new_key_takes_over_everything(any_database, conversation) -> None:
    """After the rotation the old key is not needed: contacts read, and a proof of an address still holds."""
    number = await opened(any_database, request(conversation, Request.ERASE, contact=CONTACT))
    async with any_database.transaction() as session:
        await prove_address(session, conversation, "anna.canary@example.org")
    old, new = any_database.means.vault, Vault.new_key()
    keys = [new, KEY]
    both = Database(any_database.url, Vault(keys))
    async with both.transaction() as session:
        assert await rotate(session) > 3
    await both.close()

    only = Database(any_database.url, Vault([new]))
    assert CONTACT.email == (await state(only, number)).email
    async with only.reading() as session:
        assert await is_proven_address(session, conversation, "anna.canary@example.org")
    again = await opened(only, request(conversation, Request.ERASE, origin="web:2", contact=CONTACT))
    assert Identity.EMAIL is (await state(only, again)).identity
    await only.close()
    assert old is any_database.means.vault
    assert isinstance((await state(any_database, number)).email, Locked)


async def test_a_rotation_with_a_missing_key_changes_nothing(any_database, conversation) -> None:
    """Better stopped than half readable."""
    number = await opened(any_database, opening(conversation, contact=CONTACT))
    stranger = Database(any_database.url, Vault([Vault.new_key()]))
    with pytest.raises(KeyMissing):
        await do(stranger, lambda session, _: rotate(session), number)
    await stranger.close()

    assert CONTACT.name == (await state(any_database, number)).name


@pytest.mark.parametrize("keys", [[], [""], ["short"], ["я" * 44], [Fernet.generate_key().decode(), "short"]])
def test_a_bad_key_is_refused_at_once(keys) -> None:
    """Before anything is written with it."""
    with pytest.raises(KeyUnfit):
        Vault(keys)


async def test_two_visitors_with_one_address_have_one_index(any_database) -> None:
    """So that an erasure finds both, when both have proven it."""
    async with any_database.transaction() as session:
        first = (await begin_conversation(session, "web")).id
        second = (await begin_conversation(session, "web")).id
    one = await opened(any_database, opening(first, contact=CONTACT))
    two = await opened(any_database, opening(second, origin="web:2", contact=CONTACT))
    assert (await state(any_database, one)).email_index == (await state(any_database, two)).email_index


async def test_a_contact_without_its_key_is_a_line_that_is_never_written_back(any_database, conversation) -> None:
    """Staff read that it does not open; whatever would use it, or seal it anew, is refused."""
    number = await opened(any_database, opening(conversation, contact=CONTACT))
    stranger = Database(any_database.url, Vault([Vault.new_key()]))
    ticket = await state(stranger, number)
    assert "не открывается: нет ключа контактов" == ticket.email == ticket.phone

    async with stranger.reading() as session:
        with pytest.raises(KeyMissing):
            email_index(session, ticket.email)
    with pytest.raises(KeyMissing):
        await opened(stranger, opening(conversation, origin="web:2", contact=Contact(ticket.name)))
    await stranger.close()
    assert CONTACT.name == (await state(any_database, number)).name


async def test_a_shut_vault_takes_nothing_until_a_key_opens_what_was_sealed() -> None:
    """Without a key, and with a wrong one; the right one is enough, and nothing has to be started again."""
    keys, before = [], [Vault([KEY]).seal("before")]
    vault = Vault(None, lambda: keys)
    vault.prove(before)
    for wrong in ([], ["no key"], [Vault.new_key()]):
        keys[:] = wrong
        for used in (vault.seal, vault.index, vault.open):
            with pytest.raises(KeyMissing):
                used("anna@example.org")
        assert vault.digest("an act") == vault.digest("an act")

    keys[:] = [KEY]
    assert "before" == vault.open(before[0])
    assert not vault.shut
