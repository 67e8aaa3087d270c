"""One round of the dispatcher, so that a test sees what one delivery does."""

import asyncio
from collections.abc import Mapping

from tickets.post import dispatcher, outbox
from tickets.store.database import Database


async def deliver_due(database: Database, senders: Mapping[str, outbox.Sender], limit: int = dispatcher.AT_ONCE) -> int:
    """Carry what is due now, lanes side by side; gives how many rows were tried."""
    parcels = await dispatcher.lease_due(database, senders, limit)
    await asyncio.gather(*(dispatcher._carry(database, senders[parcel.channel], parcel) for parcel in parcels))
    return len(parcels)
