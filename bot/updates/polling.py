"""Polling: updates in. Each is stored and committed before Telegram is told that we have it.

Telegram forgets an update when a later call of getUpdates names a higher offset. So the offset moves only after the
commit; after a crash Telegram itself knows where we were, and an update that comes twice is stored once.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.methods import GetUpdates

from bot.dialogue.turn import CHANNEL
from bot.sending.reasons import why
from tickets.loops import Loops
from tickets.post.inbox import Incoming, accept
from tickets.store.database import Database
from tickets.store.lease import LeaseLost, hold
from tickets.store.turn import Turn

TURN = "telegram polling"  #: name of the lease: Telegram gives updates to one who polls
LONG_POLL = 25  #: seconds that Telegram holds the call when there is nothing new
#: Kinds of updates that are asked for.
HEARD = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "message_reaction")


class GetRawUpdates(GetUpdates):
    """getUpdates whose updates stay as they came: one that aiogram cannot read must not hold back the others."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]


class Polling:
    """Asks for updates until it is cancelled, while no other process on this database does."""

    def __init__(self, bot: Bot, database: Database, loops: Loops) -> None:
        self._bot = bot
        self._database = database
        self._loops = loops
        self.turn = Turn(database, TURN)
        self._fence = 0
        self._offset: int | None = None
        self._freed = False  #: from a webhook

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.turn.keep(self._loops))
            group.create_task(self._loops.keep("updates", self._poll, why))

    async def _poll(self) -> None:
        """Once, when it is our turn."""
        fence = await self.turn.came()
        if fence != self._fence:  # Telegram knows how far others have come meanwhile
            self._fence, self._offset, self._freed = fence, None, False
        asking, over = asyncio.create_task(self._ask(fence)), asyncio.create_task(self.turn.over())
        try:
            await asyncio.wait((asking, over), return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                asking.result()
        except LeaseLost:  # we slept, or were cut off from the database; what we were given is given to our successor
            self.turn.lost()
        finally:
            asking.cancel()
            over.cancel()

    async def _ask(self, fence: int) -> None:
        if not self._freed:
            # While a webhook is set, Telegram gives no updates; what waits for it is kept.
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._freed = True
        try:
            updates: Any = await self._bot(
                GetRawUpdates(offset=self._offset, timeout=LONG_POLL, allowed_updates=list(HEARD)),
                request_timeout=LONG_POLL + 10,
            )
        except TelegramConflictError:  # another one polls, or has set its webhook again
            self._freed = False
            raise
        await self._store(updates, fence)
        if updates:
            self._offset = updates[-1]["update_id"] + 1

    async def _store(self, updates: list[dict[str, Any]], fence: int) -> None:
        """Raises LeaseLost where another process polls by now: it is given them once more."""
        if incoming := [known for update in updates if (known := as_incoming(update))]:
            async with self._database.transaction() as session:
                await hold(session, TURN, fence)
                await accept(session, CHANNEL, incoming)


def is_heard(update: Mapping[str, Any]) -> bool:
    """Whether it is of a kind that was asked for."""
    return any(isinstance(update.get(kind), dict) for kind in HEARD)


def as_incoming(update: dict[str, Any]) -> Incoming | None:
    """The update for the inbox; None for a kind that nobody asked for."""
    event = next((update[kind] for kind in HEARD if isinstance(update.get(kind), dict)), None)
    if event is None:
        return None
    origin = str(update["update_id"])
    # An inline query waits for no other, and when it is answered nothing tells whose it was.
    return Incoming(origin, f"inline:{origin}" if "inline_query" in update else _lane(event), update)


def _lane(event: dict[str, Any]) -> str:
    """The chat an update belongs to; where there is none, the person's own: it has the person's number."""
    message = event.get("message")
    for place in (message if isinstance(message, dict) else event).get("chat"), event.get("from"):
        if isinstance(place, dict) and isinstance(place.get("id"), int):
            return str(place["id"])
    return ""
