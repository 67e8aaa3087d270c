"""A post: where in the staff chat something is said, and the ways to say it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.methods import CopyMessage, CopyMessages, PinChatMessage
from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyParameters

from bot.sending.calls import message, rewriting
from bot.sending.delivery import deliver
from bot.sending.layout import Block, compose
from bot.sending.refusals import MessageGone
from tickets.post.copy import note_copy, spots_in
from tickets.post.outbox import Undeliverable
from tickets.store.database import Database

Markup = InlineKeyboardMarkup | ForceReply


@dataclass(frozen=True, slots=True)
class Post:
    """A topic of the chat, or its general one with no thread. Every way to say something raises as `deliver`."""

    bot: Bot
    database: Database
    place: int
    thread: int | None = None

    def parts(self, *blocks: Block) -> Sequence[str]:
        """What is said, as messages."""
        return compose(blocks)

    async def send(self, html: str, *, reply_to: str | None = None, buttons: Markup | None = None) -> int:
        """One message; gives its number. A message answered that is gone does not keep it back."""
        call = message(self.place, html, message_thread_id=self.thread, reply_markup=buttons)
        sent = await deliver(self.bot, call.model_copy(update={"reply_parameters": replying(reply_to)}))
        return int(sent.message_id)

    async def say(self, *blocks: Block, reply_to: str | None = None, buttons: Markup | None = None) -> int:
        """Messages of ours; gives the number of the first. Buttons hang under the last."""
        *before, last = self.parts(*blocks)
        spots = [await self.send(html, reply_to=reply_to) for html in before]
        return [*spots, await self.send(last, reply_to=reply_to, buttons=buttons)][0]

    async def show(
        self, said: str, parts: Sequence[str], *, reply_to: str | None = None, buttons: Markup | None = None
    ) -> None:
        """The words of a stored message, part by part, each noted: what was shown before is not shown again."""
        done = len(await self.spots(said))
        for number, html in enumerate(parts[done:], start=done + 1):
            last = buttons if number == len(parts) else None
            await self._note(said, await self.send(html, reply_to=reply_to, buttons=last))

    async def copy(self, said: Sequence[str], chat: str, spots: Sequence[str], *, reply_to: str | None = None) -> None:
        """Messages of another chat as they are, an album as an album; `said` are our ids of them."""
        where: dict[str, Any] = {"chat_id": self.place, "message_thread_id": self.thread, "from_chat_id": chat}
        if len(spots) == 1:
            call = CopyMessage(**where, message_id=int(spots[0]), reply_parameters=replying(reply_to))
            copied = [await deliver(self.bot, call)]
        else:
            copied = await deliver(self.bot, CopyMessages(**where, message_ids=[int(spot) for spot in spots]))
        for one, each in zip(said, copied, strict=False):  # what cannot be copied any more is passed over
            await self._note(one, each.message_id)

    async def rewrite(self, spot: str, html: str, buttons: InlineKeyboardMarkup | None = None) -> bool:
        """Let a message of ours say this instead; False when it is gone."""
        try:
            await deliver(self.bot, rewriting(self.place, int(spot), html, reply_markup=buttons))
        except MessageGone:
            return False
        return True

    async def pin(self, spot: str) -> None:
        """Where the bot may not pin, the message is there all the same."""
        with suppress(Undeliverable):
            pin = PinChatMessage(chat_id=self.place, message_id=int(spot), disable_notification=True)
            await deliver(self.bot, pin)

    async def spots(self, said: str) -> Sequence[str]:
        """Where in this chat the stored message is shown."""
        async with self.database.reading() as session:
            return await spots_in(session, said, str(self.place))

    async def _note(self, said: str, spot: int) -> None:
        async with self.database.transaction() as session:
            await note_copy(session, said, str(self.place), str(spot))


def replying(spot: str | None) -> ReplyParameters | None:
    """To that message of the same chat, if it is still there."""
    return ReplyParameters(message_id=int(spot), allow_sending_without_reply=True) if spot else None
