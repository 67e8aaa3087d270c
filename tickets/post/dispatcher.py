"""The dispatcher leases due rows of the outbox, hands each to its channel's sender and notes the outcome.

Rows of one lane (one conversation, the staff chat) leave in their order: a row waits while an earlier one of its lane
is undelivered. A delivery may happen twice only when the process dies between the channel's yes and our note of it, or
the database is away then for the rest of the lease and another process is the first to find it back.
"""

import asyncio
import logging
import random
import time
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Select, exists, or_, select, update
from sqlalchemy.orm import aliased

from tickets.loops import Loops, class_of
from tickets.post.outbox import (
    EMAIL,
    LONG_AGO,
    PUSH,
    STAFF,
    WEBHOOK,
    AtOnce,
    OutboxRow,
    Parcel,
    Sender,
    TryLater,
    Undeliverable,
    tell_of_words,
)
from tickets.post.topics.stored import Unreadable
from tickets.stop import Stop
from tickets.store.base import ahead, now
from tickets.store.database import Database, Session
from tickets.store.vault import KeyMissing, opened

LEASE = timedelta(seconds=30)  #: how long a row may be in delivery before another dispatcher takes it over
ATTEMPTS = 30  #: most of a day; then the row is dead and stays visible
LONGEST_WAIT = timedelta(hours=1)
KEY_WAIT = timedelta(seconds=10)  #: between looks whether a lost key is back
NO_KEY = "no key opens the address"
AT_ONCE = 20  #: parcels that may be on their way at the same time
NOTE_SECONDS = 1  #: between two tries to note an outcome in a busy database
SET_BACK = 1.0  #: seconds; a clock that is set right little by little is not meant
_EMPTY: dict[str, Any] = {"data": {}, "address": None}  #: of a row that is secret
GATHER = 0.02  #: seconds for what comes at the same time to be carried together
IDLE_SECONDS = 0.5  #: how long rows may go unseen whose time has come

log = logging.getLogger(__name__)


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
    if limit <= 0 or not await database.fetch(_due(list(senders), 1, carried)):
        return []
    async with database.transaction() as session:
        parcels = await lease(session, list(senders), limit, carried)
        arrived = [parcel for parcel in parcels if isinstance(senders[parcel.channel], AtOnce)]
        for parcel in arrived:
            await senders[parcel.channel].send(parcel)
            await _write_down(session, parcel, _delivered(parcel))
    return parcels


async def deliver_forever(database: Database, senders: Mapping[str, Sender], loops: Loops | None = None) -> None:
    """Carry rows as they come, until cancelled.

    Each parcel is on its way by itself: one that takes long keeps back its own lane and no other.
    """
    carrying: dict[int, asyncio.Task[None]] = {}
    released, offset = False, _offset()
    loops = loops or Loops()

    async def look() -> None:
        nonlocal released, offset
        changed = database.watch()
        if (new := _offset()) < offset - SET_BACK:
            await wait_no_more(database)
        offset = new
        if not released:
            await release_held_by_ended(database)
            released = True
        until = time.monotonic() + LEASE.total_seconds()
        parcels = await lease_due(database, senders, AT_ONCE - len(carrying), carrying)
        for parcel in parcels:
            if isinstance(senders[parcel.channel], AtOnce):
                continue
            task = asyncio.create_task(_carry(database, senders[parcel.channel], parcel, until))
            carrying[parcel.id] = task
            task.add_done_callback(partial(_set_down, carrying, parcel.id))
        if not parcels:  # the note of a delivery is a commit too, and wakes us
            await database.wait(changed, IDLE_SECONDS, timed=True)
            await asyncio.sleep(GATHER)

    try:
        await loops.keep("outbox", look)
    finally:
        await _finish(set(carrying.values()), loops.stop)


def _set_down(carrying: dict[int, asyncio.Task[None]], parcel: int, _: asyncio.Task[None]) -> None:
    del carrying[parcel]


async def _carry(database: Database, sender: Sender, parcel: Parcel, until: float | None = None) -> None:
    """Not after `until`: a process that slept, or waited too long for the database, has lost it to another one."""
    outcome: dict[str, Any]
    if until is not None and time.monotonic() >= until:
        return
    until = until or time.monotonic() + LEASE.total_seconds()
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
        outcome = _delivered(parcel)
    if parcel.topic.secret and "dead_at" in outcome:
        outcome |= _EMPTY
    await _note(database, parcel, outcome, until)


async def _note(database: Database, parcel: Parcel, outcome: Mapping[str, Any], until: float) -> None:
    """Write down what became of a parcel, again and again while it is leased: unnoted, it would be carried again.

    That it did arrive is tried for as long as the process lives, which carries it no second time meanwhile.
    """
    while True:
        try:
            async with database.transaction() as session:
                await _write_down(session, parcel, outcome)
            return
        except Exception as error:  # noqa: BLE001 - whatever keeps us from noting it, it has happened
            log.warning("the outcome of outbox row %s was not noted: %s", parcel.id, class_of(error))
            if "delivered_at" not in outcome and time.monotonic() >= until:
                return
            await asyncio.sleep(NOTE_SECONDS)


async def _write_down(session: Session, parcel: Parcel, outcome: Mapping[str, Any]) -> None:
    # A dispatcher that slept past its lease must not overwrite what its successor noted, nor end its lease: only that
    # it did arrive is worth saying then.
    query = update(OutboxRow).where(OutboxRow.id == parcel.id, OutboxRow.delivered_at.is_(None))
    if "delivered_at" not in outcome:
        query = query.where(OutboxRow.leased_by == session.means.holder.id)
    query = query.values(leased_until=None, leased_by=None, **outcome)
    noted = await session.execute(query.returning(OutboxRow.id))
    if noted.first() is not None:
        _tell_outcome(session, parcel, outcome)
    session.told = True  # the next of its lane may be carried


def _delivered(parcel: Parcel) -> dict[str, Any]:
    arrived: dict[str, Any] = {"delivered_at": now(), "error": None}
    return arrived | _EMPTY if parcel.topic.secret else arrived


def _tell_outcome(session: Session, parcel: Parcel, outcome: Mapping[str, Any]) -> None:
    if parcel.channel in {STAFF, EMAIL, WEBHOOK, PUSH}:
        return
    if "delivered_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic)
    elif "dead_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic, lost=outcome["error"])


def _failed(parcel: Parcel, error: Exception) -> dict[str, Any]:
    # The text of an exception may hold an address with a token in it, so only its class is kept.
    reason = class_of(error)
    log.warning("outbox row %s (%s), attempt %s: %s", parcel.id, parcel.topic.name, parcel.attempt, reason)
    if parcel.attempt >= ATTEMPTS:
        return {"dead_at": now(), "error": reason}
    wait = timedelta(seconds=2.0**parcel.attempt) * random.uniform(0.8, 1.2)  # spreads  # noqa: S311  # nosec B311
    return {"not_before": ahead(min(wait, LONGEST_WAIT)), "error": reason}
