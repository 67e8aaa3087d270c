"""Steps that several dialogues share."""

from stand_in import User

from tickets.database import Database
from tickets.queue import all_tickets
from tickets.ticket import Ticket


async def tickets(database: Database) -> list[Ticket]:
    async with database.reading() as session:
        return await all_tickets(session)


async def file_claim(user: User, database: Database) -> Ticket:
    await user.says("/claim верните деньги")
    await user.hears()
    await user.presses("Ответить мне здесь")
    await user.hears()
    await user.presses("Согласен")
    await user.hears()
    return (await tickets(database))[0]
