"""Patience: whoever does not send what they began, or takes nothing of what they asked for, holds no place."""

import asyncio
import logging

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = 60  #: that one part of a response may wait for its reader
SILENCE = 30  #: seconds without a byte of the body
SLOWEST = 1024  #: bytes a second, after the first SILENCE seconds

log = logging.getLogger(__name__)


class ReaderGone(Exception):
    """The client does not read."""


class Patience:
    """Middleware that answers 408 to a body which does not come, and ends a response which nobody takes.

    What the application still holds for it is let go.
    """

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
            await self._app(scope, _paced(receive), in_time)
        except Exception:
            if not gone:
                raise
            log.warning("a client does not read, the response is cut")


def _paced(receive: Receive) -> Receive:
    """Raises HTTPException while the body is owed and does not come."""
    clock = asyncio.get_running_loop().time
    whole, received, latest = False, 0, 0.0

    async def come() -> Message:
        nonlocal whole, received, latest
        if whole:  # whoever asks now waits for the end of the connection
            return await receive()
        latest = latest or clock() + SILENCE
        try:
            async with asyncio.timeout_at(min(clock() + SILENCE, latest + received / SLOWEST)):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408) from None
        whole = not message.get("more_body", False)
        received += len(message.get("body", b""))
        return message

    return come
