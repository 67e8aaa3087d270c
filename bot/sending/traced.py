"""Calls of the Bot API as spans: named by their methods, with nothing of what they say and to whom."""

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from tickets.store.traces import Traces


class Traced(BaseRequestMiddleware):
    """A span for each call that belongs to a trace; the innermost, so that waiting for a turn is not in it."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        with self._traces.within(method.__api_method__):
            return await make_request(bot, method)
