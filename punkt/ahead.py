"""Building ahead: an edition that has been published has its index before its day, while questions go on."""

import asyncio
from datetime import timedelta
from typing import Never

from desk.settings import Settings
from index.bank import BankError
from index.cold.linking import LinksError
from index.facts import NothingInForce, PolicyError, coming, in_force
from index.folder import IndexFolderError, current
from punkt.building import Building, BuildingEnded
from punkt.documents import listed_documents
from punkt.failure import Failure
from punkt.knowledge_folders import edition_folder
from tickets.loops import Loops, class_of
from tickets.store.database import Database
from tickets.store.lease import give_back, take

PAUSE = 10.0  #: seconds between looks, each at the facts alone
LEASE = "building ahead"
WORKING = timedelta(minutes=30)  #: after which another process begins it anew


def lacking(settings: Settings) -> tuple[str, ...]:
    """Editions in force or to come that have no index here yet. Raises PolicyError."""
    found = []
    for folder in listed_documents(settings).folders:
        try:
            document, now = in_force(folder)
        except NothingInForce:
            continue
        editions = (now, *coming(folder))
        found += [f"{document}@{each.id}" for each in editions if not _is_built(settings, document, each.id)]
    return tuple(found)


async def build_ahead(settings: Settings, database: Database, loops: Loops) -> Never:
    """Look again and again, until cancelled; of copies on one database one builds."""

    async def step() -> None:
        await asyncio.sleep(PAUSE)
        if settings.store is not None or not await asyncio.to_thread(lacking, settings):
            return  # what copies share through a store is built by `punkt index`
        async with database.transaction() as session:
            fence = await take(session, LEASE, WORKING)
        if fence is None:
            return
        building = Building()
        try:
            await asyncio.to_thread(building.run, settings)
            if left := await asyncio.to_thread(lacking, settings):
                raise Failure(f"остались без индекса редакции {', '.join(left)}: причина в журнале")
        except asyncio.CancelledError:
            building.end()
            raise
        finally:
            async with database.transaction() as session:
                await give_back(session, LEASE, fence)

    await loops.keep(LEASE, step, _why)


def _is_built(settings: Settings, document: str, edition: str) -> bool:
    try:
        return current(edition_folder(settings, document, edition)) is not None
    except IndexFolderError:
        return False


def _why(error: Exception) -> str:
    told = isinstance(error, PolicyError | BankError | LinksError | Failure | BuildingEnded)
    return f"индекс новой редакции не построился: {error}" if told else class_of(error)
