"""The queue, a ticket, and the steps that staff take with it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.console import phrases
from api.console.forms import own_form
from api.console.visit import Visit, Visiting
from desk.message import EmptyText, TooLongText, clean
from tickets import steps
from tickets.conversation import Conversation
from tickets.queue import all_tickets, open_tickets, talk_since, ticket_with_history
from tickets.ticket import Ticket

router = APIRouter(prefix="/console", include_in_schema=False)

StepName = Literal["take", "return", "close"]
_STEPS: Mapping[StepName, Callable[[AsyncSession, str, str], Awaitable[Ticket]]] = {
    "take": steps.take,
    "return": steps.give_back,
    "close": steps.close,
}
Act = Callable[[AsyncSession], Awaitable[object]]


@router.get("")
async def queue(visit: Visiting, closed: bool = False) -> Response:
    """Tickets in the order of their dates; with `closed` all of them, newest first."""
    async with visit.ctx.database.reading() as session:
        tickets = await (all_tickets(session) if closed else open_tickets(session))
    return visit.page("queue.html", tickets=tickets, closed=closed)


@router.get("/tickets/{number}")
async def show(visit: Visiting, number: str) -> Response:
    return await _ticket(visit, number)


@router.post("/tickets/{number}/answer", dependencies=[Depends(own_form)])
async def answer(visit: Visiting, number: str, text: Annotated[str, Form()] = "") -> Response:
    async def write(session: AsyncSession) -> None:
        await steps.answer(session, number, visit.email, clean(text))

    return await _after(visit, number, write, draft=text)


@router.post("/tickets/{number}/{step}", dependencies=[Depends(own_form)])
async def step(visit: Visiting, number: str, step: StepName) -> Response:
    return await _after(visit, number, lambda session: _STEPS[step](session, number, visit.email))


async def _after(visit: Visit, number: str, act: Act, draft: str = "") -> Response:
    """Do it in one transaction and show the ticket; what stands against it is told on the page."""
    try:
        async with visit.ctx.database.transaction() as session:
            await act(session)
    except steps.TakenByAnother as refusal:
        fault, status = phrases.TAKEN_BY_ANOTHER.format(assignee=refusal.assignee), 409
    except steps.WrongStep as refusal:
        fault, status = phrases.WRONG_STEP.format(status=phrases.STATUSES[refusal.status]), 409
    except EmptyText:
        fault, status = phrases.EMPTY_ANSWER, 422
    except TooLongText:
        fault, status = phrases.TOO_LONG_ANSWER, 422
    else:
        return RedirectResponse(visit.request.url_for("show", number=number).path, 303)
    return await _ticket(visit, number, status, fault=fault, draft=draft)


async def _ticket(visit: Visit, number: str, status: int = 200, fault: str = "", draft: str = "") -> Response:
    async with visit.ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        talk = await talk_since(session, ticket)
        conversation = await session.get_one(Conversation, ticket.conversation_id)
    return visit.page(
        "ticket.html", status, ticket=ticket, talk=talk, channel=conversation.channel, fault=fault, draft=draft
    )
