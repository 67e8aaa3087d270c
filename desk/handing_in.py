"""Handing in: a file that a person adds to their open ticket. It is an addition, so the history tells who and when."""

from sqlalchemy import func, select

from desk.uploads import MOST, Upload
from tickets.attachment import Attachment, Media
from tickets.database import Session
from tickets.life import ADD, check, hold
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.steps.own_steps import add, reply
from tickets.ticket import USER, Addition, Ticket


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
    await add(session, number, words, act)
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
    await reply(session, number)  # whoever waited for the person has what was asked for
    return kept


async def _check_room(session: Session, ticket: Ticket) -> None:
    query = select(func.count()).where(Attachment.ticket_id == ticket.id)
    if (await session.execute(query)).scalar_one() >= MOST:
        raise TooManyFiles
