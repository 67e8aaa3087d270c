"""Canned replies: the page on which staff write the texts that they send often."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from api.console.forms import own_form
from api.console.refusals import EXPECTED
from api.console.route import PageRoute
from api.console.session import need
from api.console.ticket.fields import Sent
from api.console.visit import Visit, Visiting
from tickets.queue.canned import canned_for, change_canned, drop_canned, write_canned
from tickets.staff.member import Role

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)

TITLE = 80  #: characters
Whose = Annotated[str, Form()]


@router.get("/canned")
async def canned(visit: Visiting) -> Response:
    return await _page(visit)


@router.post("/canned", dependencies=[Depends(own_form)])
async def write(visit: Visiting, whose: Whose = "own") -> Response:
    """A new one: one's own, or everybody's where the role allows it."""
    return await _act(visit, None, whose)


@router.post("/canned/{reply}", dependencies=[Depends(own_form)])
async def change(visit: Visiting, reply: int, whose: Whose = "own") -> Response:
    return await _act(visit, reply, whose)


@router.post("/canned/{reply}/drop", dependencies=[Depends(own_form)])
async def drop(visit: Visiting, reply: int, whose: Whose = "own") -> Response:
    try:
        async with visit.ctx.database.transaction() as session:
            await drop_canned(session, reply, _owner(visit, whose), by=visit.email)
    except EXPECTED as error:
        return await _page(visit, error=error)
    return RedirectResponse("/console/canned", 303)


async def _act(visit: Visit, reply: int | None, whose: str) -> Response:
    sent = Sent("canned", await visit.request.form())
    try:
        title, text, owner = sent.line("title", TITLE), sent.words("text"), _owner(visit, whose)
        async with visit.ctx.database.transaction() as session:
            if reply is None:
                await write_canned(session, owner, title, text, by=visit.email)
            else:
                await change_canned(session, reply, owner, title, text, by=visit.email)
    except EXPECTED as error:
        return await _page(visit, reply, sent, error)
    return RedirectResponse("/console/canned", 303)


def _owner(visit: Visit, whose: str) -> str | None:
    """Raises RoleNeeded."""
    if whose != "all":
        return visit.email
    need(visit.member, Role.LEAD)
    return None


async def _page(
    visit: Visit, reply: int | None = None, sent: Sent | None = None, error: Exception | None = None
) -> Response:
    """The page, with what was written and refused in the form it came from."""
    async with visit.ctx.database.reading() as session:
        found = await canned_for(session, visit.email)
    return visit.page(
        "canned.html",
        error=error,
        replies=found,
        leads=visit.member.role.covers(Role.LEAD),
        sent=sent,
        refused=reply,
        longest=TITLE,
    )
