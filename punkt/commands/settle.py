"""`punkt settle`."""

import asyncio

from desk.settings import Settings
from punkt.start import read_settings


def settle() -> None:
    """После возврата базы средствами PostgreSQL: снова удалить удалённое, задержать отправку; Пункт остановлен."""
    print("\n".join(asyncio.run(_settle(read_settings()))))


async def _settle(settings: Settings) -> list[str]:
    from punkt.copying import settling
    from punkt.copying.told import told_settled
    from punkt.database import open_database
    from punkt.papers import open_papers

    papers = open_papers(settings)
    since = await asyncio.to_thread(settling.since_ever, settings)
    async with open_database(settings) as database:
        async with database.transaction(alone=True) as session:
            settled = await settling.settle(session, settings, since)
        await papers.finish(database)
    return told_settled(settled, settings)
