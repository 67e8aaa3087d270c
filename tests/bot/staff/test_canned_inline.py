"""Canned replies of the console, put into a topic by inline mode."""

import pytest
from rooms import BORIS, OLGA, taken, ticket
from running import Running

from stand_in import Group, StaffMember, User
from tickets.queue.canned import write_canned
from tickets.store.database import Database


@pytest.fixture(autouse=True)
async def texts(database: Database) -> None:
    async with database.transaction() as session:
        await write_canned(session, OLGA, "Срок ответа", "Ответим по обращению {номер}.")
        await write_canned(session, None, "Приветствие", "Здравствуйте, {имя}!")
        await write_canned(session, BORIS, "Прощание", "Всего доброго.")


async def titles(person: StaffMember | User, words: str) -> list[str]:
    return [result["title"] for result in await person.asks_inline(words)]


async def test_whoever_works_in_the_group_is_offered_their_own_and_everybodys(
    olga: StaffMember, boris: StaffMember, running: Running
) -> None:
    """By words of the title; all of them before anything is typed, and clauses as ever."""
    assert ["Срок ответа", "Приветствие"] == await titles(olga, "")
    assert ["Прощание"] == await titles(boris, "прощ")
    [clause] = await titles(olga, "/c 5.2")
    assert clause.startswith("Пункт 5.2,")


async def test_nobody_else_sees_them(vera: User, olga: StaffMember, staff: Group, running: Running) -> None:
    """Neither people nor whoever has left the group or is not linked."""
    stranger = staff.member("Чужой")
    await olga.leaves()
    await running.settles()
    assert [[], [], []] == [await titles(person, "") for person in (vera, stranger, olga)]


async def test_a_chosen_text_is_filled_in_and_sent(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    await vera.says("Когда ответите?")
    question = await staff.hears(topic)
    await running.settles()
    [text] = await olga.asks_inline("срок")
    await olga.chooses(text, "срок", reply_to=question)
    assert (await vera.hears()).text.endswith(f"\n\nОтветим по обращению {number}.")


async def test_a_text_that_lacks_something_is_not_sent(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await running.settles()
    [text] = await olga.asks_inline("приветствие")
    await olga.chooses(text, "приветствие", reply_to=topic.pinned[0])
    assert "нет того, что нужно шаблону: имя." in (await staff.hears(topic)).text
    await running.settles()
    assert [] == vera.unheard
