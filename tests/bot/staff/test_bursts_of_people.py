"""A burst: many people write at once while Telegram asks to wait; staff read every word, in order, once."""

import asyncio

from faults import flood
from rooms import OLGA, call
from running import Running

from stand_in import Group, StandIn, User
from tests.conftest import MOSCOW, both_databases
from tickets.record.conversation import begin_conversation
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take
from tickets.steps.opening import open_ticket
from tickets.store.database import Database

pytestmark = both_databases

PEOPLE, EACH = 5, 3


async def held(database: Database, user: User) -> str:
    """Number of a ticket of this person that staff have taken."""
    async with database.transaction() as session:
        conversation = await begin_conversation(session, "telegram", str(user.id))
        number = (await open_ticket(session, call(conversation.id), MOSCOW)).number
        await take(session, number, OLGA)
    return number


async def test_a_burst_is_read_in_order_and_nothing_twice(
    staff: Group, running: Running, stand_in: StandIn, database: Database
) -> None:
    async with database.transaction() as session:
        await add_staff(session, OLGA)
    people = [stand_in.user(f"Гость {number}") for number in range(PEOPLE)]
    numbers = [await held(database, user) for user in people]
    stand_in.fail("*", flood(1), times=None, share=0.3, chat=staff.id)

    async def writes(user: User) -> None:
        for number in range(EACH):
            await user.says(f"{user.name}, слово {number}")

    await asyncio.gather(*(writes(user) for user in people))
    async with asyncio.timeout(120):
        while await running._unfinished() or stand_in.updates:
            await asyncio.sleep(0.1)
    stand_in.heal()

    assert PEOPLE == len(staff.topics)
    for user, number in zip(people, numbers, strict=True):
        topic = await staff.topic(number)
        words = [message.text for message in topic.said if message.text.startswith(user.name)]
        assert [f"{user.name}, слово {number}" for number in range(EACH)] == words
        assert 1 == len(topic.pinned)
