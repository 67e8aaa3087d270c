"""Incoming: a messenger posts its updates here, and hears yes only when they are stored."""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from api.context import Ctx
from tickets.post.inbox import Incoming, accept

LARGEST = 1024 * 1024  #: bytes of one update; Telegram's own are some kilobytes
DEEPEST = 64  #: levels of lists and objects within each other; Telegram's have about ten


@dataclass(frozen=True, slots=True)
class Source:
    """A channel whose updates are posted to us."""

    channel: str
    path: str
    header: str  #: it bears the secret
    secret: str  #: never empty
    read: Callable[[dict[str, Any]], Incoming | None]  #: None for a kind that nobody asked for


class NotTheMessenger(Exception):
    """The request does not bear the secret."""


def incoming(source: Source) -> APIRouter:
    """The route of a source. It is no part of the API that is described to others."""
    assert source.secret, "without a secret anybody could write in the name of anybody"
    router = APIRouter(include_in_schema=False)

    @router.post(source.path)
    async def take(request: Request, ctx: Ctx) -> Response:
        """Posted again, an update changes nothing; one of a kind that nobody asked for is forgotten."""
        if not hmac.compare_digest(request.headers.get(source.header, "").encode(), source.secret.encode()):
            raise NotTheMessenger
        if (update := source.read(_update(await request.body()))) is not None:
            async with ctx.database.transaction() as session:
                await accept(session, source.channel, [update])
        return Response()

    return router


def _update(body: bytes) -> dict[str, Any]:
    """Raises HTTPException for what is no update, or nothing that a database can hold."""
    try:
        update = json.loads(body)
        json.dumps(update, allow_nan=False)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int or _levels(update) > DEEPEST:
        raise HTTPException(400)
    return update


def _levels(value: Any) -> int:
    levels, inside = 0, [value]
    while inside:
        levels += 1
        held = [each.values() if isinstance(each, dict) else each for each in inside if isinstance(each, dict | list)]
        inside = [each for group in held for each in group]
    return levels
