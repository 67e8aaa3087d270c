"""The size of request bodies, checked while they are read."""

import re
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TOO_LARGE, problem

#: Bytes. The longest message that is accepted, 10 000 characters, takes 120 000 when JSON escapes each as a pair.
LARGEST = 128 * 1024


class BodyLimit:
    """Middleware that refuses larger bodies, announced or not; `larger`: other limits, by regular expression."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = {re.compile(path): limit for path, limit in larger.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._largest(scope["path"])
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > largest:
            await problem(TOO_LARGE)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise HTTPException(TOO_LARGE.status)
            return message

        await self._app(scope, counted, send)

    def _largest(self, path: str) -> int:
        return next((limit for pattern, limit in self._larger.items() if pattern.fullmatch(path)), LARGEST)
