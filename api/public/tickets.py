"""Tickets: opened once however often the request comes, and looked at by whoever holds the receipt."""

from dataclasses import replace

from fastapi import APIRouter, Depends, Request

from api.context import Ctx
from api.http.idempotency import Key, first_origin, origin
from api.http.limits import client_address, limited
from api.languages import Reads
from api.openapi import OPTIONAL_TOKEN, problems
from api.public.access import Bearer, OwnTicket, check, web_conversation
from api.public.proof import may_get_code, offer_code
from api.public.render import when_answered
from api.public.ticket_state import ticket_facts, ticket_state
from api.schemas import ConversationOut
from api.ticket_schemas import ReceiptOut, TicketIn, TicketStateOut
from api.visitor import Visitor
from desk.wish import Wish
from tickets.acts.act import Deed
from tickets.acts.performing import perform
from tickets.acts.table import PROVE
from tickets.record.contact import Contact
from tickets.record.conversation import Conversation, opened_conversation
from tickets.record.ticket import USER, Identity, Ticket
from tickets.steps.opening import ticket_of
from tickets.steps.proving import prove_address
from tickets.store.database import Session

router = APIRouter(prefix="/api/v1", tags=["tickets"])


@router.post(
    "/tickets",
    summary="Открыть обращение",
    status_code=201,
    responses=problems(401, 404, body=True),
    openapi_extra=OPTIONAL_TOKEN,
    dependencies=[Depends(limited("tickets"))],
)
async def open_ticket(
    request: Request, body: TicketIn, ctx: Ctx, token: Bearer, key: Key, language: Reads
) -> ReceiptOut:
    """Претензия, запрос о своих данных или просьба позвать сотрудника.

    `request` и `requests` имеют смысл только при kind = deletion; если их нет, они берутся из слов обращения. Где слова
    их не называют, `request` — null: срок тогда самый короткий из возможных, и сначала сотрудник уточнит, о чём запрос.
    Срок претензии — из документа, по которому она подана: его называет `document`, иначе последний пункт, который
    ответил в этом разговоре. Если срок документа не подтверждён или документ неизвестен, `due` — null.
    Согласие даётся оператору документа, названного в `document`, иначе первого: его слова — в `consent` документа.
    На указанный адрес почты сразу уходит код: он подтверждает, что адрес ваш. Кто вошёл на сайте, подтверждает это
    токеном сайта в `visitor`.
    """
    if body.conversation is None:
        act = first_origin(request, ctx.tokens, key)
    else:
        check(ctx.tokens, token, "conversation", body.conversation)
        act = origin(body.conversation, key)
    visitor = ctx.visitors.visitor(body.visitor) if body.visitor is not None else None
    begins = False
    async with ctx.database.transaction(brief=True) as session:
        if body.conversation is None:
            conversation, begins = await opened_conversation(session, "web", act, likely=True)
        else:
            conversation = await web_conversation(session, body.conversation)
        is_new = visitor is None or await ticket_of(session, act) is None
        if visitor is not None and visitor.owns(body.contact.email):
            await prove_address(session, conversation.id, body.contact.email or "")
        wish = _wish(body, conversation.id, act, visitor)
        ticket = await ctx.desk.open_ticket(replace(wish, begins=begins and visitor is None), session)
        if visitor is not None and is_new:
            await _note_account(session, ticket, visitor)
    expected, code_sent = None, False
    if not ctx.desk.answering.silent or may_get_code(ctx, ticket):
        # Apart: while a number is taken and not committed, nobody else gets one. A repeated request comes here, too.
        async with ctx.database.transaction(brief=True) as session:
            conversation = await session.get_one(Conversation, ticket.conversation_id)
            expected = when_answered(await ctx.desk.expected(session, conversation), language or conversation.language)
            code_sent = await offer_code(session, ticket, ctx, client_address(request))  # last: others wait for it
    async with ctx.database.reading() as session:  # asks for a connection when there is something to be looked for
        facts = await ticket_facts(session, ticket)
    ctx.metrics.receipts.labels(ticket.kind.value).inc()
    return ReceiptOut(
        **facts.model_dump(),
        token=ctx.tokens.token("ticket", ticket.number),
        url=ctx.tokens.ticket_link(ctx.settings.address, ticket.number),
        conversation=ConversationOut(
            id=ticket.conversation_id, token=ctx.tokens.token("conversation", ticket.conversation_id)
        ),
        code_sent=code_sent,
        expected=expected,
    )


@router.get(
    "/tickets/{number}",
    summary="Посмотреть обращение",
    responses=problems(401, 404),
    dependencies=[Depends(limited("look"))],
)
async def show_ticket(ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """По номеру и токену из ответа на открытие: сроки, шаги, дополнения, ответы сотрудников и решение."""
    return await ticket_state(ctx, number, language)


def _wish(body: TicketIn, conversation: str, act: str, visitor: Visitor | None) -> Wish:
    return Wish(
        conversation=conversation,
        channel="web",
        origin=act,
        kind=body.kind,
        text=body.text,
        contact=Contact(body.contact.name, body.contact.email, body.contact.phone),
        consent=body.consent,
        requests=body.shapes,
        identity=Identity.SITE if visitor else None,
        document=body.document,
    )


async def _note_account(session: Session, ticket: Ticket, visitor: Visitor) -> None:
    """Let the staff see which account of the site it is: what is typed into a form need not be that account's."""
    given = {"how": Identity.SITE, "account": visitor.account}
    await perform(session, PROVE, Deed(number=ticket.number, actor=USER, given=given, at=ticket.received_at))
