"""The size of bodies: of requests it is checked while they are read, some responses are made smaller."""

import re
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TOO_LARGE, problem

#: Bytes. The longest message that is accepted, 10 000 characters, takes 120 000 when JSON escapes each as a pair.
LARGEST = 128 * 1024
PUBLIC = ("/assets/", "/demo", "/policy", "/widget.js", "/widget/")  #: where nothing secret stands


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


class Compressing:
    """Middleware that compresses what is the same for everybody.

    Pages with secrets stay as they are: the size of a compressed page that also repeats what somebody sent gives its
    secrets away (the BREACH attack).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain, self._smaller = app, GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        public = scope["type"] == "http" and scope["path"].startswith(PUBLIC)
        await (self._smaller if public else self._plain)(scope, receive, send)
