"""Leases: what only one process may do at a time, as rows. Each new holder has a higher fence than those before.

They end by the clock of the database, which all share. Whoever writes on the strength of a lease holds its row in the
same transaction: a process that slept, or was cut off from the database, finds there that another has it.
"""

from datetime import datetime, timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, ahead
from tickets.store.database import Session, insert_into


class LeaseRow(Base):
    """Who has it, until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[int | None]  #: see `tickets.store.holder`; None: nobody, and before `until` nobody is to take it
    fence: Mapped[int]
    until: Mapped[datetime]


class LeaseLost(Exception):
    """Another process has it, or may have it by now."""


async def take(session: Session, name: str, length: timedelta, longest: timedelta = timedelta()) -> int | None:
    """Take or prolong a lease; gives its fence, None where another process has it, or it rests.

    `longest` is for how long it may rest: what is further away was written before the clock was set back.
    """
    me = session.means.holder
    me.begin()
    values = {"name": name, "holder": me.id, "fence": 1, "until": ahead(length)}
    insert = insert_into(session, LeaseRow).values(values)
    free = [LeaseRow.holder == me.id, LeaseRow.until < ahead(), LeaseRow.until > ahead(max(length, longest))]
    other = await session.scalar(select(LeaseRow.holder).where(LeaseRow.name == name))
    if other is not None and me.has_ended(other):
        free.append(LeaseRow.holder == other)
    is_mine = LeaseRow.holder == me.id
    taken = insert.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": me.id,
            "fence": case((is_mine, LeaseRow.fence), else_=LeaseRow.fence + 1),
            "until": ahead(length),
        },
        where=or_(*free),
    )
    return await session.scalar(taken.returning(LeaseRow.fence))


async def hold(session: Session, name: str, fence: int) -> None:
    """See that the lease is ours until this transaction ends, whatever happens. Raises LeaseLost."""
    ours = LeaseRow.name == name, LeaseRow.fence == fence, LeaseRow.holder == session.means.holder.id
    query = select(LeaseRow.name).where(*ours, LeaseRow.until > ahead()).with_for_update()
    if await session.scalar(query) is None:
        raise LeaseLost(name)


async def give_back(session: Session, name: str, fence: int, rest: timedelta = timedelta()) -> None:
    """Let others have it, after a `rest`; nothing where it is not ours any more."""
    ours = LeaseRow.name == name, LeaseRow.fence == fence, LeaseRow.holder == session.means.holder.id
    await session.execute(update(LeaseRow).where(*ours).values(holder=None, until=ahead(rest)))
