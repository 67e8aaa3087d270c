"""Uploads: a file that somebody sends is looked at, and kept only when it is what may be kept.

Added to an open ticket it is an addition, so the history tells who and when.
"""

import asyncio
import unicodedata
from collections.abc import AsyncIterator

from sqlalchemy import func, select

from desk.file_types import OtherThanNamed, looked_at, type_of
from desk.traces import HeadTooLarge, without_traces
from tickets.acts.act import Deed
from tickets.acts.performing import check, perform
from tickets.acts.table import ADD, REPLY
from tickets.life import hold
from tickets.record.addition import Addition
from tickets.record.attachment import Attachment, Media, Shelf, Upload, of_people
from tickets.record.ticket import USER, Ticket
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.store.database import Session

MOST = 10  #: files with one request
LONGEST_NAME = 120  #: characters
NAMELESS = "file"


class TooManyFiles(ValueError):
    """The ticket has MOST files already."""


async def take_in(shelf: Shelf, chunks: AsyncIterator[bytes], name: str, mime: str = "") -> Upload:
    """Put the file on the shelf when it may be kept; pictures without the traces of their camera.

    Raises ForbiddenType before anything is read, TooLarge, OtherThanNamed and ShelfAway; then nothing is left of it.
    """
    name = clean_name(name)
    claimed = type_of(name, mime)
    try:
        stored = await shelf.put(without_traces(chunks) if claimed.mime.startswith("image/") else chunks)
    except HeadTooLarge:
        raise OtherThanNamed from None
    try:
        kind = await asyncio.to_thread(looked_at, claimed, shelf.path(stored.id))
    except BaseException:
        shelf.path(stored.id).unlink(missing_ok=True)
        raise
    await shelf.keep(stored)
    return Upload(stored, name, kind.mime)


def clean_name(name: str) -> str:
    """The name alone: no folders, and no invisible letters that make one ending look like another."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        return seen[:LONGEST_NAME] or NAMELESS
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if len(ending) < 20 else seen[:LONGEST_NAME]


async def may_hand_in(session: Session, ticket: Ticket, act: str) -> None:
    """Look before the bytes are read, whether the ticket would take a file; an act that is known is only repeated.

    Raises WrongStep and TooManyFiles.
    """
    if await session.scalar(select(Addition.id).where(Addition.origin == act)) is None:
        check(ticket, ADD, USER)
        await _check_room(session, ticket)


async def hand_in(session: Session, number: str, act: str, upload: Upload, words: str) -> Attachment:
    """Keep the file with the ticket; `words` say so in its additions, and staff hear of it.

    The same `act` keeps one file: a repeat gives the row that is there, and the bytes of this upload are the caller's
    to drop. Raises WrongStep, TooManyFiles, and OtherWishUnderSameKey for another file under the same act.
    """
    ticket = await hold(session, number)
    if await session.scalar(select(Addition.id).where(Addition.origin == act)) is not None:
        query = select(Attachment).where(Attachment.ticket_id == ticket.id, Attachment.group == act)
        known = await session.scalar(query)
        if known is None or known.sha256 != upload.stored.sha256:
            raise OtherWishUnderSameKey
        return known
    await perform(session, ADD, Deed(number=number, actor=USER, given={"text": words, "origin": act}))
    await _check_room(session, ticket)
    kept = Attachment(
        id=upload.stored.id,
        conversation_id=ticket.conversation_id,
        ticket_id=ticket.id,
        media=Media.DOCUMENT,
        name=upload.name,
        mime=upload.mime,
        size=upload.stored.size,
        sha256=upload.stored.sha256,
        group=act,
    )
    session.add(kept)
    # Whoever waited for the person has what was asked for.
    await perform(session, REPLY, Deed(number=number, actor=USER))
    return kept


async def _check_room(session: Session, ticket: Ticket) -> None:
    query = select(func.count()).where(Attachment.ticket_id == ticket.id, of_people())
    if (await session.execute(query)).scalar_one() >= MOST:
        raise TooManyFiles
