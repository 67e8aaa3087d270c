"""The edge as the composition root sees it: opened with what it needs, run until cancelled, closed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiogram import Bot

from bot.dispatcher import build_dispatcher
from bot.handling import Handling
from bot.polling import Polling
from bot.sender import StaffSender, TelegramSender
from bot.telegram import TelegramRefused, TelegramSilent, name_of, open_bot
from bot.turn import CHANNEL
from desk.desk import Desk
from desk.settings import Settings
from tickets.database import Database
from tickets.outbox import STAFF, Sender

log = logging.getLogger(__name__)


class TelegramEdge:
    """Updates in, and the senders that carry replies out."""

    def __init__(self, bot: Bot, settings: Settings, desk: Desk, database: Database) -> None:
        dispatcher = build_dispatcher(desk, database, public=settings.public_url is not None)
        self._handling = Handling(bot, dispatcher, desk, database)
        self._polling = Polling(bot, database, self._handling.news)
        self.senders: Mapping[str, Sender] = {CHANNEL: TelegramSender(bot)}  #: by channel of the outbox
        if settings.telegram_staff_chat is not None:
            self.senders = {**self.senders, STAFF: StaffSender(bot, settings.telegram_staff_chat)}

    async def run(self) -> None:
        """Receive and handle updates until cancelled; updates in hand are finished."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._polling.run())
            group.create_task(self._handling.run())


@asynccontextmanager
async def open_telegram(settings: Settings, desk: Desk, database: Database) -> AsyncIterator[TelegramEdge]:
    """The edge with its connection, which is closed at the end.

    Raises TelegramRefused when the settings cannot work. Telegram's silence is no reason not to start.
    """
    async with _connection(settings) as bot:
        try:
            log.info("Telegram knows us as %s", await name_of(bot))
        except TelegramSilent as silence:
            log.warning("%s", silence)
        yield TelegramEdge(bot, settings, desk, database)


async def check(settings: Settings) -> str:
    """One sentence about the connection; raises TelegramRefused and TelegramSilent, whose message is one, too."""
    async with _connection(settings) as bot:
        return f"Telegram отвечает, бот — {await name_of(bot)}."


@asynccontextmanager
async def _connection(settings: Settings) -> AsyncIterator[Bot]:
    if settings.telegram_token is None:
        raise TelegramRefused("Бот выключен: PUNKT_TELEGRAM_TOKEN не задан.")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    bot = open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api, proxy)
    try:
        yield bot
    finally:
        await bot.session.close()
