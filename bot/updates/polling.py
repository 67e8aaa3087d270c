"""Polling: updates in. Each is stored and committed before Telegram is told that we have it.

Telegram forgets an update when a later call of getUpdates names a higher offset. So the offset moves only after the
commit; after a crash Telegram itself knows where we were, and an update that comes twice is stored once.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, ClassVar, Never

from aiogram import Bot
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from sqlalchemy.exc import SQLAlchemyError

from bot.dialogue.turn import CHANNEL
from bot.sending.pauses import pause
from tickets.database import Database
from tickets.post.inbox import Incoming, accept

LONG_POLL = 25  #: seconds that Telegram holds the call when there is nothing new
#: Kinds of updates that are asked for.
HEARD = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "message_reaction")

#: What the log says of a failure; nothing of the error's own text, which may hold the address with the token in it.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TelegramConflictError, "another process receives this bot's updates"),
    (TelegramUnauthorizedError, "Telegram no longer accepts the token"),
    (TelegramRetryAfter, "Telegram asks to wait"),
    (TelegramServerError, "Telegram has an error of its own"),
    (SQLAlchemyError, "the database does not take them"),
)

log = logging.getLogger(__name__)


class GetRawUpdates(GetUpdates):
    """getUpdates whose updates stay as they came: one that aiogram cannot read must not hold back the others."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]


class Polling:
    """Asks for updates until it is cancelled; `news` is called when some were stored."""

    def __init__(self, bot: Bot, database: Database, news: Callable[[], None]) -> None:
        self._bot = bot
        self._database = database
        self._news = news

    async def run(self) -> Never:
        offset: int | None = None
        freed = False
        failures = 0
        while True:
            try:
                if not freed:
                    # While a webhook is set, Telegram gives no updates; what waits for it is kept.
                    await self._bot.delete_webhook(drop_pending_updates=False)
                    freed = True
                updates: Any = await self._bot(
                    GetRawUpdates(offset=offset, timeout=LONG_POLL, allowed_updates=list(HEARD)),
                    request_timeout=LONG_POLL + 10,
                )
                await self._store(updates)
            except Exception as error:  # noqa: BLE001 - whatever it is, people must be heard again afterwards
                failures += 1
                if isinstance(error, TelegramConflictError):  # another one polls, or has set its webhook again
                    freed = False
                seconds = max(pause(failures), getattr(error, "retry_after", 0))
                log.warning("no updates for %.0f s: %s (%s)", seconds, reason(error), type(error).__name__)
                await asyncio.sleep(seconds)
                continue
            failures = 0
            if updates:
                offset = updates[-1]["update_id"] + 1

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        if incoming := [known for update in updates if (known := as_incoming(update))]:
            async with self._database.transaction() as session:
                await accept(session, CHANNEL, incoming)
            self._news()


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


def reason(error: Exception) -> str:
    """Why nothing comes in, for the log."""
    return next((words for kind, words in _REASONS if isinstance(error, kind)), "Telegram cannot be reached")
