"""The inbox: what a channel delivered, stored before the channel is told that we have it.

Each update is handled in one transaction together with its mark; a crash in between handles it again from the start.
Updates of one lane (a chat) are handled in their order.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Index, Select, Text, exists, or_, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from tickets.store.base import Base, Payload, ahead, now
from tickets.store.database import Database, Session, change, insert_into
from tickets.store.wakes import News

LEASE = timedelta(seconds=15)  #: for which an update is left to the process that works on it
ATTEMPTS = 5  #: an update that fails so often is set aside, so that its chat goes on


class InboxRow(Base):
    """One update."""

    __tablename__ = "inbox"
    __table_args__ = (
        # A channel may deliver an update many times; it is stored once.
        Index("uq_inbox_origin", "channel", "origin", unique=True),
        Index("ix_inbox_open", "channel", "handled_at", "lane", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    origin: Mapped[str]  #: the channel's id of the update
    lane: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(Payload)  #: nothing where it is garbled, or was handled
    received_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    handled_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)  #: why it was set aside, or why the last attempt failed
    leased_until: Mapped[datetime | None]  #: by the database's clock
    leased_by: Mapped[int | None]  #: the holder, see `tickets.store.holder`


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as a channel gives it."""

    origin: str
    lane: str
    payload: dict[str, Any]


async def accept(session: Session, channel: str, updates: list[Incoming]) -> int:
    """Store updates that are not yet known; gives how many were new."""
    if not updates:
        return 0
    rows = [
        {"channel": channel, "origin": u.origin, "lane": u.lane, "payload": u.payload, "received_at": now()}
        for u in updates
    ]
    insert = insert_into(session, InboxRow).values(rows).on_conflict_do_nothing()
    new = len((await session.execute(insert.returning(InboxRow.id))).all())
    if new:
        session.told.add(News.ARRIVED)
    return new


async def next_unhandled(session: Session, channel: str, limit: int) -> list[InboxRow]:
    """The first unhandled update of each lane that no other process works on, oldest first."""
    return list(await session.scalars(_next(session, channel, limit)))


async def lease_unhandled(database: Database, channel: str, limit: int, busy: Collection[str] = ()) -> list[InboxRow]:
    """The same apart from lanes that are `busy` here, and for a while others leave them to us.

    It spares work and promises nothing: whoever has handled an update claims it. Looks first, as a look writes nothing;
    on SQLite there is no other process.
    """
    async with database.reading() as session:
        rows = [row for row in await next_unhandled(session, channel, limit + len(busy)) if row.lane not in busy]
    if database.is_sqlite or not rows[:limit]:
        return rows[:limit]
    async with database.transaction() as session:
        found = _next(session, channel, limit).where(InboxRow.lane.not_in(busy)).with_for_update(skip_locked=True)
        rows = list(await session.scalars(found))
        ours = {"leased_until": ahead(LEASE), "leased_by": session.means.holder.id}
        await change(session, update(InboxRow).where(InboxRow.id.in_([row.id for row in rows])).values(**ours))
    return rows


def _next(session: Session, channel: str, limit: int) -> Select[InboxRow]:
    earlier, leased = aliased(InboxRow), InboxRow.leased_until
    return (
        select(InboxRow)
        .where(
            InboxRow.channel == channel,
            InboxRow.handled_at.is_(None),
            or_(
                leased.is_(None),
                InboxRow.leased_by == session.means.holder.id,
                leased < ahead(),
                leased > ahead(LEASE),  # written before the clock was set back
            ),
            ~exists().where(
                earlier.channel == InboxRow.channel,
                earlier.lane == InboxRow.lane,
                earlier.id < InboxRow.id,
                earlier.handled_at.is_(None),
            ),
        )
        .order_by(InboxRow.id)
        .limit(limit)
    )


async def next_in_lane(session: Session, row: InboxRow) -> InboxRow | None:
    """The update of the same lane that waits right behind this one."""
    query = select(InboxRow).where(
        InboxRow.channel == row.channel,
        InboxRow.handled_at.is_(None),
        InboxRow.lane == row.lane,
        InboxRow.id > row.id,
    )
    return await session.scalar(query.order_by(InboxRow.id).limit(1))


async def claim(session: Session, row_id: int) -> bool:
    """Hold the row until the transaction ends; False when it was handled meanwhile or another one holds it."""
    query = select(InboxRow.id).where(InboxRow.id == row_id, InboxRow.handled_at.is_(None))
    return await session.scalar(query.with_for_update(skip_locked=True)) is not None


async def mark_handled(session: Session, row_id: int, left: Mapping[str, str] = MappingProxyType({})) -> None:
    """Part of the transaction that handled it. What the update said lives on in its message; `left` stays here."""
    handled = update(InboxRow).where(InboxRow.id == row_id)
    await session.execute(handled.values(handled_at=now(), payload={**left}, error=None))


async def mark_failed(session: Session, row_id: int, reason: str, *, keep: bool = True) -> bool:
    """Count a failed attempt; True when it was the last and the update is set aside, with its payload if it is kept."""
    row = await session.get_one(InboxRow, row_id)
    row.attempts += 1
    row.error = reason
    if row.attempts >= ATTEMPTS:
        row.handled_at = now()
        row.payload = row.payload if keep else {}
    return row.handled_at is not None
