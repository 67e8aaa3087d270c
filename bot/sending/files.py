"""Files as Telegram holds them: what a message carries, and its bytes put on the shelf."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from desk.uploads import take_in
from tickets.record.attachment import LARGEST, Media, Shelf, TooLarge, Upload

SECONDS = 60  #: for the bytes of one file
CHUNK = 64 * 1024  #: bytes that are read at a time from a file on this machine


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of a message."""

    media: Media
    file_id: str  #: Telegram's name for it
    name: str
    mime: str
    size: int | None  #: bytes, where Telegram says


def sent_file(message: Message) -> Sent | None:
    """The photo, document, voice or piece of music that a message carries."""
    if message.photo:
        largest = message.photo[-1]
        name = f"photo_{message.message_id}.jpg"
        return Sent(Media.PHOTO, largest.file_id, name, "image/jpeg", largest.file_size)
    if (voice := message.voice) is not None:
        return Sent(Media.VOICE, voice.file_id, f"voice_{message.message_id}.ogg", "audio/ogg", voice.file_size)
    for media, file in ((Media.AUDIO, message.audio), (Media.DOCUMENT, message.document)):
        if file is not None and message.animation is None:  # which Telegram also calls a document
            return Sent(media, file.file_id, file.file_name or "", file.mime_type or "", file.file_size)
    return None


async def fetch(bot: Bot, shelf: Shelf, sent: Sent) -> Upload:
    """The file with its bytes on the shelf.

    Raises TooLarge, ForbiddenType and OtherThanNamed, and what aiogram raises when a later try may succeed. The
    address of the bytes holds the bot's token: it goes nowhere.
    """
    if (sent.size or 0) > LARGEST:
        raise TooLarge
    return await take_in(shelf, _bytes(bot, sent.file_id), sent.name, sent.mime)


async def _bytes(bot: Bot, file_id: str) -> AsyncIterator[bytes]:
    try:
        file = await bot.get_file(file_id)
    except TelegramBadRequest as refusal:
        if "too big" in refusal.message.lower():
            raise TooLarge from None
        raise
    path = Path(file.file_path or "")
    if path.is_absolute():  # an operator's own server with --local names its file instead of handing out bytes
        with await asyncio.to_thread(path.open, "rb") as opened:
            while chunk := await asyncio.to_thread(opened.read, CHUNK):
                yield chunk
        return
    address = bot.session.api.file_url(bot.token, file.file_path or "")
    async for chunk in bot.session.stream_content(address, timeout=SECONDS):
        yield chunk
