"""«Уведомления в этом браузере»: a member lets news knock there, or no longer; and the choice of the morning letter."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.device import device
from api.console.forms import own_form
from api.console.refusals import NoSuchForm
from api.console.route import PageRoute
from api.console.visit import Visiting
from api.context import Ctx
from tickets.queue.morning import choose_morning
from tickets.staff.member import find_staff
from tickets.staff.push_address import LONGEST, read_browser
from tickets.staff.subscription import subscribe, unsubscribe, unsubscribe_here

router = APIRouter(prefix="/console/account", include_in_schema=False, route_class=PageRoute)
Given = Annotated[str, Form(max_length=LONGEST)]


def our_key(request: Request, ctx: Ctx) -> str:
    """Our public key; raises NoSuchForm where nothing knocks in browsers."""
    if ctx.push is None:
        raise NoSuchForm(request.url.path)
    return ctx.push


Ours = Annotated[str, Depends(our_key)]


@router.post("/push", dependencies=[Depends(own_form)])
async def switch_on(visit: Visiting, ours: Ours, endpoint: Given, public: Given, auth: Given) -> Response:
    """By a script of a page, when the member wishes it and with every page since."""
    browser = read_browser(endpoint, public, auth)
    named = device(visit.request.headers.get("user-agent", ""))
    async with visit.ctx.database.transaction() as session:
        await subscribe(session, visit.email, browser, ours, held_by=visit.session, device=named, at=visit.at)
    return Response(status_code=204)


@router.post("/push/off", dependencies=[Depends(own_form)])
async def switch_off(visit: Visiting, _: Ours, endpoint: Given) -> Response:
    """In this browser, whoever switched it on there."""
    async with visit.ctx.database.transaction() as session:
        await unsubscribe_here(session, visit.email, endpoint)
    return Response(status_code=204)


@router.post("/push/{which}/off", dependencies=[Depends(own_form)])
async def switch_off_elsewhere(visit: Visiting, _: Ours, which: int) -> Response:
    async with visit.ctx.database.transaction() as session:
        await unsubscribe(session, visit.email, which)
    return RedirectResponse("/console/account?done=push-off", 303)


@router.post("/morning", dependencies=[Depends(own_form)])
async def choose(visit: Visiting, *, wanted: Annotated[bool, Form()] = False) -> Response:
    """Whether the morning letter comes."""
    async with visit.ctx.database.transaction() as session:
        member = await find_staff(session, visit.email)
        await choose_morning(session, member, wanted, visit.zone, visit.at)
    return RedirectResponse("/console/account?done=morning", 303)
