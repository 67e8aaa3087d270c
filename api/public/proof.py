"""Proof of an e-mail address: a code goes to it, and whoever reads the mail types it where the ticket was opened."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request

from api.context import Context, Ctx
from api.http.limits import TooManyRequests, client_address, limited
from api.languages import Reads
from api.openapi import problems
from api.public.access import OwnTicket
from api.public.ticket_state import ticket_state
from api.ticket_schemas import CodeIn, CodeSentOut, TicketStateOut
from tickets.queue.lists import ticket_with_history
from tickets.record.contact import is_proven_address
from tickets.record.ticket import Ticket
from tickets.steps.code import (
    MINUTE,
    TRIES,
    CodeTooSoon,
    EmailCode,
    MailOff,
    TooManyCodes,
    check_code,
    send_code,
    was_sent,
)
from tickets.store.database import Session

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"])


class NoAddress(Exception):
    """The ticket names no e-mail."""


class AlreadyProven(Exception):
    """It is known who asks, and the address is theirs."""


class WrongCode(Exception):
    """The code is not the one that was sent, or no longer counts; `left` tries are left."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeEnded(WrongCode):
    """There is no code to type any more: too old, tried too often, used, or never sent."""


def may_get_code(ctx: Context, ticket: Ticket) -> bool:
    """Whether there is an address, and somebody to carry a letter there."""
    return ticket.email is not None and ctx.database.means.mail


async def offer_code(session: Session, ticket: Ticket, ctx: Context, client: str) -> bool:
    """Send the first code to an address that is not proven yet; whether one is on its way."""
    if ticket.email is None or not may_get_code(ctx, ticket):
        return False
    place = (session, ticket.conversation_id, ticket.email)
    if await is_proven_address(*place):
        return False
    if await was_sent(*place, since=ticket.received_at):
        return True
    try:
        await _mail(ctx, client, *place)
    except CodeTooSoon:
        return True  # for another ticket of this conversation; it proves this one too
    except (TooManyCodes, MailOff):
        return False
    return True


async def _mail(ctx: Context, client: str, session: Session, conversation: str, email: str) -> EmailCode:
    """Send a code that this client asks for; raises what `send_code` raises, and counts TooManyCodes."""
    try:
        try:
            await ctx.limits.request("mailed codes", client)
        except TooManyRequests as limit:
            raise TooManyCodes(timedelta(seconds=limit.retry_after), "client") from None
        return await send_code(session, conversation, email)
    except TooManyCodes as refused:
        ctx.metrics.codes_refused.labels(refused.bound).inc()
        raise


@router.post(
    "/code",
    summary="Выслать код ещё раз",
    status_code=202,
    responses=problems(401, 404, 409),
    dependencies=[Depends(limited("codes"))],
)
async def send_again(request: Request, ctx: Ctx, number: OwnTicket) -> CodeSentOut:
    """Новый код на адрес почты из обращения; прежний больше не действует."""
    async with ctx.database.transaction() as session:
        ticket = await ticket_with_history(session, number)
        place = (session, ticket.conversation_id, _address(ticket))
        if ticket.identity is not None and await is_proven_address(*place):
            raise AlreadyProven
        code = await _mail(ctx, client_address(request), *place)
    return CodeSentOut(expires_at=code.expires_at, tries_left=TRIES, wait=int(MINUTE.total_seconds()))


@router.post(
    "/proof",
    summary="Подтвердить адрес кодом из письма",
    responses=problems(401, 404, body=True),
    dependencies=[Depends(limited("proofs"))],
)
async def prove(body: CodeIn, ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """Код действует 10 минут и 3 попытки. Верный подтверждает адрес для всех открытых обращений этого разговора."""
    async with ctx.database.transaction() as session:
        ticket = await ticket_with_history(session, number)
        place = (session, ticket.conversation_id, _address(ticket))
        # A client that heard no answer types the same code again.
        done = ticket.identity is not None and await is_proven_address(*place)
        tried = None if done else await check_code(*place, body.code)
    # Only now, so that a wrong try is stored.
    if tried is not None and not tried.right:
        raise WrongCode(tried.left) if tried.left else CodeEnded(0)
    return await ticket_state(ctx, number, language)


def _address(ticket: Ticket) -> str:
    if ticket.email is None:
        raise NoAddress
    return ticket.email
