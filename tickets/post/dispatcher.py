"""The dispatcher leases due rows of the outbox, hands each to its channel's sender and notes the outcome.

Rows of one lane (one conversation, the staff chat) leave in their order: a row waits while an earlier one of its lane
is undelivered. A delivery may happen twice only when the process dies between the channel's yes and our note of it, or
the database is away then for the rest of the lease and another process is the first to find it back.
"""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from tickets.loops import Loops, class_of
from tickets.post.noting import EMPTY, delivered, note_outcome, write_down
from tickets.post.outbox import (
    LONG_AGO,
    STAFF,
    AtOnce,
    OutboxRow,
    Parcel,
    Sender,
    TryLater,
    Undeliverable,
)
from tickets.post.topics.stored import Unreadable
from tickets.stop import Stop
from tickets.store.base import ahead, now
from tickets.store.database import Database, Session
from tickets.store.vault import KeyMissing, opened
from tickets.store.wakes import News

LEASE = timedelta(seconds=30)  #: how long a row may be in delivery before another dispatcher takes it over
ATTEMPTS = 30  #: most of a day; then the row is dead and stays visible
LONGEST_WAIT = timedelta(hours=1)
KEY_WAIT = timedelta(seconds=10)  #: between looks whether a lost key is back
NO_KEY = "no key opens the address"
AT_ONCE = 20  #: parcels that may be on their way at the same time
OF_ONE = 10  #: of them on one channel: a slow one leaves room for what people wait for
OF_STAFF = 4  #: of them for staff: each takes ten calls, and begun together they would all end together, too late
SET_BACK = 1.0  #: seconds; a clock that is set right little by little is not meant
GATHER = 0.02  #: seconds for what comes at the same time to be carried together
IDLE_SECONDS = 0.5  #: how long rows may go unseen whose time has come

log = logging.getLogger(__name__)


def _due() -> Select[OutboxRow]:
    """The first open row of each lane, where it may be tried now and nobody is at it; never one that is carried here.

    A moment further away than any that we write was written before the clock was set back: it is over.
    """
    waits, leased = OutboxRow.not_before, OutboxRow.leased_until
    earlier = aliased(OutboxRow)
    return (
        select(OutboxRow)
        .where(
            OutboxRow.delivered_at.is_(None),
            OutboxRow.dead_at.is_(None),
            OutboxRow.channel.in_(bindparam("channels", expanding=True)),
            OutboxRow.id.not_in(bindparam("carried", expanding=True)),
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
        .limit(bindparam("limit", type_=Integer))
    )


_DUE = _due()  # put together once: that costs more than to ask
_LEASED = _DUE.with_for_update(skip_locked=True)


async def lease(session: Session, channels: list[str], limit: int, carried: Collection[int] = ()) -> list[Parcel]:
    """Take the first due row of up to `limit` lanes; nobody else gets them until the lease ends."""
    rows = (await session.scalars(_LEASED, {"channels": channels, "carried": list(carried), "limit": limit})).all()
    return [parcel for row in rows if (parcel := _parcel(row, session.means.holder.id))]


def _parcel(row: OutboxRow, holder: int) -> Parcel | None:
    """The row, leased; None where it is set aside because nobody can read it, or waits for the key of its address."""
    try:
        parcel = Parcel(row.id, row.channel, row.lane, row.read(), row.attempts + 1, opened(row.address), row.trace)
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


def _offset() -> float:
    """Seconds of the clock against one that nobody sets."""
    return time.time() - time.monotonic()


async def wait_no_more(database: Database) -> None:
    """The clock of this machine was set back, so nobody knows how long rows still have to wait: they are due.

    Only on SQLite is it the clock that they wait by.
    """
    if database.is_sqlite:
        async with database.transaction() as session:
            query = update(OutboxRow).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None))
            await session.execute(query.values(not_before=LONG_AGO))


async def _finish(carrying: set[asyncio.Task[None]], stop: Stop) -> None:
    """Let what is on its way arrive and be noted: cut off, it would be sent once more after the next start."""
    if carrying:
        _, late = await asyncio.wait(carrying, timeout=stop.left)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def lease_due(
    database: Database, senders: Mapping[str, Sender], limit: int, carried: Collection[int] = ()
) -> list[Parcel]:
    """Take what is due now; looks first, as a look holds no lock."""
    first = {"channels": list(senders), "carried": list(carried), "limit": 1}
    if limit <= 0 or not await database.fetch(_DUE, first):
        return []
    async with database.transaction() as session:
        parcels = await lease(session, list(senders), limit, carried)
        arrived = [parcel for parcel in parcels if isinstance(senders[parcel.channel], AtOnce)]
        for parcel in arrived:
            await senders[parcel.channel].send(parcel)
            await write_down(session, parcel, delivered(parcel))
    return parcels


async def deliver_forever(database: Database, senders: Mapping[str, Sender], loops: Loops | None = None) -> None:
    """Carry rows as they come, until cancelled.

    Each parcel is on its way by itself: one that takes long keeps back its own lane and no other.
    """
    carrying: dict[int, asyncio.Task[None]] = {}
    busy: Counter[str] = Counter()  # channels
    released, offset = False, _offset()
    loops = loops or Loops()

    async def look() -> None:
        nonlocal released, offset
        changed = database.watch(News.POST)
        if (new := _offset()) < offset - SET_BACK:
            await wait_no_more(database)
        offset = new
        if not released:
            await release_held_by_ended(database)
            released = True
        until = time.monotonic() + LEASE.total_seconds()
        rooms = {channel: _most(channel) - busy[channel] for channel in senders if busy[channel] < _most(channel)}
        having_room = {channel: senders[channel] for channel in rooms}
        room = min((*rooms.values(), AT_ONCE - len(carrying))) if rooms else 0
        parcels = await lease_due(database, having_room, room, carrying)
        for parcel in parcels:
            if isinstance(senders[parcel.channel], AtOnce):
                continue
            task = asyncio.create_task(_carry(database, senders[parcel.channel], parcel, until))
            carrying[parcel.id] = task
            busy[parcel.channel] += 1
            task.add_done_callback(partial(_set_down, carrying, busy, parcel))
        if not parcels:  # the note of a delivery is a commit too, and wakes us
            await database.wait(changed, IDLE_SECONDS, timed=True)
            await asyncio.sleep(GATHER)

    try:
        await loops.keep("outbox", look)
    finally:
        await _finish(set(carrying.values()), loops.stop)


def _most(channel: str) -> int:
    return OF_STAFF if channel == STAFF else OF_ONE


def _set_down(
    carrying: dict[int, asyncio.Task[None]], busy: Counter[str], parcel: Parcel, _: asyncio.Task[None]
) -> None:
    del carrying[parcel.id]
    busy[parcel.channel] -= 1


async def _carry(database: Database, sender: Sender, parcel: Parcel, until: float | None = None) -> None:
    if parcel.trace is None:  # what nobody's trace led to begins none
        await _send(database, sender, parcel, until)
        return
    traces, topic = database.means.traces, parcel.topic.name
    with traces.begin("outbox", parcel.trace, channel=parcel.channel, topic=topic, attempt=parcel.attempt):
        await _send(database, sender, parcel, until)


async def _send(database: Database, sender: Sender, parcel: Parcel, until: float | None) -> None:
    """Not after `until`: a process that slept, or waited too long for the database, has lost it to another one."""
    outcome: dict[str, Any]
    if until is not None and time.monotonic() >= until:
        return
    until = until or time.monotonic() + LEASE.total_seconds()
    try:
        with database.means.traces.within("send"):
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
        outcome = delivered(parcel)
    if parcel.topic.secret and "dead_at" in outcome:
        outcome |= EMPTY
    await note_outcome(database, parcel, outcome, until)


def _failed(parcel: Parcel, error: Exception) -> dict[str, Any]:
    # The text of an exception may hold an address with a token in it, so only its class is kept.
    reason = class_of(error)
    log.warning("outbox row %s (%s), attempt %s: %s", parcel.id, parcel.topic.name, parcel.attempt, reason)
    if parcel.attempt >= ATTEMPTS:
        return {"dead_at": now(), "error": reason}
    wait = timedelta(seconds=2.0**parcel.attempt) * random.uniform(0.8, 1.2)  # spreads  # noqa: S311  # nosec B311
    return {"not_before": ahead(min(wait, LONGEST_WAIT)), "error": reason}
