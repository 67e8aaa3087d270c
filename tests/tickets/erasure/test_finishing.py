"""Finishing an erasure: last words out, files rewritten, papers written, whoever is in the way."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from desk.holdings import HOLDINGS
from tests.tickets.canary import Marked, Postman, carried, erased, fill, finished, left, nothing
from tests.tickets.conftest import MOSCOW, do, state, told
from tickets.erasure import scrubbing
from tickets.erasure.destruction import Erasure, three_years_after
from tickets.erasure.erasure import erase
from tickets.erasure.finishing import Finished, finish_erasures
from tickets.post.topics.to_person import DataErased, Notice
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.steps.code import EmailCode


class DiskFull(OSError):
    """What the papers of a test fail with."""


@pytest.fixture
async def marked(any_database) -> Marked:
    """A person with a mark in every place; of three tickets one waits in the queue."""
    return await fill(any_database, "canary", "9876543210")


async def test_the_last_word_is_said_before_its_address_is_forgotten(any_database, marked) -> None:
    """Until then all but what it needs is gone; the papers wait for it."""
    erasure = await erased(any_database, marked.numbers[0])
    papers: list[str] = []

    def write(each: Erasure) -> None:
        papers.append(each.act)

    assert Finished(unsaid=(erasure.act,)) == await finished(any_database, write)
    # Its address for the letter lies sealed; of the word itself the files know no more than that.
    assert set() == await left(any_database, tuple(set(marked.needles) - {"canary", marked.chat}))
    assert set() == await left(any_database, ("canary-",))
    found = {row.channel: (row.data.get("chat"), row.address) for row in await told(any_database, marked.conversation)}
    assert {"telegram": (marked.chat, None), "email": (None, "canary@example.org")} == found
    await carried(any_database, postman := Postman())
    last = Notice(marked.numbers[0], "ru", DataErased(erasure.begun_at.date()), marked.chat)
    assert [last] == [parcel.topic for parcel in postman.carried if parcel.channel == "telegram"]
    assert Finished(done=(erasure.act,)) == await finished(any_database, write)
    assert [erasure.act] == papers
    assert set() == await left(any_database, marked.needles)


async def test_the_day_is_that_of_the_operator(any_database, number) -> None:
    """Half past nine in the evening in London is the next day in Moscow."""
    late = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    erasure = await do(any_database, erase, number, "operator", None, HOLDINGS, late, zone=MOSCOW, force=True)

    ticket = await state(any_database, number)
    [row] = await told(any_database, ticket.conversation_id)
    assert ("2026-11-23", erasure.cause) == (row.data["on"], row.cause)


async def test_a_last_word_that_never_leaves_is_given_up_after_three_days(any_database, marked) -> None:
    """Whoever has blocked us is forgotten all the same."""
    erasure = await erased(any_database, marked.numbers[0])

    assert Finished(unsaid=(erasure.act,)) == await finished(
        any_database, nothing, erasure.begun_at + timedelta(days=2, hours=23)
    )
    assert Finished(done=(erasure.act,)) == await finished(any_database, nothing, erasure.begun_at + timedelta(days=3))
    assert set() == await left(any_database, marked.needles)
    assert [(True, None)] * 2 == [
        (row.dead_at is not None, row.address) for row in await told(any_database, marked.conversation)
    ]


async def test_a_last_word_that_is_refused_is_not_waited_for(any_database, marked) -> None:
    erasure = await erased(any_database, marked.numbers[0])
    await carried(any_database, Postman(refuses=True))

    assert Finished(done=(erasure.act,)) == await finished(any_database, nothing)


async def test_on_a_website_the_last_word_stays_to_be_read(any_database, conversation, number) -> None:
    """It needs no address, so nothing waits for it."""
    erasure = await erased(any_database, number)

    assert Finished(done=(erasure.act,)) == await finished(any_database, nothing)
    [row] = await told(any_database, conversation)
    assert ("data_erased", number, False) == (row.topic, row.data["number"], "chat" in row.data)


async def test_what_was_cut_off_is_finished_by_another_process(any_database, number) -> None:
    """Killed after the transaction, or while the papers were being written: the next call goes on, with the same
    moment of destruction, and then there is nothing left to do."""
    erasure = await erased(any_database, number)
    moments: list[datetime | None] = []

    def fail(each: Erasure) -> None:
        moments.append(each.destroyed_at)
        raise DiskFull

    def write(each: Erasure) -> None:
        moments.append(each.destroyed_at)

    with pytest.raises(DiskFull):
        await finished(any_database, fail)
    assert Finished(done=(erasure.act,)) == await finished(any_database, write)
    assert Finished() == await finished(any_database, write)
    assert moments[0] is not None
    assert [moments[0]] * 2 == moments
    async with any_database.reading() as session:
        kept = (await session.execute(select(Erasure))).scalar_one()
    assert three_years_after(moments[0]) == kept.keep_until


def test_three_years_are_three_years() -> None:
    """Whatever lies between; 29 February gives the day after."""
    assert datetime(2029, 11, 22, 10, tzinfo=UTC) == three_years_after(datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert datetime(2031, 3, 1, 10, tzinfo=UTC) == three_years_after(datetime(2028, 2, 29, 10, tzinfo=UTC))


async def test_somebody_who_reads_an_older_state_holds_the_files_and_it_is_said(
    any_database, marked, monkeypatch
) -> None:
    """While a long look at the database lasts, its files hold what was erased: nothing is called done meanwhile."""
    monkeypatch.setattr(scrubbing, "PAUSE", 0.01)
    async with any_database.engine.connect() as reader:
        if not any_database.is_sqlite:
            await reader.execution_options(isolation_level="REPEATABLE READ")
        await reader.execute(select(func.count()).select_from(EmailCode))
        erasure = await erased(any_database, marked.numbers[0])
        await carried(any_database, Postman())
        papers: list[str] = []

        assert Finished(unscrubbed=(erasure.act,)) == await finish_erasures(
            any_database, lambda each: papers.append(each.act)
        )
        assert [] == papers
        assert 1 == (await reader.execute(select(func.count()).select_from(EmailCode))).scalar_one()

    assert Finished(done=(erasure.act,)) == await finished(any_database, nothing)
    assert set() == await left(any_database, marked.needles)


async def test_others_write_while_the_files_are_rewritten(any_database, marked) -> None:
    """Nobody is refused, and nothing of theirs is lost."""
    await erased(any_database, marked.numbers[0])
    await carried(any_database, Postman())
    scrubbing_is: list[Finished] = []

    async def write() -> str:
        async with any_database.transaction() as session:
            conversation = (await begin_conversation(session, "web")).id
            await store_message(session, conversation, Author.USER, "и я")
        return conversation

    async def finish() -> None:
        scrubbing_is.append(await finished(any_database, nothing))

    *written, _ = await asyncio.gather(*(write() for _ in range(10)), finish())

    assert 1 == len(scrubbing_is[0].done)
    async with any_database.reading() as session:
        query = select(func.count()).where(StoredMessage.text == "и я")
        assert len(written) == (await session.execute(query)).scalar_one()


async def test_what_lies_elsewhere_is_destroyed_before_the_papers_say_so(any_database, number) -> None:
    """Files and the like: when they cannot be deleted now, no paper is written, and the next call tries again."""
    await erased(any_database, number)
    done: list[str] = []

    async def fail(each: Erasure) -> None:
        raise DiskFull

    async def sweep(each: Erasure) -> None:
        done.append(f"swept {each.numbers}")

    def write(each: Erasure) -> None:
        done.append(f"written {each.numbers}")

    with pytest.raises(DiskFull):
        await finished(any_database, write, elsewhere=fail)
    await finished(any_database, write, elsewhere=sweep)
    assert [f"swept ['{number}']", f"written ['{number}']"] == done


async def test_one_who_has_not_heard_yet_keeps_no_other_waiting(any_database, marked, number) -> None:
    """Each erasure comes as far as it can."""
    first = await erased(any_database, marked.numbers[0])
    second = await erased(any_database, number)

    assert Finished(done=(second.act,), unsaid=(first.act,)) == await finished(any_database, nothing)
