"""The outbox: whatever leaves is first a row, written in the transaction of its cause.

A dispatcher leases due rows, hands each to its channel's sender and notes the outcome. Rows of one lane (one
conversation, the staff chat) leave in their order: a row waits while an earlier one of its lane is undelivered.
A delivery may happen twice only when the process dies between the channel's yes and our note of it.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import JSON, Index, Select, Text, exists, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from tickets.base import Base, now
from tickets.database import Database

LEASE = timedelta(seconds=30)  #: how long a row may be in delivery before another dispatcher takes it over
ATTEMPTS = 12  #: then the row is dead and stays visible
LONGEST_WAIT = timedelta(minutes=10)
IDLE_SECONDS = 0.5  #: how long rows of other processes may go unseen
STAFF = "staff"  #: channel and lane of what the staff are told

log = logging.getLogger(__name__)


class OutboxRow(Base):
    """One thing to be told."""

    __tablename__ = "outbox"
    __table_args__ = (
        # The dispatcher's question: what is open, by lane, in order.
        Index("ix_outbox_open", "channel", "lane", "id"),
        {"sqlite_autoincrement": True},  # ids are the order of events, so none is ever used again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]  #: whose sender carries it: "telegram", "staff", "web"
    lane: Mapped[str]  #: rows of one lane keep their order
    topic: Mapped[str]  #: what happened, in the words of the sender's contract
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    cause: Mapped[str]  #: what it came from: "message:…", "ticket:…"
    created_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender is given: a leased row without the bookkeeping."""

    id: int
    channel: str
    lane: str
    topic: str
    data: Mapping[str, Any]
    attempt: int  #: 1 at the first


class Sender(Protocol):
    """Carries parcels of one channel. Returning means delivered."""

    async def send(self, parcel: Parcel) -> None: ...


class TryLater(Exception):
    """The channel asks to wait."""

    def __init__(self, wait: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.wait = wait


class Undeliverable(Exception):
    """The channel will never take this parcel."""


def tell(session: AsyncSession, channel: str, lane: str, topic: str, cause: str, **data: Any) -> OutboxRow:
    """Write a row to be carried after the commit."""
    row = OutboxRow(channel=channel, lane=lane, topic=topic, data=data, cause=cause)
    session.add(row)
    return row


def _due(channels: list[str], limit: int) -> Select[OutboxRow]:
    """The first open row of each lane, where it may be tried now and nobody is at it."""
    moment = now()
    earlier = aliased(OutboxRow)
    return (
        select(OutboxRow)
        .where(
            OutboxRow.delivered_at.is_(None),
            OutboxRow.dead_at.is_(None),
            OutboxRow.channel.in_(channels),
            OutboxRow.not_before <= moment,
            or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until < moment),
            ~exists().where(
                earlier.channel == OutboxRow.channel,
                earlier.lane == OutboxRow.lane,
                earlier.id < OutboxRow.id,
                earlier.delivered_at.is_(None),
                earlier.dead_at.is_(None),
            ),
        )
        .order_by(OutboxRow.id)
        .limit(limit)
    )


async def lease(session: AsyncSession, channels: list[str], limit: int) -> list[Parcel]:
    """Take the first due row of up to `limit` lanes; nobody else gets them until the lease ends."""
    query = _due(channels, limit).with_for_update(skip_locked=True)
    rows = (await session.execute(query)).scalars().all()
    for row in rows:
        row.leased_until = now() + LEASE
        row.attempts += 1
    return [Parcel(r.id, r.channel, r.lane, r.topic, r.data, r.attempts) for r in rows]


async def deliver_due(database: Database, senders: Mapping[str, Sender], limit: int = 20) -> int:
    """Carry what is due now, lanes side by side; gives how many rows were tried."""
    async with database.reading() as session:
        if (await session.execute(_due(list(senders), 1))).first() is None:
            return 0
    async with database.transaction() as session:
        parcels = await lease(session, list(senders), limit)
    await asyncio.gather(*(_carry(database, senders[parcel.channel], parcel) for parcel in parcels))
    return len(parcels)


async def deliver_forever(database: Database, senders: Mapping[str, Sender]) -> None:
    """Carry rows as they come, until cancelled; a database that does not answer is tried again."""
    while True:
        changed = database.watch()
        try:
            while await deliver_due(database, senders):
                pass
        except SQLAlchemyError as error:
            log.warning("the outbox waits for the database: %s", type(error).__name__)
        await database.wait(changed, IDLE_SECONDS)


async def _carry(database: Database, sender: Sender, parcel: Parcel) -> None:
    outcome: dict[str, Any]
    try:
        await sender.send(parcel)
    except Undeliverable as verdict:
        outcome = {"dead_at": now(), "error": str(verdict)}
        log.warning("outbox row %s (%s) cannot be delivered: %s", parcel.id, parcel.topic, verdict)
    except TryLater as wish:
        # The channel's own wish to wait is no failure of the row.
        outcome = {"not_before": now() + wish.wait, "attempts": parcel.attempt - 1, "error": str(wish)}
    except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
        outcome = _failed(parcel, error)
    else:
        outcome = {"delivered_at": now(), "error": None}
    async with database.transaction() as session:
        # A dispatcher that slept past its lease must not overwrite what its successor noted.
        query = update(OutboxRow).where(OutboxRow.id == parcel.id, OutboxRow.delivered_at.is_(None))
        await session.execute(query.values(leased_until=None, **outcome))


def _failed(parcel: Parcel, error: Exception) -> dict[str, Any]:
    # The text of an exception may hold an address with a token in it, so only its class is kept.
    reason = type(error).__name__
    log.warning("outbox row %s (%s), attempt %s: %s", parcel.id, parcel.topic, parcel.attempt, reason)
    if parcel.attempt >= ATTEMPTS:
        return {"dead_at": now(), "error": reason}
    wait = min(timedelta(seconds=2.0**parcel.attempt), LONGEST_WAIT)
    return {"not_before": now() + wait * random.uniform(0.8, 1.2), "error": reason}  # noqa: S311 - spreads retries
