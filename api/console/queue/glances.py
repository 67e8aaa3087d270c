"""What a row of the queue tells beside the ticket itself: what was said last, whether it is read, who is at it now."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from api.console.queue.found import Line, line
from api.console.queue.lists import Row
from tickets.queue.lists import of_talk, said_in
from tickets.queue.search import Sought, sought
from tickets.queue.waiting import is_unread
from tickets.record.addition import Addition
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import Ticket
from tickets.record.turn import Turn
from tickets.staff.presence import Present, present
from tickets.staff.sighting import sightings
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class LastWords:
    """What was said last, in a ticket or about it."""

    author: Author
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Glance:
    """One row's."""

    line: Line  #: where it was found, or what was said last; empty where that was a file without words
    by_staff: bool  #: it was said by staff
    unread: bool
    waits: timedelta | None  #: how long the person has waited for us; None while they do not
    present: Sequence[Present]


async def glances(session: Session, rows: Sequence[Row], q: str, me: str, at: datetime) -> dict[int, Glance]:
    """By ids of the tickets."""
    tickets = [row.ticket for row in rows]
    last = await _last_words(session, tickets)
    found = await _found(session, tickets, sought(q))
    lines = await _lines({ticket: [said.text] for ticket, said in last.items() if ticket not in found}, ()) | found
    seen = await sightings(session, last)
    there = await present(session, last, at, apart_from=me)
    return {
        ticket.id: Glance(
            line=lines[ticket.id],
            by_staff=ticket.id not in found and last[ticket.id].author is Author.STAFF,
            unread=is_unread(ticket, seen.get(ticket.id, {})),
            waits=max(at - ticket.turn_since, timedelta()) if ticket.turn < Turn.THEIRS else None,
            present=there.get(ticket.id, ()),
        )
        for ticket in tickets
    }


async def _found(session: Session, tickets: Sequence[Ticket], wanted: Sequence[Sought]) -> dict[int, Line]:
    """Where a search has found something; first in the text of the ticket, then in all that was said."""
    if not wanted:
        return {}
    lines = _met(await _lines({ticket.id: [ticket.text] for ticket in tickets}, wanted))
    elsewhere = [ticket for ticket in tickets if ticket.id not in lines]
    return lines | _met(await _lines(await said_in(session, elsewhere), wanted)) if elsewhere else lines


async def _lines(texts: Mapping[int, Sequence[str]], wanted: Sequence[Sought]) -> dict[int, Line]:
    return await asyncio.to_thread(lambda: {ticket: line(said, wanted) for ticket, said in texts.items()})


def _met(lines: Mapping[int, Line]) -> dict[int, Line]:
    """Those in which something is met."""
    return {ticket: shown for ticket, shown in lines.items() if any(piece.found for piece in shown)}


async def _last_words(session: Session, tickets: Sequence[Ticket]) -> dict[int, LastWords]:
    """By the ticket's id: of the ticket itself, what was added to it, and what its person and staff have written."""
    found = {ticket.id: LastWords(Author.USER, ticket.text, ticket.received_at) for ticket in tickets}
    talk = (
        select(Ticket.id, StoredMessage.author, StoredMessage.text, StoredMessage.at)
        .join(StoredMessage, StoredMessage.conversation_id == Ticket.conversation_id)
        .where(Ticket.id.in_(found), of_talk(Ticket.received_at))
    )
    for ticket, author, text, at in (await session.execute(_newest(talk, Ticket.id, StoredMessage.at))).all():
        found[ticket] = max(found[ticket], LastWords(author, text, at), key=lambda said: said.at)
    added = select(Addition.ticket_id, Addition.text, Addition.at).where(Addition.ticket_id.in_(found))
    for ticket, text, at in (await session.execute(_newest(added, Addition.ticket_id, Addition.at))).all():
        found[ticket] = max(found[ticket], LastWords(Author.USER, text, at), key=lambda said: said.at)
    return found


def _newest(said: Any, ticket: Any, at: Any) -> Any:
    """Of what was said in each ticket, the last."""
    place = func.row_number().over(partition_by=ticket, order_by=at.desc())
    ranked = said.add_columns(place.label("place")).subquery()
    return select(*[column for column in ranked.c if column.key != "place"]).where(ranked.c.place == 1)
