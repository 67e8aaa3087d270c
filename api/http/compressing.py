"""Smaller answers where nothing secret stands in them: the policy, the demo page, the widget.

Pages with secrets stay as they are: the size of a compressed page that also repeats what somebody sent gives its
secrets away (the BREACH attack).
"""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PUBLIC = ("/assets/", "/demo", "/policy", "/widget.js", "/widget/")


class Compressing:
    """Middleware that compresses what is the same for everybody."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain, self._smaller = app, GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        public = scope["type"] == "http" and scope["path"].startswith(PUBLIC)
        await (self._smaller if public else self._plain)(scope, receive, send)
