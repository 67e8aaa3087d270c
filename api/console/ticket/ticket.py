"""The page of a ticket, and the steps that staff take from it."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from api.console.forms import own_form
from api.console.refusals import EXPECTED, FieldEmpty
from api.console.route import PageRoute
from api.console.ticket.citing import cited
from api.console.ticket.clock_lines import clock_lines
from api.console.ticket.composer import composer
from api.console.ticket.fields import Sent
from api.console.ticket.history import history
from api.console.ticket.menu import menu
from api.console.ticket.scene import load
from api.console.ticket.steps import form_named, offers
from api.console.ticket.talk import talk
from api.console.visit import Number, Visit, Visiting
from desk.file_types import ACCEPTED, PICTURES, shown_as
from desk.holdings import HOLDINGS
from desk.uploads import MOST
from tickets.acts.act import Act, Deed
from tickets.acts.performing import perform
from tickets.erasure.erasure import StillOpen, preview
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import LARGEST, Attachment, Shelf, ShelfSilent, Upload
from tickets.staff.sighting import has_read, note_sighting
from tickets.steps.deciding import EraseOrKeep, NoReasonToKeep
from tickets.steps.pending import send_due
from tickets.store.database import OthersWriting

#: What can be mended on the page that asks whether data go.
_AGAIN = (FieldEmpty, NoReasonToKeep, StillOpen, OthersWriting)

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/tickets/{number}")
async def show(visit: Visiting, number: Number) -> Response:
    return await ticket_page(visit, number)


@router.post("/tickets/{number}/{step}", dependencies=[Depends(own_form)])
async def step(visit: Visiting, number: Number, step: str) -> Response:
    """Take a step; what stands against it is told on the ticket's page, where nothing that was written is lost."""
    form = form_named(step)
    sent = Sent(form.name, await visit.request.form())
    try:
        deed = deed_of(visit, number, form, sent)
        async with visit.ctx.database.transaction(alone=deed.erases) as session:
            await perform(session, form, deed)
    except EraseOrKeep:
        return await _erase_or_keep(visit, number, sent)
    except EXPECTED as error:
        if sent.value("data") and sent.value("text").strip() and isinstance(error, _AGAIN):
            return await _erase_or_keep(visit, number, sent, error)
        return await ticket_page(visit, number, sent, error)
    return to_ticket(visit, number, "latest" if form.replies or form.apart else "")


def deed_of(
    visit: Visit,
    number: str,
    form: Act[object],
    sent: Sent,
    files: Sequence[Upload] = (),
    kept: Sequence[str] = (),
) -> Deed:
    """The form as this member sent it; raises FieldEmpty and FieldTooLong."""
    return Deed(
        number=number,
        actor=visit.email,
        key=sent.key,
        given=sent.given(form.fields),
        seen=sent.seen,
        later=form.replies,
        takes_over=bool(sent.value("anyway")),
        holdings=HOLDINGS,
        zone=visit.ctx.settings.zone,
        files=files,
        kept=kept,
    )


async def ticket_page(visit: Visit, number: str, sent: Sent | None = None, error: Exception | None = None) -> Response:
    """The page, with what was sent and why it was refused; raises NoSuchTicket."""
    await send_due(visit.ctx.database, number)
    async with visit.ctx.database.reading() as session:
        scene = await load(session, number, visit.email, visit.ctx.settings.zone)
        read = await has_read(session, scene.ticket.id, visit.email, scene.ticket.words_at)
    if not read:
        async with visit.ctx.database.transaction() as session:
            await note_sighting(session, scene.ticket.id, visit.email, scene.ticket.words_at)
    can = {offer.form.name: offer for offer in offers(scene)}
    return visit.page(
        "ticket.html",
        error=error,
        scene=scene,
        ticket=scene.ticket,
        terms=clock_lines(scene.ticket, scene.at, scene.zone),
        history=history(scene.ticket, scene.rating),
        talk=talk(scene),
        cited=partial(cited, visit.ctx.desk.knowledge),
        pictures=await asyncio.to_thread(_pictures, (*scene.files, *scene.waiting), visit.ctx.settings.shelf),
        accepted=ACCEPTED,
        most_files=MOST,
        largest_file=LARGEST,
        composer=await composer(visit, scene, can, sent, error),
        offers=can,
        groups=menu(can, erased=scene.ticket.erased_at is not None),
        sent=sent,
    )


def _pictures(files: Iterable[Attachment], shelf: Shelf) -> Mapping[str, bool]:
    """Of files that are pictures, by id: whether they can be shown here."""
    shown = {}
    for file in files:
        if file.mime in PICTURES:
            try:
                lent = shelf.lend(file.id)
                shown[file.id] = lent is not None and shown_as(lent.path, file.mime) is not None
            except (OSError, ShelfSilent):
                shown[file.id] = False
    return shown


async def _erase_or_keep(visit: Visit, number: str, sent: Sent, error: Exception | None = None) -> Response:
    """What resolving would erase, and the two ways to go on; raises NoSuchTicket."""
    async with visit.ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        found = await preview(session, number, HOLDINGS)
    return visit.page(
        "resolve.html",
        error=error,
        ticket=ticket,
        sent=sent,
        titles={holding.name: holding.title for holding in HOLDINGS},
        preview=found,
        others=[number for number in found.open if number != ticket.number],
    )


def to_ticket(visit: Visit, number: str, place: str = "") -> Response:
    """Show the ticket as it is now, at this place of its page."""
    path = visit.request.url_for("show", number=number).path
    return RedirectResponse(f"{path}#{place}" if place else path, 303)
