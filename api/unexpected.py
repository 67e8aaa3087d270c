"""The last resort: an error that nobody expected becomes a plain problem, never a trace."""

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import UNEXPECTED, problem

log = logging.getLogger(__name__)


def note(error: Exception) -> None:
    """Log what nobody expected. Its message may quote what a person wrote, so only its class and place are kept."""
    log.error("unexpected %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


class LastResort:
    """Middleware that answers 500 for whatever the application let through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:  # noqa: BLE001 - that is what it is for
            note(error)
            if not started and scope["type"] == "http":
                await problem(UNEXPECTED)(scope, receive, send)
