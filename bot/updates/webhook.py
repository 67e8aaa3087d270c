"""Webhook: Telegram posts updates to the website, which stores them; here it is told where to and with what secret.

Telegram posts the updates of one chat one after another, each after our yes to the one before, and posts again for a
day what got no yes (tdlib/telegram-bot-api, WebhookActor.cpp). So the inbox holds each chat in its order, and every
update once, however many of our processes are posted to.
"""

import asyncio
import hashlib
import hmac
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Never
from urllib.parse import urlsplit

from aiogram import Bot

from bot.sending.reasons import why
from bot.telegram import TelegramRefused
from bot.updates.polling import HEARD
from desk.settings import Settings
from tickets.loops import Loops

PATH = "/telegram/updates"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 20  #: posts that Telegram may make at the same time
GLANCE = 300.0  #: seconds between looks whether the webhook still stands
PORTS = {None, 443, 80, 88, 8443}  #: that Telegram's own servers post to
TELEGRAMS_OWN = "api.telegram.org"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram posts to, and how we know that it is Telegram."""

    url: str
    secret: str


def webhook_secret(key: bytes) -> str:
    """The secret that Telegram repeats with every update; the same for all processes with this key."""
    return hmac.new(key, b"telegram-webhook", hashlib.sha256).hexdigest()


def webhook_address(settings: Settings, key: bytes) -> Address:
    """Raises TelegramRefused where Telegram would not post to it."""
    parts = urlsplit(settings.public_url or "")
    # A server of one's own may post to any address, also without TLS.
    if urlsplit(settings.telegram_api).hostname == TELEGRAMS_OWN and parts.scheme != "https":
        raise TelegramRefused(
            "PUNKT_TELEGRAM_WEBHOOK включён, но Telegram шлёт сообщения только по https: "
            "укажите в PUNKT_PUBLIC_URL адрес сайта с https или выключите PUNKT_TELEGRAM_WEBHOOK."
        )
    if not parts.hostname:
        raise TelegramRefused("PUNKT_TELEGRAM_WEBHOOK включён, но в PUNKT_PUBLIC_URL нет адреса сайта: укажите его.")
    if urlsplit(settings.telegram_api).hostname == TELEGRAMS_OWN and parts.port not in PORTS:
        raise TelegramRefused("PUNKT_PUBLIC_URL: Telegram шлёт сообщения только на порты 443, 80, 88 и 8443.")
    return Address(f"{settings.address}{PATH}", webhook_secret(key))


class Webhook:
    """Sees to it that Telegram posts to us, until it is cancelled."""

    def __init__(self, bot: Bot, address: Address, loops: Loops) -> None:
        self._bot = bot
        self._address = address
        self._loops = loops
        self._is_set = False
        self._complained: datetime | None = None  #: the moment of Telegram's last complaint that is in our log

    async def run(self) -> Never:
        await self._loops.keep("webhook", self._see_to_it, why)

    async def _see_to_it(self) -> None:
        if not self._is_set:  # even where the address is so already: the secret or the kinds may have changed
            await self._set()
            self._is_set = True
        await self._look()
        await asyncio.sleep(GLANCE)

    async def _set(self) -> None:
        """What waits at Telegram, also from a time of polling, is kept and posted."""
        await self._bot.set_webhook(
            self._address.url,
            secret_token=self._address.secret,
            allowed_updates=list(HEARD),
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._address.url:
            log.warning("another process has changed the webhook; it is set again")
            await self._set()
        elif info.last_error_date != self._complained:
            self._complained = info.last_error_date
            # nosemgrep: no-personal-datum-in-a-log - Telegram's own words about our address
            log.warning("Telegram could not post to us: %s", info.last_error_message)
