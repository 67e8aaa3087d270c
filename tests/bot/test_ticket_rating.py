"""«Помогли ли мы?» in Telegram: a tap under the message that the ticket is closed, and a line of why."""

import pytest
from running import Running
from sqlalchemy import select, update
from talks import file_claim

from bot.dialogue.ticket_buttons import RateTicket
from stand_in import Message, User
from tests.tickets.conftest import ANNA, do
from tickets.record.rating import Rating
from tickets.steps.by_staff import take
from tickets.steps.deciding import close, resolve
from tickets.store.base import now
from tickets.store.database import Database


@pytest.fixture
async def closed(anna: User, running: Running, database: Database) -> Message:
    """The message that tells of it."""
    number = (await file_claim(anna, database)).number
    await do(database, take, number, ANNA)
    await do(database, resolve, number, ANNA, "Сделано.")
    await do(database, close, number, ANNA)
    await running.settles()
    return anna.messages[-1]


async def ratings(database: Database) -> list[tuple[bool, str | None]]:
    async with database.reading() as session:
        return [(one.helped, one.comment) for one in await session.scalars(select(Rating))]


def buttons(anna: User, told: Message) -> list[str]:
    """As they hang under that message now."""
    return list(next(each for each in anna.messages if each.id == told.id).buttons)


async def test_who_is_told_that_it_is_closed_is_asked(closed: Message) -> None:
    assert closed.text.endswith("Помогли ли мы?")
    assert ["Да", "Не совсем", "Открыть снова"] == list(closed.buttons)


async def test_one_tap_is_enough_and_another_changes_it(
    anna: User, running: Running, closed: Message, database: Database
) -> None:
    await anna.presses("Не совсем", closed)
    await running.settles()
    assert [(False, None)] == await ratings(database)
    assert ["Да", "✓ Не совсем", "Добавить пару слов", "Открыть снова"] == buttons(anna, closed)
    await anna.presses("Да", closed)
    await running.settles()
    assert [(True, None)] == await ratings(database)
    assert ["✓ Да", "Не совсем", "Добавить пару слов", "Открыть снова"] == buttons(anna, closed)


async def test_a_line_of_why_is_kept_masked_and_the_next_message_is_a_question_again(
    anna: User, running: Running, closed: Message, database: Database
) -> None:
    await anna.presses("Не совсем", closed)
    await running.settles()
    anna.hears_no_more()
    await anna.presses("Добавить пару слов")
    assert "чего не хватило" in (await anna.hears()).text
    await anna.says("долго, звоните +7 900 123-45-67")
    assert "Спасибо, сотрудники это прочитают." == (await anna.hears()).text
    assert [(False, "долго, звоните [телефон …67]")] == await ratings(database)
    await anna.says("долго ли вы храните данные")
    assert "Спасибо" not in (await anna.hears()).text


async def test_after_seven_days_it_stays_as_it_is(
    anna: User, running: Running, closed: Message, database: Database
) -> None:
    await anna.presses("Да", closed)
    await running.settles()
    async with database.transaction() as session:
        await session.execute(update(Rating).values(rated_at=now().replace(year=2025)))
    await anna.presses("Не совсем", closed)
    await running.settles()
    assert [(True, None)] == await ratings(database)


async def test_nobody_rates_for_another(
    anna: User, vera: User, running: Running, closed: Message, database: Database
) -> None:
    """Whoever knows the number, and makes up the button."""
    await vera.says("/help")
    told = await vera.hears()
    number = closed.text.split()[1]
    answer = await vera.presses_data(RateTicket(helped=True, number=number).pack(), told)
    assert "Эта кнопка уже не действует." == answer
    assert [] == await ratings(database)
