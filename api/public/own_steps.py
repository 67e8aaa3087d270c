"""What a person does with their own ticket over HTTP; each step answers with where the ticket stands then."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends
from sqlalchemy import select

from api.context import Context, Ctx
from api.http.idempotency import Key, origin
from api.http.limits import limited
from api.openapi import problems
from api.public.access import OwnTicket
from api.public.ticket_state import ticket_state
from api.ticket_schemas import AdditionIn, ReopeningIn, TicketStateOut
from desk.message import storable
from tickets.acts.act import Act, Deed
from tickets.acts.performing import perform
from tickets.acts.table import ADD, CLOSE, REOPEN, REPLY, RETRACT, WITHDRAW_CONSENT
from tickets.life import hold
from tickets.record.ticket import USER, Addition
from tickets.steps.opening import OtherWishUnderSameKey

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"], dependencies=[Depends(limited("own steps"))])


#: Acts of a person that have no address here, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "prove": "a code proves the address, and with it every ticket that names it: see `api.public.proof`",
}


@router.post("/additions", summary="Дополнить обращение", responses=problems(401, 404, body=True))
async def add_to_ticket(body: AdditionIn, ctx: Ctx, number: OwnTicket, key: Key) -> TicketStateOut:
    """Новая версия того, о чём вы просите; сами слова обращения остаются как были. Отвечает и на вопрос сотрудника."""
    text = storable(body.text)
    act = origin(number, key)
    async with ctx.database.transaction() as session:
        await hold(session, number)
        known = await session.scalar(select(Addition).where(Addition.origin == act))
        if known is None:
            given = {"text": text, "origin": act}
            await perform(session, ADD, Deed(number=number, actor=USER, given=given))
            await perform(session, REPLY, Deed(number=number, actor=USER))
        elif known.text != text:
            raise OtherWishUnderSameKey
    return await ticket_state(ctx, number)


@router.post("/retract", summary="Отозвать обращение", responses=problems(401, 404, 409))
async def take_back(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Больше по нему ничего не делается. Пока обращение открыто."""
    return await _do(ctx, RETRACT, number)


@router.post("/close", summary="Закрыть решённое обращение", responses=problems(401, 404, 409))
async def close_own(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Решение вас устраивает. После решения или отказа."""
    return await _do(ctx, CLOSE, number)


@router.post("/reopen", summary="Возобновить обращение", responses=problems(401, 404, body=True))
async def open_again(body: ReopeningIn, ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Вопрос не решён: обращение вернётся в очередь, и сроки пойдут заново. До 90 дней после завершения."""
    return await _do(ctx, REOPEN, number, reason=storable(body.reason))


@router.post("/consent/withdraw", summary="Отозвать согласие на обработку", responses=problems(401, 404, 409))
async def withdraw(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Данные обращения будут уничтожены в срок по ч. 5 ст. 21 152-ФЗ: это отдельный срок того же обращения."""
    return await _do(ctx, WITHDRAW_CONSENT, number)


async def _do(ctx: Context, act: Act[object], number: str, **given: str) -> TicketStateOut:
    deed = Deed(number=number, actor=USER, given=given, zone=ctx.settings.zone)
    async with ctx.database.transaction() as session:
        await perform(session, act, deed)
    return await ticket_state(ctx, number)
