"""The lag of the outbox: what is still to leave, by channel, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from tickets.post.outbox import OutboxRow
from tickets.store.database import Session


@dataclass(frozen=True, slots=True)
class Lag:
    """Of one channel that somebody still tries to carry on."""

    channel: str
    rows: int
    oldest: datetime  #: when the first of them was written
    failing: int  #: of them that have been tried in vain


async def lags(session: Session) -> Sequence[Lag]:
    """Of every channel on which something waits; one look into the index of open rows."""
    failing = func.sum(case((OutboxRow.attempts > 0, 1), else_=0))
    query = (
        select(OutboxRow.channel, func.count(), func.min(OutboxRow.created_at), failing)
        .where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None))
        .group_by(OutboxRow.channel)
        .order_by(OutboxRow.channel)
    )
    return [Lag(*row) for row in (await session.execute(query)).all()]
