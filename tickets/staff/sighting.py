"""Sightings: how far each member of staff has read a ticket, so that words nobody has seen yet stand out."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base
from tickets.store.database import Session, insert_into


class Sighting(Base):
    """A member of staff who has opened a ticket."""

    __tablename__ = "sightings"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    staff: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), primary_key=True)
    upto: Mapped[datetime]  #: the moment of the last words of the person that stood there


async def note_sighting(session: Session, ticket_id: int, email: str, upto: datetime) -> None:
    """This member was shown what the person had said up to that moment."""
    seen = insert_into(session, Sighting).values(ticket_id=ticket_id, staff=email, upto=upto)
    later = Sighting.upto < seen.excluded.upto  # of two pages the older may come last
    await session.execute(
        seen.on_conflict_do_update(index_elements=["ticket_id", "staff"], set_={"upto": upto}, where=later)
    )


async def has_read(session: Session, ticket_id: int, email: str, upto: datetime) -> bool:
    """Whether this member was shown what the person had said up to that moment."""
    seen = await session.get(Sighting, (ticket_id, email))
    return seen is not None and seen.upto >= upto


async def sightings(session: Session, ticket_ids: Iterable[int]) -> Mapping[int, Mapping[str, datetime]]:
    """How far each member has read each of these tickets; tickets that nobody has opened are left out."""
    found: dict[int, dict[str, datetime]] = {}
    query = select(Sighting.ticket_id, Sighting.staff, Sighting.upto).where(Sighting.ticket_id.in_(list(ticket_ids)))
    for ticket, staff, upto in await session.execute(query):
        found.setdefault(ticket, {})[staff] = upto
    return found
