"""What a row of the queue tells beside the ticket itself: where it was found, who wrote last, who is at it now."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from api.console.queue.found import Line, line
from api.console.queue.lists import Row
from tickets.queue.lists import said_in
from tickets.queue.search import Sought, sought
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import HELD, Addition, Ticket
from tickets.staff.presence import Present, present
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class LastWord:
    """Who wrote last since a ticket was opened, and when."""

    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class Glance:
    """One row's."""

    line: Line
    last: LastWord
    unread: bool  #: the person has written after the assignee's last step
    present: Sequence[Present]


async def glances(session: Session, rows: Sequence[Row], q: str, me: str, at: datetime) -> dict[int, Glance]:
    """By ids of the tickets."""
    tickets = [row.ticket for row in rows]
    wanted = sought(q)
    lines = await _lines({ticket.id: [ticket.text] for ticket in tickets}, wanted)
    if wanted:  # they may stand elsewhere than in the text of the ticket
        elsewhere = [ticket for ticket in tickets if not any(piece.found for piece in lines[ticket.id])]
        lines |= await _lines(await said_in(session, elsewhere), wanted)
    words, there = await _last_words(session, tickets), await present(session, lines, at, apart_from=me)
    return {
        ticket.id: Glance(
            line=lines[ticket.id],
            last=LastWord(*max(words[ticket.id].items(), key=lambda word: word[1])),
            unread=_is_unread(ticket, words[ticket.id][Author.USER]),
            present=there.get(ticket.id, ()),
        )
        for ticket in tickets
    }


async def _lines(texts: Mapping[int, Sequence[str]], wanted: Sequence[Sought]) -> dict[int, Line]:
    return await asyncio.to_thread(lambda: {ticket: line(said, wanted) for ticket, said in texts.items()})


def _is_unread(ticket: Ticket, last: datetime) -> bool:
    return ticket.status in HELD and ticket.stirred_at is not None and last > ticket.stirred_at


async def _last_words(session: Session, tickets: Sequence[Ticket]) -> dict[int, dict[Author, datetime]]:
    """When each author wrote last, by the ticket's id; the ticket itself and what was added to it are the person's."""
    found = {ticket.id: {Author.USER: ticket.received_at} for ticket in tickets}
    talk = (
        select(Ticket.id, StoredMessage.author, func.max(StoredMessage.at))
        .join(StoredMessage, StoredMessage.conversation_id == Ticket.conversation_id)
        .where(Ticket.id.in_(found), StoredMessage.author != Author.BOT, StoredMessage.at >= Ticket.received_at)
        .group_by(Ticket.id, StoredMessage.author)
    )
    added = select(Addition.ticket_id, func.max(Addition.at)).where(Addition.ticket_id.in_(found))
    for ticket, author, at in (await session.execute(talk)).all():
        found[ticket][author] = max(at, found[ticket].get(author, at))
    for ticket, at in (await session.execute(added.group_by(Addition.ticket_id))).all():
        found[ticket][Author.USER] = max(at, found[ticket][Author.USER])
    return found
