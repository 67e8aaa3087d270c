"""Presence: who of the staff is looking at a ticket just now, who is writing an answer, and who sees any page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, delete, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, now, one_of
from tickets.store.database import Session, insert_into
from tickets.store.wakes import News

FRESH = timedelta(seconds=30)  #: who was not seen for so long is gone


class Doing(StrEnum):
    """What a colleague does with a ticket."""

    LOOKING = "looking"
    WRITING = "writing"


class PresenceRow(Base):
    """When a member was last seen at a ticket."""

    __tablename__ = "presence"
    __table_args__ = (CheckConstraint(one_of("doing", Doing), name="doing_known"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    staff: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), primary_key=True)
    doing: Mapped[Doing]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class OpenPage(Base):
    """A page of the console that a member sees: it hears news at once, and tells so again and again."""

    __tablename__ = "open_pages"

    id: Mapped[str] = mapped_column(primary_key=True)
    staff: Mapped[str] = mapped_column(ForeignKey("staff.email", ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague at a ticket."""

    email: str
    doing: Doing


async def note_presence(session: Session, ticket_id: int, email: str, doing: Doing, at: datetime | None = None) -> None:
    """This member is seen at the ticket; whoever is gone is forgotten on the way."""
    at = at or now()
    await session.execute(delete(PresenceRow).where(PresenceRow.seen_at <= at - FRESH))
    values = {"ticket_id": ticket_id, "staff": email, "doing": doing, "seen_at": at}
    seen = insert_into(session, PresenceRow).values(values)
    await session.execute(
        seen.on_conflict_do_update(index_elements=["ticket_id", "staff"], set_={"doing": doing, "seen_at": at})
    )
    session.told.add(News.SAID)


async def forget_presence(session: Session, ticket_id: int, email: str) -> None:
    """This member has left the ticket."""
    await session.execute(delete(PresenceRow).where(PresenceRow.ticket_id == ticket_id, PresenceRow.staff == email))
    session.told.add(News.SAID)


async def present(
    session: Session, ticket_ids: Iterable[int], at: datetime | None = None, *, apart_from: str | None = None
) -> dict[int, list[Present]]:
    """Who is at each of these tickets, those who write first; tickets where nobody is are left out."""
    query = (
        select(PresenceRow)
        .where(PresenceRow.ticket_id.in_(list(ticket_ids)), PresenceRow.seen_at > (at or now()) - FRESH)
        .order_by(PresenceRow.doing.desc(), PresenceRow.staff)
    )
    found: dict[int, list[Present]] = {}
    for row in await session.scalars(query):
        if row.staff != apart_from:
            found.setdefault(row.ticket_id, []).append(Present(row.staff, row.doing))
    return found


async def note_page(session: Session, page: str, email: str, at: datetime | None = None) -> None:
    """This page is seen by its member; pages that are gone without a word are forgotten on the way."""
    at = at or now()
    await session.execute(delete(OpenPage).where(OpenPage.seen_at <= at - FRESH))
    seen = insert_into(session, OpenPage).values(id=page, staff=email, seen_at=at)
    await session.execute(seen.on_conflict_do_update(index_elements=["id"], set_={"seen_at": at}))


async def forget_page(session: Session, page: str) -> None:
    """It was closed, or is behind others."""
    await session.execute(delete(OpenPage).where(OpenPage.id == page))


async def sees_the_console(session: Session, email: str, at: datetime | None = None) -> bool:
    """Whether a member has any page of the console before their eyes."""
    seen = exists().where(OpenPage.staff == email, OpenPage.seen_at > (at or now()) - FRESH)
    return bool(await session.scalar(select(seen)))
