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
from aiogram.types import BotCommand
from sqlalchemy.exc import SQLAlchemyError

from bot.pauses import pause
from bot.phrases import COMMANDS
from bot.turn import CHANNEL
from tickets.database import Database
from tickets.inbox import Incoming, accept

LONG_POLL = 25  #: seconds that Telegram holds the call when there is nothing new
HEARD = ("message", "callback_query")  #: kinds of updates that are asked for

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
        introduced = False
        failures = 0
        while True:
            try:
                if not introduced:
                    await self._introduce()
                    introduced = True
                updates: Any = await self._bot(
                    GetRawUpdates(offset=offset, timeout=LONG_POLL, allowed_updates=list(HEARD)),
                    request_timeout=LONG_POLL + 10,
                )
                await self._store(updates)
            except Exception as error:  # noqa: BLE001 - whatever it is, people must be heard again afterwards
                failures += 1
                seconds = max(pause(failures), getattr(error, "retry_after", 0))
                log.warning("no updates for %.0f s: %s (%s)", seconds, _reason(error), type(error).__name__)
                await asyncio.sleep(seconds)
                continue
            failures = 0
            if updates:
                offset = updates[-1]["update_id"] + 1

    async def _introduce(self) -> None:
        """While a webhook is set, Telegram gives no updates; what waits for it is kept."""
        await self._bot.delete_webhook(drop_pending_updates=False)
        await self._bot.set_my_commands([BotCommand(command=name, description=does) for name, does in COMMANDS.items()])

    async def _store(self, updates: list[dict[str, Any]]) -> None:
        if not updates:
            return
        incoming = [Incoming(str(update["update_id"]), lane_of(update), update) for update in updates]
        async with self._database.transaction() as session:
            await accept(session, CHANNEL, incoming)
        self._news()


def lane_of(update: dict[str, Any]) -> str:
    """The chat an update belongs to; "" where there is none."""
    for kind in HEARD:
        event = update.get(kind) or {}
        message = event.get("message", event) or {}
        if "chat" in message:
            return str(message["chat"]["id"])
    return ""


def _reason(error: Exception) -> str:
    return next((words for kind, words in _REASONS if isinstance(error, kind)), "Telegram cannot be reached")
