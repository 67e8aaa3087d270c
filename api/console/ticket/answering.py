"""Answering: what staff write to the person, with the files that go with it.

The form is read here and not by FastAPI, which would take all of it before it asks who sends it. Whatever is refused,
nothing is lost: the words and the files that could be taken stand in the composer again.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Depends, Response
from starlette.datastructures import UploadFile

from api.console.console_words import FILE_FAULTS, ONLY_FILES
from api.console.forms import check_token, own_origin
from api.console.refusals import EXPECTED, FileRefused, TooManyForOne
from api.console.route import PageRoute
from api.console.ticket.fields import Sent
from api.console.ticket.ticket import deed_of, ticket_page, to_ticket
from api.console.visit import Number, Visit, Visiting
from desk.uploads import MOST, clean_name, take_in
from tickets.acts.act import Act
from tickets.acts.performing import perform
from tickets.acts.table import ANSWER, ASK
from tickets.life import NoSuchTicket
from tickets.record.attachment import LARGEST, Shelf, Upload, shelf_away
from tickets.steps.pending import Says, park

PATH = r"/console/tickets/[^/]+/(?:answer|ask)"  #: a regular expression
LARGEST_FORM = (MOST + 2) * LARGEST  #: bytes of the whole body
PARTS = 100  #: of one form; more files than may go with an answer are counted, and the words of their form are kept
CHUNK = 64 * 1024  #: bytes

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.post("/tickets/{number}/answer", dependencies=[Depends(own_origin)])
async def answer(visit: Visiting, number: Number) -> Response:
    return await _say(visit, number, ANSWER)


@router.post("/tickets/{number}/ask", dependencies=[Depends(own_origin)])
async def ask(visit: Visiting, number: Number) -> Response:
    return await _say(visit, number, ASK)


async def _say(visit: Visit, number: str, act: Act[Any]) -> Response:
    shelf = visit.ctx.settings.shelf
    async with visit.request.form(max_files=PARTS, max_fields=PARTS) as data:
        check_token(visit.request, visit.ctx, data.get("form"))
        sent = Sent(act.name, data)
        files = [each for each in data.getlist("files") if isinstance(each, UploadFile) and each.filename]
        taken, refused = await _take_in(shelf, files)
    kept_rows = False
    try:
        if refused is not None:
            raise refused
        if len(taken) + len(sent.several("kept")) > MOST:
            raise TooManyForOne(MOST)
        deed = deed_of(visit, number, act, _worded(sent, taken), files=taken, kept=sent.several("kept"))
        async with visit.ctx.database.transaction() as session:
            done = await perform(session, act, deed)
        kept_rows = done is not None
    except EXPECTED as error:
        kept_rows = await _park(visit, number, Says(act.name), sent, taken)
        return await ticket_page(visit, number, sent, error)
    finally:
        if not kept_rows:
            with suppress(OSError):  # the daily sweep finds them
                await asyncio.to_thread(shelf.drop, [file.stored.id for file in taken])
    return to_ticket(visit, number, "latest")


def _worded(sent: Sent, taken: Sequence[Upload]) -> Sent:
    """The form with words of ours where somebody sends files alone."""
    files = len(taken) + len(sent.several("kept"))
    return sent if sent.value("text").strip() or not files else sent.saying("text", ONLY_FILES[files > 1])


async def _park(visit: Visit, number: str, says: Says, sent: Sent, taken: Sequence[Upload]) -> bool:
    """Whether the files wait for their author."""
    kept = sent.several("kept")
    if not taken and not kept:
        return False
    try:
        async with visit.ctx.database.transaction() as session:
            return await park(session, number, visit.email, says, sent.value("text"), taken, kept)
    except NoSuchTicket:
        return False


async def _take_in(shelf: Shelf, files: Sequence[UploadFile]) -> tuple[Sequence[Upload], FileRefused | None]:
    """Those that may be kept, and why the first of the others may not."""
    taken: list[Upload] = []
    refused: FileRefused | None = None
    for file in files:
        name = clean_name(file.filename or "")
        try:
            taken.append(await take_in(shelf, _chunks(file), name, file.content_type or ""))
        except tuple(FILE_FAULTS) as error:
            refused = refused or FileRefused(name, FILE_FAULTS[type(error)])
    return taken, refused


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    with shelf_away():
        while chunk := await file.read(CHUNK):
            yield chunk
