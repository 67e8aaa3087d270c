"""All routes of the console; who is not signed in is sent to do so."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from api.console import queue, sign_in
from api.console.session import SignInNeeded


def add_console(app: FastAPI) -> None:
    """Give the application its console."""
    app.include_router(sign_in.router)
    app.include_router(queue.router)
    app.add_exception_handler(SignInNeeded, _to_sign_in)


async def _to_sign_in(_: Request, __: Exception) -> Response:
    return RedirectResponse("/console/sign-in", 303)
