"""Methods by which the bot gets files, and the updates it has to hear."""

import asyncio
from typing import Any

from stand_in.files import LARGEST
from stand_in.params import Params
from stand_in.refusal import Refusal, bad
from stand_in.world import World


def get_file(world: World, params: Params) -> dict[str, Any]:
    """The way to a file; its bytes lie under /file/bot<token>/<file_path>."""
    try:
        file = world.files.find(params.get("file_id", ""))
    except Refusal:
        raise bad("invalid file_id") from None
    if file.size > LARGEST:
        raise bad("file is too big")
    return {**file.as_json(), "file_path": file.path}


class Polls:
    """getUpdates: one caller at a time; what an offset passes is forgotten."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._newest = 0

    async def answer(self, params: Params) -> list[dict[str, Any]]:
        """At once when something waits, else when it comes; [] after `timeout` seconds."""
        world = self._world
        self._newest += 1
        mine = self._newest
        await world.stir()
        if params.get("allowed_updates"):
            world.allowed = params.data("allowed_updates")
        offset = params.number("offset") or 0
        if offset < 0:  # counted from the end
            del world.updates[:offset]
        elif offset:
            world.updates[:] = [update for update in world.updates if update["update_id"] >= offset]
        if not world.waiting():
            try:
                async with asyncio.timeout(params.number("timeout") or 0):
                    await world.when(lambda: world.waiting() or self._newest != mine)
            except TimeoutError:
                return []
        if self._newest != mine:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure only one runs")
        return world.updates[: params.number("limit") or 100]


METHODS = {"getFile": get_file}
