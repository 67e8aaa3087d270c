"""The HTTP server: uvicorn, except that open event streams end as soon as it is asked to stop."""

import socket

import uvicorn
from fastapi import FastAPI

GRACE = 8  #: seconds that running requests get at a stop


class Server(uvicorn.Server):
    """Serves the application on the sockets that `serve` is given."""

    def __init__(self, app: FastAPI, log_level: str | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level=log_level,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # the application has its own `Proxies`
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._streams = app.state.context.streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, end the streams, let the other requests finish."""
        # uvicorn waits for open responses before it tells the application to stop; a stream would never end.
        self._streams.stop()
        await super().shutdown(sockets)
