"""Open pages of the console hear which tickets have changed, to fetch what is new, and tell where members are."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Header, Query, Response
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import AwareDatetime
from sqlalchemy import select

from api.console.forms import own_form
from api.console.queue.changes import Changes
from api.console.queue.pulse import pulse
from api.console.queue.seen_page import seen_page
from api.console.route import PageRoute
from api.console.session import is_alive
from api.console.visit import Number, Visiting
from tickets.life import NoSuchTicket
from tickets.record.ticket import Ticket
from tickets.staff.presence import Doing, forget_presence, note_presence
from tickets.store.base import now

POLL = 1.0  #: seconds between looks at least, and at most where nobody tells of news
BEAT = 15  #: times as long between two signs of life; whether the session has ended is looked at with each

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


async def seat(visit: Visiting) -> AsyncIterator[None]:
    """Hold a place among the open streams. Colleagues sit behind one address, so each member counts for themselves."""
    with visit.ctx.streams.seat(visit.email, visit.email):
        yield


@router.get("/live", response_class=EventSourceResponse)
async def live(
    visit: Visiting,
    _: Annotated[None, Depends(seat)],
    last: Annotated[str | None, Header(alias="Last-Event-ID", max_length=64)] = None,
    since: Annotated[AwareDatetime | None, Query()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """`changed`: a list of numbers, or "*" after a gap; `beat`: all is well; `ended`: the session is over; `waiting`:
    how many people wait, at first and whenever that, or what they say, is another.

    News begin with what happened after `since`, when the page was drawn.
    """
    ctx, looks, changes = visit.ctx, 0, Changes(visit.email)
    async with ctx.database.reading() as session:
        await changes.begin(session, since or now())
        told = await pulse(session)
    yield ServerSentEvent(id="0", event="beat", data="", retry=2000)
    if last is not None:  # what was missed is not looked for: whoever comes back fetches the page again
        yield ServerSentEvent(id="0", event="changed", data="*")
    yield ServerSentEvent(id="0", event="waiting", data=told.data)
    # Only a page that is seen holds a stream. Whoever listens comes again when the database was away.
    async with seen_page(ctx.database, visit.email) as page:
        beaten, changed = time.monotonic(), ctx.database.watch()
        while not await ctx.streams.stopped_within(POLL):
            await ctx.database.wait(changed, 0)
            looks, changed, is_beat = looks + 1, ctx.database.watch(), time.monotonic() >= beaten + BEAT * POLL
            async with ctx.database.reading() as session:
                news = await changes.look(session)
                counted = await pulse(session) if news or is_beat else told
            if news:
                yield ServerSentEvent(id=str(looks), event="changed", data=sorted(news))
            if counted != told:
                told = counted
                yield ServerSentEvent(id=str(looks), event="waiting", data=told.data)
            if is_beat:
                beaten = time.monotonic()
                if not await is_alive(visit.request, ctx):
                    yield ServerSentEvent(event="ended", data="")
                    return
                await page.beat()
                yield ServerSentEvent(id=str(looks), event="beat", data="")


@router.get("/waiting")
async def waiting(visit: Visiting) -> JSONResponse:
    """The same, for a page that is open and not looked at: it holds no stream."""
    async with visit.ctx.database.reading() as session:
        found = await pulse(session)
    return JSONResponse(found.data)


@router.post("/presence/{number}", dependencies=[Depends(own_form)])
async def tell_presence(visit: Visiting, number: Number, doing: Annotated[Doing | Literal["gone"], Form()]) -> Response:
    """Be seen at a ticket for the next half minute, or leave it."""
    async with visit.ctx.database.transaction() as session:
        ticket = await session.scalar(select(Ticket.id).where(Ticket.number == number))
        if ticket is None:
            raise NoSuchTicket(number)
        if doing == "gone":
            await forget_presence(session, ticket, visit.email)
        else:
            await note_presence(session, ticket, visit.email, doing)
    return Response(status_code=204)
