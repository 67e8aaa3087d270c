"""Pacing: calls leave no faster than Telegram takes them, so that a burst meets few refusals.

The limits are those of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: some thirty
messages a second overall, one a second in a chat with short bursts allowed, twenty a minute in a group. Each process
counts for itself; what several send together beyond the limits is refused with a wish to wait, which is honoured.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType

from tickets.post.outbox import TryLater

PATIENCE = 1.0  #: seconds that a call waits here; for longer its row waits in the outbox, and others have its place
KEPT = 1000  #: chats whose calls are remembered before the idle ones are forgotten
_COUNTED = ("send", "copyMessage", "forwardMessage", "editMessage", "createForumTopic")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls within so many seconds."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """A little below what Telegram names."""

    overall: Rate = Rate(25, 1.0)
    private: Rate = Rate(10, 10.0)
    group: Rate = Rate(20, 60.0)


class Window:
    """The calls of the last seconds."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._made: deque[float] = deque(maxlen=rate.most)
        self.closed_until = 0.0

    def wait(self, moment: float) -> float:
        """Seconds until one more may be made; zero or less when it may be now."""
        oldest = self._made[0] + self._rate.seconds if len(self._made) == self._rate.most else 0.0
        return max(oldest, self.closed_until) - moment

    def take(self, moment: float) -> None:
        self._made.append(moment)

    def is_idle(self, moment: float) -> bool:
        made = self._made[-1] + self._rate.seconds if self._made else 0.0
        return max(made, self.closed_until) < moment


class Pacing(BaseRequestMiddleware):
    """Lets a call wait its turn. Raises TryLater when that would be long."""

    def __init__(
        self,
        limits: Limits = Limits(),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._overall = Window(limits.overall)
        self._chats: dict[str, Window] = {}

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat = getattr(method, "chat_id", None)
        if chat is None or not _is_counted(method):
            return await make_request(bot, method)
        window = self._window(str(chat))
        while (wait := max(window.wait(self._clock()), self._overall.wait(self._clock()))) > 0:
            if wait > PATIENCE:
                raise TryLater(timedelta(seconds=wait), "more at once than Telegram takes")
            await self._sleep(wait)
        for each in (window, self._overall):
            each.take(self._clock())
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as refusal:
            window.closed_until = self._clock() + refusal.retry_after
            raise

    def _window(self, chat: str) -> Window:
        if chat not in self._chats:
            if len(self._chats) >= KEPT:
                moment = self._clock()
                self._chats = {known: window for known, window in self._chats.items() if not window.is_idle(moment)}
            self._chats[chat] = Window(self._limits.private if chat.isdigit() else self._limits.group)
        return self._chats[chat]


def _is_counted(method: TelegramMethod[Any]) -> bool:
    """Whether the call puts something into a chat; the spinner and what only looks do not."""
    return method.__api_method__.startswith(_COUNTED) and not isinstance(method, SendChatAction)
