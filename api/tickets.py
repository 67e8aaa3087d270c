"""Tickets: opened once however often the request comes, and looked at by whoever holds the receipt."""

from fastapi import APIRouter, Depends

from api.access import Bearer, OwnTicket, check, web_conversation
from api.context import Ctx
from api.idempotency import Key, origin
from api.limits import limited
from api.openapi import OPTIONAL_TOKEN, TOKEN, problems
from api.schemas import (
    ConversationOut,
    DueOut,
    ReceiptOut,
    StaffAnswerOut,
    StepOut,
    TicketIn,
    TicketOut,
    TicketStateOut,
)
from desk.wish import Wish
from tickets.conversation import Author, begin_conversation
from tickets.opening import Contact
from tickets.queue import talk_since, ticket_with_history
from tickets.ticket import Ticket

router = APIRouter(prefix="/api/v1", tags=["tickets"])


@router.post(
    "/tickets",
    summary="Открыть обращение",
    status_code=201,
    response_model=ReceiptOut,
    responses=problems(401, 404, body=True),
    openapi_extra=OPTIONAL_TOKEN,
    dependencies=[Depends(limited("tickets"))],
)
async def open_ticket(body: TicketIn, ctx: Ctx, token: Bearer, key: Key) -> ReceiptOut:
    """Претензия, запрос о своих данных или просьба позвать сотрудника.

    `request` имеет смысл только при kind = deletion; если его нет, он предлагается по словам обращения.
    """
    if body.conversation is not None:
        check(ctx.tokens, token, "conversation", body.conversation)
    act = origin(body.conversation, key)
    async with ctx.database.transaction() as session:
        if body.conversation is None:
            conversation = await begin_conversation(session, "web", act)
        else:
            conversation = await web_conversation(session, body.conversation)
        wish = Wish(
            conversation=conversation.id,
            channel="web",
            origin=act,
            kind=body.kind,
            text=body.text,
            contact=Contact(body.contact.name, body.contact.email, body.contact.phone),
            consent=body.consent,
            request=body.request,
        )
        ticket = await ctx.desk.open_ticket(wish, session)
    ctx.metrics.receipts.labels(ticket.kind.value).inc()
    return ReceiptOut(
        **_facts(ticket).model_dump(),
        token=ctx.tokens.token("ticket", ticket.number),
        conversation=ConversationOut(
            id=ticket.conversation_id, token=ctx.tokens.token("conversation", ticket.conversation_id)
        ),
    )


@router.get(
    "/tickets/{number}",
    summary="Посмотреть обращение",
    response_model=TicketStateOut,
    responses=problems(401, 404),
    openapi_extra=TOKEN,
    dependencies=[Depends(limited("look"))],
)
async def show_ticket(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """По номеру и токену из ответа на открытие: шаги и ответы сотрудников."""
    async with ctx.database.reading() as session:
        ticket = await ticket_with_history(session, number)
        talk = await talk_since(session, ticket)
    return TicketStateOut(
        **_facts(ticket).model_dump(),
        events=[StepOut(step=event.step, at=event.at, status=event.to_status) for event in ticket.events],
        answers=[StaffAnswerOut(text=said.text, at=said.at) for said in talk if said.author is Author.STAFF],
    )


def _facts(ticket: Ticket) -> TicketOut:
    due = DueOut(date=ticket.due_on, basis=ticket.basis) if ticket.due_on and ticket.basis else None
    return TicketOut(
        number=ticket.number,
        kind=ticket.kind,
        request=ticket.request,
        status=ticket.status,
        received_at=ticket.received_at,
        due=due,
    )
