"""The life of tickets over the real dispatcher: whatever happens to them, everybody hears of it."""

from running import Running
from scripted import open_desk
from sqlalchemy import select
from talks import file_claim, file_request, tickets

from index.policy import Policy
from stand_in import StandIn, User
from tests.conftest import MOSCOW
from tickets.post.outbox import OutboxRow
from tickets.record.ticket import Status
from tickets.staff.member import add_staff
from tickets.steps.by_staff import answer, ask, assign, give_back, take
from tickets.steps.confirming import confirm
from tickets.steps.deciding import close, refuse
from tickets.steps.extending import extend
from tickets.steps.joining import merge
from tickets.store.database import Database

OLGA = "olga@example.org"


async def test_every_step_of_a_life_reaches_its_person_and_the_staff(
    any_database: Database, policy: Policy, stand_in: StandIn
) -> None:
    """On both kinds of server, from the receipt to the withdrawn consent, no row stays undelivered."""
    running = Running(stand_in, open_desk(any_database, policy), any_database)
    await running.start()
    anna = stand_in.user("Анна")
    try:
        number = (await file_request(anna, any_database, "пришлите копию моих данных")).number
        await staff_work(any_database, running, anna, number)
        joined = await person_comes_back(any_database, running, anna, number)
        await person_leaves(running, anna, joined, number)
    finally:
        await running.stop()

    card = next(message for message in anna.messages if "Продолжение" in message.text)
    assert f"{joined} · претензия · объединено с другим обращением" in card.text
    assert f"Продолжение: обращение {number}" in card.text
    assert [Status.MERGED, Status.CLOSED] == [ticket.status for ticket in await tickets(any_database)]
    assert [] == await unsaid(any_database)


async def staff_work(database: Database, running: Running, anna: User, number: str) -> None:
    async with database.transaction() as session:
        await add_staff(session, OLGA)
        await assign(session, number, "boris@example.org", OLGA)
        await confirm(session, number, OLGA, ["access", "correct"], MOSCOW)
        await extend(session, number, OLGA, "access", "Ищем в архиве.", MOSCOW)
        await answer(session, number, OLGA, "Ищем.")
        await ask(session, number, OLGA, "За какой год?")
    await anna.says("за этот")
    await running.settles()
    async with database.transaction() as session:
        await give_back(session, number, OLGA)
        await take(session, number, OLGA)
        await refuse(session, number, OLGA, "Данных нет.", "ст. 14 ч. 8")
        await close(session, number, OLGA)
    await running.settles()


async def person_comes_back(database: Database, running: Running, anna: User, number: str) -> str:
    """Opens the request again and files a claim, which staff join with it; gives its number."""
    await anna.presses("Открыть снова")
    reason = await anna.says("данные есть")
    await running.settles()
    await anna.edits(reason, "данные точно есть")
    await running.settles()
    anna.hears_no_more()
    joined = (await file_claim(anna, database)).number
    async with database.transaction() as session:
        await merge(session, joined, OLGA, number, MOSCOW)
    await running.settles()
    return joined


async def person_leaves(running: Running, anna: User, joined: str, number: str) -> None:
    await anna.says("/status")
    await running.settles()
    for press in (joined, "Отозвать согласие", "Да, отозвать", number, "Отозвать обращение", "Да, отозвать"):
        await anna.presses(press)
        await running.settles()


async def unsaid(database: Database) -> list[tuple[str, str | None]]:
    query = select(OutboxRow).where(OutboxRow.channel.in_(["telegram", "staff"]), OutboxRow.delivered_at.is_(None))
    async with database.reading() as session:
        return [(row.topic, row.error) for row in (await session.execute(query)).scalars()]
