"""A dossier: the person gets everything that is held of them, and nothing of anybody else."""

from collections.abc import Iterator

import pytest

from desk.holdings import HOLDINGS
from tests.conftest import both_stores
from tests.tickets.canary import Marked, fill
from tests.tickets.conftest import ANNA, BORIS, MOSCOW, do, opened, opening, request, state
from tickets.erasure.dossier import Dossier, IdentityUnproven, Section, dossier, export
from tickets.erasure.erasure import erase
from tickets.life import NoSuchTicket
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Identity, Request
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take
from tickets.steps.own_steps import withdraw_consent
from tickets.steps.proving import prove_address
from tickets.store.database import Database


@pytest.fixture
async def marked(any_database) -> Marked:
    """A person with a mark in every place."""
    return await fill(any_database, "canary", "9876543210")


async def gathered(database: Database, number: str) -> Dossier:
    async with database.reading() as session:
        return await dossier(session, number, HOLDINGS)


def section(found: Dossier, name: str) -> Section:
    return next(each for each in found.sections if each.name == name)


def values(found: Dossier) -> Iterator[object]:
    return (field.value for each in found.sections for record in each.records for field in record)


def column(found: Dossier, name: str, title: str) -> list[object]:
    """One column of one section, in the order in which it is shown."""
    return [field.value for record in section(found, name).records for field in record if field.title == title]


@both_stores
async def test_everything_that_the_person_said_and_was_told_is_in_it(any_database, marked) -> None:
    """What was written down on every path and may be shown, opened where it lies sealed."""
    told = {value for value in values(await gathered(any_database, marked.numbers[2])) if isinstance(value, str)}

    words = ("message", "reply", "answer", "question", "ticket", "name", "addition", "extension", "refusal", "resolved")
    own = {f"canary-{word}" for word in (*words, "draft", "block", "lift")}
    assert own | {"canary@example.org", "+79876543210", marked.chat, *marked.numbers} <= told


async def test_every_holding_is_a_section(any_database, marked) -> None:
    """Also one in which nothing lies: it is known to have been looked into."""
    found = await gathered(any_database, marked.numbers[0])
    assert [(holding.name, holding.title) for holding in HOLDINGS] == [
        (each.name, each.title) for each in found.sections
    ]
    assert {"messages", "tickets", "attachments", "outbox"} <= {each.name for each in found.sections if each.records}


async def test_nothing_of_anybody_else_is_in_it(any_database, marked) -> None:
    """Not of another person, also when they typed this person's address without ever proving it."""
    other = await fill(any_database, "stranger", "1234567890")
    async with any_database.transaction() as session:
        typed = (await begin_conversation(session, "web")).id
        await store_message(session, typed, Author.USER, "stranger-types")
    wish = opening(typed, origin="web:typed", text="stranger-ticket", contact=Contact(email="canary@example.org"))
    await opened(any_database, wish)

    mine = await gathered(any_database, marked.numbers[0])
    assert [] == [value for value in map(str, values(mine)) if any(needle in value for needle in other.needles)]
    assert marked.numbers == mine.tickets
    theirs = await gathered(any_database, other.numbers[0])
    assert [] == [value for value in map(str, values(theirs)) if any(needle in value for needle in marked.needles)]


async def test_conversations_that_proved_the_same_address_are_told_together(any_database, marked) -> None:
    """The person wrote from two places; both are theirs."""
    async with any_database.transaction() as session:
        second = (await begin_conversation(session, "web")).id
        await store_message(session, second, Author.USER, "и с сайта")
        await prove_address(session, second, "canary@example.org")

    found = await gathered(any_database, marked.numbers[0])
    assert "и с сайта" in column(found, "messages", "текст")
    assert ("telegram", "web") == found.channels


async def test_who_of_the_staff_it_was_is_not_told(any_database, conversation) -> None:
    """Neither as the one who took a step nor where a text names them; the person's own address stays."""
    await opened(any_database, opening(conversation, contact=Contact(email=ANNA)))
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)
        await add_staff(session, BORIS)
        await store_message(session, conversation, Author.STAFF, f"Пишите мне: {BORIS.upper()}, не на {ANNA}")
    number = await opened(any_database, opening(conversation, origin="web:2", contact=Contact(email=ANNA)))
    await do(any_database, take, number, BORIS)

    found = await gathered(any_database, number)
    assert [f"Пишите мне: сотрудник, не на {ANNA}"] == column(found, "messages", "текст")
    assert ["вы", "вы", "сотрудник"] == column(found, "ticket_events", "кто")
    assert not [value for value in values(found) if isinstance(value, str) and BORIS in value.lower()]


async def test_what_belongs_to_a_ticket_names_it(any_database, marked) -> None:
    """Of three tickets it is told which one was extended."""
    found = await gathered(any_database, marked.numbers[0])
    extended = [
        {field.column: field.value for field in record}
        for record in section(found, "clocks").records
        if any(field.column == "reason" and field.value for field in record)
    ]
    assert [(marked.numbers[0], "canary-extension")] == [(row["ticket"], row["reason"]) for row in extended]


async def test_it_is_told_in_the_order_in_which_it_happened(any_database, marked) -> None:
    moments = column(await gathered(any_database, marked.numbers[0]), "messages", "когда")
    assert sorted(moments) == moments  # type: ignore[type-var]
    assert 6 == len(moments)


async def test_consents_are_told_with_what_proves_them(any_database, conversation, number) -> None:
    """The moment, the edition and the hash of the words; and that one was withdrawn."""
    await do(any_database, withdraw_consent, number, MOSCOW)
    ticket = await state(any_database, number)

    [agreement] = (await gathered(any_database, number)).agreements
    assert (number, "1", "web", ticket.consent.sha256) == (
        agreement.ticket,
        agreement.edition,
        agreement.channel,
        agreement.sha256,
    )
    assert (ticket.consent.given_at, ticket.consent.withdrawn_at) == (agreement.given_at, agreement.withdrawn_at)
    assert agreement.withdrawn_at is not None


async def test_files_that_were_sent_are_named(any_database, marked) -> None:
    """So that whoever hands the dossier out adds them."""
    found = await gathered(any_database, marked.numbers[0])
    assert [*column(found, "attachments", "имя файла")] == [file.name for file in found.files]
    assert 1 == len(found.files)


async def test_after_an_erasure_there_is_nothing_to_tell(any_database, marked) -> None:
    async with any_database.transaction(alone=True) as session:
        await erase(session, marked.numbers[0], "operator", None, HOLDINGS, force=True)
    told = " ".join(map(str, values(await gathered(any_database, marked.numbers[0]))))
    assert [] == [needle for needle in marked.needles if needle in told]


async def test_an_unknown_number_is_told_from_a_known_one(any_database) -> None:
    with pytest.raises(NoSuchTicket):
        await gathered(any_database, "П-2026-999999")


# --- handing out ---


async def test_who_handed_it_out_and_when_stays_in_the_history(any_database, conversation) -> None:
    """The step is in the dossier, too; the ticket stands where it stood."""
    wish = request(conversation, Request.ACCESS, identity=Identity.SITE)
    number = await opened(any_database, wish)
    before = (await state(any_database, number)).status

    found = await do(any_database, export, number, BORIS, HOLDINGS)
    ticket = await state(any_database, number)
    last = ticket.events[-1]
    assert ("export", BORIS, {"how": "site"}, before) == (last.step, last.actor, last.detail, ticket.status)
    assert found.at == last.at
    assert "данные выданы вам" == column(found, "ticket_events", "шаг")[-1]


@pytest.mark.parametrize("vouched", [None, "", "  "])
async def test_nobody_gets_the_data_of_a_person_that_is_not_known(any_database, conversation, vouched) -> None:
    """Whoever finds somebody's ticket number could ask; and nothing is noted as handed out."""
    number = await opened(any_database, request(conversation, Request.ACCESS))
    with pytest.raises(IdentityUnproven):
        await do(any_database, export, number, ANNA, HOLDINGS, vouched)
    assert ["open"] == [event.step for event in (await state(any_database, number)).events]


async def test_a_staff_member_may_vouch_and_how_is_kept(any_database, conversation) -> None:
    number = await opened(any_database, request(conversation, Request.ACCESS))
    await do(any_database, export, number, ANNA, HOLDINGS, "паспорт показан в офисе")
    last = (await state(any_database, number)).events[-1]
    assert ("export", {"how": "паспорт показан в офисе"}) == (last.step, last.detail)
