"""Noting what became of a parcel, in its row and for whoever wrote it."""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from tickets.loops import class_of
from tickets.post.outbox import EMAIL, PUSH, STAFF, WEBHOOK, OutboxRow, Parcel, tell_of_words
from tickets.store.base import now
from tickets.store.database import Database, Session
from tickets.store.wakes import News

NOTE_SECONDS = 1  #: between two tries to note an outcome in a busy database
EMPTY: dict[str, Any] = {"data": {}, "address": None}  #: of a row that is secret

log = logging.getLogger(__name__)


async def note_outcome(database: Database, parcel: Parcel, outcome: Mapping[str, Any], until: float) -> None:
    """Write down what became of a parcel, again and again while it is leased: unnoted, it would be carried again.

    That it did arrive is tried for as long as the process lives, which carries it no second time meanwhile.
    """
    while True:
        try:
            async with database.transaction() as session:
                await write_down(session, parcel, outcome)
            return
        except Exception as error:  # noqa: BLE001 - whatever keeps us from noting it, it has happened
            log.warning("the outcome of outbox row %s was not noted: %s", parcel.id, class_of(error))
            if "delivered_at" not in outcome and time.monotonic() >= until:
                return
            await asyncio.sleep(NOTE_SECONDS)


async def write_down(session: Session, parcel: Parcel, outcome: Mapping[str, Any]) -> None:
    """Note it, in this transaction; nothing where a successor has.

    A dispatcher that slept past its lease must not overwrite what its successor noted, nor end its lease: only that it
    did arrive is worth saying then.
    """
    query = update(OutboxRow).where(OutboxRow.id == parcel.id, OutboxRow.delivered_at.is_(None))
    if "delivered_at" not in outcome:
        query = query.where(OutboxRow.leased_by == session.means.holder.id)
    query = query.values(leased_until=None, leased_by=None, **outcome)
    noted = await session.execute(query.returning(OutboxRow.id))
    if noted.first() is not None:
        _tell_outcome(session, parcel, outcome)
    session.told.add(News.POST)  # the next of its lane may be carried


def delivered(parcel: Parcel) -> dict[str, Any]:
    """What is noted of a parcel that has arrived."""
    arrived: dict[str, Any] = {"delivered_at": now(), "error": None}
    return arrived | EMPTY if parcel.topic.secret else arrived


def _tell_outcome(session: Session, parcel: Parcel, outcome: Mapping[str, Any]) -> None:
    if parcel.channel in {STAFF, EMAIL, WEBHOOK, PUSH}:
        return
    if "delivered_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic)
    elif "dead_at" in outcome:
        tell_of_words(session, parcel.id, parcel.topic, lost=outcome["error"])
