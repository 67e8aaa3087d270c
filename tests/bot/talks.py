"""Steps that several dialogues share."""

from stand_in import User
from tickets.queue.lists import all_tickets
from tickets.record.ticket import Ticket
from tickets.store.database import Database


async def tickets(database: Database) -> list[Ticket]:
    async with database.reading() as session:
        return await all_tickets(session)


async def file_request(user: User, database: Database, text: str = "удалите мои данные") -> Ticket:
    """A request about data as its words propose it."""
    await user.says(f"/delete {text}")
    await user.hears()
    await user.presses("Дальше")
    await user.hears()
    await user.presses("Ответить мне здесь")
    await user.hears()  # what is to be checked
    await user.hears()
    await user.presses("Согласен")
    await user.hears()
    return (await tickets(database))[0]


async def file_claim(user: User, database: Database) -> Ticket:
    await user.says("/claim верните деньги")
    await user.hears()
    await user.presses("Ответить мне здесь")
    await user.hears()  # what is to be checked
    await user.hears()
    await user.presses("Согласен")
    await user.hears()
    return (await tickets(database))[0]
