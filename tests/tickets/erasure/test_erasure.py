"""Erasure: the person is gone, the fact that the request was met stays."""

import asyncio
import itertools
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from desk.holdings import HOLDINGS
from tests.conftest import both_stores
from tests.tickets.canary import Marked, Postman, carried, erased, fill, finished, left, nothing, rows
from tests.tickets.conftest import ANNA, do, opened, opening, request, state, told
from tickets.erasure.destruction import Reason, subject
from tickets.erasure.erasure import AlreadyErased, Preview, StillOpen, erase, preview, resolve_with_erasure
from tickets.erasure.finishing import Finished
from tickets.erasure.person import find_person
from tickets.erasure.scrubbing import stop_sampling
from tickets.life import Erased, NoSuchTicket
from tickets.record.conversation import Author, Conversation, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import Outcome, Request, Status
from tickets.steps.by_staff import answer, take
from tickets.steps.own_steps import reply
from tickets.steps.proving import vouch


@pytest.fixture
async def marked(any_database) -> Marked:
    """A person with a mark in every place; of three tickets one waits in the queue."""
    return await fill(any_database, "canary", "9876543210")


async def test_a_preview_counts_and_changes_nothing(any_database, marked) -> None:
    """The operator sees what would go, what would stay and what is still to be done."""
    before = await rows(any_database)

    async with any_database.reading() as session:
        found = await preview(session, marked.numbers[1], HOLDINGS)

    goes = {
        "questions": 1, "messages": 6, "tickets": 3, "additions": 1, "ticket_events": 11, "clocks": 1, "blocks": 1,
        "ratings": 1, "drafts": 1, "proven_addresses": 1, "email_codes": 1, "inbox": 2, "conversations": 1,
        "attachments": 1, "copies": 1, "rooms": 1, "prompts": 1, "pending_replies": 1,
        "ticket_words": len(before["ticket_words"]), "outbox": len(await told(any_database, marked.conversation)),
    }  # fmt: skip
    shown = replace(found, goes={name: rows for name, rows in found.goes.items() if rows})
    assert Preview(marked.numbers, (marked.numbers[2],), goes, {"consents": 3}) == shown
    assert any("canary" in row for row in before["ticket_words"])
    assert before == await rows(any_database)


@both_stores
async def test_nothing_of_the_person_is_left_anywhere(any_database, marked) -> None:
    """Neither in a row nor in a byte of the files: a mark was left on every path, and each is gone."""
    await stop_sampling(any_database, [holding.name for holding in HOLDINGS])
    async with any_database.transaction() as session:
        await session.execute(text("ANALYZE"))  # as PostgreSQL does by itself, and takes samples of what it may
    assert set(marked.needles) == {needle for needle, _ in await left(any_database, marked.needles)}

    erasure = await erased(any_database, marked.numbers[0])
    await carried(any_database, postman := Postman())
    done = await finished(any_database, nothing)

    assert Finished(done=(erasure.act,)) == done
    assert set() == await left(any_database, marked.needles)
    assert [("telegram", marked.chat), ("email", "canary@example.org")] == [
        (parcel.channel, parcel.topic.chat or parcel.to) for parcel in postman.carried
    ]


async def test_the_rows_of_others_are_untouched(any_database) -> None:
    """Each row of another person is as it was, whatever was done beside it."""
    await fill(any_database, "stays", "1234567890")
    before = await rows(any_database)
    marked = await fill(any_database, "canary", "9876543210")

    await erased(any_database, marked.numbers[0])
    await finished(any_database, nothing)

    after = await rows(any_database)
    del before["ticket_counters"]  # counts the tickets of all
    assert {name: [] for name in before} == {name: [r for r in before[name] if r not in after[name]] for name in before}


async def test_numbers_dates_and_the_decision_stay(any_database, marked) -> None:
    """That the request came, and how it ended, must remain provable."""
    before = await state(any_database, marked.numbers[0])
    await erased(any_database, marked.numbers[0])
    after = await state(any_database, marked.numbers[0])

    def facts(ticket):
        return (
            *(ticket.number, ticket.kind, ticket.request, ticket.status, ticket.received_at, ticket.received_on),
            *(ticket.due_on, ticket.basis, ticket.outcome, ticket.norm, ticket.decided_at, ticket.closed_at),
            [(event.step, event.actor, event.at) for event in ticket.events if event.step != "erase"],
            [(clock.period, clock.started_on, clock.due_on, clock.first_due_on) for clock in ticket.clocks],
            (ticket.consent.text, ticket.consent.sha256, ticket.consent.given_at),
        )

    assert facts(before) == facts(after)
    assert ("", None, f"erased:{after.number}", "") == (after.text, after.name, after.origin, after.origin_digest)
    assert after.erased_at is not None


async def test_the_record_names_the_ground_and_nobody(any_database, marked) -> None:
    """Whose data it was can be checked by whoever has the key and the identifier; nobody can read it."""
    async with any_database.reading() as session:
        identifiers = (await find_person(session, marked.numbers[0])).identifiers
    erasure = await do(any_database, erase, marked.numbers[0], ANNA, Reason.UNLAWFUL, HOLDINGS, force=True)

    assert (marked.numbers[0], list(marked.numbers), ANNA) == (erasure.number, erasure.numbers, erasure.actor)
    assert ("выявлена неправомерная обработка", "ч. 3 ст. 21 Федерального закона № 152-ФЗ") == (
        erasure.reason,
        erasure.basis,
    )
    assert f"У-{erasure.begun_at.year}-000001" == erasure.act
    vault = any_database.means.vault
    assert [[kind, subject(vault, erasure.salt, kind, value)] for kind, value in identifiers] == erasure.subjects
    assert ("telegram", marked.chat) in identifiers


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        ((Request.ACCESS, Request.WITHDRAW), "отзыв согласия на обработку"),
        ((Request.STOP,), "требование прекратить обработку"),
        ((Request.ACCESS,), "цель обработки достигнута"),
    ],
)
async def test_the_ground_is_what_the_person_asked_for(any_database, conversation, shapes, reason) -> None:
    """Unless somebody says otherwise; what asks for no destruction has reached its purpose."""
    number = await opened(any_database, request(conversation, *shapes))

    assert reason == (await erased(any_database, number)).reason


async def test_open_tickets_are_not_lost_silently(any_database, marked) -> None:
    """Whoever erases is told which duty is still to be met, and nothing has changed."""
    before = await rows(any_database)

    with pytest.raises(StillOpen, match=marked.numbers[2]):
        await erased(any_database, marked.numbers[0], force=False)

    assert before == await rows(any_database)


async def test_a_forced_erasure_ends_what_is_open_as_taken_back(any_database, marked) -> None:
    """By the one who forced it, and the record names the ticket."""
    erasure = await erased(any_database, marked.numbers[0])

    ticket = await state(any_database, marked.numbers[2])
    assert (Status.CLOSED, Outcome.RETRACTED) == (ticket.status, ticket.outcome)
    assert [("retract", "operator"), ("erase", "operator")] == [(e.step, e.actor) for e in ticket.events[-2:]]
    assert [False] == [clock.running for clock in ticket.clocks]
    assert ticket.number in erasure.numbers


async def test_who_is_erased_is_not_erased_again(any_database, marked) -> None:
    """And a number that never was is said to be unknown."""
    await erased(any_database, marked.numbers[0])

    with pytest.raises(AlreadyErased):
        await erased(any_database, marked.numbers[1])
    with pytest.raises(NoSuchTicket):
        await erased(any_database, "П-1999-000001")


async def test_what_came_after_is_erased_without_a_second_last_word(any_database, marked) -> None:
    """Where the conversation leads is not known any more."""
    await erased(any_database, marked.numbers[0])
    async with any_database.transaction() as session:
        await store_message(session, marked.conversation, Author.STAFF, "canary-late")

    await erased(any_database, marked.numbers[0])

    assert ["data_erased"] * 2 == [row.topic for row in await told(any_database, marked.conversation)]
    assert {"telegram", "email"} == {row.channel for row in await told(any_database, marked.conversation)}


async def test_resolving_and_erasing_are_one(any_database, conversation) -> None:
    """A request to erase ends as resolved, and its person is gone in the same transaction."""
    number = await opened(any_database, request(conversation, Request.ERASE))
    await do(any_database, take, number, ANNA)
    await do(any_database, vouch, number, ANNA, "по договору")

    erasure = await do(any_database, resolve_with_erasure, number, ANNA, "Удалено, Анна", HOLDINGS)

    ticket = await state(any_database, number)
    assert (Status.RESOLVED, Outcome.RESOLVED, None) == (ticket.status, ticket.outcome, ticket.outcome_text)
    assert "ч. 3 ст. 20 Федерального закона № 152-ФЗ" == erasure.basis
    assert ["data_erased"] == [row.topic for row in await told(any_database, conversation)]


async def test_a_second_open_ticket_keeps_the_first_from_being_resolved(any_database, conversation) -> None:
    """Both or neither."""
    await opened(any_database, opening(conversation))
    number = await opened(any_database, request(conversation, Request.WITHDRAW))
    await do(any_database, take, number, ANNA)

    with pytest.raises(StillOpen):
        await do(any_database, resolve_with_erasure, number, ANNA, "Удалено", HOLDINGS)

    assert Status.TAKEN is (await state(any_database, number)).status


async def test_new_words_begin_a_new_conversation(any_database, marked) -> None:
    """The chat is met as if for the first time, and asked nothing of before."""
    await erased(any_database, marked.numbers[0])

    async with any_database.transaction() as session:
        again = await begin_conversation(session, "telegram", marked.chat)
    assert marked.conversation != again.id


async def test_an_update_that_was_not_handled_yet_is_not_handled_any_more(any_database, marked) -> None:
    """Its words are gone, and the channel's number of it stays, so that it does not come in again."""
    async with any_database.reading() as session:
        waiting = text("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
        assert 1 == (await session.execute(waiting)).scalar_one()
    await erased(any_database, marked.numbers[0])
    async with any_database.reading() as session:
        assert 0 == (await session.execute(waiting)).scalar_one()


async def test_messages_and_answers_that_race_with_the_erasure_are_erased_or_begin_anew(any_database) -> None:
    """Whoever writes at the same moment is heard in a new conversation; nothing lands in the erased one."""
    marked = await fill(any_database, "canary", "9876543210")
    await do(any_database, take, marked.numbers[2], ANNA)
    over = asyncio.Event()

    async def write(which: int) -> None:
        for turn in itertools.count():
            last = over.is_set()
            async with any_database.transaction() as session:
                conversation = await begin_conversation(session, "telegram", marked.chat)
                await asyncio.sleep(0.01)
                await store_message(session, conversation.id, Author.USER, f"{which} {turn}")
                await reply(session, marked.numbers[2])
            if last:
                return

    async def staff() -> None:
        last = False
        while not last:
            last = over.is_set()
            await do(any_database, answer, marked.numbers[2], ANNA, "ответ")

    async def forget() -> None:
        await asyncio.sleep(0.05)
        try:
            await erased(any_database, marked.numbers[0])
        finally:
            over.set()

    *said, answered, done = await asyncio.gather(write(1), write(2), staff(), forget(), return_exceptions=True)

    assert ([None] * 2, Erased, None) == (said, type(answered), done)
    async with any_database.reading() as session:
        erased_at = select(Conversation.id).where(Conversation.origin == f"erased:{marked.conversation}")
        assert marked.conversation == (await session.execute(erased_at)).scalar_one()
        inside = select(func.count()).where(StoredMessage.conversation_id == marked.conversation)
        assert 0 == (await session.execute(inside)).scalar_one()
        new = select(func.count()).where(StoredMessage.conversation_id != marked.conversation)
        assert 0 < (await session.execute(new)).scalar_one()
