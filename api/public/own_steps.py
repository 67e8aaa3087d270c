"""What a person does with their own ticket over HTTP; each step answers with where the ticket stands then."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends
from sqlalchemy import select

from api.context import Context, Ctx
from api.http.idempotency import Key, origin
from api.http.limits import limited
from api.languages import Reads
from api.openapi import problems
from api.public.access import OwnTicket
from api.public.ticket_state import ticket_state
from api.ticket_schemas import AdditionIn, RatingIn, ReopeningIn, TicketStateOut
from desk.message import storable
from tickets.acts.act import Act, Deed
from tickets.acts.doing import NO, YES
from tickets.acts.performing import perform
from tickets.acts.table import ADD, CLOSE, RATE, REOPEN, REPLY, RETRACT, WITHDRAW_CONSENT
from tickets.life import hold
from tickets.record.addition import Addition
from tickets.record.ticket import USER
from tickets.steps.opening import OtherWishUnderSameKey

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"], dependencies=[Depends(limited("own steps"))])


#: Acts of a person that have no address here, each with why.
NOT_OFFERED: Mapping[str, str] = {
    "complain": "whoever writes that they wait is heard by `desk.waiting`, before any edge knows of it",
    "prove": "a code proves the address, and with it every ticket that names it: see `api.public.proof`",
}


@router.post("/additions", summary="Дополнить обращение", responses=problems(401, 404, body=True))
async def add_to_ticket(body: AdditionIn, ctx: Ctx, number: OwnTicket, key: Key, language: Reads) -> TicketStateOut:
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
    return await ticket_state(ctx, number, language)


@router.post("/retract", summary="Отозвать обращение", responses=problems(401, 404, 409))
async def take_back(ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """Больше по нему ничего не делается. Пока обращение открыто."""
    return await _do(ctx, RETRACT, number, language)


@router.post("/close", summary="Закрыть решённое обращение", responses=problems(401, 404, 409))
async def close_own(ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """Решение вас устраивает. После решения или отказа."""
    return await _do(ctx, CLOSE, number, language)


@router.post("/reopen", summary="Возобновить обращение", responses=problems(401, 404, body=True))
async def open_again(body: ReopeningIn, ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """Вопрос не решён: обращение вернётся в очередь, и сроки пойдут заново. До 90 дней после завершения."""
    return await _do(ctx, REOPEN, number, language, reason=storable(body.reason))


@router.post("/consent/withdraw", summary="Отозвать согласие на обработку", responses=problems(401, 404, 409))
async def withdraw(ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """Данные обращения будут уничтожены в срок по ч. 5 ст. 21 152-ФЗ: это отдельный срок того же обращения."""
    return await _do(ctx, WITHDRAW_CONSENT, number, language)


@router.post("/rating", summary="Оценить, помогли ли вам", responses=problems(401, 404, body=True))
async def rate_help(body: RatingIn, ctx: Ctx, number: OwnTicket, language: Reads) -> TicketStateOut:
    """После решения, отказа или закрытия; одна оценка на обращение, изменить её можно в течение семи дней.

    Без `comment` остаётся прежний. Телефоны, адреса почты и номера документов из него убираются.
    """
    comment = storable(body.comment) if body.comment else ""
    given = {"helped": YES if body.helped else NO, "comment": comment}
    return await _do(ctx, RATE, number, language, **given)


async def _do(ctx: Context, act: Act[object], number: str, language: str | None, **given: str) -> TicketStateOut:
    deed = Deed(number=number, actor=USER, given=given, zone=ctx.settings.zone)
    async with ctx.database.transaction() as session:
        await perform(session, act, deed)
    return await ticket_state(ctx, number, language)
