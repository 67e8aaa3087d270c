"""Sharing in any chat: a clause word for word, and nothing kept of who asked what."""

from running import Running
from sqlalchemy import select

from index.policy import Policy
from stand_in import StandIn, User
from tickets.post.inbox import InboxRow
from tickets.store.base import Base
from tickets.store.database import Database


async def test_a_few_words_offer_clauses_to_send(anna: User, policy: Policy) -> None:
    """Up to five, likeliest first: number, beginning; what is sent is the clause with number, edition and link."""
    first, *others = await anna.asks_inline("сколько храните")

    assert "Пункт 5.1, раздел «СПОСОБЫ И СРОКИ ОБРАБОТКИ ПЕРСОНАЛЬНОЙ ИНФОРМАЦИИ»" == first["title"]
    assert policy.quote("5.1").startswith(first["description"].removesuffix("…"))
    assert len(others) < 5
    update = await anna.chooses(first)
    assert policy.quote("5.1") in update["message"]["text"]
    assert "редакция 1" in update["message"]["text"]
    assert policy.published_at in first["input_message_content"]["message_text"]
    [[way]] = first["reply_markup"]["inline_keyboard"]
    assert ("Открыть в боте", "https://t.me/punkt_test_bot?start=c-5-1") == (way["text"], way["url"])


async def test_a_number_offers_that_clause_alone(anna: User) -> None:
    """«c 5.2», as staff type it between two answers."""
    for words in ("c 5.2", "5.2", "п. 5.2"):
        [only] = await anna.asks_inline(words)
        assert only["title"].startswith("Пункт 5.2,")


async def test_what_brings_nothing_leads_to_the_bot(anna: User, stand_in: StandIn) -> None:
    """And so does an empty line; pressing it begins a chat."""
    assert [] == await anna.asks_inline("абракадабра")
    assert [] == await anna.asks_inline("")
    found, empty = stand_in.inline.values()
    assert ("Ничего не нашлось — спросить бота", "ask") == (found["button"]["text"], found["button"]["start_parameter"])
    assert "Напишите вопрос или номер пункта" == empty["button"]["text"]


async def test_whose_telegram_is_english_is_offered_english_titles(running: Running, stand_in: StandIn) -> None:
    """The clause itself stays as it is; Telegram repeats the answer to nobody else."""
    john = stand_in.user("John", "en")
    [only] = await john.asks_inline("5.1")
    assert only["title"].startswith("Clause 5.1, section")
    [answer] = stand_in.inline.values()
    assert ("true", "60") == (str(answer["is_personal"]).lower(), str(answer["cache_time"]))


async def test_nothing_is_kept_of_an_inline_query(anna: User, running: Running, database: Database) -> None:
    """No message, no line in the journal, no conversation; the update's own row is emptied and names nobody."""
    await anna.asks_inline("сколько храните, мой номер 89001234567")
    await running.settles()

    async with database.reading() as session:
        rows = [
            (table.name, row)
            for table in Base.metadata.sorted_tables
            if table.name != "leases"  # whose turn it is to poll
            for row in (await session.execute(table.select())).all()
        ]
        [update] = (await session.execute(select(InboxRow))).scalars()
    assert ["inbox"] == [name for name, _ in rows]
    assert ({}, True) == (update.payload, update.handled_at is not None)
    assert str(anna.id) not in update.lane


async def test_a_query_that_cannot_be_answered_is_let_go(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """With the next letter the person asks anew, and nothing is tried again for the old one."""
    stand_in.asked.clear()
    await stand_in.deliver(
        inline_query={"id": "old", "from": anna.as_json(), "query": "5.1", "offset": "", "chat_type": "sender"}
    )
    stand_in.asked.clear()
    await running.settles()
    assert {} == stand_in.inline
    async with database.reading() as session:
        assert [(0, None)] == [(row.attempts, row.error) for row in (await session.execute(select(InboxRow))).scalars()]
    assert await anna.asks_inline("5.1")
