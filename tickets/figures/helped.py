"""Whether people were helped, as they say themselves after the end: by kind of ticket and by time.

By staff member only where the operator wants it (PUNKT_RATING_BY_MEMBER). People whose data are blocked are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from tickets.figures.span import Part, Span
from tickets.life import REFUSE, RESOLVE
from tickets.record.rating import Rating
from tickets.record.ticket import Ticket, TicketEvent, TicketKind
from tickets.steps.blocking import blocked_conversations
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class Rated:
    """How many were helped, and how many not quite."""

    helped: int = 0
    not_quite: int = 0

    @property
    def total(self) -> int:
        return self.helped + self.not_quite

    def __add__(self, other: "Rated") -> "Rated":
        return Rated(self.helped + other.helped, self.not_quite + other.not_quite)


@dataclass(frozen=True, slots=True)
class RatedPart:
    """Of one part of the span."""

    part: Part
    by_kind: Mapping[TicketKind, Rated]

    @property
    def all(self) -> Rated:
        return sum(self.by_kind.values(), Rated())


async def helped(session: Session, span: Span) -> Sequence[RatedPart]:
    """For each part of the span, also where nobody said anything; by the day of the first rating."""
    part = span.part_of(Rating.rated_at).label("part")
    query = select(part, Ticket.kind, *_counts()).join(Ticket, Ticket.id == Rating.ticket_id).where(_counted(span))
    found: dict[int, dict[TicketKind, Rated]] = {}
    for place, kind, yes, no in await session.execute(query.group_by(part, Ticket.kind)):
        found.setdefault(place, {})[kind] = Rated(yes, no)
    none = dict.fromkeys(TicketKind, Rated())
    return [RatedPart(one, none | found.get(place, {})) for place, one in enumerate(span.parts)]


async def helped_by(session: Session, span: Span) -> Sequence[tuple[str, Rated]]:
    """By whoever took the last decision before the rating, those with the most ratings first."""
    decision = (
        select(func.max(TicketEvent.id))
        .where(
            TicketEvent.ticket_id == Rating.ticket_id,
            TicketEvent.step.in_([RESOLVE.name, REFUSE.name]),
            TicketEvent.at <= Rating.rated_at,
        )
        .correlate(Rating)
        .scalar_subquery()
    )
    query = (
        select(TicketEvent.actor, *_counts())
        .select_from(Rating)
        .join(Ticket, Ticket.id == Rating.ticket_id)
        .join(TicketEvent, TicketEvent.id == decision)
        .where(_counted(span))
        .group_by(TicketEvent.actor)
        .order_by(func.count().desc(), TicketEvent.actor)
    )
    return [(actor, Rated(yes, no)) for actor, yes, no in await session.execute(query)]


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    number = func.count()
    return number.filter(Rating.helped.is_(True)), number.filter(Rating.helped.is_(False))


def _counted(span: Span) -> ColumnElement[bool]:
    return span.holds(Rating.rated_at) & Ticket.conversation_id.not_in(blocked_conversations())
