"""All routes of the console."""

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import RedirectResponse

from api.console import canned, documents, outbox
from api.console.insight import route as insight
from api.console.members import account, browsers, colleagues, journal, members, second_factor, sign_in
from api.console.queue import badge, bulk, live, queue
from api.console.refusals import NoSuchForm
from api.console.route import PageRoute
from api.console.session import Staff
from api.console.state import route as state
from api.console.ticket import answering, attachments, clauses, composing, papers, ticket

_elsewhere = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@_elsewhere.api_route("/{rest:path}", methods=["GET", "HEAD", "POST"])
async def nowhere(_: Staff, rest: str) -> Response:
    """Whatever else is under this address."""
    if not rest:
        return RedirectResponse("/console", 307)
    raise NoSuchForm(rest)


def add_console(app: FastAPI) -> None:
    """Give the application its console."""
    parts = (
        *(sign_in, queue, bulk, badge, live, papers, composing, answering, attachments, clauses, canned, ticket),
        *(outbox, documents, colleagues, journal, members, account, browsers, second_factor, insight, state),
    )
    for part in parts:
        app.include_router(part.router)
    app.include_router(_elsewhere)
