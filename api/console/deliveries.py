"""Deliveries: what became of what was to be told, from the rows of the outbox."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from tickets.post.outbox import STAFF, WEBHOOK, OutboxRow
from tickets.record.ticket import Ticket
from tickets.store.database import Session

MOST = 200  #: rows on a page


async def deliveries(session: Session, ticket: Ticket) -> Sequence[OutboxRow]:
    """What the person was to be told of a ticket, oldest first; what others were told only where it has not arrived.

    Of more than MOST the latest.
    """
    arrived = OutboxRow.delivered_at.is_not(None)
    query = (
        select(OutboxRow)
        .where(OutboxRow.cause == f"ticket:{ticket.id}", or_(~arrived, OutboxRow.channel.not_in([STAFF, WEBHOOK])))
        .order_by(OutboxRow.id.desc())
        .limit(MOST)
    )
    return (await session.execute(query)).scalars().all()[::-1]
