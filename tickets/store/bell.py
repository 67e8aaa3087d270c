"""Bells: copies on one database tell one another that something was committed, so that nobody has to look all the time.

A ring says only that there is news; whoever hears it looks into the database, which alone knows what. So a ring that is
lost costs seconds, and one too many a look.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import asyncpg

GATHER = 0.02  #: seconds in which rings become one
PATIENCE = 4.0  #: seconds for a connection, an answer or a sign of life
SILENCE = 10.0  #: seconds without a ring after which it is asked whether the connection still lives
CHANNEL = "punkt_news"  #: of PostgreSQL, which has one for each database


class Bell(Protocol):
    """What carries rings. Both raise whatever the carrier raises."""

    async def ring(self) -> None:
        """Let all others hear; one's own rings are not heard."""

    async def listen(self, ready: Callable[[], None], heard: Callable[[], None]) -> None:
        """Call `ready` when rings are heard from now on and `heard` at each, until cancelled or cut off."""

    async def close(self) -> None: ...


class BellCut(ConnectionError):
    """The connection on which rings were heard has ended."""


class RedisBell:
    """Publishes and subscribes. `name` tells one installation from another on the same Redis."""

    def __init__(self, url: str, name: str, me: int) -> None:
        from redis.asyncio import Redis

        self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._channel, self._me = f"punkt:news:{name}", str(me).encode()

    async def ring(self) -> None:
        await self._redis.publish(self._channel, self._me)

    async def listen(self, ready: Callable[[], None], heard: Callable[[], None]) -> None:
        async with self._redis.pubsub() as subscribed:
            await subscribed.subscribe(self._channel)
            waiting, answered = PATIENCE, True
            while True:
                told = await subscribed.get_message(timeout=waiting)
                if told is None:
                    if not answered:
                        raise BellCut
                    await subscribed.ping()
                    waiting, answered = PATIENCE, False
                    continue
                waiting, answered = SILENCE, True
                if told["type"] == "subscribe":
                    ready()
                elif told["type"] == "message" and told["data"] != self._me:
                    heard()

    async def close(self) -> None:
        await self._redis.aclose()


class PostgresBell:
    """LISTEN and NOTIFY on two connections of its own: behind a pooler in transaction mode nobody would hear."""

    def __init__(self, url: str, me: int) -> None:
        self._url, self._me = url, str(me)
        self._ringing: asyncpg.Connection | None = None

    async def ring(self) -> None:
        if self._ringing is None or self._ringing.is_closed():
            self._ringing = await self._connected()
        try:
            await self._ringing.execute("SELECT pg_notify($1, $2)", CHANNEL, self._me, timeout=PATIENCE)
        except BaseException:
            self._ringing.terminate()
            raise

    async def listen(self, ready: Callable[[], None], heard: Callable[[], None]) -> None:
        connection, cut = await self._connected(), asyncio.Event()

        def told(_connection: object, _server: int, _channel: str, who: str) -> None:
            if who != self._me:
                heard()

        connection.add_termination_listener(lambda _: cut.set())
        try:
            await connection.add_listener(CHANNEL, told)
            ready()
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(SILENCE):
                        await cut.wait()
                if cut.is_set():
                    raise BellCut
                await connection.execute("SELECT", timeout=PATIENCE)
        finally:
            connection.terminate()

    async def close(self) -> None:
        if self._ringing is not None:
            self._ringing.terminate()

    async def _connected(self) -> asyncpg.Connection:
        return await asyncpg.connect(self._url, timeout=PATIENCE, command_timeout=PATIENCE)
