"""Routes of the console: whatever goes wrong on the way to a page is told on a page, never as JSON or a trace."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from api.console.refusals import UNEXPECTED, Refusal, refusal
from api.console.session import RoleNeeded, SecondFactorNeeded, SignInNeeded
from api.context import context
from api.problems import RETRY_AFTER
from api.unexpected import note
from tickets.audit import entry as audit


class PageRoute(APIRoute):
    """A route that answers with pages; who is not signed in is sent to do so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_noting(request: Request) -> Response:
            try:
                return await handle(request)
            except RoleNeeded as error:
                async with context(request).database.transaction() as session:
                    audit.note(session, f"denied.{error.role}", error.member)
                raise

        async def handle_telling(request: Request) -> Response:
            try:
                return await handle_noting(request)
            except SignInNeeded:
                return RedirectResponse("/console/sign-in", 303)
            except SecondFactorNeeded:
                return RedirectResponse("/console/account/totp", 303)
            except Exception as error:  # noqa: BLE001 - the last resort of the console
                told = refusal(error)
                if told is None:
                    note(error)
                return _page(request, told or UNEXPECTED)

        return handle_telling


def _page(request: Request, told: Refusal) -> Response:
    page = context(request).templates.TemplateResponse(request, "console/refused.html", {"told": told}, told.status)
    if told.status in {429, 503}:
        page.headers["Retry-After"] = RETRY_AFTER
    return page
