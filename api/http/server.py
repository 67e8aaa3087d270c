"""The HTTP server: uvicorn with its own `Connection`s, whose open event streams end as soon as it is asked to stop."""

import asyncio
import socket
from functools import partial
from typing import cast

import uvicorn
from fastapi import FastAPI

from api.http.connections import AT_ONCE, Connection, Door, room

GRACE = 8  #: seconds that running requests get at a stop
BACKLOG = 2048  #: connections that may wait to be accepted


class Server(uvicorn.Server):
    """Serves the application on the sockets that `serve` is given."""

    def __init__(self, app: FastAPI, log_level: str | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=cast("type[asyncio.Protocol]", partial(Connection, Door(room()))),
                log_config=None,
                log_level=log_level,
                access_log=False,
                server_header=False,
                backlog=AT_ONCE,
                proxy_headers=False,  # the application has its own `Proxies`
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._streams = app.state.context.streams

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for everybody who comes."""
        await super().startup(sockets)
        for listening in sockets or []:
            listening.listen(BACKLOG)  # asyncio has made it as short as what it accepts in a row

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, end the streams, let the other requests finish."""
        # uvicorn waits for open responses before it tells the application to stop; a stream would never end.
        self._streams.stop()
        await super().shutdown(sockets)
