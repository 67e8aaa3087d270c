"""Membership: a person stops the bot or comes back, and staff who owe them something know."""

from running import STAFF_CHAT, Running
from sqlalchemy import select
from talks import file_claim

from stand_in import StandIn, User
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Conversation
from tickets.steps.by_staff import answer, take
from tickets.store.database import Database

OLGA = "olga@example.org"


async def conversation(database: Database) -> Conversation | None:
    async with database.reading() as session:
        return (await session.execute(select(Conversation))).scalar_one_or_none()


async def test_staff_hear_that_the_person_stopped_the_bot_and_came_back(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Once each, however often Telegram tells it; by number and kind."""
    claim = await file_claim(anna, database)
    update = await anna.blocks()
    await running.settles()
    assert (await conversation(database)).left_at is not None
    await stand_in.deliver(my_chat_member=update["my_chat_member"])
    await running.settles()
    await anna.unblocks()
    await running.settles()

    assert (await conversation(database)).left_at is None
    heard = [message.text for message in stand_in.chats[str(STAFF_CHAT)]]
    assert [
        f"Обращение {claim.number} (претензия): человек заблокировал бота, в Telegram ему сейчас не написать.",
        f"Обращение {claim.number} (претензия): человек снова открыл бота, ему можно писать.",
    ] == heard[-2:]
    assert 1 == len([text for text in heard if "заблокировал" in text])


async def test_what_waits_for_whoever_left_is_given_up(anna: User, running: Running, database: Database) -> None:
    """Nothing is tried again and again, and the answer stays in the history."""
    claim = await file_claim(anna, database)
    await anna.blocks()
    await running.settles()
    async with database.transaction() as session:
        await take(session, claim.number, OLGA)
        await answer(session, claim.number, OLGA, "Вернули.")
    await running.settles()
    assert [] == anna.unheard
    async with database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.channel == "telegram", OutboxRow.dead_at.is_not(None))
        assert 1 == len((await session.execute(query)).scalars().all())


async def test_whoever_is_not_known_is_not_met_by_leaving(anna: User, running: Running, database: Database) -> None:
    await anna.blocks()
    await running.settles()
    assert await conversation(database) is None


async def test_staff_without_tickets_of_theirs_hear_nothing(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    await anna.says("сколько храните?")
    await anna.hears()
    await anna.blocks()
    await running.settles()
    assert (await conversation(database)).left_at is not None
    assert [] == stand_in.chats[str(STAFF_CHAT)]
