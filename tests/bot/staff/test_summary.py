"""The summary and the digest: how the queue stands, in the general topic."""

from datetime import datetime, timedelta

from rooms import OLGA, taken, ticket
from running import Running
from sqlalchemy import update

from stand_in import Group, StaffMember, User
from tests.conftest import MOSCOW, both_databases
from tickets.queue.board import give_digest, keep_summary
from tickets.record.clock import Clock
from tickets.record.ticket import Ticket
from tickets.store.base import now
from tickets.store.database import Database

pytestmark = both_databases

MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=MOSCOW)


async def claim(user: User) -> None:
    await user.says("/claim верните деньги")
    await user.hears()
    await user.presses("Ответить мне здесь")
    await user.hears()
    await user.hears()
    await user.presses("Согласен")
    await user.hears()


async def overdue(database: Database, number: str) -> None:
    """The ticket's date is over."""
    over = now() - timedelta(days=1)
    async with database.transaction() as session:
        await session.execute(update(Clock).values(ends_at=over, due_on=over.date()))
        await session.execute(
            update(Ticket).where(Ticket.number == number).values(due_on=over.date(), pressing_at=over)
        )


async def test_one_pinned_message_says_how_the_queue_stands(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """It is changed when the queue does, links what is urgent, and is sent again when it was deleted."""
    await claim(vera)
    number = (await ticket(database)).number
    assert await keep_summary(database, MOSCOW)
    assert not await keep_summary(database, MOSCOW), "nothing has changed"
    await running.settles()
    [summary] = staff.general.pinned
    assert (
        "Обращения\n\nЖдут сотрудника: 1\nВ работе: 0\nСкоро срок: 0\nПросрочено: 0\n\nОчередь в консоли"
        == summary.text
    )

    await olga.presses("Взять")
    await running.settles()
    await overdue(database, number)
    assert await keep_summary(database, MOSCOW)
    await running.settles()
    assert f"Ждут сотрудника: 0\nВ работе: 1\nСкоро срок: 0\nПросрочено: 1\n{number}\n\n" in summary.text
    [topic] = staff.topics
    assert f'<a href="https://t.me/c/{str(staff.id).removeprefix("-100")}/{topic.thread}">{number}</a>' in summary.html

    staff.hears_no_more()
    await olga.presses("Мои обращения", summary)
    assert f"{OLGA}, за вами обращений: 1\n{number} · претензия · в работе" == (await staff.hears()).text
    await running.settles()

    await olga.deletes(summary)
    await olga.presses("Вернуть")
    assert await keep_summary(database, MOSCOW)
    await running.settles()
    [again] = staff.general.pinned
    assert "Ждут сотрудника: 1\nВ работе: 0" in again.text


async def test_each_working_morning_says_what_is_due(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Once a day, by number and kind, with who holds it."""
    await claim(vera)
    number = (await ticket(database)).number
    await running.settles()
    await olga.presses("Взять")
    await running.settles()
    async with database.transaction() as session:
        ends = MONDAY + timedelta(hours=15)
        await session.execute(update(Clock).values(ends_at=ends, due_on=MONDAY.date()))
        await session.execute(update(Ticket).values(pressing_at=ends, due_on=MONDAY.date()))
    assert await give_digest(database, MOSCOW, MONDAY)
    assert not await give_digest(database, MOSCOW, MONDAY + timedelta(hours=1))
    said = await staff.hears()
    assert (
        "Сроки на 23 ноября 2026 г.\n\nСегодня последний день\n"
        f"{number} · претензия · до 23 ноября 2026 г. · {OLGA}" == said.text
    )
    assert await give_digest(database, MOSCOW, MONDAY + timedelta(days=1))
    assert "Просрочено\n" in (await staff.hears()).text


async def test_nothing_due_is_a_short_digest(staff: Group, running: Running, database: Database) -> None:
    assert await give_digest(database, MOSCOW, MONDAY)
    assert "Сроки на 23 ноября 2026 г.\n\nСрочного нет." == (await staff.hears()).text


async def test_a_chat_without_topics_has_the_digest_and_no_summary(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    await taken(vera, staff, database, olga)
    await staff.forbids("can_manage_topics")
    await running.settles()
    await keep_summary(database, MOSCOW)
    await give_digest(database, MOSCOW, MONDAY)
    await running.settles()
    assert ["Сроки на 23 ноября 2026 г.\n\nСрочного нет."] == [
        message.text for message in staff.general.said if "Управлять" not in message.text
    ]
