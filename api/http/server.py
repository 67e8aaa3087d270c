"""The HTTP server: uvicorn with its own `Connection`s, whose open event streams end as soon as it is asked to stop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

import uvicorn
from fastapi import FastAPI

from api.http.connections import AT_ONCE, Connection, Door, room
from api.preparing import Preparing
from tickets.stop import Stop

BACKLOG = 2048  #: connections that may wait to be accepted


class Server(uvicorn.Server):
    """Serves the application on the sockets that `serve` is given, until the process is to stop."""

    def __init__(self, app: FastAPI | Preparing, stop: Stop | None = None) -> None:
        settings = app.state.context.settings
        super().__init__(
            uvicorn.Config(
                app,
                http=cast("type[asyncio.Protocol]", partial(Connection, Door(room(settings.streams)))),
                log_config=None,
                access_log=False,
                server_header=False,
                backlog=AT_ONCE,
                proxy_headers=False,  # the application has its own `Proxies`
            )
        )
        self._stop = stop or Stop()
        self._serves = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for everybody who comes."""
        await super().startup(sockets)
        for listening in sockets or []:
            listening.listen(BACKLOG)  # asyncio has made it as short as what it accepts in a row

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: uvicorn would let them through when it has ended, and the process with them."""
        yield

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop."""
        return self._stop.asked or await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, end the streams, let the other requests finish."""
        # uvicorn waits for open responses before it tells the application to stop; a stream would never end.
        self._serves.state.context.streams.stop()
        self.config.timeout_graceful_shutdown = round(self._stop.left)
        await super().shutdown(sockets)
