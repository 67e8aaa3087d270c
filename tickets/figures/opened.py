"""How many tickets of each kind came in each week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from tickets.database import Session
from tickets.figures.span import Part, Span
from tickets.steps.blocking import blocked_conversations
from tickets.ticket import Ticket, TicketKind


@dataclass(frozen=True, slots=True)
class Opened:
    """Tickets that came in one part of the span."""

    part: Part
    by_kind: Mapping[TicketKind, int]  #: every kind is there

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


async def opened(session: Session, span: Span) -> Sequence[Opened]:
    """For each part of the span, also where nothing came."""
    came = (
        select(span.part_of(Ticket.received_at).label("part"), Ticket.kind)
        .where(span.holds(Ticket.received_at), Ticket.conversation_id.not_in(blocked_conversations()))
        .subquery()
    )
    query = select(came.c.part, came.c.kind, func.count()).group_by(came.c.part, came.c.kind)
    found = {(part, kind): number for part, kind, number in await session.execute(query)}
    return [
        Opened(part, {kind: found.get((place, kind), 0) for kind in TicketKind})
        for place, part in enumerate(span.parts)
    ]
