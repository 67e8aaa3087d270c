"""The sender of people's chats: the outbox's rows for Telegram."""

from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.sending import calls
from bot.sending.calls import from_data
from bot.sending.delivery import deliver
from bot.sending.refusals import MessageGone
from bot.staff.outward import Outward
from tickets.database import Database
from tickets.post.outbox import Parcel, Undeliverable


class TelegramSender:
    """Carries calls written by the bot, and what steps of a ticket tell its person."""

    def __init__(self, bot: Bot, database: Database) -> None:
        self._bot = bot
        self._outward = Outward(bot, database)
        #: How many calls of a parcel that was refused half-way have been made: they are not made again.
        self._made: dict[int, int] = {}

    async def send(self, parcel: Parcel) -> None:
        if "corrects" in parcel.data and await self._outward.corrected(parcel):
            return
        pending = await self._calls(parcel)
        for number in range(self._made.pop(parcel.id, 0), len(pending)):
            try:
                given = await deliver(self._bot, pending[number])
                await self._outward.note(parcel, pending[number], given)
            except MessageGone:
                if parcel.topic != calls.CALL:
                    raise
                continue  # nobody can press the buttons of a message that is gone
            except Undeliverable:
                raise
            except Exception:
                self._made[parcel.id] = number
                raise

    async def _calls(self, parcel: Parcel) -> Sequence[TelegramMethod[Any]]:
        if parcel.topic == calls.CALL:
            return [from_data(parcel.data)]
        return await self._outward.calls(parcel)
