"""A request that nobody has named, as the staff group sees it."""

from rooms import ticket
from running import Running

from stand_in import Group, StaffMember, User
from tests.conftest import MOSCOW
from tests.tickets.conftest import request as wish_about_data
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Status
from tickets.steps.opening import open_ticket
from tickets.store.database import Database


async def test_what_is_not_clear_is_confirmed_in_the_console(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The card says so and has no button to resolve; the command gives the link."""
    async with database.transaction() as session:
        conversation = await begin_conversation(session, "telegram", str(vera.id))
        wish = wish_about_data(conversation.id, text="Хочу навести порядок", identity=Identity.TELEGRAM)
        number = (await open_ticket(session, wish, MOSCOW)).number
    topic = await staff.topic(number)
    await running.settles()
    [card] = topic.pinned
    assert f"{number} · запрос о данных: не ясно, чего просит" in card.text
    assert "Подтвердите в консоли, чего просит человек" in card.text
    assert "Уточнить, чего просит человек: до" in card.text
    await olga.presses("Взять", card)
    await running.settles()
    assert ["Спросить", "Вернуть", "Отказать", "Не показывать пункты сразу"] == list(card.buttons)

    staff.hears_no_more(topic)
    await olga.says("/resolve Сделали.", topic)
    said = (await staff.hears(topic)).text
    assert said.startswith("Не ясно, чего просит человек. Сначала подтвердите, чего именно")
    assert "Это делают в консоли: " in said
    assert Status.TAKEN == (await ticket(database)).status
