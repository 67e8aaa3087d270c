"""Outward: words of staff as their person reads them in Telegram, with files, replies and later corrections.

A file is copied from where the staff member sent it, or goes from our folder after the words; each message is noted, so
that a reply, a reaction or a correction finds it again, and nothing is sent twice after a cut.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.methods import CopyMessage, CopyMessages, EditMessageCaption, SendMessage, TelegramMethod
from sqlalchemy import update

from bot.dialogue.turn import CHANNEL
from bot.notices import person_notice
from bot.sending.calls import inside, rewriting
from bot.sending.delivery import deliver
from bot.sending.enclosures import SECONDS, Enclosure, call, enclosures, parcels, remote_name
from bot.sending.layout import compose
from bot.sending.refusals import FileRefused, MessageGone
from bot.sending.said import said
from bot.staff.post import replying
from tickets.post.copy import Original, note_copy, show_instead, spots_in
from tickets.post.outbox import Undeliverable
from tickets.post.topics.to_person import Notice, StaffAnswered, StaffWords
from tickets.record.attachment import Attachment, Shelf, files_by_id
from tickets.record.conversation import StoredMessage, find_conversation
from tickets.store.database import Database

Call = TelegramMethod[Any]


@dataclass(frozen=True, slots=True)
class Outward:
    """What carries words of staff to a private chat."""

    bot: Bot
    database: Database
    shelf: Shelf | None = None  #: where files lie that staff send from the console

    async def calls(self, notice: Notice, chat: str) -> Sequence[Call]:
        """The calls that say a notice: with a file, its heading alone and then the file."""
        original = notice.news.original if isinstance(notice.news, StaffWords) else None
        copies = [] if original is None or not original.media else [_copy(chat, original)]
        first, *rest = person_notice(notice, chat, heading=bool(copies))
        calls = [await self._replying(first, original), *rest, *copies]
        return [call.model_copy(update=inside(await self._thread(chat))) for call in calls]

    async def said_before(self, notice: Notice, chat: str) -> int:
        """How many calls of words with files have been made; their files are noted with them."""
        words = notice.news
        if not isinstance(words, StaffWords) or not words.files:
            return 0
        async with self.database.reading() as session:
            return len(await spots_in(session, words.message, chat))

    async def enclose(self, notice: Notice, chat: str) -> None:
        """Send the files that go with the words, as far as they have not been sent; raises as `deliver`."""
        words = notice.news
        if not isinstance(words, StaffWords) or not words.files:
            return
        if self.shelf is None:
            raise Undeliverable("there is no folder of files here")
        async with self.database.reading() as session:
            files = [file for file in await files_by_id(session, words.files) if file.remote is None]
        where = inside(await self._thread(chat))
        for together in parcels(await asyncio.to_thread(enclosures, self.shelf, files)):
            try:
                await self._send(words, together, chat, where, photo=together[0].photo)
            except FileRefused:
                if not together[0].photo:
                    raise
                await self._send(words, together, chat, where, photo=False)

    async def _send(
        self, words: StaffWords, together: Sequence[Enclosure], chat: str, where: Mapping[str, Any], *, photo: bool
    ) -> None:
        given = await deliver(self.bot, call(together, chat, where, photo=photo), SECONDS)
        shown = given if isinstance(given, list) else [given]
        async with self.database.transaction() as session:
            for file, message in zip(together, shown, strict=True):
                sent = update(Attachment).where(Attachment.id == file.id).values(remote=remote_name(message))
                await session.execute(sent)
                await note_copy(session, words.message, chat, str(message.message_id))

    async def corrected(self, notice: Notice, chat: str) -> bool:
        """Change words that the person can read already; False where they have to be said anew."""
        words = notice.news
        if not isinstance(words, StaffAnswered) or words.corrects is None:
            return False
        async with self.database.reading() as session:
            spots = await spots_in(session, words.corrects, chat)
        edit = _edit(notice, words, chat, spots)
        if edit is None:
            return False
        try:
            await deliver(self.bot, edit)
        except MessageGone:
            return False
        async with self.database.transaction() as session:
            await show_instead(session, chat, words.corrects, words.message)
        return True

    async def note(self, notice: Notice, call: Call, given: Any) -> None:
        """Remember where the person's chat shows these words."""
        words = notice.news
        if not isinstance(words, StaffWords) or given is None:
            return
        if words.original is not None and words.original.media and isinstance(call, SendMessage):
            return  # their heading
        async with self.database.transaction() as session:
            for each in given if isinstance(given, list) else [given]:
                await note_copy(session, words.message, str(notice.chat), str(each.message_id))

    async def _thread(self, chat: str) -> str | None:
        """Where in the chat the person wrote last."""
        async with self.database.reading() as session:
            found = await find_conversation(session, CHANNEL, chat)
        return found.thread if found else None

    async def _replying(self, call: SendMessage, original: Original | None) -> SendMessage:
        if original is None or original.answers is None:
            return call
        async with self.database.reading() as session:
            base = await session.get(StoredMessage, original.answers)
        spot = base.origin if base else None
        return call.model_copy(update={"reply_parameters": replying(spot)}) if spot else call


def _copy(chat: str, original: Original) -> Call:
    place, spots = original.place, sorted(int(spot) for spot in original.spots)
    if len(spots) == 1:
        return CopyMessage(chat_id=chat, from_chat_id=place, message_id=spots[0])
    return CopyMessages(chat_id=chat, from_chat_id=place, message_ids=spots)


def _edit(notice: Notice, words: StaffAnswered, chat: str, spots: Sequence[str]) -> Call | None:
    if not spots:
        return None
    if words.original is not None and words.original.media:
        caption = "\n\n".join(compose(said(words.text)))
        return EditMessageCaption(chat_id=chat, message_id=int(spots[0]), caption=caption, parse_mode="HTML")
    notices = person_notice(notice, chat)
    if len(notices) != 1 or len(spots) != 1:
        return None
    return rewriting(chat, int(spots[0]), notices[0].text)
