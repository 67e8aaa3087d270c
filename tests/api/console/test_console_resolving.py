"""Resolving a request to erase: staff see what would go, and then it really goes, or stays with a reason."""

from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from tests.api.console.conftest import ANNA
from tests.conftest import MOSCOW, both_databases
from tickets.erasure.destruction import Erasure
from tickets.life import hold
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import Identity, Outcome, Request, Status
from tickets.steps.own_steps import withdraw_consent
from tickets.steps.proving import prove_address

ERASE = ("data", "erase")
KEEP = ("data", "keep")


@pytest.fixture
async def erasing(opens, database, conversation) -> str:
    """A request to erase in Anna's hands, from somebody who is known and has written twice."""
    number = await opens(Request.ERASE, by=ANNA, identity=Identity.SITE, text="Удалите меня, Яна Котова")
    async with database.transaction() as session:
        for text in ("Алло", "Вы тут?"):
            await store_message(session, conversation, Author.USER, text)
    return number


async def stored(database, number):
    async with database.reading() as session:
        return await ticket_with_history(session, number)


async def number_of(database, table) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


@both_databases
async def test_what_would_go_is_shown_first(anna, erasing, database):
    """Counts by kind of data, and nothing has happened yet."""
    page = await anna.do(erasing, "resolve", text="Удалили")
    assert page.status == 200
    rows = {row.th.get_text(): row.td.get_text() for row in page.soup.select(".holdings tbody tr")}
    assert rows["сообщения переписки"] == "2"
    assert rows["обращения: текст, имя, почта, телефон, текст решения"] == "1"
    assert "Останется: согласия (1)" in page.text
    assert erasing in page.section("goes")
    assert page.filled("resolve")["text"] == ["Удалили"]
    assert (await stored(database, erasing)).status is Status.TAKEN
    assert await number_of(database, StoredMessage) == 2


async def test_resolved_with_its_data_the_data_are_gone(anna, erasing, database):
    """Number, dates and decision stay; the person is told, the record is written, and the page offers nothing more."""
    page = await anna.send(await anna.do(erasing, "resolve", text="Удалили"), "resolve", press=ERASE)
    assert "Данные человека удалены" in page.text
    assert "Слова человека удалены." in page.section("text")
    for gone in ("Яна Котова", "yan@example.ru", "Алло"):
        assert gone not in page.html
    assert "Контакты удалены" in page.text
    ticket = await stored(database, erasing)
    assert (ticket.status, ticket.outcome, ticket.text, ticket.email) == (Status.RESOLVED, Outcome.RESOLVED, "", None)
    assert await number_of(database, StoredMessage) == 0
    async with database.reading() as session:
        erasure = (await session.execute(select(Erasure))).scalar_one()
        last = (await session.execute(select(OutboxRow).where(OutboxRow.topic == "data_erased"))).scalar_one()
    assert (erasure.number, erasure.actor) == (erasing, ANNA)
    assert last.channel == "web"
    assert f"Данные человека удалены Акт {erasure.act}" in page.section("history")
    assert page.steps == []


async def test_resolved_without_its_data_the_person_reads_why(anna, erasing, database):
    """The reason stands with what was done."""
    page = await anna.do(erasing, "resolve", text="Отключили рассылку")
    page = await anna.send(page, "resolve", press=KEEP, kept="Договор действует до мая.")
    assert "Отключили рассылку Данные не удалены. Договор действует до мая." in page.section("outcome")
    assert "Яна Котова" in page.section("text")
    ticket = await stored(database, erasing)
    assert (ticket.status, ticket.outcome_text) == (
        Status.RESOLVED,
        "Отключили рассылку\n\nДанные не удалены. Договор действует до мая.",
    )


async def test_data_do_not_stay_without_a_reason(anna, erasing, database):
    """The second page says so, and keeps what was written on the first."""
    page = await anna.do(erasing, "resolve", text="Отключили\nрассылку")
    refused = await anna.send(page, "resolve", press=KEEP)
    assert (refused.status, refused.fault) == (
        422,
        "Напишите, почему данные остаются: человек прочитает это вместе с решением.",
    )
    assert refused.filled("resolve")["text"] == ["Отключили\nрассылку"]
    assert (await stored(database, erasing)).status is Status.TAKEN


async def test_an_open_ticket_of_the_same_person_stops_an_erasure(anna, erasing, opens, database):
    """It is named on the page; pressed all the same, nothing is resolved and nothing is erased."""
    other = await opens()
    page = await anna.do(erasing, "resolve", text="Удалили")
    assert f"открытые обращения ({other})" in page.text
    assert "disabled" in page.soup.find("button", value="erase").attrs
    refused = await anna.send(page, "resolve", press=ERASE)
    assert refused.status == 409
    assert refused.fault == f"У человека есть ещё открытые обращения: {other}. Сначала завершите их."
    assert (await stored(database, erasing)).status is Status.TAKEN


@both_databases
async def test_a_person_on_two_channels_is_erased_on_both(anna, erasing, opens, database, conversation):
    """What is known to be of the same person, by an address that both have proven, is counted and goes."""
    async with database.transaction() as session:
        second = (await begin_conversation(session, "telegram", "42")).id
        for each in (conversation, second):
            await prove_address(session, each, "yan@example.ru")
    other = await opens(conversation_id=second, text="Это тоже я")
    assert other in (await anna.ticket(erasing)).section("others")
    page = await anna.do(erasing, "resolve", text="Удалили")
    assert other in page.section("goes")


async def test_what_was_withdrawn_meanwhile_is_not_missed(anna, erasing, database):
    """The second page decides on what the first one showed."""
    page = await anna.do(erasing, "resolve", text="Удалили")
    async with database.transaction() as session:
        await withdraw_consent(session, erasing, MOSCOW)
    refused = await anna.send(page, "resolve", press=ERASE)
    assert refused.status == 409
    assert refused.fault.startswith("Пока вы решали, обращение изменилось.")
    assert refused.filled("resolve")["text"] == ["Удалили"]


async def test_other_tickets_are_resolved_at_once(anna, hers, database):
    """And no form made by hand erases where nobody asked for it."""
    page = await anna.ticket(hers)
    refused = await anna.send(page, "resolve", press=ERASE, text="Удалили")
    assert refused.status == 409
    assert (await stored(database, hers)).erased_at is None
    assert "Решено" in (await anna.do(hers, "resolve", text="Вернули")).section("outcome")


async def test_resolving_without_words_says_so(anna, erasing):
    """On the page of the ticket."""
    refused = await anna.do(erasing, "resolve", text=" ")
    assert (refused.status, refused.fault) == (422, "Поле «Что сделано» пусто: заполните его.")


async def test_only_who_holds_the_ticket_resolves_it(anna, boris, erasing, database):
    """A colleague's form is refused before anything is counted."""
    path = f"/console/tickets/{quote(erasing)}/resolve"
    for data in ({}, {"data": ["erase"]}, {"data": ["keep"], "kept": ["Так"]}):
        refused = await boris.post(path, await boris.token() | {"text": ["Удалили"], "seen": ["1"]} | data)
        assert (refused.status, refused.fault) == (409, f"Обращением занимается {ANNA}.")
    assert (await stored(database, erasing)).status is Status.TAKEN


async def test_nothing_more_is_done_with_an_erased_ticket(anna, erasing, database):
    """Old pages and forms made by hand find nothing to work with."""
    page = await anna.do(erasing, "resolve", text="Удалили")
    await anna.send(page, "resolve", press=ERASE)
    refused = await anna.post(f"/console/tickets/{quote(erasing)}/reopen", await anna.token() | {"reason": ["Ещё"]})
    assert refused.status == 409
    assert refused.fault.startswith("Данные человека по этому обращению удалены")
    again = await anna.send(page, "resolve", press=ERASE)
    assert (again.status, again.fault) == (200, "")  # a repeat of what was done
    anew = page.filled("resolve") | await anna.token() | {"data": ["erase"]}
    assert (await anna.post(page.address("resolve"), anew)).status == 409
    async with database.transaction() as session:
        assert (await hold(session, erasing)).status is Status.RESOLVED
    assert await number_of(database, Erasure) == 1
