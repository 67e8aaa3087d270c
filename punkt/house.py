"""The composition root: everything is opened here in order, handed on as arguments, and closed at the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from desk.desk import Desk
from desk.settings import Settings
from punkt.building import Building
from punkt.building_once import shared_knowledge
from punkt.database import open_database
from punkt.library import open_knowledge, ready_knowledge
from tickets.loops import Loops
from tickets.store.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """What is open while a command runs."""

    settings: Settings
    database: Database
    desk: Desk
    loops: Loops = field(default_factory=Loops)


@asynccontextmanager
async def open_house(
    settings: Settings, loops: Loops | None = None, building: Building | None = None, *, waiting: bool = False
) -> AsyncIterator[House]:
    """Database, policy, index and desk; `building` tells how far an index is that has to be built first.

    A copy is `waiting` for a database at its newest schema.
    """
    loops, building = loops or Loops(), building or Building()
    opens, *how = (open_knowledge, settings, building) if settings.is_sqlite else (ready_knowledge, settings)
    opening = asyncio.create_task(asyncio.to_thread(opens, *how))
    async with open_database(settings, waiting=waiting) as database:
        knowledge = await opening or await shared_knowledge(settings, database, loops, building)
        yield House(settings, database, Desk(database, knowledge, settings.zone, settings.answering), loops)
