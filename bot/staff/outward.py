"""Outward: words of staff as their person reads them in Telegram, with files, replies and later corrections.

A file is copied from where the staff member sent it; each message is noted, so that a reply, a reaction or a correction
finds it again.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.methods import CopyMessage, CopyMessages, EditMessageCaption, SendMessage, TelegramMethod

from bot.notices import person_notice
from bot.sending.calls import rewriting
from bot.sending.delivery import deliver
from bot.sending.refusals import MessageGone
from bot.staff.post import replying
from tickets.conversation import StoredMessage
from tickets.database import Database
from tickets.post.copy import note_copy, show_instead, spots_in
from tickets.post.outbox import Parcel

Call = TelegramMethod[Any]


@dataclass(frozen=True, slots=True)
class Outward:
    """What carries words of staff to a private chat."""

    bot: Bot
    database: Database

    async def calls(self, parcel: Parcel) -> Sequence[Call]:
        """The calls that say a notice: with a file, its heading alone and then the file."""
        original = parcel.data.get("original") or {}
        if not original.get("media"):
            notices = person_notice(parcel.topic, parcel.data)
            return [await self._replying(notices[0], original), *notices[1:]]
        heading = person_notice(parcel.topic, {**parcel.data, "text": ""})
        first = await self._replying(heading[0], original)
        return [first, *heading[1:], _copy(parcel.data["chat"], original)]

    async def corrected(self, parcel: Parcel) -> bool:
        """Change words that the person can read already; False where they have to be said anew."""
        data, chat = parcel.data, str(parcel.data["chat"])
        async with self.database.reading() as session:
            spots = await spots_in(session, data["corrects"], chat)
        edit = _edit(parcel, chat, spots)
        if edit is None:
            return False
        try:
            await deliver(self.bot, edit)
        except MessageGone:
            return False
        async with self.database.transaction() as session:
            await show_instead(session, chat, data["corrects"], data["message"])
        return True

    async def note(self, parcel: Parcel, call: Call, given: Any) -> None:
        """Remember where the person's chat shows these words."""
        said = parcel.data.get("message")
        heading = (parcel.data.get("original") or {}).get("media") and isinstance(call, SendMessage)
        if said is None or heading or given is None:
            return
        async with self.database.transaction() as session:
            for each in given if isinstance(given, list) else [given]:
                await note_copy(session, said, str(parcel.data["chat"]), str(each.message_id))

    async def _replying(self, call: SendMessage, original: dict[str, Any]) -> SendMessage:
        if original.get("answers") is None:
            return call
        async with self.database.reading() as session:
            base = await session.get(StoredMessage, original["answers"])
        spot = base.origin if base else None
        return call.model_copy(update={"reply_parameters": replying(spot)}) if spot else call


def _copy(chat: Any, original: dict[str, Any]) -> Call:
    place, spots = original["place"], sorted(int(spot) for spot in original["spots"])
    if len(spots) == 1:
        return CopyMessage(chat_id=chat, from_chat_id=place, message_id=spots[0])
    return CopyMessages(chat_id=chat, from_chat_id=place, message_ids=spots)


def _edit(parcel: Parcel, chat: str, spots: Sequence[str]) -> Call | None:
    if not spots:
        return None
    if (parcel.data.get("original") or {}).get("media"):
        caption = html.escape(str(parcel.data["text"]), quote=False)
        return EditMessageCaption(chat_id=chat, message_id=int(spots[0]), caption=caption, parse_mode="HTML")
    notices = person_notice(parcel.topic, parcel.data)
    if len(notices) != 1 or len(spots) != 1:
        return None
    return rewriting(chat, int(spots[0]), notices[0].text)
