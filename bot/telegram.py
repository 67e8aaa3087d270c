"""The connection to Telegram: the bot's client and whether it is let in."""

from typing import TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe, TelegramMethod
from aiogram.types import User
from aiogram.utils.token import TokenValidationError

CHECK_SECONDS = 5

REFUSALS = (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
Answer = TypeVar("Answer")


class TelegramRefused(Exception):
    """Telegram, or the way to it, cannot work with these settings; the message says in Russian what to put right."""


class TelegramSilent(Exception):
    """Telegram does not answer now; it may later."""


def open_bot(token: str, api: str, proxy: str | None = None) -> Bot:
    """A client of the Bot API at that base address; raises TelegramRefused. The caller closes its session."""
    try:
        session = AiohttpSession(proxy=proxy, api=TelegramAPIServer.from_base(api))
    except ValueError:
        raise TelegramRefused(
            "Адрес в PUNKT_TELEGRAM_PROXY не разобрать: нужен вид http://узел:порт или socks5://узел:порт."
        ) from None
    try:
        return Bot(token, session=session)
    except TokenValidationError:
        raise TelegramRefused(
            "В PUNKT_TELEGRAM_TOKEN не токен бота: возьмите его у @BotFather, он выглядит как 123456789:AAE…"
        ) from None


async def me_of(bot: Bot) -> User:
    """The bot as Telegram knows it; raises TelegramRefused and TelegramSilent."""
    try:
        return await ask(bot, GetMe())
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise TelegramRefused(
            "Telegram не принял PUNKT_TELEGRAM_TOKEN: проверьте токен у @BotFather или выпустите новый."
        ) from None


async def ask(bot: Bot, method: TelegramMethod[Answer]) -> Answer:
    """Ask Telegram something at the start. Raises TelegramSilent, and one of REFUSALS as Telegram gives it."""
    try:
        return await bot(method, request_timeout=CHECK_SECONDS)
    except REFUSALS:
        raise
    except Exception as error:  # noqa: BLE001 - network, proxy and address each fail in classes of their own
        # Its own text may hold the address with the token in it.
        raise TelegramSilent(
            f"Telegram не отвечает ({type(error).__name__}): проверьте сеть, PUNKT_TELEGRAM_API и PUNKT_TELEGRAM_PROXY."
        ) from None
