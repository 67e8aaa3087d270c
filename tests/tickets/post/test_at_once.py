"""What nobody outside has to take is delivered with the look that finds it, and its words are told of."""

from sqlalchemy import select

from tickets.post.dispatcher import lease_due
from tickets.post.outbox import AtOnce, OutboxRow, Parcel, tell
from tickets.post.topics.topic import ChannelCall
from tickets.store.database import Database


class Held(AtOnce):
    """Notes what it is given."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, parcel: Parcel) -> None:
        self.sent.append(parcel.lane)


async def test_all_that_waits_is_delivered_in_one_transaction(any_database: Database) -> None:
    async with any_database.transaction() as session:
        for lane in ("a", "b", "a"):
            tell(session, "web", lane, ChannelCall("show", {}), "test")
    sender = Held()
    for _ in range(3):
        await lease_due(any_database, {"web": sender}, 20)
    rows = await any_database.fetch(select(OutboxRow))
    assert ["a", "b", "a"] == sender.sent
    assert [(True, None, 1)] * 3 == [(row.delivered_at is not None, row.leased_by, row.attempts) for row in rows]
