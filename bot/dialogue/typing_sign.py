"""«Печатает…» over the chat while something takes long. It is a sign of the moment and no message: never a row."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatAction
from aiogram.types import Chat, TelegramObject

from bot.dialogue.turn import Handler
from tickets.conversation import Owner

SLOW = 0.4  #: seconds after which a person may wonder
LASTS = 4.5  #: seconds; Telegram takes the sign away after five
SECONDS = 3  #: for one call

log = logging.getLogger(__name__)


class TypingSign(BaseMiddleware):
    """Shows the sign as long as an update is being handled, unless a person answers instead of the bot."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat = data["event_chat"]
        if data.get("owner") is not Owner.BOT:
            return await handler(event, data)
        async with _typing(data["bot"], chat.id):
            return await handler(event, data)


@asynccontextmanager
async def _typing(bot: Bot, chat: int) -> AsyncIterator[None]:
    sign = asyncio.create_task(_show(bot, chat))
    try:
        yield
    finally:
        sign.cancel()


async def _show(bot: Bot, chat: int) -> None:
    await asyncio.sleep(SLOW)
    while True:
        try:
            await bot.send_chat_action(chat, ChatAction.TYPING, request_timeout=SECONDS)
        except Exception as error:  # noqa: BLE001 - the answer itself is on its way
            log.info("the sign of typing was not shown: %s", type(error).__name__)
            return
        await asyncio.sleep(LASTS)
