"""With the real model and index: everyday Russian in the chat meets the clause."""

from running import Running

from desk.desk import Desk
from stand_in import StandIn
from tickets.store.database import Database


async def test_everyday_words_find_the_clause_or_begin_a_request(
    stand_in: StandIn, desk: Desk, database: Database
) -> None:
    """Also with Latin letters."""
    running = Running(stand_in, desk, database)
    await running.start()
    anna = stand_in.user("Анна")
    try:
        await anna.says("а долго мое досье у вас пролежит")
        assert "Пункт 5.1" in (await anna.hears()).text
        await anna.says("доставщику вы мой номер дадите?")
        assert "Пункт 5.2" in (await anna.hears()).text
        await anna.says("vychistite menya iz bazy plz")
        assert "Да, оформить запрос" in (await anna.hears()).buttons
    finally:
        await running.stop()
