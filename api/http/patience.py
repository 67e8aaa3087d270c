"""Patience: whoever takes nothing of what they asked for is cut, so that they hold no memory and no place."""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = 60  #: that one part of a response may wait for its reader

log = logging.getLogger(__name__)


class ReaderGone(Exception):
    """The client does not read."""


class Patience:
    """Middleware that ends a response which nobody takes. What the application still holds for it is let go."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = False

        async def in_time(message: Message) -> None:
            nonlocal gone
            try:
                async with asyncio.timeout(SECONDS):
                    await send(message)
            except TimeoutError:
                gone = True
                raise ReaderGone from None

        try:
            await self._app(scope, receive, in_time)
        except Exception:
            if not gone:
                raise
            log.warning("a client does not read, the response is cut")
