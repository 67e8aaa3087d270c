"""What has changed since the last look, whichever process wrote it: steps, words, deliveries, colleagues."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tickets.post.outbox import STAFF, WEBHOOK, OutboxRow
from tickets.record.conversation import Author, StoredMessage
from tickets.record.ticket import Ticket, TicketEvent
from tickets.staff.presence import FRESH, PresenceRow
from tickets.store.base import Moment, now
from tickets.store.database import Session

#: Who wrote earlier may commit later, so the last ones are looked at again.
AGAIN_STEPS = 50
AGAIN_WORDS = timedelta(seconds=15)
LATEST_ROWS = 500  #: of the outbox; what is delivered later than that many others waits for the next change
CAUSE = "ticket:"  #: begins what rows of the outbox say that they come from

_Rows = dict[Any, tuple[int, datetime]]  #: by what tells them apart: of which ticket, and since when
_Present = frozenset[tuple[int, str, str]]


class Changes:
    """One member's looks; their own presence is no news to them."""

    def __init__(self, me: str) -> None:
        self._me = me
        self._known: set[Any] = set()
        self._present: _Present = frozenset()
        self._last_step = 0
        self._looked_at = now()

    async def begin(self, session: Session, since: datetime) -> None:
        """What came after that moment is news."""
        self._last_step = await session.scalar(select(func.max(TicketEvent.id))) or 0
        self._looked_at = since
        self._known = {key for key, (_, at) in (await self._rows(session)).items() if at <= since}
        # Whoever came or began to write after it was not drawn so.
        self._present = await self._who(session, PresenceRow.seen_at > since - FRESH, PresenceRow.seen_at <= since)

    async def look(self, session: Session) -> set[str]:
        """Numbers of the tickets with news."""
        at = now()
        rows, present = await self._rows(session), await self._who(session, PresenceRow.seen_at > at - FRESH)
        news = {ticket for key, (ticket, _) in rows.items() if key not in self._known}
        news |= {ticket for ticket, _, _ in present ^ self._present}
        self._known, self._present, self._looked_at = set(rows), present, at
        if not news:
            return set()
        return set((await session.execute(select(Ticket.number).where(Ticket.id.in_(news)))).scalars())

    async def _rows(self, session: Session) -> _Rows:
        steps = await _steps(session, self._last_step - AGAIN_STEPS)
        self._last_step = max(steps, default=self._last_step)
        words = await _words(session, self._looked_at - AGAIN_WORDS)
        return steps | words | await _deliveries(session)

    async def _who(self, session: Session, *seen: ColumnElement[bool]) -> _Present:
        query = select(PresenceRow.ticket_id, PresenceRow.staff, PresenceRow.doing)
        query = query.where(PresenceRow.staff != self._me, *seen)
        return frozenset((ticket, staff, doing) for ticket, staff, doing in await session.execute(query))


async def _steps(session: Session, after: int) -> _Rows:
    query = select(TicketEvent.id, TicketEvent.ticket_id, TicketEvent.at).where(TicketEvent.id > after)
    return {event: (ticket, at) for event, ticket, at in await session.execute(query)}


async def _words(session: Session, since: datetime) -> _Rows:
    query = (
        select(StoredMessage.id, Ticket.id, StoredMessage.at)
        .join(Ticket, Ticket.conversation_id == StoredMessage.conversation_id)
        .where(StoredMessage.at > since, StoredMessage.author != Author.BOT)
    )
    return {(message, ticket): (ticket, at) for message, ticket, at in await session.execute(query)}


async def _deliveries(session: Session) -> _Rows:
    latest = select(func.max(OutboxRow.id)).scalar_subquery() - LATEST_ROWS
    over = func.coalesce(OutboxRow.delivered_at, OutboxRow.dead_at, type_=Moment())
    query = select(OutboxRow.id, OutboxRow.cause, over).where(
        OutboxRow.id > latest,
        OutboxRow.cause.startswith(CAUSE),
        OutboxRow.channel.not_in([STAFF, WEBHOOK]),
        over.is_not(None),
    )
    return {(CAUSE, row): (int(cause.removeprefix(CAUSE)), at) for row, cause, at in await session.execute(query)}
