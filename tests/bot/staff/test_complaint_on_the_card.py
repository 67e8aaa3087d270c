"""A date has passed and the person says so: they hear how it stands, the staff group sees that they complained."""

from datetime import timedelta

from running import Running

from stand_in import Group, User
from tests.conftest import MOSCOW
from tests.tickets.conftest import opening
from tickets.record.conversation import begin_conversation
from tickets.steps.opening import open_ticket
from tickets.store.base import now
from tickets.store.database import Database


async def test_whoever_waits_past_the_date_is_answered_and_seen(
    vera: User, staff: Group, running: Running, database: Database
) -> None:
    async with database.transaction() as session:
        talk = await begin_conversation(session, "telegram", str(vera.id))
        wish = opening(talk.id, channel="telegram", origin="telegram:1")
        number = (await open_ticket(session, wish, MOSCOW, at=now() - timedelta(days=60))).number
    topic = await staff.topic(number)
    await running.settles()
    [card] = topic.pinned
    assert "пожаловался" not in card.text

    await vera.says("срок вышел, а вы мне так и не ответили")
    said = (await vera.hears()).text
    assert said.startswith(f"Обращение {number}: ждёт сотрудника. Ответ должен был прийти до ")
    assert "этот срок прошёл. Простите за задержку: сотрудники видят, что вы ждёте." in said
    await running.settles()
    [card] = topic.pinned
    assert "Срок прошёл, и человек пожаловался, что ответа нет." in card.text
