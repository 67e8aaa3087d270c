"""The size of request bodies, checked while they are read."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TOO_LARGE, problem

#: Bytes. The longest message that is accepted, 10 000 characters, takes 120 000 when JSON escapes each as a pair.
LARGEST = 128 * 1024


class BodyLimit:
    """Middleware that refuses larger bodies, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > LARGEST:
            await problem(TOO_LARGE)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST:
                raise HTTPException(TOO_LARGE.status)
            return message

        await self._app(scope, counted, send)
