"""Faults that a call of the stand-in may meet, by script."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from markup import Refusal

Fault = Callable[[web.Request], Awaitable[None]]


def refused(code: int, description: str = "Refused by script", **parameters: Any) -> Fault:
    """The call gets this error: 429 with `retry_after`, 400 with `migrate_to_chat_id`, 403, 500, …"""

    async def fault(_request: web.Request) -> None:
        raise Refusal(code, description, **parameters)

    return fault


async def cut(request: web.Request) -> None:
    """The connection breaks before an answer."""
    assert request.transport is not None
    request.transport.abort()
    await asyncio.sleep(0)
    raise Refusal(502, "cut")


async def nonsense(_request: web.Request) -> None:
    """The answer is no JSON."""
    raise web.HTTPOk(text="<html>Bad gateway</html>")
