"""`punkt erase`."""

import asyncio
from typing import Annotated

import typer

from punkt.failure import Failure
from punkt.start import read_settings
from tickets.erasure import Erasure, preview, scrub
from tickets.erasure import erase as erase_person
from tickets.steps import NoSuchTicket


def erase(
    number: Annotated[str, typer.Argument(help="Номер любого обращения этого человека.")],
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать.")] = False,
) -> None:
    """Удалить всё, что хранится о человеке; остаются номер, даты и решение."""
    found = asyncio.run(_preview(number))
    print(f"Обращения: {', '.join(found.tickets)}; сообщений: {found.messages}; уведомлений: {found.notices}.")
    if not yes and not typer.confirm("Удалить без возврата?"):
        raise Failure("удаление отменено, ничего не изменилось.")
    asyncio.run(_erase(number))
    print("Удалено. Копии, сделанные раньше (punkt backup), уничтожьте отдельно.")


async def _preview(number: str) -> Erasure:
    from punkt.house import open_database

    async with open_database(read_settings()) as database, database.reading() as session:
        try:
            return await preview(session, number)
        except NoSuchTicket:
            raise Failure(f"обращения {number} нет.") from None


async def _erase(number: str) -> None:
    from punkt.house import open_database

    async with open_database(read_settings()) as database:
        async with database.transaction() as session:
            await erase_person(session, number, "operator")
        await scrub(database)
