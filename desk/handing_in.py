"""Handing in: a file that a person adds to their open ticket. It is an addition, so the history tells who and when."""

from sqlalchemy import func, select

from desk.uploads import MOST, Upload
from tickets.acts.act import Deed
from tickets.acts.performing import check, perform
from tickets.acts.table import ADD, REPLY
from tickets.life import hold
from tickets.record.attachment import Attachment, Media
from tickets.record.ticket import USER, Addition, Ticket
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.store.database import Session


class TooManyFiles(ValueError):
    """The ticket has MOST files already."""


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
        known = (await session.execute(query)).scalar_one_or_none()
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
    query = select(func.count()).where(Attachment.ticket_id == ticket.id)
    if (await session.execute(query)).scalar_one() >= MOST:
        raise TooManyFiles
