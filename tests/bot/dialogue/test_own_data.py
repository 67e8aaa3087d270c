"""A person's own data: forgotten at once where nothing hangs on them, asked for by a request otherwise."""

import pytest
from running import Running
from scripted import open_desk
from sqlalchemy import select
from talks import file_claim, tickets

from bot.words.russian import RUSSIAN
from index.policy import Policy
from stand_in import StandIn, User
from tickets.erasure.destruction import Erasure
from tickets.erasure.finishing import finish_erasures
from tickets.record.ticket import Request
from tickets.store.base import Base, now
from tickets.store.database import Database


async def everything(database: Database) -> str:
    """All that the database holds, as one text."""
    async with database.reading() as session:
        rows = [row for table in Base.metadata.sorted_tables for row in (await session.execute(table.select())).all()]
    return "\n".join(map(str, rows))


async def test_whoever_has_no_tickets_is_forgotten_at_once(
    any_database: Database, policy: Policy, stand_in: StandIn
) -> None:
    """On both kinds of server: words, journal, a half-told claim with its file, and the chat's own number."""
    running = Running(stand_in, open_desk(any_database, policy), any_database)
    await running.start()
    anna = User(stand_in, 880_011_223_344, "Анна")
    try:
        await anna.says("сколько храните моё досье?")
        await anna.hears()
        await anna.says("/claim верните деньги")
        await anna.hears()
        await anna.sends_document("секрет.pdf")
        await anna.hears()
        await anna.says("/forget")
        asked = await anna.hears()
        assert "У вас нет обращений, поэтому я могу забыть вас сразу" in asked.text
        assert ["Да, забыть меня", "Нет, оставить"] == list(asked.buttons)
        await anna.presses("Да, забыть меня", asked)
        on = RUSSIAN.day(now().astimezone(running.desk._zone).date())
        assert f"{on} всё, что я знал о вас, удалено. Если напишете снова, мы познакомимся заново." == (
            (await anna.hears()).text
        )
        await running.settles()
        await finish_erasures(any_database, lambda _: None)

        left = await everything(any_database)
        assert not [word for word in ("досье", "деньги", "секрет", str(anna.id)) if word in left]
        async with any_database.reading() as session:
            [erasure] = (await session.execute(select(Erasure))).scalars()
        assert (None, []) == (erasure.number, erasure.numbers)
        assert "ч. 3 ст. 20" in erasure.basis

        assert "Эта кнопка уже не действует." == await anna.presses("Да, забыть меня", asked)
        await anna.says("/status")
        assert "пока нет обращений" in (await anna.hears()).text
    finally:
        await running.stop()


async def test_what_was_written_after_it_is_answered_anew(anna: User, running: Running, database: Database) -> None:
    """The words before are gone, those after it meet a bot that knows nobody."""
    await anna.says("/forget")
    await anna.hears()
    await anna.presses("Да, забыть меня")
    await anna.hears()
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_it_can_be_thought_better_of(anna: User, running: Running, database: Database) -> None:
    await anna.says("сколько храните?")
    await anna.hears()
    await anna.says("/forget")
    await anna.hears()
    assert "Хорошо, ничего не удаляю." == await anna.presses("Нет, оставить")
    await running.settles()
    assert {} == anna.messages[-1].buttons
    assert "сколько храните?" in await everything(database)


async def test_with_tickets_a_request_to_erase_is_begun(anna: User, database: Database) -> None:
    """Staff erase, since dates hang on what is held; the shape need not be chosen, the rest is asked as ever."""
    claim = await file_claim(anna, database)
    await anna.says("/forget")
    said = await anna.hears()
    assert f"У вас есть обращения: {claim.number}." in said.text
    await anna.presses("Да, оформить запрос")
    assert (await anna.hears()).text.startswith("Шаг 3 из 4\n\nВы выбрали: удалить мои данные.")
    await anna.presses("Ответить мне здесь")
    assert "Прошу уничтожить все мои персональные данные." in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    request = (await tickets(database))[0]
    assert (Request.ERASE,) == request.requests
    assert claim.number in {ticket.number for ticket in await tickets(database)}


async def test_a_ticket_opened_meanwhile_is_not_forgotten(anna: User, database: Database) -> None:
    """The question was asked before there was one."""
    await anna.says("/forget")
    asked = await anna.hears()
    claim = await file_claim(anna, database)
    await anna.presses("Да, забыть меня", asked)
    assert (await anna.hears()).text.startswith("Шаг 3 из 4")
    assert [claim.number] == [ticket.number for ticket in await tickets(database)]


@pytest.mark.parametrize(
    ("language", "wish"), [("ru", "Прошу предоставить сведения"), ("en", "Please tell me which personal data")]
)
async def test_a_copy_of_the_data_is_asked_for_by_a_request(
    running: Running, stand_in: StandIn, database: Database, language: str, wish: str
) -> None:
    kim = stand_in.user("Kim", language)
    await kim.says("/export")
    await kim.hears()
    assert "3" in (await kim.hears()).text.splitlines()[0]
    await kim.presses({"ru": "Ответить мне здесь", "en": "Answer me here"}[language])
    assert wish in (await kim.hears()).text
    await kim.hears()
    await kim.presses({"ru": "Согласен", "en": "I agree"}[language])
    await kim.hears()
    [ticket] = await tickets(database)
    assert (Request.ACCESS,) == ticket.requests
