"""Resolving: at once, or after a look at what would be erased where that is what the person asked for."""

from fastapi import APIRouter, Depends, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.console import console_words
from api.console.forms import own_form
from api.console.refusals import EXPECTED, Changed, FieldEmpty
from api.console.route import PageRoute
from api.console.ticket.fields import Sent
from api.console.ticket.steps import form_named
from api.console.ticket.ticket import act, sent_form, ticket_page, to_ticket
from api.console.visit import Number, Visit, Visiting
from desk.holdings import HOLDINGS
from tickets.database import OthersWriting
from tickets.erasure.erasure import StillOpen, asks_to_erase, preview, resolve_with_erasure
from tickets.life import RESOLVE, check, hold
from tickets.queue import ticket_with_history
from tickets.steps.deciding import resolve

router = APIRouter(prefix="/console", include_in_schema=False, route_class=PageRoute)

FORM = form_named("resolve")
AGAIN = (FieldEmpty, StillOpen, OthersWriting)  #: what can be mended on the second page


@router.post("/tickets/{number}/resolve", dependencies=[Depends(own_form)])
async def resolve_ticket(visit: Visiting, number: Number) -> Response:
    """Resolve; a request to erase is asked on a second page whether the data go."""
    sent = await sent_form(visit, FORM, number)
    does = {"erase": _erasing, "keep": _keeping}.get(sent.value("data"))
    try:
        if does is None and await _asks_to_erase(visit, number):
            return await _second_page(visit, sent)
        await act(visit, FORM, sent, does or FORM.act, to_person=does is _erasing)
    except AGAIN as error:
        return await _second_page(visit, sent, error) if does else await ticket_page(visit, number, sent, error)
    except EXPECTED as error:
        return await ticket_page(visit, number, sent, error)
    return to_ticket(visit, number)


async def _asks_to_erase(visit: Visit, number: str) -> bool:
    async with visit.ctx.database.reading() as session:
        return asks_to_erase(await ticket_with_history(session, number))


async def _erasing(session: AsyncSession, sent: Sent) -> None:
    if not asks_to_erase(await hold(session, sent.number)):
        raise Changed
    text = sent.words("text")
    await resolve_with_erasure(session, sent.number, sent.actor, text, HOLDINGS, zone=sent.zone)


async def _keeping(session: AsyncSession, sent: Sent) -> None:
    text = f"{sent.words('text')}\n\n{console_words.DATA_STAY.format(kept=sent.words('kept'))}"
    await resolve(session, sent.number, sent.actor, text)


async def _second_page(visit: Visit, sent: Sent, error: Exception | None = None) -> Response:
    """What an erasure would touch, and the two ways to go on; raises as `check`, and FieldEmpty."""
    sent.words("text")
    async with visit.ctx.database.reading() as session:
        ticket = await ticket_with_history(session, sent.number)
        check(ticket, RESOLVE, visit.email)
        found = await preview(session, sent.number, HOLDINGS)
    return visit.page(
        "resolve.html",
        error=error,
        ticket=ticket,
        sent=sent,
        titles={holding.name: holding.title for holding in HOLDINGS},
        preview=found,
        others=[number for number in found.open if number != ticket.number],
    )
