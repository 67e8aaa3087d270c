"""Routes of the console: whatever goes wrong on the way to a page is told on a page, never as JSON or a trace."""

import logging
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from api.console.refusals import UNEXPECTED, Refusal, refusal
from api.console.session import SecondFactorNeeded, SignInNeeded
from api.context import context
from api.problems import RETRY_AFTER

log = logging.getLogger(__name__)


class PageRoute(APIRoute):
    """A route that answers with pages; who is not signed in is sent to do so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_telling(request: Request) -> Response:
            try:
                return await handle(request)
            except SignInNeeded:
                return RedirectResponse("/console/sign-in", 303)
            except SecondFactorNeeded:
                return RedirectResponse("/console/account/totp", 303)
            except Exception as error:  # noqa: BLE001 - the last resort of the console
                return _page(request, refusal(error) or _noted(error))

        return handle_telling


def _noted(error: Exception) -> Refusal:
    # The message of an error may quote what a person wrote, so only its class and place are kept.
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("unexpected %s\n%s", type(error).__name__, place)
    return UNEXPECTED


def _page(request: Request, told: Refusal) -> Response:
    page = context(request).templates.TemplateResponse(request, "console/refused.html", {"told": told}, told.status)
    if told.status in {429, 503}:
        page.headers["Retry-After"] = RETRY_AFTER
    return page
