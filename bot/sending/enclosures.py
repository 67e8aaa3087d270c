"""Enclosures: files that staff send from the console, on their way into a chat.

Pictures go as photos, the rest as documents; what follows one another and is of one kind goes as an album.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from aiogram.methods import SendDocument, SendMediaGroup, SendPhoto, TelegramMethod
from aiogram.types import FSInputFile, InputMediaDocument, InputMediaPhoto, Message

from desk.file_types import shown_as
from tickets.record.attachment import Attachment, Lent, Shelf

SECONDS = 60  #: for the bytes of one call
ALBUM = 10  #: files of one album at most
LARGEST_PHOTO = 10 * 1024 * 1024  #: bytes; a larger picture goes as a document
PHOTOS = ("image/jpeg", "image/png")  #: what stays what it was as a photo

Call = TelegramMethod[Any]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it is sent."""

    id: str  #: of the attachment
    lent: Lent
    name: str
    photo: bool

    @property
    def bytes(self) -> FSInputFile:
        return FSInputFile(self.lent.path, self.name)


def enclosures(shelf: Shelf, files: Sequence[Attachment]) -> list[Enclosure]:
    """Those whose bytes are there. Waits as `Shelf.lend`, and raises ShelfSilent."""
    found = [(file, shelf.lend(file.id)) for file in files]
    return [Enclosure(file.id, lent, file.name, _is_photo(file, lent.path)) for file, lent in found if lent]


def parcels(files: Sequence[Enclosure]) -> Iterator[Sequence[Enclosure]]:
    """In their order, what goes with one call together."""
    for _, alike in groupby(files, key=lambda file: file.photo):
        run = list(alike)
        yield from (run[start : start + ALBUM] for start in range(0, len(run), ALBUM))


def call(together: Sequence[Enclosure], chat: str, where: Mapping[str, Any], *, photo: bool) -> Call:
    """The call that sends them, as photos or as documents."""
    if len(together) == 1:
        [file] = together
        if photo:
            return SendPhoto(chat_id=chat, photo=file.bytes, **where)
        return SendDocument(chat_id=chat, document=file.bytes, disable_content_type_detection=True, **where)
    if photo:
        return SendMediaGroup(chat_id=chat, media=[InputMediaPhoto(media=file.bytes) for file in together], **where)
    album = [InputMediaDocument(media=file.bytes, disable_content_type_detection=True) for file in together]
    return SendMediaGroup(chat_id=chat, media=[*album], **where)


def remote_name(message: Message) -> str:
    """Telegram's own name for the file of a message."""
    if message.photo:
        return message.photo[-1].file_id
    other = message.document or message.audio or message.video or message.animation or message.voice
    return other.file_id if other else f"message:{message.message_id}"


def _is_photo(file: Attachment, path: Path) -> bool:
    return file.mime in PHOTOS and file.size <= LARGEST_PHOTO and shown_as(path, file.mime) is not None
