"""The edge as the composition root sees it: opened with what it needs, run until cancelled, closed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiogram import Bot

from bot.checks import look_around
from bot.dialogue.introduction import stay_introduced
from bot.dialogue.turn import CHANNEL
from bot.moves import CallsFollow, UpdatesFollow, chat_now
from bot.sender import TelegramSender
from bot.sending.pacing import Pacing
from bot.sending.traced import Traced
from bot.staff.forum import Forum
from bot.staff.sender import StaffSender
from bot.staff.turn import Group
from bot.telegram import TelegramRefused, TelegramSilent, open_bot
from bot.updates.dispatcher import build_dispatcher
from bot.updates.handling import Handling
from bot.updates.polling import Polling
from bot.updates.webhook import Address, Webhook, webhook_address
from desk.desk import Desk
from desk.settings import Settings
from tickets.loops import Loops
from tickets.post.outbox import STAFF, Sender
from tickets.store.database import Database

log = logging.getLogger(__name__)


class TelegramEdge:
    """Updates in, and the senders that carry replies out.

    With an address for a webhook Telegram posts to the website, which stores what `as_incoming` reads; without one we
    poll, one process at a time.
    """

    def __init__(
        self, bot: Bot, settings: Settings, desk: Desk, database: Database, loops: Loops, webhook: Address | None = None
    ) -> None:
        shelf, public = settings.shelf, settings.public_url is not None
        staff = _staff(bot, settings, database)
        dispatcher = build_dispatcher(desk, database, settings.zone, shelf, staff, public=public)
        if settings.telegram_staff_chat is not None:
            dispatcher.update.outer_middleware(UpdatesFollow(settings.telegram_staff_chat))
        self._bot, self._desk = bot, desk
        self._staff = staff
        self._handling = Handling(bot, dispatcher, desk, database, loops)
        self.webhook = webhook
        self._receiving = Webhook(bot, webhook, loops) if webhook else Polling(bot, database, loops)
        self.senders: Mapping[str, Sender] = {
            CHANNEL: TelegramSender(bot, database, shelf)
        }  #: by channel of the outbox
        if staff is not None:
            self.senders = {**self.senders, STAFF: StaffSender(bot, database, desk, settings, staff.forum)}

    @property
    def waits(self) -> bool:
        """Whether another process polls, and this one takes over when that is gone."""
        return isinstance(self._receiving, Polling) and self._receiving.turn.fence is None

    async def run(self) -> None:
        """Receive and handle updates until cancelled; updates in hand are finished."""
        async with asyncio.TaskGroup() as group:
            group.create_task(stay_introduced(self._bot, self._desk, self._staff.forum.place if self._staff else None))
            group.create_task(self._receiving.run())
            group.create_task(self._handling.run())


@asynccontextmanager
async def open_telegram(
    settings: Settings, desk: Desk, database: Database, key: bytes | None = None, loops: Loops | None = None
) -> AsyncIterator[TelegramEdge]:
    """The edge with its connection, which is closed at the end. `key` makes the webhook's secret.

    Raises TelegramRefused when the settings cannot work. Telegram's silence is no reason not to start, nor is a staff
    group that lacks something: both are told.
    """
    webhook = _webhook(settings, key)
    async with _connection(settings) as bot:
        follow = CallsFollow(database)
        await follow.remember()
        bot.session.middleware(follow)
        bot.session.middleware(Pacing())
        bot.session.middleware(Traced(database.means.traces))
        try:
            state = await look_around(bot, await _staff_chat(settings, database), webhook.url if webhook else None)
            log.info("Telegram knows us as %s", state.name)  # nosemgrep: no-personal-datum-in-a-log - the bot's own
            for sentence in (*state.faults, *state.hints):
                log.warning("%s", sentence)
        except TelegramSilent as silence:
            log.warning("%s", silence)
        yield TelegramEdge(bot, settings, desk, database, loops or Loops(), webhook)


async def check(settings: Settings, database: Database, key: bytes | None = None) -> str:
    """Sentences about the connection and the staff group, one a line.

    Raises TelegramRefused where something must be mended, and TelegramSilent; their messages are such sentences, too.
    """
    webhook = _webhook(settings, key)
    async with _connection(settings) as bot:
        state = await look_around(bot, await _staff_chat(settings, database), webhook.url if webhook else None)
    if state.faults:
        raise TelegramRefused("\n".join((*state.faults, *state.hints)))
    return "\n".join((f"Telegram отвечает, бот — {state.name}.", *state.hints))


def _webhook(settings: Settings, key: bytes | None) -> Address | None:
    if settings.telegram_token is None or not settings.telegram_webhook:
        return None
    assert key, "without a key anybody could post to the webhook"
    return webhook_address(settings, key)


def _staff(bot: Bot, settings: Settings, database: Database) -> Group | None:
    if settings.telegram_staff_chat is None:
        return None
    forum = Forum(bot, database, settings.telegram_staff_chat)
    return Group(forum, settings.zone, settings.address, settings.telegram_staff_text)


async def _staff_chat(settings: Settings, database: Database) -> int | None:
    if settings.telegram_staff_chat is None:
        return None
    async with database.reading() as session:
        return await chat_now(session, settings.telegram_staff_chat)


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
