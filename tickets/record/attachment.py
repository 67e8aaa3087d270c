"""Attachments: files that people and staff send. A row tells what it is; the bytes lie in a folder, under the row's id.

Erasing the row is enough: `sweep` deletes whatever lies in the folder without one.
"""

import asyncio
import hashlib
import os
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.record.conversation import Author, StoredMessage
from tickets.store.base import Base, now, one_of, random_id
from tickets.store.database import Database, Session
from tickets.store.vault import Sealed

LARGEST = 20 * 1024 * 1024  #: bytes; what the Bot API lets a bot fetch
YOUNG = timedelta(hours=1)  #: a file without a row may be waiting for its transaction for so long


class TooLarge(ValueError):
    """The file is larger than LARGEST."""


class ShelfAway(Exception):
    """The place of the files takes nothing now: the disk is full, broken or not ours to write to, the store away."""


class ShelfSilent(Exception):
    """The place of the files does not say now whether it has a file; it may later. The message is for operators."""

    def __init__(self) -> None:
        super().__init__("хранилище файлов (PUNKT_STORE) не отвечает: проверьте его и повторите то же самое позже.")


class Media(StrEnum):
    """What was sent."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    STICKER = "sticker"


class Attachment(Base):
    """One file of one conversation."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(one_of("media", Media), name="media_known"),
        CheckConstraint(f"size BETWEEN 0 AND {LARGEST}", name="size_limited"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    #: The message it came with; None while a request is being filled in.
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    #: The reply of staff with which it waits to leave, and goes if the reply does not: nobody but staff sees it yet.
    pending_id: Mapped[int | None] = mapped_column(ForeignKey("pending_replies.id", ondelete="CASCADE"), index=True)
    media: Mapped[Media]
    name: Mapped[str] = mapped_column(Sealed)  #: as the sender called it; never a path of ours
    mime: Mapped[str]
    size: Mapped[int]  #: bytes
    sha256: Mapped[str]
    group: Mapped[str | None]  #: files of one album have one name here
    remote: Mapped[str | None]  #: the channel's own name for the file, to send it again without the bytes
    at: Mapped[datetime] = mapped_column(default=now)


#: Of files that wait for the request that is being filled in.
LOOSE = (Attachment.message_id.is_(None), Attachment.ticket_id.is_(None), Attachment.pending_id.is_(None))


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in the folder and wait for their row."""

    id: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on the shelf that waits for its row."""

    stored: Stored
    name: str
    mime: str  #: as the bytes show it, whatever the sender called it


@dataclass(frozen=True, slots=True)
class Lent:
    """A file to be read for as long as this is held."""

    path: Path
    holds: object = None  #: what the path leads to while it is there


@contextmanager
def shelf_away() -> Iterator[None]:
    """What the disk refuses, told as ShelfAway."""
    try:
        yield
    except OSError as error:
        raise ShelfAway from error


class Shelf:
    """The folder of the files; only its owner reads it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, chunks: AsyncIterator[bytes]) -> Stored:
        """Write a file down, synced to the disk; raises TooLarge and ShelfAway, and then nothing is left of it."""
        identity, size, digest = random_id(), 0, hashlib.sha256()
        path = self.path(identity)
        with shelf_away():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            async for chunk in chunks:  # whose own errors are those of a network
                size += len(chunk)
                if size > LARGEST:
                    raise TooLarge
                digest.update(chunk)
                with shelf_away():
                    _write(descriptor, chunk)
            with shelf_away():
                os.fsync(descriptor)
        except BaseException:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        return Stored(identity, size, digest.hexdigest())

    async def keep(self, stored: Stored) -> None:
        """Let it be what every copy finds, once it was looked at; raises ShelfAway, and then nothing is left of it."""

    def path(self, identity: str) -> Path:
        """Where the bytes of this id lie until they are kept."""
        return self._folder / identity

    def lend(self, identity: str) -> Lent | None:
        """The file with this id, None where there is none. Waits for disk and network; raises ShelfSilent."""
        path = self._folder / identity
        return Lent(path) if path.is_file() else None

    @property
    def empty(self) -> bool:
        """Whether there is none. Waits, and raises as `lend`."""
        return not any(self._folder.glob("*"))

    def replace(self, folder: Path) -> None:
        """Let the files of this folder, named by their ids, take the place of all that are there; done again it goes
        on. Raises OSError."""
        if folder.exists():  # not when it has been moved already
            shutil.rmtree(self._folder, ignore_errors=True)
            folder.rename(self._folder)

    def drop(self, identities: Iterable[str]) -> None:
        """Delete these files, as far as they are there. Waits, and raises OSError."""
        for identity in identities:
            (self._folder / identity).unlink(missing_ok=True)

    async def sweep(self, database: Database, at: datetime | None = None) -> int:
        """Delete the files whose rows are gone; gives how many."""
        at = at or now()
        known = set(await database.fetch(select(Attachment.id)))
        return await asyncio.to_thread(self._clear, known, at)

    def _clear(self, known: set[str], at: datetime) -> int:
        gone = 0
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            age = at.timestamp() - path.stat().st_mtime
            if path.name not in known and age >= YOUNG.total_seconds():
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def _write(descriptor: int, chunk: bytes) -> None:
    left = memoryview(chunk)
    while left:  # a disk that fills up takes a part
        left = left[os.write(descriptor, left) :]


def of_people() -> ColumnElement[bool]:
    """Condition of files that people sent, and not staff."""
    said = exists().where(StoredMessage.id == Attachment.message_id, StoredMessage.author == Author.STAFF)
    return and_(Attachment.pending_id.is_(None), or_(Attachment.message_id.is_(None), ~said))


async def attachments_for(session: Session, ticket_id: int) -> list[Attachment]:
    """The files handed in with a ticket, added to it or sent with an answer, oldest first; none that waits to leave."""
    query = select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(Attachment.at, Attachment.id)
    return list(await session.scalars(query))


async def files_by_id(session: Session, identities: Sequence[str]) -> list[Attachment]:
    """Those of these files that are there, in this order."""
    if not identities:
        return []
    found = {each.id: each for each in await session.scalars(select(Attachment).where(Attachment.id.in_(identities)))}
    return [found[identity] for identity in identities if identity in found]


async def names_of(session: Session, message_id: str) -> list[str]:
    """What the files that came with a message are called."""
    query = select(Attachment.name).where(Attachment.message_id == message_id).order_by(Attachment.at, Attachment.id)
    return list(await session.scalars(query))


async def give_to_message(session: Session, identities: Sequence[str], message_id: str, ticket_id: int) -> None:
    """Files of staff go out with these words of a ticket."""
    if identities:
        query = update(Attachment).where(Attachment.id.in_(identities))
        await session.execute(query.values(message_id=message_id, ticket_id=ticket_id, pending_id=None))


async def loose(session: Session, conversation_id: str) -> int:
    """How many files wait for the request that is being filled in."""
    query = select(func.count()).where(Attachment.conversation_id == conversation_id, *LOOSE)
    return (await session.scalars(query)).one()


async def let_go(session: Session, conversation_id: str) -> None:
    """The request was not sent: the files that waited for it go; `sweep` deletes their bytes."""
    await session.execute(delete(Attachment).where(Attachment.conversation_id == conversation_id, *LOOSE))


async def album_of(session: Session, conversation_id: str, group: str) -> Attachment | None:
    """A file of this album that came before."""
    query = select(Attachment).where(Attachment.conversation_id == conversation_id, Attachment.group == group)
    return await session.scalar(query.order_by(Attachment.at.desc()).limit(1))


async def hand_in(session: Session, conversation_id: str, ticket_id: int) -> None:
    """What was attached while the request was filled in belongs to the ticket now."""
    query = update(Attachment).where(Attachment.conversation_id == conversation_id, *LOOSE)
    await session.execute(query.values(ticket_id=ticket_id))
