"""Canned replies: texts that staff send often, their own or everybody's, with places to fill in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from russian.numbers import day
from tickets.audit.entry import note
from tickets.record.ticket import Ticket
from tickets.staff.member import OPERATOR
from tickets.store.base import Base, now
from tickets.store.database import Session, change

PLACES = ("номер", "имя", "срок")  #: what may stand in braces


class NoSuchCanned(LookupError):
    """There is no such canned reply, or it is somebody else's."""


class CannedReply(Base):
    """One text."""

    __tablename__ = "canned_replies"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str | None] = mapped_column(index=True)  #: e-mail of who wrote it for themselves; None: everybody's
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(default=now)


async def canned_for(session: Session, email: str) -> Sequence[CannedReply]:
    """What this staff member can use: their own first, then everybody's, by title."""
    mine = or_(CannedReply.owner == email, CannedReply.owner.is_(None))
    order = CannedReply.owner.is_(None), CannedReply.title, CannedReply.id
    return (await session.scalars(select(CannedReply).where(mine).order_by(*order))).all()


async def write_canned(
    session: Session, owner: str | None, title: str, text: str, *, by: str = OPERATOR
) -> CannedReply:
    """A new one, of `owner` or everybody's; `by` is who does it, here and below."""
    reply = CannedReply(owner=owner, title=title, text=text)
    session.add(reply)
    await session.flush()
    note(session, "canned.write", by, reply.id)
    return reply


async def change_canned(
    session: Session, identity: int, owner: str | None, title: str, text: str, *, by: str = OPERATOR
) -> None:
    """Write it anew; raises NoSuchCanned."""
    query = update(CannedReply).where(CannedReply.id == identity, CannedReply.owner.is_not_distinct_from(owner))
    if not await change(session, query.values(title=title, text=text, changed_at=now())):
        raise NoSuchCanned(identity)
    note(session, "canned.change", by, identity)


async def drop_canned(session: Session, identity: int, owner: str | None, *, by: str = OPERATOR) -> None:
    """Raises NoSuchCanned."""
    query = delete(CannedReply).where(CannedReply.id == identity, CannedReply.owner.is_not_distinct_from(owner))
    if not await change(session, query):
        raise NoSuchCanned(identity)
    note(session, "canned.drop", by, identity)


def filled_in(text: str, ticket: Ticket) -> str:
    """The text for this ticket; what is not known of it stands in brackets, to be seen and written by hand."""
    due_on = day(ticket.due_on) if ticket.due_on else None
    known: Mapping[str, str | None] = {"номер": ticket.number, "имя": ticket.name, "срок": due_on}
    for place in PLACES:
        text = text.replace(f"{{{place}}}", known[place] or f"[{place}]")
    return text
