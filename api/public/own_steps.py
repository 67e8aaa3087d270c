"""What a person does with their own ticket over HTTP; each step answers with where the ticket stands then."""

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Ctx
from api.http.idempotency import Key, origin
from api.http.limits import limited
from api.openapi import TOKEN, problems
from api.public.access import OwnTicket
from api.public.ticket_state import ticket_state
from api.ticket_schemas import AdditionIn, ReopeningIn, TicketStateOut
from desk.message import storable
from tickets.life import hold
from tickets.steps.deciding import close
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.steps.own_steps import add, reply, retract, withdraw_consent
from tickets.steps.reopening import reopen_own
from tickets.ticket import USER, Addition

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"], dependencies=[Depends(limited("own steps"))])


class TicketErased(Exception):
    """Nothing but number, dates and decision is left of the ticket."""


@router.post(
    "/additions",
    summary="Дополнить обращение",
    response_model=TicketStateOut,
    responses=problems(401, 404, body=True),
    openapi_extra=TOKEN,
)
async def add_to_ticket(body: AdditionIn, ctx: Ctx, number: OwnTicket, key: Key) -> TicketStateOut:
    """Новая версия того, о чём вы просите; сами слова обращения остаются как были. Отвечает и на вопрос сотрудника."""
    text = storable(body.text)
    act = origin(number, key)
    async with ctx.database.transaction() as session:
        await _hold_own(session, number)
        known = await session.scalar(select(Addition).where(Addition.origin == act))
        if known is None:
            await add(session, number, text, act)
            await reply(session, number)
        elif known.text != text:
            raise OtherWishUnderSameKey
    return await ticket_state(ctx, number)


@router.post(
    "/retract",
    summary="Отозвать обращение",
    response_model=TicketStateOut,
    responses=problems(401, 404, 409),
    openapi_extra=TOKEN,
)
async def take_back(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Больше по нему ничего не делается. Пока обращение открыто."""
    async with ctx.database.transaction() as session:
        await _hold_own(session, number)
        await retract(session, number)
    return await ticket_state(ctx, number)


@router.post(
    "/close",
    summary="Закрыть решённое обращение",
    response_model=TicketStateOut,
    responses=problems(401, 404, 409),
    openapi_extra=TOKEN,
)
async def close_own(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Решение вас устраивает. После решения или отказа."""
    async with ctx.database.transaction() as session:
        await _hold_own(session, number)
        await close(session, number, USER)
    return await ticket_state(ctx, number)


@router.post(
    "/reopen",
    summary="Возобновить обращение",
    response_model=TicketStateOut,
    responses=problems(401, 404, body=True),
    openapi_extra=TOKEN,
)
async def open_again(body: ReopeningIn, ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Вопрос не решён: обращение вернётся в очередь, и сроки пойдут заново. До 90 дней после завершения."""
    reason = storable(body.reason)
    async with ctx.database.transaction() as session:
        await _hold_own(session, number)
        await reopen_own(session, number, reason, ctx.settings.zone)
    return await ticket_state(ctx, number)


@router.post(
    "/consent/withdraw",
    summary="Отозвать согласие на обработку",
    response_model=TicketStateOut,
    responses=problems(401, 404, 409),
    openapi_extra=TOKEN,
)
async def withdraw(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Данные обращения будут уничтожены в срок по ч. 5 ст. 21 152-ФЗ: это отдельный срок того же обращения."""
    async with ctx.database.transaction() as session:
        await _hold_own(session, number)
        await withdraw_consent(session, number, ctx.settings.zone)
    return await ticket_state(ctx, number)


async def _hold_own(session: AsyncSession, number: str) -> None:
    if (await hold(session, number)).erased_at is not None:
        raise TicketErased
