"""Building once: of copies that start together without an index, one builds it."""

import asyncio
from contextlib import suppress

from desk.knowledge import Knowledge
from desk.settings import Settings
from punkt.building import Building, BuildingEnded
from punkt.following import LOOK_SECONDS
from punkt.library import open_knowledge, ready_knowledge
from tickets.loops import Loops
from tickets.store.database import Database
from tickets.store.turn import Turn


async def shared_knowledge(settings: Settings, database: Database, loops: Loops, building: Building) -> Knowledge:
    """What is known, for copies that have found no index: one of them builds it, the others wait and open that.

    Where the builder is cut off from the database for longer than its lease, another builds one too: both are whole,
    and the later is in force. Raises what `open_knowledge` does.
    """
    building.watch()
    turn = Turn(database, f"index: {settings.policy.name}")
    keeping = asyncio.create_task(turn.keep(loops))
    try:
        while not building.ended:
            ours = turn.fence is not None
            if (found := await asyncio.to_thread(ready_knowledge, settings)) is not None:
                return found
            if ours:
                return await asyncio.to_thread(open_knowledge, settings, building)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await turn.came()
        raise BuildingEnded
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
