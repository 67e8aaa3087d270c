"""The heartbeat: each process keeps a row fresh that says how it is, for the page «Состояние» of any of them."""

import asyncio
import socket
from contextlib import suppress
from typing import Any

from api.health import how_it_is
from api.process import Process
from desk.settings import Settings
from punkt.role import Role
from tickets.loops import Loops
from tickets.store.away import DatabaseAway
from tickets.store.heartbeat import beat, leave

EVERY = 15.0  #: seconds; a quarter of what counts as silence


async def beat_forever(process: Process, settings: Settings, role: Role, loops: Loops) -> None:
    """Until cancelled; then the row goes."""
    place = place_of(settings, role)

    async def step() -> None:
        async with process.database.transaction() as session:
            await beat(session, process.role, place, told_of(process, loops))
        await asyncio.sleep(EVERY)

    try:
        await loops.keep("heartbeat", step)
    finally:
        with suppress(DatabaseAway):
            async with process.database.transaction() as session:
                await leave(session)


def told_of(process: Process, loops: Loops) -> dict[str, Any]:
    """What /readyz tells there, the index it answers by, and the room on the disk of its data."""
    told = how_it_is(process, loops).model_dump(mode="json", exclude_none=True, exclude={"status", "role"})
    return told | process.around()


def place_of(settings: Settings, role: Role) -> str:
    """The machine, and the port by which it is told from others there, if it has one."""
    port = settings.port if role.answers else settings.health_port
    return f"{socket.gethostname()}:{port}" if port else socket.gethostname()
