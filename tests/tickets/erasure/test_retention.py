"""Retention: what is past its term goes, what is not stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.holdings import HOLDINGS
from tests.tickets.canary import fill, finished, left, nothing, rows
from tests.tickets.conftest import ANNA, do, opened, opening, state
from tests.tickets.old import MINUTE, NOBODY, NOW, add, ago, ended, everything_old, inbox, kept, many, outbox, talk
from tickets.erasure.destruction import Erasure
from tickets.erasure.erasure import erase
from tickets.erasure.retention import FixedTerm, TermUnfit, UnknownTerm, keep_terms, known_terms, retention
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.contact import Contact
from tickets.record.conversation import Conversation, StoredMessage
from tickets.record.draft import Draft, Stage
from tickets.record.ticket import Ticket, TicketKind
from tickets.steps.proving import prove_address
from tickets.store.base import now


def test_every_term_says_what_and_why() -> None:
    """The table is what a lawyer reads."""
    assert [
        ("inbox", 30), ("outbox", 90), ("drafts", 30), ("attachments", 30), ("email_codes", 1),
        ("act_keys", 30), ("staff_sessions", 1), ("sign_ins", 180), ("audit", 1095), ("conversations", 365),
        ("tickets", 1095), ("erasures", 1095), ("ledger", 1095),
    ] == [(name, term.days) for name, term in known_terms().items()]  # fmt: skip
    assert all(term.title and term.why for term in known_terms().values())


def test_the_operator_may_change_a_term() -> None:
    """Any but the one that a norm sets, and within reason."""
    assert {**{name: term.days for name, term in known_terms().items()}, "inbox": 7} == dict(keep_terms({"inbox": 7}))
    with pytest.raises(UnknownTerm, match="«letters»"):
        keep_terms({"letters": 7})
    with pytest.raises(FixedTerm, match="«erasures»"):
        keep_terms({"erasures": 7})
    for days in (1, 0, -5, 10**9):
        with pytest.raises(TermUnfit, match="от 2 до 36500"):
            keep_terms({"inbox": days})


async def test_conversations_without_tickets_go_when_they_have_been_silent_so_long(any_database) -> None:
    """With all that was said in them; the record of it names nobody."""
    silent = await talk(any_database, "telegram", "7700120031", ago("conversations"), "canary")
    await add(any_database, inbox("1", NOW, "7700120031"), outbox(silent, delivered_at=NOW))
    talking = await talk(any_database, "telegram", "7700220031", ago("conversations", -MINUTE))
    drafting = await talk(any_database, "telegram", "7700320031", ago("conversations"))
    await add(
        any_database,
        Draft(conversation_id=drafting, kind=TicketKind.CLAIM, stage=Stage.TEXT, origin="d", begun_at=NOW),
    )

    assert NOBODY | {"conversations": 1} == await kept(any_database)
    async with any_database.reading() as session:
        ids = (await session.execute(select(Conversation.id))).scalars()
        assert {talking, drafting} == set(ids)
        record = (await session.execute(select(Erasure))).scalar_one()
    assert (None, [], "system", "ч. 4 ст. 21 Федерального закона № 152-ФЗ") == (
        record.number,
        record.numbers,
        record.actor,
        record.basis,
    )
    assert ["telegram"] == [kind for kind, _ in record.subjects]
    assert {"messages": 1, "outbox": 1, "inbox": 1} == {
        name: count for name, count in record.erased.items() if count and name != "conversations"
    }
    await finished(any_database, nothing)
    assert set() == await left(any_database, ("canary", "7700120031"))


async def test_many_conversations_go_in_several_transactions(any_database, monkeypatch) -> None:
    """Nobody waits for a long one, and each leaves its record."""
    monkeypatch.setattr("tickets.erasure.retention.BATCH", 2)
    for origin in range(5):
        await talk(any_database, "telegram", str(origin), ago("conversations"))
    await add(any_database, *(inbox(f"u{which}", ago("inbox"), "9") for which in range(5)))

    assert NOBODY | {"conversations": 5, "inbox": 5} == await kept(any_database)
    assert (0, 0, 3) == (
        await many(any_database, Conversation),
        await many(any_database, InboxRow),
        await many(any_database, Erasure),
    )


async def test_tickets_are_emptied_three_years_after_their_end(any_database) -> None:
    """With their conversation; number, dates and decision stay, and nobody is bothered by a notice."""
    old = await talk(any_database, "telegram", "7700120031", ago("tickets"), "canary")
    number = await ended(any_database, old, ago("tickets"), text="canary", contact=Contact("canary", "c@example.org"))
    other = await talk(any_database, "telegram", "7700220031", ago("tickets"))
    young = await ended(any_database, other, ago("tickets", -MINUTE), "web:2")

    assert 1 == (await kept(any_database))["tickets"]
    assert ("", True) == ((ticket := await state(any_database, number)).text, ticket.erased_at is not None)
    assert "erase" not in [event.step for event in (await state(any_database, young)).events]
    async with any_database.reading() as session:
        assert f"erased:{old}" == (await session.get_one(Conversation, old)).origin
        topics = (await session.execute(select(OutboxRow.topic).where(OutboxRow.lane == old))).scalars()
        assert [] == list(topics)
    [record] = (await finished(any_database, nothing)).done
    assert record.startswith("У-2026-")
    assert set() == await left(any_database, ("canary", "7700120031"))
    assert NOBODY == {**await kept(any_database), "outbox": 0}


async def test_a_younger_ticket_of_the_person_keeps_the_older_ones(any_database) -> None:
    """Also one of another conversation that proved the same address."""
    first = await talk(any_database, "telegram", "7700120031", ago("tickets"))
    number = await ended(any_database, first, ago("tickets"))
    second = await talk(any_database, "web", "w", ago("tickets"))
    await ended(any_database, second, NOW - timedelta(days=400), "web:2")
    async with any_database.transaction() as session:
        await prove_address(session, first, "anna@example.org")
        await prove_address(session, second, "anna@example.org")

    assert 0 == (await kept(any_database))["tickets"]
    assert (await state(any_database, number)).erased_at is None


async def test_who_still_talks_to_us_keeps_the_conversation(any_database) -> None:
    """The old ticket is emptied all the same; the conversation waits for its own term."""
    place = await talk(any_database, "telegram", "7700120031", NOW - timedelta(days=1))
    number = await ended(any_database, place, ago("tickets"))

    assert 1 == (await kept(any_database))["tickets"]
    assert (await state(any_database, number)).erased_at is not None
    async with any_database.reading() as session:
        assert "7700120031" == (await session.get_one(Conversation, place)).origin
    async with any_database.transaction() as session:
        await session.execute(update(StoredMessage).values(at=ago("conversations")))

    assert 1 == (await kept(any_database))["conversations"]
    async with any_database.reading() as session:
        assert f"erased:{place}" == (await session.get_one(Conversation, place)).origin


async def test_a_dry_run_tells_the_same_counts_and_changes_nothing(any_database) -> None:
    """What it says is what would be done."""
    silent = await talk(any_database, "telegram", "7700120031", ago("conversations"))
    await everything_old(any_database, silent)
    old = await talk(any_database, "telegram", "7700220031", ago("tickets"))
    for origin in ("a", "b"):
        await ended(any_database, old, ago("tickets"), origin)
    await fill(any_database, "stays", "1234567890")
    forgotten = await opened(any_database, opening(await talk(any_database, "web", "w", NOW), origin="w"))
    await do(any_database, erase, forgotten, ANNA, None, HOLDINGS, force=True)
    async with any_database.transaction() as session:
        await session.execute(update(Erasure).values(destroyed_at=NOW, keep_until=NOW))
    before = await rows(any_database)

    promised = await kept(any_database, dry_run=True)
    assert before == await rows(any_database)
    assert NOBODY | {
        "inbox": 1, "outbox": 1, "drafts": 1, "email_codes": 1, "conversations": 1, "tickets": 2, "erasures": 1,
    } == promised  # fmt: skip
    assert promised == await kept(any_database)
    assert NOBODY == {**await kept(any_database), "outbox": 0}


async def test_records_of_destruction_go_after_three_calendar_years_with_their_papers(any_database, number) -> None:
    """Not a day before, leap year or not."""
    erasure = await do(any_database, erase, number, ANNA, None, HOLDINGS, force=True)
    await finished(any_database, nothing)
    async with any_database.reading() as session:
        keep_until = (await session.execute(select(Erasure.keep_until))).scalar_one()
    assert keep_until is not None
    dropped: list[str] = []

    def drop(each: Erasure) -> None:
        dropped.append(each.act)

    async def at(moment: datetime) -> int:
        return (await retention(any_database, HOLDINGS, keep_terms({}), moment, drop_papers=drop))["erasures"]

    assert 0 == await at(keep_until - timedelta(seconds=1))
    assert ([], 1) == (dropped, await many(any_database, Erasure))
    assert 1 == await at(keep_until)
    assert ([erasure.act], 0) == (dropped, await many(any_database, Erasure))
    assert now() < keep_until
    assert 1 == await many(any_database, Ticket)
