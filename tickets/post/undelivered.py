"""What the outbox could not deliver: shown to staff, and tried once more when they wish."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from tickets.audit.entry import note
from tickets.post.outbox import LONG_AGO, PUSH, UNSURE, OutboxRow
from tickets.staff.member import OPERATOR
from tickets.store.base import now
from tickets.store.database import Session
from tickets.store.wakes import News

MOST = 200  #: rows in one list
DROPPED = "dropped"  #: error of rows that staff let nobody carry, or that are worth nothing any more


class NoSuchRow(LookupError):
    """The outbox has no such row."""


class NothingToCarry(ValueError):
    """The row was delivered or dropped, or emptied because nobody was to carry it any more."""


async def undelivered(session: Session) -> Sequence[OutboxRow]:
    """What has not arrived: the dead first, newest first among equals."""
    order = OutboxRow.dead_at.is_(None), OutboxRow.id.desc()
    query = select(OutboxRow).where(OutboxRow.delivered_at.is_(None), ~_dropped()).order_by(*order).limit(MOST)
    return (await session.scalars(query)).all()


async def count_dead(session: Session) -> int:
    """How many rows nobody tries to deliver any more."""
    dead = OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_not(None), ~_dropped()
    query = select(func.count()).select_from(OutboxRow).where(*dead)
    return (await session.scalars(query)).one()


async def revive(session: Session, row_id: int, *, by: str = OPERATOR) -> OutboxRow:
    """Let a row that is dead or waits be tried at once, as often as a new one. Raises NoSuchRow and NothingToCarry.

    A dead row does not hold back its lane: revived, it may arrive after what was written later.
    """
    row = await _held(session, row_id)
    row.dead_at, row.not_before, row.attempts, row.leased_until = None, LONG_AGO, 0, None
    session.told.add(News.POST)
    note(session, "outbox.retry", by, row_id)
    return row


async def drop(session: Session, row_id: int, *, by: str = OPERATOR) -> None:
    """Let nobody carry a row any more; it leaves the list. Raises NoSuchRow and NothingToCarry."""
    row = await _held(session, row_id)
    row.dead_at, row.error = row.dead_at or now(), DROPPED
    note(session, "outbox.drop", by, row_id)


async def hold_unsure(session: Session) -> int:
    """After a copy was brought back: what waited when it was made may have left since, so staff are to say.

    Gives how many rows wait for that. What is secret, as codes are, has ended.
    """
    open_ = OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None)
    held = 0
    for row in await session.scalars(select(OutboxRow).where(*open_).with_for_update()):
        row.dead_at, row.leased_until, row.error = now(), None, UNSURE
        if (told := row.told) is not None and told.secret:
            row.data, row.address, row.error = {}, None, DROPPED
        elif row.channel == PUSH:  # every session has ended, and with it whoever wanted to hear
            row.error = DROPPED
        held += row.unsure
    return held


async def _held(session: Session, row_id: int) -> OutboxRow:
    row = await session.get(OutboxRow, row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NoSuchRow(row_id)
    if row.delivered_at is not None or row.error == DROPPED or row.emptied:
        raise NothingToCarry(row_id)
    return row


def _dropped() -> ColumnElement[bool]:
    return func.coalesce(OutboxRow.error, "") == DROPPED
