"""Server-Sent Events as one plain response: thousands stay open, so each is little more than a coroutine."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import suppress

from fastapi.sse import ServerSentEvent, format_sse_event
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PING = 15.0  #: seconds of silence after which a comment tells proxies that the connection lives
ALIVE = ServerSentEvent(comment="ping")
HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  #: nobody keeps it, nginx hands it on at once


class EventStream(Response, ABC):
    """Sends what is `told` until that ends or whoever listens has `left`; `stirred` is set when they leave, too."""

    media_type = "text/event-stream"

    def __init__(self) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self.stirred = asyncio.Event()
        self.left = False

    @abstractmethod
    def told(self) -> AsyncIterator[ServerSentEvent]:
        """The events; waits in `quiet` between them."""

    async def quiet(self) -> bool:
        """Wait until stirred; True when nothing has happened for as long as a proxy may wait."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PING):
                await self.stirred.wait()
        return not self.stirred.is_set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        leaving = asyncio.create_task(self._leave(receive))
        try:
            async for event in self.told():
                if self.left:
                    return
                await send({"type": "http.response.body", "body": _written(event), "more_body": True})
        finally:
            leaving.cancel()
        await send({"type": "http.response.body", "body": b""})

    async def _leave(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self.stirred.set()


def _written(event: ServerSentEvent) -> bytes:
    data = None if event.data is None else json.dumps(event.data, ensure_ascii=False)
    return format_sse_event(data_str=data, event=event.event, id=event.id, retry=event.retry, comment=event.comment)
