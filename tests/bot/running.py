"""The bot as it runs: the edge and the outbox's loop beside it, on a database that outlives them."""

import asyncio
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bot.edge import TelegramEdge, open_telegram
from desk.desk import Desk
from desk.settings import Settings
from stand_in import PATIENCE, StandIn
from stand_in.world import at_once
from tickets.post.dispatcher import deliver_forever
from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.attachment import Shelf
from tickets.store.database import Database

STAFF_CHAT = -100500


def settings(stand_in: StandIn, **more: object) -> Settings:
    """Settings that lead to the stand-in."""
    given = {"telegram_token": stand_in.token, "telegram_api": stand_in.address, "telegram_staff_chat": STAFF_CHAT}
    return Settings(_env_file=None, **(given | more))


class Running:
    """Start and stop it as often as a test likes; what it knows must be in the database."""

    def __init__(self, stand_in: StandIn, desk: Desk, database: Database) -> None:
        self._folder = TemporaryDirectory()
        self.shelf = Shelf(Path(self._folder.name) / "attachments")
        self.stand_in = stand_in
        self.desk = desk
        self.database = database
        self._tasks: list[asyncio.Task[None]] = []
        self._open: object = None

    async def start(self, **more: object) -> None:
        given = settings(self.stand_in, data=Path(self._folder.name), **more)
        opening = open_telegram(given, self.desk, self.database)
        edge: TelegramEdge = await opening.__aenter__()
        self._open = opening
        self._tasks = [
            asyncio.create_task(edge.run()),
            asyncio.create_task(deliver_forever(self.database, edge.senders)),
        ]
        self.stand_in.reads = self.settles

    async def stop(self) -> None:
        self.stand_in.reads = at_once
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        if self._open is not None:
            await self._open.__aexit__(None, None, None)
            self._open = None

    async def settles(self) -> None:
        """Wait until everything that arrived is handled and everything to be said is said."""
        async with asyncio.timeout(PATIENCE):
            while self.stand_in.updates or await self._unfinished():
                await asyncio.sleep(0.02)

    async def _unfinished(self) -> bool:
        waiting = select(InboxRow.id).where(InboxRow.handled_at.is_(None)).limit(1)
        unsaid = select(OutboxRow.id).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None)).limit(1)
        async with self.database.reading() as session:
            return any([(await session.execute(query)).first() for query in (waiting, unsaid)])
