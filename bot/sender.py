"""The sender of people's chats: the outbox's rows for Telegram."""

from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.sending.calls import from_topic
from bot.sending.delivery import deliver
from bot.sending.refusals import MessageGone
from bot.staff.outward import Outward
from tickets.post.outbox import Parcel, Undeliverable
from tickets.post.topics.to_person import Notice, StaffWords
from tickets.post.topics.topic import ChannelCall
from tickets.record.attachment import Shelf
from tickets.store.database import Database


class TelegramSender:
    """Carries calls written by the bot, and what steps of a ticket tell its person."""

    def __init__(self, bot: Bot, database: Database, shelf: Shelf | None = None) -> None:
        self._bot = bot
        self._outward = Outward(bot, database, shelf)
        #: How many calls of a parcel that was refused half-way have been made: they are not made again.
        self._made: dict[int, int] = {}

    async def send(self, parcel: Parcel) -> None:
        match parcel.topic:
            case ChannelCall() as call:
                await self._make(parcel.id, [from_topic(call)])
            case Notice(chat=str(chat)) as notice:
                if not await self._outward.corrected(notice, chat):
                    before = await self._outward.said_before(notice, chat)
                    await self._make(parcel.id, (await self._outward.calls(notice, chat))[before:], notice)
                    await self._outward.enclose(notice, chat)
            case topic:
                raise Undeliverable(f"Telegram does not carry {topic.name}")

    async def _make(self, row: int, pending: Sequence[TelegramMethod[Any]], notice: Notice | None = None) -> None:
        for number in range(self._made.pop(row, 0), len(pending)):
            try:
                given = await deliver(self._bot, pending[number])
                if notice is not None:
                    await self._outward.note(notice, pending[number], given)
            except MessageGone:
                if notice is not None:
                    raise
                continue  # nobody can press the buttons of a message that is gone
            except Undeliverable:
                raise
            except Exception:
                if not (notice is not None and _with_files(notice)):  # of those it is noted what was said
                    self._made[row] = number
                raise


def _with_files(notice: Notice) -> bool:
    return isinstance(notice.news, StaffWords) and bool(notice.news.files)
