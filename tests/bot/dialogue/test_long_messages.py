"""Long messages: what an app has cut in two is one message at every step."""

import pytest
from running import Running
from sqlalchemy import select
from talks import file_claim, tickets

from stand_in import User
from tests.conftest import both_stores
from tickets.record.addition import Addition
from tickets.record.conversation import StoredMessage
from tickets.record.draft import Draft
from tickets.steps.by_staff import take
from tickets.store.database import Database

STORY = " ".join(f"Предложение номер {number} о моих данных." for number in range(120))
LONG = f"{STORY} Я писал на support@example.com, и мне никто не ответил."


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is; nobody waits as long as that when the second part is there."""
    monkeypatch.setattr("bot.updates.handling.PATIENCE", 20)


def words(text: str) -> list[str]:
    return text.split()


@both_stores
async def test_a_claim_in_two_parts_is_one_claim(anna: User, database: Database) -> None:
    """Its second part holds an address, which is nobody's contact; a change of either part stays in its place."""
    await anna.says("/claim")
    await anna.hears()
    first, second = await anna.pastes(LONG)
    assert "Шаг 2 из 3" in (await anna.hears()).text
    old = second["message"]["text"]
    await anna.edits(second, old.replace("никто", "никто-никто"))
    await anna.edits(first, first["message"]["text"].replace("номер 0 ", "номер ноль "))
    await anna.says("Я же писал на support@example.com, потом ещё раз звонил, и снова ждал ответа целый месяц, но зря")
    assert "Это похоже на рассказ" in (await anna.hears()).text
    await anna.says("anna@example.org")
    assert "Ответ: anna@example.org" in " ".join([(await anna.hears()).text for _ in range(3)])
    await anna.presses("Согласен")
    await anna.hears()
    [ticket] = await tickets(database)
    assert words(LONG.replace("никто", "никто-никто").replace("номер 0 ", "номер ноль ")) == words(ticket.text)


async def test_it_is_one_addition_one_question_and_one_message_to_staff(
    anna: User, running: Running, database: Database
) -> None:
    await anna.pastes(f"сколько храните? {LONG}")
    assert "Пункт 5.1" in (await anna.hears()).text
    claim = await file_claim(anna, database)
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    await anna.hears()
    await anna.pastes(LONG)
    assert f"Обращение {claim.number} дополнено" in (await anna.hears()).text
    async with database.transaction() as session:
        await take(session, claim.number, "olga@example.org")
    await anna.pastes(LONG)
    await running.settles()
    assert [] == anna.unheard
    async with database.reading() as session:
        added = (await session.scalars(select(Addition.text))).all()
        said = (await session.scalars(select(StoredMessage.text).order_by(StoredMessage.at))).all()
    assert [words(LONG)] == [words(text) for text in added]
    assert [words(f"сколько храните? {LONG}"), words(LONG)] == [words(text) for text in said]


async def test_a_claim_begun_under_a_question_knows_its_parts(anna: User, running: Running, database: Database) -> None:
    """A change of either stays in its place, as nothing is filed yet."""
    first, second = await anna.pastes(f"верните деньги, это претензия. {LONG}")
    await anna.hears()
    await anna.presses("Да, подать претензию")
    await anna.hears()
    await anna.edits(second, second["message"]["text"].replace("никто", "никто-никто"))
    await anna.edits(first, first["message"]["text"].replace("номер 0 ", "номер ноль "))
    await running.settles()
    async with database.reading() as session:
        told = await session.scalar(select(Draft.text))
    changed = LONG.replace("никто", "никто-никто").replace("номер 0 ", "номер ноль ")
    assert words(f"верните деньги, это претензия. {changed}") == words(told)


async def test_two_messages_are_two(anna: User, running: Running, database: Database) -> None:
    """However fast they come: what would have fitted into one message was not cut."""
    await anna.says("сколько храните? " + "а" * 2500)
    await anna.says("сколько храните?")
    assert ["Вот что об этом"] * 2 == [(await anna.hears()).text[:15] for _ in range(2)]
    await running.settles()
    assert [] == anna.unheard
