"""The outbox: whatever leaves is first a row, written in the transaction of its cause.

A dispatcher leases due rows, hands each to its channel's sender and notes the outcome. Rows of one lane (one
conversation, the staff chat) leave in their order: a row waits while an earlier one of its lane is undelivered.
A delivery may happen twice only when the process dies, or the database is away for the rest of the lease, between the
channel's yes and our note of it.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import JSON, Index, Select, Text, exists, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, aliased, mapped_column

from tickets.post.topics.stored import Unreadable, as_data, read
from tickets.post.topics.to_person import BY_MAIL, TO_CHANNEL, Notice, StaffWords
from tickets.post.topics.to_staff import TO_HELP_DESK, TO_STAFF, ToRoom, WordsArrived, WordsLost
from tickets.post.topics.topic import OfTicket, Topic
from tickets.store.base import Base, now
from tickets.store.database import Database, Session
from tickets.store.vault import Sealed

LEASE = timedelta(seconds=30)  #: how long a row may be in delivery before another dispatcher takes it over
ATTEMPTS = 30  #: most of a day; then the row is dead and stays visible
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 20  #: parcels that may be on their way at the same time
GRACE_SECONDS = 5  #: that parcels on their way get when we stop
NOTE_SECONDS = 1  #: between two tries to note an outcome in a busy database
IDLE_SECONDS = 0.5  #: how long rows of other processes may go unseen
STAFF = "staff"  #: channel of what the staff are told, and its lane for what is about no ticket
EMAIL = "email"  #: channel of letters
WEBHOOK = "webhook"  #: channel of what an existing help desk is told

#: What each channel tells; every other one is of people.
_TOLD_ON: Mapping[str, tuple[type[Topic], ...]] = {STAFF: TO_STAFF, EMAIL: BY_MAIL, WEBHOOK: TO_HELP_DESK}

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
    topic: Mapped[str]  #: the name of what is told
    data: Mapped[dict[str, Any]] = mapped_column(JSON)  #: and all else of it; nothing in a row that was emptied
    address: Mapped[str | None] = mapped_column(Sealed)  #: where the channel needs one
    cause: Mapped[str]  #: what it came from: "message:…", "ticket:…"
    created_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    def read(self) -> Topic:
        """What is told. Raises Unreadable."""
        return read(_TOLD_ON.get(self.channel, TO_CHANNEL), self.topic, self.data)

    @property
    def told(self) -> Topic | None:
        """The same; None where the row was emptied, or tells what this version does not know."""
        with suppress(Unreadable):
            return self.read()
        return None

    @property
    def number(self) -> str | None:
        """Of the ticket that it is about."""
        return told.number if isinstance(told := self.told, OfTicket) else None

    @property
    def emptied(self) -> bool:
        return not self.data and self.told is None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a sender is given: a leased row without the bookkeeping."""

    id: int
    channel: str
    lane: str
    topic: Topic
    attempt: int  #: 1 at the first
    to: str | None = None  #: the address, where the channel needs one


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


def tell(session: Session, channel: str, lane: str, topic: Topic, cause: str, to: str | None = None) -> OutboxRow:
    """Write a row to be carried after the commit."""
    row = OutboxRow(channel=channel, lane=lane, topic=topic.name, data=as_data(topic), cause=cause, address=to)
    session.add(row)
    return row


def tell_room(session: Session, number: str, topic: ToRoom, cause: str) -> None:
    """Tell the room of a ticket what only whoever stands in it needs to know; nothing where staff have no rooms."""
    if session.means.rooms:
        tell(session, STAFF, room_lane(number), topic, cause)


def room_lane(number: str) -> str:
    """The staff's lane of a ticket: what they are told of it keeps its order, and waits for no other ticket."""
    return f"ticket:{number}"


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


async def lease(session: Session, channels: list[str], limit: int) -> list[Parcel]:
    """Take the first due row of up to `limit` lanes; nobody else gets them until the lease ends."""
    query = _due(channels, limit).with_for_update(skip_locked=True)
    rows = (await session.scalars(query)).all()
    parcels = []
    for row in rows:
        row.attempts += 1
        try:
            parcels.append(Parcel(row.id, row.channel, row.lane, row.read(), row.attempts, row.address))
        except Unreadable as error:
            row.dead_at, row.error = now(), str(error)
            log.warning("outbox row %s cannot be delivered: %s", row.id, error)
        else:
            row.leased_until = now() + LEASE
    return parcels


async def _finish(carrying: set[asyncio.Task[None]]) -> None:
    """Let what is on its way arrive and be noted: cut off, it would be sent once more after the next start."""
    if carrying:
        _, late = await asyncio.wait(carrying, timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def lease_due(database: Database, senders: Mapping[str, Sender], limit: int) -> list[Parcel]:
    """Take what is due now; looks first, as a look holds no lock."""
    if limit <= 0 or not await database.fetch(_due(list(senders), 1)):
        return []
    async with database.transaction() as session:
        return await lease(session, list(senders), limit)


async def deliver_forever(database: Database, senders: Mapping[str, Sender]) -> None:
    """Carry rows as they come, until cancelled; a database that does not answer is tried again.

    Each parcel is on its way by itself: one that takes long keeps back its own lane and no other.
    """
    carrying: set[asyncio.Task[None]] = set()
    try:
        while True:
            changed = database.watch()
            try:
                parcels = await lease_due(database, senders, AT_ONCE - len(carrying))
            except SQLAlchemyError as error:
                log.warning("the outbox waits for the database: %s", type(error).__name__)
                parcels = []
            for parcel in parcels:
                task = asyncio.create_task(_carry(database, senders[parcel.channel], parcel))
                carrying.add(task)
                task.add_done_callback(carrying.discard)
            if not parcels:  # the note of a delivery is a commit too, and wakes us
                await database.wait(changed, IDLE_SECONDS)
    finally:
        await _finish(carrying)


async def _carry(database: Database, sender: Sender, parcel: Parcel) -> None:
    outcome: dict[str, Any]
    until = now() + LEASE
    try:
        await sender.send(parcel)
    except Undeliverable as verdict:
        outcome = {"dead_at": now(), "error": str(verdict)}
        log.warning("outbox row %s (%s) cannot be delivered: %s", parcel.id, parcel.topic.name, verdict)
    except TryLater as wish:
        # The channel's own wish to wait is no failure of the row.
        outcome = {"not_before": now() + wish.wait, "attempts": parcel.attempt - 1, "error": str(wish)}
    except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
        outcome = _failed(parcel, error)
    else:
        outcome = {"delivered_at": now(), "error": None}
    if parcel.topic.secret and not outcome.keys().isdisjoint({"delivered_at", "dead_at"}):
        outcome |= {"data": {}, "address": None}
    await _note(database, parcel, outcome, until)


async def _note(database: Database, parcel: Parcel, outcome: Mapping[str, Any], until: datetime) -> None:
    """Write down what became of a parcel, again and again while it is leased: unnoted, it would be carried again."""
    while True:
        try:
            async with database.transaction() as session:
                # A dispatcher that slept past its lease must not overwrite what its successor noted.
                query = update(OutboxRow).where(OutboxRow.id == parcel.id, OutboxRow.delivered_at.is_(None))
                noted = await session.execute(query.values(leased_until=None, **outcome).returning(OutboxRow.id))
                if noted.first() is not None:
                    _tell_outcome(session, parcel, outcome)
            return
        except SQLAlchemyError as error:
            log.warning("the outcome of outbox row %s was not noted: %s", parcel.id, type(error).__name__)
            if now() >= until:
                return
            await asyncio.sleep(NOTE_SECONDS)


def _tell_outcome(session: Session, parcel: Parcel, outcome: Mapping[str, Any]) -> None:
    if parcel.channel in {STAFF, EMAIL, WEBHOOK}:
        return
    if "delivered_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic)
    elif "dead_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic, lost=outcome["error"])


def tell_of_words(session: Session, row: int, topic: Topic | None, lost: str | None = None) -> None:
    """Whoever wrote to a person hears that it arrived in their channel, or why it is lost, when it was words of a
    ticket."""
    match topic:
        case Notice(number=str(number), news=StaffWords(message=message)):
            became = WordsArrived(number, message) if lost is None else WordsLost(number, message, lost)
            tell_room(session, number, became, f"outbox:{row}")


def _failed(parcel: Parcel, error: Exception) -> dict[str, Any]:
    # The text of an exception may hold an address with a token in it, so only its class is kept.
    reason = type(error).__name__
    log.warning("outbox row %s (%s), attempt %s: %s", parcel.id, parcel.topic.name, parcel.attempt, reason)
    if parcel.attempt >= ATTEMPTS:
        return {"dead_at": now(), "error": reason}
    wait = min(timedelta(seconds=2.0**parcel.attempt), LONGEST_WAIT)
    return {"not_before": now() + wait * random.uniform(0.8, 1.2), "error": reason}  # noqa: S311  # nosec B311
