"""Bursts: a kind word to whoever writes fast, and nothing dropped."""

from datetime import timedelta

import pytest
from running import Running
from talks import file_claim

from stand_in import User
from tickets.steps.by_staff import take
from tickets.store.database import Database


async def test_a_burst_is_answered_whole_and_remarked_upon_once(
    anna: User, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve messages, twelve answers in their order, and one sentence after the eighth."""
    monkeypatch.setattr("bot.dialogue.around.WINDOW", timedelta(hours=1))  # however slow the machine is
    await running.stop()
    for number in range(12):
        await anna.says(f"{'сколько храните' if number % 2 else 'привет'} {number}")
    await running.start()
    await running.settles()
    said = ["5.1" if "Пункт 5.1" in text else text[:14] for text in anna.unheard]
    answers = ["Всегда на связ", "5.1"]
    assert [*answers * 4, "Читаю по поряд", *answers * 2] == said


async def test_whoever_writes_to_staff_hears_nothing_of_it(anna: User, running: Running, database: Database) -> None:
    claim = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, claim.number, "olga@example.org")
    for number in range(9):
        await anna.says(f"заказ {number}")
    await running.settles()
    assert [] == anna.unheard
