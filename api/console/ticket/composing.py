"""Composing: what the composer does beside sending; each of it also without a script."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Response
from starlette.datastructures import FormData

from api.console.forms import own_form
from api.console.refusals import EXPECTED, NoSuchForm, WhichClause
from api.console.route import PageRoute
from api.console.ticket.clauses import shown
from api.console.ticket.fields import Sent
from api.console.ticket.ticket import ticket_page, to_ticket
from api.console.visit import Number, Visit, Visiting
from desk.knowledge import Knowledge
from desk.lookup import everywhere_named
from desk.ref import Ref
from tickets.queue.canned import NoSuchCanned, canned_for, filled_in
from tickets.queue.lists import ticket_with_history
from tickets.steps.pending import put_away, take_back

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)


@router.post("/tickets/{number}/compose", dependencies=[Depends(own_form)])
async def compose(visit: Visiting, number: Number) -> Response:
    """Put a clause or a canned reply to what is written; nothing is stored."""
    sent = Sent("answer", await visit.request.form())
    try:
        more = await _chosen(visit, number, sent)
    except EXPECTED as error:
        return await ticket_page(visit, number, sent, error)
    text = "\n\n".join(part for part in (sent.value("text").rstrip(), more) if part)
    written = Sent(sent.form, FormData([("text", text)]))
    return await ticket_page(visit, number, written)


@router.post("/tickets/{number}/replies/{reply}/cancel", dependencies=[Depends(own_form)])
async def cancel(visit: Visiting, number: Number, reply: int) -> Response:
    """Take back one's own reply before it leaves; its text stands in the composer again."""
    try:
        async with visit.ctx.database.transaction() as session:
            await take_back(session, number, reply, visit.email)
    except EXPECTED as error:
        return await ticket_page(visit, number, error=error)
    return to_ticket(visit, number, "reply")


@router.post("/tickets/{number}/replies/forget", dependencies=[Depends(own_form)])
async def forget(visit: Visiting, number: Number) -> Response:
    """What was taken back is not wanted any more."""
    async with visit.ctx.database.transaction() as session:
        await put_away(session, number, visit.email)
    return to_ticket(visit, number, "reply")


async def _chosen(visit: Visit, number: str, sent: Sent) -> str:
    """What is to be inserted; raises NoSuchForm, WhichClause, NoSuchCanned and NoSuchTicket."""
    if typed := sent.value("clause"):
        knowledge = visit.ctx.desk.knowledge
        meant = _meant(knowledge, typed)
        if not meant:
            raise NoSuchForm(typed)
        if len(meant) > 1:
            raise WhichClause(typed, meant)
        return shown(knowledge, knowledge.quote(meant[0].address, document=meant[0].document))["insert"]
    async with visit.ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        found = {str(one.id): one for one in await canned_for(session, visit.email)}
    if sent.value("canned") not in found:
        raise NoSuchCanned(sent.value("canned"))
    return filled_in(found[sent.value("canned")].text, ticket)


def _meant(knowledge: Knowledge, typed: str) -> Sequence[Ref]:
    """The clauses that are named, as by a person, or after their document by a button: «offer/5.2»."""
    document, slash, words = typed.partition("/")
    if slash and document in knowledge.documents:
        return everywhere_named(knowledge.alone(document), words)
    return everywhere_named(knowledge, typed)
