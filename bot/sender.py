"""Senders: the outbox's rows for Telegram, to people and to the staff chat."""

from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot import calls
from bot.calls import from_data, message
from bot.delivery import deliver
from bot.layout import Block, bold, compose, plain
from bot.phrases import RUSSIAN, STAFF, phrases
from tickets.outbox import Parcel, Undeliverable
from tickets.ticket import TicketKind


class TelegramSender:
    """Carries calls written by the bot, and what steps of a ticket tell its person."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        #: How many calls of a parcel that was refused half-way have been made: they are not made again.
        self._made: dict[int, int] = {}

    async def send(self, parcel: Parcel) -> None:
        pending = _calls(parcel)
        for number in range(self._made.pop(parcel.id, 0), len(pending)):
            try:
                await deliver(self._bot, pending[number])
            except Undeliverable:
                raise
            except Exception:
                self._made[parcel.id] = number
                raise


class StaffSender:
    """Tells the staff chat what happened, by number and kind only: a person's words never leave for a group."""

    def __init__(self, bot: Bot, chat: int) -> None:
        self._bot = bot
        self._chat = chat

    async def send(self, parcel: Parcel) -> None:
        sentence = STAFF.get(parcel.topic)
        if sentence is None:
            raise Undeliverable(f"the staff chat is not told of {parcel.topic}")
        data = {name: "—" if value is None else value for name, value in parcel.data.items()}
        if "kind" in data:
            data["kind"] = RUSSIAN.kinds[TicketKind(data["kind"])]
        [html] = compose([plain(sentence.format(**data))])
        await deliver(self._bot, message(self._chat, html))


def _calls(parcel: Parcel) -> Sequence[TelegramMethod[Any]]:
    data = parcel.data
    match parcel.topic:
        case calls.CALL:
            return [from_data(data)]
        case "staff_answered":
            words = phrases(data["language"])
            heading = bold(words.staff_answered.format(number=data["number"]))
            return _messages(data["chat"], heading, plain(data["text"]))
        case "ticket_closed":
            words = phrases(data["language"])
            return _messages(data["chat"], plain(words.closed.format(number=data["number"])))
        case topic:
            raise Undeliverable(f"Telegram does not carry {topic}")


def _messages(chat: str, *blocks: Block) -> Sequence[TelegramMethod[Any]]:
    return [message(chat, html) for html in compose(blocks)]
