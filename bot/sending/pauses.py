"""Pauses between tries: each about twice as long as the one before, and as long as Telegram asks for."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Never

from aiogram.exceptions import (
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from sqlalchemy.exc import SQLAlchemyError

FIRST = 1.0  #: seconds
LONGEST = 60.0

#: What the log says of a failure; nothing of the error's own text, which may hold the address with the token in it.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TelegramConflictError, "another process receives this bot's updates"),
    (TelegramUnauthorizedError, "Telegram no longer accepts the token"),
    (TelegramRetryAfter, "Telegram asks to wait"),
    (TelegramServerError, "Telegram has an error of its own"),
    (SQLAlchemyError, "the database does not answer"),
    (OSError, "a file or a connection of ours fails"),
)

log = logging.getLogger(__name__)


def pause(failures: int, error: Exception | None = None) -> float:
    """Seconds to wait after so many failures in a row; spread, so that many do not return at once."""
    spread = min(FIRST * 2.0 ** (failures - 1), LONGEST) * random.uniform(0.8, 1.2)  # spreads retries  # noqa: S311  # nosec B311
    return max(spread, getattr(error, "retry_after", 0))


async def keep_on(step: Callable[[], Awaitable[None]], missing: str) -> Never:
    """Take this step again and again until cancelled; `missing` is what there is none of while it fails."""
    failures = 0
    while True:
        try:
            await step()
            failures = 0
        except Exception as error:  # noqa: BLE001 - whatever it is, people must be heard again afterwards
            failures += 1
            seconds = pause(failures, error)
            why = next((words for kind, words in _REASONS if isinstance(error, kind)), "Telegram cannot be reached")
            log.warning("no %s for %.0f s: %s (%s)", missing, seconds, why, type(error).__name__)
            await asyncio.sleep(seconds)
