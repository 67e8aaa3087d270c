"""Copies: the processes that share a database, each with a row that it keeps fresh for as long as it lives.

The rows are for people who look whether all is well; nothing is decided by them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from tickets.store.base import Base, Payload, ahead
from tickets.store.database import Session, insert_into

SILENT = timedelta(seconds=60)  #: after which one that says nothing is not believed to live
FORGOTTEN = timedelta(days=1)  #: after which it is not shown any more


class HeartbeatRow(Base):
    """One start of a process; moments by the database's clock."""

    __tablename__ = "heartbeats"

    holder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  #: see `tickets.store.holder`
    role: Mapped[str]
    place: Mapped[str]  #: name of the machine, and the port where it has one: "app-1:8001"
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    told: Mapped[dict[str, Any]] = mapped_column(Payload)  #: what it says of itself; no word of a person


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A process as it was seen last."""

    holder: int
    role: str
    place: str
    began_at: datetime
    seen_at: datetime
    silent: bool
    told: Mapping[str, Any]


async def beat(session: Session, role: str, place: str, told: Mapping[str, Any]) -> None:
    """This process lives. Whoever stood at its place before and is silent, or had its port, is gone."""
    me = session.means.holder.id
    insert = insert_into(session, HeartbeatRow).values(
        holder=me, role=role, place=place, began_at=ahead(), seen_at=ahead(), told=dict(told)
    )
    fresh = {"seen_at": ahead(), "told": insert.excluded.told}
    await session.execute(insert.on_conflict_do_update(index_elements=["holder"], set_=fresh))
    silent = HeartbeatRow.seen_at < ahead(-SILENT)
    # Two processes never have one port; without a port several may stand on one machine.
    replaced = (HeartbeatRow.role == role) & (HeartbeatRow.place == place) & (silent if ":" not in place else True)
    gone = or_(replaced, HeartbeatRow.seen_at < ahead(-FORGOTTEN))
    await session.execute(delete(HeartbeatRow).where(HeartbeatRow.holder != me, gone))


async def leave(session: Session) -> None:
    """This process ends as it should."""
    await session.execute(delete(HeartbeatRow).where(HeartbeatRow.holder == session.means.holder.id))


async def heartbeats(session: Session) -> Sequence[Heartbeat]:
    """All that live, and those that fell silent within a day; by role and place."""
    silent = (HeartbeatRow.seen_at < ahead(-SILENT)).label("silent")
    query = select(HeartbeatRow, silent).order_by(HeartbeatRow.role, HeartbeatRow.place, HeartbeatRow.began_at)
    return [
        Heartbeat(row.holder, row.role, row.place, row.began_at, row.seen_at, bool(late), row.told)
        for row, late in (await session.execute(query)).all()
    ]
