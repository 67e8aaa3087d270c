"""Performing: one key is one act, colleagues are read first, and what was said before is said before."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from desk.holdings import HOLDINGS
from tests.tickets.conftest import ANNA, BORIS, MOSCOW, do, opened, opening, request, state, status, told
from tickets.acts.act import Act, Deed
from tickets.acts.by_time import return_idle
from tickets.acts.meanwhile import Answered, Changed, Shown, Until
from tickets.acts.performing import KeyLacking, NotTheirs, perform
from tickets.acts.table import ANSWER, ASSIGN, ERASE, MERGE, NOTE, RESOLVE, RETRACT, TAKE, WITHDRAW_CONSENT
from tickets.life import Erased
from tickets.post.outbox import STAFF
from tickets.record.act_key import ActKey, OtherActUnderSameKey
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import USER, Identity, Request, Status
from tickets.staff.member import add_staff, go_away
from tickets.steps.by_staff import answer, take
from tickets.steps.deciding import EraseOrKeep, NoReasonToKeep, NothingToErase
from tickets.steps.pending import PendingReply, Says, pend
from tickets.store.base import now, random_id

IDLE = timedelta(hours=48)


@pytest.fixture(autouse=True)
async def colleagues(any_database) -> None:
    async with any_database.transaction() as session:
        await add_staff(session, ANNA)
        await add_staff(session, BORIS)


@pytest.fixture
async def hers(any_database, number) -> str:
    """A claim in Anna's hands."""
    await do(any_database, take, number, ANNA)
    return number


def deed(number: str, actor: str = ANNA, **more: object) -> Deed:
    """Of staff, under a new key."""
    return Deed(**{"number": number, "actor": actor, "key": random_id(), "zone": MOSCOW} | more)  # type: ignore[arg-type]


async def act(database, done: Act[object], how: Deed) -> object:
    async with database.transaction(alone=how.erases or done is ERASE) as session:
        return await perform(session, done, how)


async def said(database) -> list[str]:
    query = select(StoredMessage.text).where(StoredMessage.author == Author.STAFF).order_by(StoredMessage.at)
    async with database.reading() as session:
        return list((await session.execute(query)).scalars())


async def waiting(database) -> list[str]:
    async with database.reading() as session:
        return list((await session.execute(select(PendingReply.text).order_by(PendingReply.id))).scalars())


async def test_of_ten_with_one_key_one_is_done(any_database, hers) -> None:
    """At the same moment, on both databases; the others are told nothing else."""
    one = deed(hers, given={"text": "Смотрим"})
    came = await asyncio.gather(*(act(any_database, ANSWER, one) for _ in range(10)))
    assert 1 == len([each for each in came if each is not None])
    assert ["Смотрим"] == await said(any_database)
    await act(any_database, ANSWER, replace(one, key=random_id()))
    assert ["Смотрим"] * 2 == await said(any_database)


async def test_a_key_stands_for_one_thing(any_database, hers) -> None:
    """Another under the same key is refused, and what was refused has used no key."""
    one = deed(hers, given={"text": "Смотрим"})
    await act(any_database, ANSWER, one)
    for done, other in (
        (ANSWER, replace(one, given={"text": "Нашли"})),
        (NOTE, one),
        (ANSWER, replace(one, actor=BORIS)),
    ):
        with pytest.raises(OtherActUnderSameKey):
            await act(any_database, done, other)
    with pytest.raises(KeyLacking):
        await act(any_database, NOTE, replace(one, key=None))
    with pytest.raises(NotTheirs):
        await act(any_database, RETRACT, one)
    again = deed(hers, given={"text": "Нашли"}, seen=Shown(0))
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "моё")
    late = replace(again, seen=Shown(0), actor=BORIS)
    with pytest.raises(Answered):
        await act(any_database, ANSWER, late)
    async with any_database.reading() as session:
        assert 1 == await session.scalar(select(func.count()).select_from(ActKey))


async def test_a_colleague_who_has_spoken_is_read_first(any_database, hers) -> None:
    """By what the page showed, or since the words that are answered; whoever sends it anyway has read them."""
    seen = Shown((await state(any_database, hers)).events[-1].id)
    words = deed(hers, given={"text": "моё"})
    await do(any_database, answer, hers, ANNA, "сказано")
    await act(any_database, ASSIGN, deed(hers, BORIS, given={"assignee": BORIS}))
    for each in (seen, Until(), Until(now() - timedelta(hours=1))):
        with pytest.raises(Answered) as met:
            await act(any_database, ANSWER, replace(words, actor=BORIS, seen=each))
        assert ANNA == met.value.colleague
    await act(any_database, ANSWER, replace(words, actor=BORIS, seen=Until(), anyway=True))
    await act(any_database, ANSWER, deed(hers, BORIS, given={"text": "ещё"}, seen=Until()))
    assert ["сказано", "моё", "ещё"] == await said(any_database)


async def test_a_colleague_who_is_about_to_speak_counts(any_database, hers) -> None:
    """For a page and for a chat alike."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "сейчас скажу")
    for seen in (Shown(10**6), Until()):
        with pytest.raises(Answered):
            await act(any_database, ANSWER, deed(hers, BORIS, given={"text": "моё"}, seen=seen))


async def test_whoever_decides_has_seen_the_last_step(any_database, hers) -> None:
    seen = Shown((await state(any_database, hers)).events[-1].id)
    await act(any_database, NOTE, deed(hers, BORIS, given={"text": "звонил юрист"}))
    with pytest.raises(Changed):
        await act(any_database, RESOLVE, deed(hers, given={"text": "Готово"}, seen=seen))
    await act(any_database, RESOLVE, deed(hers, given={"text": "Готово"}))
    assert Status.RESOLVED is await status(any_database, hers)


async def test_who_hands_a_ticket_over_has_spoken_before(any_database, hers) -> None:
    """What Anna wrote leaves in her name, and Boris answers after it."""
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "раз")
    await act(any_database, ASSIGN, deed(hers, BORIS, given={"assignee": BORIS}))
    await act(any_database, ANSWER, deed(hers, BORIS, given={"text": "два"}))
    await act(any_database, RESOLVE, deed(hers, BORIS, given={"text": "три"}))
    assert (["раз", "два", "три"], []) == (await said(any_database), await waiting(any_database))


async def test_who_takes_back_the_request_reads_what_was_said_before(any_database, conversation, hers) -> None:
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "раз")
    await act(any_database, RETRACT, Deed(number=hers, actor=USER))
    assert ["staff_answered", "ticket_retracted"] == [row.topic for row in await told(any_database, conversation)]


async def test_joined_tickets_have_both_said_all(any_database, conversation, hers) -> None:
    """Also where the consent of the one that went on under another number is withdrawn."""
    other = await opened(any_database, opening(conversation, origin="web:2"))
    await do(any_database, take, other, ANNA)
    for number, words in ((other, "раз"), (hers, "два")):
        await do(any_database, pend, number, ANNA, Says.ANSWER, words)
    await act(any_database, MERGE, deed(other, given={"into": hers}))
    assert ["раз", "два"] == await said(any_database)
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "три")
    await act(any_database, WITHDRAW_CONSENT, Deed(number=other, actor=USER, zone=MOSCOW))
    assert ("три", []) == ((await said(any_database))[-1], await waiting(any_database))


async def test_two_who_join_a_pair_the_other_way_round_do_not_wait_for_ever(any_database, conversation, hers) -> None:
    other = await opened(any_database, opening(conversation, origin="web:2"))
    ways = ((hers, other), (other, hers))
    came = await asyncio.gather(
        *(act(any_database, MERGE, deed(one, given={"into": two})) for one, two in ways), return_exceptions=True
    )
    assert 1 == len([each for each in came if isinstance(each, Exception)])


async def test_who_has_an_answer_on_the_way_is_not_idle(any_database, hers) -> None:
    """And who is away says it before the ticket goes back."""
    stirred_at = (await state(any_database, hers)).stirred_at
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "раз")
    assert [] == await return_idle(any_database, timedelta(0), stirred_at)
    assert ["раз"] == await said(any_database)
    async with any_database.transaction() as session:
        await go_away(session, ANNA, now() + timedelta(days=1))
    await do(any_database, pend, hers, ANNA, Says.ANSWER, "два")
    assert [hers] == await return_idle(any_database, IDLE)
    assert (["раз", "два"], []) == (await said(any_database), await waiting(any_database))


async def test_a_request_to_erase_is_resolved_with_its_data_or_a_reason(any_database, conversation, hers) -> None:
    """Neither is refused; so is either where nobody asks."""
    number = await opened(any_database, request(conversation, Request.WITHDRAW, identity=Identity.SITE))
    await do(any_database, take, number, ANNA)
    text = {"text": "Готово"}
    for given, error in (({}, EraseOrKeep), ({"data": "keep"}, NoReasonToKeep)):
        with pytest.raises(error):
            await act(any_database, RESOLVE, deed(number, given=text | given))
    for given in ({"data": "keep", "kept": "Так"}, {"data": "erase"}):
        with pytest.raises(NothingToErase):
            await act(any_database, RESOLVE, deed(hers, given=text | given, holdings=HOLDINGS))
    await act(any_database, RESOLVE, deed(number, given=text | {"data": "keep", "kept": "Идёт договор."}))
    ticket = await state(any_database, number)
    assert ("Готово\n\nДанные не удалены. Идёт договор.", "Анна") == (ticket.outcome_text, ticket.name)


async def test_an_erasure_drops_what_waits_and_tells_its_author(any_database, conversation) -> None:
    """Number and name only: not a word of the person, and in no room that goes with the data."""
    number = await opened(any_database, request(conversation, Request.ERASE, identity=Identity.SITE))
    await do(any_database, take, number, ANNA)
    await do(any_database, pend, number, ANNA, Says.ANSWER, "Анна, удаляем")
    given = {"text": "Удалили", "data": "erase"}
    await act(any_database, RESOLVE, deed(number, given=given, holdings=HOLDINGS))
    assert ([], []) == (await said(any_database), await waiting(any_database))
    [row] = [row for row in await told(any_database, STAFF) if row.topic == "reply_dropped"]
    assert (STAFF, {"ticket": number, "assignee": ANNA}) == (row.lane, row.data)
    assert ["data_erased"] == [row.topic for row in await told(any_database, conversation)]
    with pytest.raises(Erased):
        await act(any_database, TAKE, deed(number))
