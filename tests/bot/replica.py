"""A replica: website, bot and deliveries of one process, on a database that others may share."""

import asyncio
import socket
from contextlib import AsyncExitStack, suppress
from typing import Any

import httpx
from running import settings
from scripted import open_desk

from api.app import create_app
from api.http.server import Server
from api.incoming import Source
from bot.dialogue.turn import CHANNEL
from bot.edge import open_telegram
from bot.updates.polling import as_incoming
from bot.updates.webhook import HEADER, PATH, webhook_secret
from index.policy import Policy
from stand_in import PATIENCE, StandIn
from tests.conftest import VAULT
from tickets.post.dispatcher import deliver_forever
from tickets.store.database import Database

KEY = b"a key that all replicas share, long enough"


class Replica:
    """Its own port, connections, desk and loops: nothing is shared with another but the database."""

    def __init__(self, stand_in: StandIn, policy: Policy, url: str, **more: object) -> None:
        self._more = {"telegram_webhook": True, "telegram_staff_chat": None} | more
        self._stand_in = stand_in
        self._policy = policy
        self._url = url
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._place = free.getsockname()
        self.address = f"http://127.0.0.1:{self._place[1]}"
        self._tasks: list[asyncio.Task[Any]] = []
        self._open = AsyncExitStack()

    async def start(self) -> None:
        self.database = Database(self._url, VAULT)
        self.desk = open_desk(self.database, self._policy)
        given = settings(self._stand_in, public_url=self.address, **self._more)
        edge = await self._open.enter_async_context(open_telegram(given, self.desk, self.database, KEY))
        assert edge.webhook is not None
        source = Source(CHANNEL, PATH, HEADER, edge.webhook.secret, as_incoming)
        server = Server(create_app(self.desk, self.database, given, KEY, [source]))
        jobs = (edge.run(), deliver_forever(self.database, edge.senders))
        self._tasks = [asyncio.create_task(job) for job in jobs]
        self._server = server
        self._serving = asyncio.create_task(server.serve(sockets=[socket.create_server(self._place)]))
        while not server.started:
            await asyncio.sleep(0.01)

    async def is_posted(self, update: dict[str, Any]) -> None:
        """As Telegram does it, which waits long for a yes."""
        headers = {HEADER: webhook_secret(KEY)}
        async with httpx.AsyncClient(base_url=self.address, headers=headers, timeout=PATIENCE) as client:
            assert 200 == (await client.post(PATH, json=update)).status_code

    async def stop(self) -> None:
        if not self._tasks:
            return
        self._server.should_exit = True
        await self._serving
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        await self._open.aclose()
        await self.database.close()
