"""Papers: everything held of a person, handed out to them, and the act of destruction with the extract of the log."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import FileResponse
from sqlalchemy import select

from api.console.forms import own_form
from api.console.refusals import EXPECTED, NoPaperYet, NoSuchForm
from api.console.route import PageRoute
from api.console.ticket.fields import Sent
from api.console.ticket.ticket import ticket_page
from api.console.visit import Number, Visiting
from api.http.files import disposition
from desk.holdings import HOLDINGS, office_of
from desk.settings import Settings
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import EXPORT
from tickets.erasure.destruction import Erasure
from tickets.erasure.dossier import dossier
from tickets.erasure.papers.dossier import dossier_json, dossier_pdf
from tickets.erasure.papers.shared import SharedPapers
from tickets.erasure.papers.writing import papers_of
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import ShelfSilent
from tickets.store.bucket import BucketAway
from tickets.store.database import Session

MEDIA = {"pdf": "application/pdf", "json": "application/json"}
DOSSIER: Mapping[str, Callable[..., bytes]] = {"pdf": dossier_pdf, "json": dossier_json}
PAPERS = frozenset({"act.pdf", "act.json", "log.pdf", "log.json"})

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.post("/tickets/{number}/export", dependencies=[Depends(own_form)])
async def hand_out(visit: Visiting, number: Number, as_: Annotated[str, Form(alias="as")] = "pdf") -> Response:
    """Everything held of the person as a file for them; refused where nobody knows who asks."""
    if as_ not in DOSSIER:
        raise NoSuchForm(as_)
    sent = Sent(EXPORT.name, await visit.request.form())
    try:
        async with visit.ctx.database.transaction() as session:
            deed = Deed(number=number, actor=visit.email, key=sent.key, given={"as": as_}, holdings=HOLDINGS)
            given = await perform(session, EXPORT, deed) or await dossier(session, number, HOLDINGS)
    except EXPECTED as error:
        return await ticket_page(visit, number, error=error)
    office = office_of(visit.ctx.desk.knowledge.policy, visit.ctx.settings)
    content = await asyncio.to_thread(DOSSIER[as_], given, office)
    return Response(content, media_type=MEDIA[as_], headers=disposition(f"{number}.{as_}"))


@router.get("/tickets/{number}/papers/{name}")
async def paper(visit: Visiting, number: Number, name: str) -> Response:
    """A paper of the destruction, byte for byte as it was written; there is nothing of the person in it."""
    if name not in PAPERS:
        raise NoSuchForm(name)
    async with visit.ctx.database.reading() as session:
        erasure = await _erasure(session, number)
    file = await _paper(visit.ctx.settings, erasure, name) if erasure else None
    if erasure is None or file is None or not await asyncio.to_thread(Path.is_file, file):
        raise NoPaperYet(number)
    return FileResponse(file, media_type=MEDIA[file.suffix[1:]], filename=f"{erasure.act}-{name}")


async def _erasure(session: Session, number: str) -> Erasure | None:
    """The erasure that emptied a ticket; raises NoSuchTicket."""
    ticket = await ticket_with_history(session, number)
    if ticket.erased_at is None:
        return None
    query = select(Erasure).where(Erasure.begun_at == ticket.erased_at).order_by(Erasure.id)
    found = (await session.execute(query)).scalars()
    return next((erasure for erasure in found if ticket.number in erasure.numbers), None)


async def _paper(settings: Settings, erasure: Erasure, name: str) -> Path:
    """Where it lies, if anywhere: another machine may have written it. Raises ShelfSilent."""
    folder = papers_of(erasure, settings.data)
    if settings.bucket:
        try:
            await asyncio.to_thread(SharedPapers(settings.bucket).bring, settings.data, folder.name)
        except BucketAway as away:
            raise ShelfSilent from away
    return folder / name
