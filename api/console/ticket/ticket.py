"""The page of a ticket, and the steps that staff take from it."""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from api.console.forms import own_form
from api.console.refusals import EXPECTED, Erased
from api.console.route import PageRoute
from api.console.ticket.clock_lines import clock_lines
from api.console.ticket.composer import composer
from api.console.ticket.fields import Sent
from api.console.ticket.history import history
from api.console.ticket.meanwhile import refuse_answered, refuse_unseen
from api.console.ticket.scene import load
from api.console.ticket.steps import Act, Form, form_named, may, offers
from api.console.ticket.talk import talk
from api.console.visit import Number, Visit, Visiting
from tickets.life import hold
from tickets.pending import send_due, send_waiting

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/tickets/{number}")
async def show(visit: Visiting, number: Number) -> Response:
    return await ticket_page(visit, number)


@router.post("/tickets/{number}/{step}", dependencies=[Depends(own_form)])
async def step(visit: Visiting, number: Number, step: str) -> Response:
    """Take a step; what stands against it is told on the ticket's page, where nothing that was written is lost."""
    form = form_named(step)
    sent = await sent_form(visit, form, number)
    try:
        await act(visit, form, sent, form.act)
    except EXPECTED as error:
        return await ticket_page(visit, number, sent, error)
    return to_ticket(visit, number, "latest" if form.speaks or form.apart else "")


async def sent_form(visit: Visit, form: Form, number: str) -> Sent:
    """The form as this member sent it."""
    return Sent(form.name, number, visit.email, visit.ctx.settings.zone, await visit.request.form())


async def act(visit: Visit, form: Form, sent: Sent, does: Act, *, to_person: bool = False) -> None:
    """Do what a form stands for in one transaction; raises Erased, Changed and what the step raises.

    With `to_person` it touches more than the ticket, so nobody else writes meanwhile.
    """
    async with visit.ctx.database.transaction(alone=to_person) as session:
        ticket = await hold(session, sent.number)
        if ticket.erased_at is not None:
            raise Erased
        if form.decides and any(may(ticket, arrow, sent.actor) for arrow in form.arrows):
            await refuse_unseen(session, ticket, sent)
        if form.speaks:
            await refuse_answered(session, ticket, sent)
        elif not form.apart:
            await send_waiting(session, sent.number)  # what was said before is said before
        await does(session, sent)


async def ticket_page(visit: Visit, number: str, sent: Sent | None = None, error: Exception | None = None) -> Response:
    """The page, with what was sent and why it was refused; raises NoSuchTicket."""
    await send_due(visit.ctx.database, number)
    async with visit.ctx.database.reading() as session:
        scene = await load(session, number, visit.email, visit.ctx.settings.zone)
    can = {offer.form.name: offer for offer in offers(scene)}
    return visit.page(
        "ticket.html",
        error=error,
        scene=scene,
        ticket=scene.ticket,
        terms=clock_lines(scene.ticket, scene.at, scene.zone),
        history=history(scene.ticket),
        talk=talk(scene),
        composer=await composer(visit, scene, can, sent, error),
        offers=can,
        sent=sent,
    )


def to_ticket(visit: Visit, number: str, place: str = "") -> Response:
    """Show the ticket as it is now, at this place of its page."""
    path = visit.request.url_for("show", number=number).path
    return RedirectResponse(f"{path}#{place}" if place else path, 303)
