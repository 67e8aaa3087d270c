"""What every route works with, handed on through the application's state."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from api.console.members.attempts import Attempts
from api.http.limits import Limits
from api.http.streams import Seats, Streams
from api.metrics import Metrics
from api.process import Process
from api.public.news import News
from api.tokens import Tokens
from api.visitor import Visitors
from desk.desk import Desk
from desk.editing import Editing
from desk.settings import Settings
from tickets.loops import Loops
from tickets.queue.following import Following
from tickets.store.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """One per application, made by `create_app`."""

    desk: Desk
    database: Database
    settings: Settings
    tokens: Tokens
    visitors: Visitors
    limits: Limits
    loops: Loops
    attempts: Attempts
    metrics: Metrics
    streams: Streams
    news: News
    people: Following  #: names of people, for the console alone
    uploads: Seats
    templates: Jinja2Templates
    process: Process
    editing: Editing | None  #: documents and editions; None where this process does not keep them
    push: str | None  #: our public key for browsers of staff; None: nothing knocks there


def context(request: Request) -> Context:
    """The context of the application that serves this request."""
    held = request.app.state.context
    assert isinstance(held, Context)
    return held


async def _context(request: Request) -> Context:
    return context(request)  # of its own, as FastAPI hands a plain function to a thread and waits for it


Ctx = Annotated[Context, Depends(_context)]
