"""Attachments: files of people, for staff only, and so that no browser runs anything of them."""

import asyncio

from fastapi import APIRouter, Response

from api.console.refusals import NoSuchFile
from api.console.route import PageRoute
from api.console.ticket.scene import files_of
from api.console.visit import Number, Visiting
from api.http.files import stored_file
from desk.file_types import shown_as
from tickets.queue.lists import ticket_with_history

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.get("/tickets/{number}/attachments/{identity}")
async def attachment(visit: Visiting, number: Number, identity: str) -> Response:
    """A file of this very ticket: a picture to look at, anything else to keep; raises NoSuchTicket and NoSuchFile."""
    async with visit.ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        found = next((file for file in await files_of(session, ticket) if file.id == identity), None)
    if found is None:
        raise NoSuchFile(identity)
    lent = await asyncio.to_thread(visit.ctx.settings.shelf.lend, found.id)
    if lent is None:
        raise NoSuchFile(identity)
    picture = await asyncio.to_thread(shown_as, lent.path, found.mime)
    return stored_file(lent, found.name, picture)
