"""The outbox: whatever leaves is first a row, written in the transaction of its cause.

A dispatcher leases due rows, hands each to its channel's sender and notes the outcome. Rows of one lane (one
conversation, the staff chat) leave in their order: a row waits while an earlier one of its lane is undelivered.
A delivery may happen twice only when the process dies, or the database is away for the rest of the lease, between the
channel's yes and our note of it.
"""

import asyncio
import logging
import random
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Index, Select, Text, exists, or_, select, text, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from tickets.loops import Loops, class_of
from tickets.post.topics.stored import Unreadable, as_data, read
from tickets.post.topics.to_person import BY_MAIL, TO_CHANNEL, Notice, StaffWords
from tickets.post.topics.to_staff import TO_HELP_DESK, TO_STAFF, ToRoom, WordsArrived, WordsLost
from tickets.post.topics.topic import OfTicket, Topic
from tickets.store.base import Base, Payload, ahead, now
from tickets.store.database import Database, Session
from tickets.store.vault import KeyMissing, Sealed, opened

LEASE = timedelta(seconds=30)  #: how long a row may be in delivery before another dispatcher takes it over
ATTEMPTS = 30  #: most of a day; then the row is dead and stays visible
LONGEST_WAIT = timedelta(hours=1)
KEY_WAIT = timedelta(seconds=10)  #: between looks whether a lost key is back
NO_KEY = "no key opens the address"
LONG_AGO = datetime.fromtimestamp(0, UTC)  #: is past by every clock
AT_ONCE = 20  #: parcels that may be on their way at the same time
GRACE_SECONDS = 5  #: that parcels on their way get when we stop
NOTE_SECONDS = 1  #: between two tries to note an outcome in a busy database
IDLE_SECONDS = 0.5  #: how long rows of other processes may go unseen
UNSURE = "restored"  #: error of rows that staff are to decide about
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
        # The dispatcher's question: what is open, by lane, in order; the many that have arrived are not in it.
        Index(
            "ix_outbox_open",
            "channel",
            "lane",
            "id",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},  # ids are the order of events, so none is ever used again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]  #: whose sender carries it: "telegram", "staff", "web"
    lane: Mapped[str]  #: rows of one lane keep their order
    topic: Mapped[str]  #: the name of what is told
    data: Mapped[dict[str, Any]] = mapped_column(Payload)  #: and all else of it; nothing in a row that was emptied
    address: Mapped[str | None] = mapped_column(Sealed)  #: where the channel needs one
    cause: Mapped[str]  #: what it came from: "message:…", "ticket:…"
    created_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=LONG_AGO)  #: by the database's clock, as is the next
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[int | None]  #: the holder, see `tickets.store.holder`
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
    def unsure(self) -> bool:
        """Whether it came out of a copy, so that staff say whether it is to leave: it may have, since."""
        return self.error == UNSURE and self.dead_at is not None

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


def _due(channels: list[str], limit: int, carried: Collection[int] = ()) -> Select[OutboxRow]:
    """The first open row of each lane, where it may be tried now and nobody is at it; never one that is `carried` here.

    A moment further away than any that we write was written before the clock was set back: it is over.
    """
    waits, leased = OutboxRow.not_before, OutboxRow.leased_until
    earlier = aliased(OutboxRow)
    return (
        select(OutboxRow)
        .where(
            OutboxRow.delivered_at.is_(None),
            OutboxRow.dead_at.is_(None),
            OutboxRow.channel.in_(channels),
            OutboxRow.id.not_in(list(carried)),
            or_(waits <= ahead(), waits > ahead(LONGEST_WAIT)),
            or_(leased.is_(None), leased < ahead(), leased > ahead(LEASE)),
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


async def lease(session: Session, channels: list[str], limit: int, carried: Collection[int] = ()) -> list[Parcel]:
    """Take the first due row of up to `limit` lanes; nobody else gets them until the lease ends."""
    query = _due(channels, limit, carried).with_for_update(skip_locked=True)
    rows = (await session.scalars(query)).all()
    return [parcel for row in rows if (parcel := _parcel(row, session.means.holder.id))]


def _parcel(row: OutboxRow, holder: int) -> Parcel | None:
    """The row, leased; None where it is set aside because nobody can read it, or waits for the key of its address."""
    try:
        parcel = Parcel(row.id, row.channel, row.lane, row.read(), row.attempts + 1, opened(row.address))
    except KeyMissing:
        row.not_before, row.error = ahead(KEY_WAIT), NO_KEY
        return None
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one row must not stop the others
        row.dead_at, row.error = now(), str(error) if isinstance(error, Unreadable) else class_of(error)
        log.warning("outbox row %s cannot be delivered: %s", row.id, row.error)
        return None
    row.attempts, row.leased_until, row.leased_by = parcel.attempt, ahead(LEASE), holder
    return parcel


async def release_held_by_ended(database: Database) -> None:
    """What a process that has ended was carrying is due again, where that can be known: on SQLite."""
    if not database.is_sqlite:
        return
    holder = database.means.holder
    holder.begin()
    held = await database.fetch(select(OutboxRow.leased_by).where(OutboxRow.leased_by.is_not(None)).distinct())
    if ended := [each for each in held if each is not None and holder.has_ended(each)]:
        async with database.transaction() as session:
            query = update(OutboxRow).where(OutboxRow.leased_by.in_(ended))
            await session.execute(query.values(leased_until=None, leased_by=None))


async def _finish(carrying: set[asyncio.Task[None]]) -> None:
    """Let what is on its way arrive and be noted: cut off, it would be sent once more after the next start."""
    if carrying:
        _, late = await asyncio.wait(carrying, timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def lease_due(
    database: Database, senders: Mapping[str, Sender], limit: int, carried: Collection[int] = ()
) -> list[Parcel]:
    """Take what is due now; looks first, as a look holds no lock."""
    if limit <= 0 or not await database.fetch(_due(list(senders), 1, carried)):
        return []
    async with database.transaction() as session:
        return await lease(session, list(senders), limit, carried)


async def deliver_forever(database: Database, senders: Mapping[str, Sender], loops: Loops | None = None) -> None:
    """Carry rows as they come, until cancelled.

    Each parcel is on its way by itself: one that takes long keeps back its own lane and no other.
    """
    carrying: dict[int, asyncio.Task[None]] = {}
    released = False

    async def look() -> None:
        nonlocal released
        changed = database.watch()
        if not released:
            await release_held_by_ended(database)
            released = True
        parcels = await lease_due(database, senders, AT_ONCE - len(carrying), carrying)
        for parcel in parcels:
            task = asyncio.create_task(_carry(database, senders[parcel.channel], parcel))
            carrying[parcel.id] = task
            task.add_done_callback(partial(_set_down, carrying, parcel.id))
        if not parcels:  # the note of a delivery is a commit too, and wakes us
            await database.wait(changed, IDLE_SECONDS)

    try:
        await (loops or Loops()).keep("outbox", look)
    finally:
        await _finish(set(carrying.values()))


def _set_down(carrying: dict[int, asyncio.Task[None]], parcel: int, _: asyncio.Task[None]) -> None:
    del carrying[parcel]


async def _carry(database: Database, sender: Sender, parcel: Parcel) -> None:
    outcome: dict[str, Any]
    until = time.monotonic() + LEASE.total_seconds()
    try:
        await sender.send(parcel)
    except Undeliverable as verdict:
        outcome = {"dead_at": now(), "error": str(verdict)}
        log.warning("outbox row %s (%s) cannot be delivered: %s", parcel.id, parcel.topic.name, verdict)
    except TryLater as wish:
        # The channel's own wish to wait is no failure of the row.
        wait = min(wish.wait, LONGEST_WAIT)
        outcome = {"not_before": ahead(wait), "attempts": parcel.attempt - 1, "error": str(wish)}
    except KeyMissing:
        outcome = {"not_before": ahead(KEY_WAIT), "attempts": parcel.attempt - 1, "error": NO_KEY}
    except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
        outcome = _failed(parcel, error)
    else:
        outcome = {"delivered_at": now(), "error": None}
    if parcel.topic.secret and not outcome.keys().isdisjoint({"delivered_at", "dead_at"}):
        outcome |= {"data": {}, "address": None}
    await _note(database, parcel, outcome, until)


async def _note(database: Database, parcel: Parcel, outcome: Mapping[str, Any], until: float) -> None:
    """Write down what became of a parcel, again and again while it is leased: unnoted, it would be carried again."""
    while True:
        try:
            async with database.transaction() as session:
                # A dispatcher that slept past its lease must not overwrite what its successor noted, nor end its lease:
                # only that it did arrive is worth saying then.
                query = update(OutboxRow).where(OutboxRow.id == parcel.id, OutboxRow.delivered_at.is_(None))
                if "delivered_at" not in outcome:
                    query = query.where(OutboxRow.leased_by == session.means.holder.id)
                query = query.values(leased_until=None, leased_by=None, **outcome)
                noted = await session.execute(query.returning(OutboxRow.id))
                if noted.first() is not None:
                    _tell_outcome(session, parcel, outcome)
            return
        except Exception as error:  # noqa: BLE001 - whatever keeps us from noting it, it has happened
            log.warning("the outcome of outbox row %s was not noted: %s", parcel.id, class_of(error))
            if time.monotonic() >= until:
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
    reason = class_of(error)
    log.warning("outbox row %s (%s), attempt %s: %s", parcel.id, parcel.topic.name, parcel.attempt, reason)
    if parcel.attempt >= ATTEMPTS:
        return {"dead_at": now(), "error": reason}
    wait = timedelta(seconds=2.0**parcel.attempt) * random.uniform(0.8, 1.2)  # spreads  # noqa: S311  # nosec B311
    return {"not_before": ahead(min(wait, LONGEST_WAIT)), "error": reason}
