"""A burst: many people write at once while Telegram is short of breath, and each is answered in their order, once."""

import asyncio

import pytest
from faults import flood
from running import Running
from sqlalchemy import select

from bot.sending.pacing import Pacing
from stand_in import StandIn, User
from tickets.post.outbox import OutboxRow
from tickets.store.database import Database

PEOPLE, MESSAGES = 50, 6
ASKED = ("сколько храните?", "доставщик", "привет", "кто вы?", "партнёры", "/help")
TOLD = ("Пункт 5.1", "Пункт 5.2", "Что вас интересует", "Преамбула", "4.1.12", "Просто напишите")


@pytest.fixture(autouse=True)
def real_pacing(no_waiting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of real life."""
    monkeypatch.setattr("bot.edge.Pacing", Pacing)


async def test_three_hundred_messages_are_answered_in_order_while_telegram_refuses_three_of_ten(
    running: Running, stand_in: StandIn, database: Database
) -> None:
    """Fifty people, six messages each, all within moments; refusals with a wish to wait a second."""
    stand_in.patience = 240
    stand_in.fail("sendMessage", flood(1), times=None, share=0.3)
    people = [stand_in.user(f"Человек {number}") for number in range(PEOPLE)]

    async def write(user: User) -> None:
        for words in ASKED:
            await user.says(words)

    await asyncio.gather(*(write(user) for user in people))
    await stand_in.wait_for(lambda: all(len(user.messages) >= MESSAGES for user in people))
    stand_in.heal()
    await running.settles()

    heard = [[message.text for message in user.messages] for user in people]
    assert [MESSAGES] * PEOPLE == [len(told) for told in heard]
    assert [[True] * MESSAGES] * PEOPLE == [
        [mark in text for mark, text in zip(TOLD, told, strict=True)] for told in heard
    ]
    async with database.reading() as session:
        rows = (await session.execute(select(OutboxRow))).scalars().all()
    assert PEOPLE * MESSAGES == len(rows)
    assert {1} == {row.attempts for row in rows}, "a wish to wait is no failed attempt"
    refused = [call for call in stand_in.history if call.outcome.startswith("429")]
    assert len(refused) > PEOPLE
