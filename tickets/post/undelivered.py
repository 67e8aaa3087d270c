"""What the outbox could not deliver: shown to staff, and tried once more when they wish."""

from collections.abc import Sequence

from sqlalchemy import func, select

from tickets.audit.entry import note
from tickets.post.outbox import OutboxRow
from tickets.staff.member import OPERATOR
from tickets.store.base import now
from tickets.store.database import Session

MOST = 200  #: rows in one list


class NoSuchRow(LookupError):
    """The outbox has no such row."""


class NothingToCarry(ValueError):
    """The row was delivered, or emptied because nobody was to carry it any more."""


async def undelivered(session: Session) -> Sequence[OutboxRow]:
    """What has not arrived: the dead first, newest first among equals."""
    order = OutboxRow.dead_at.is_(None), OutboxRow.id.desc()
    query = select(OutboxRow).where(OutboxRow.delivered_at.is_(None)).order_by(*order).limit(MOST)
    return (await session.scalars(query)).all()


async def count_dead(session: Session) -> int:
    """How many rows nobody tries to deliver any more."""
    query = select(func.count()).select_from(OutboxRow).where(OutboxRow.dead_at.is_not(None))
    return (await session.scalars(query)).one()


async def revive(session: Session, row_id: int, *, by: str = OPERATOR) -> OutboxRow:
    """Let a row that is dead or waits be tried at once, as often as a new one. Raises NoSuchRow and NothingToCarry.

    A dead row does not hold back its lane: revived, it may arrive after what was written later.
    """
    row = await session.get(OutboxRow, row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NoSuchRow(row_id)
    if row.delivered_at is not None or row.emptied:
        raise NothingToCarry(row_id)
    row.dead_at, row.not_before, row.attempts = None, now(), 0
    note(session, "outbox.retry", by, row_id)
    return row
