"""What a person does with their own ticket over HTTP; each step answers with where the ticket stands then."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Context, Ctx
from api.http.idempotency import Key, origin
from api.http.limits import limited
from api.openapi import problems
from api.public.access import OwnTicket
from api.public.ticket_state import ticket_state
from api.ticket_schemas import AdditionIn, ReopeningIn, TicketStateOut
from desk.message import clean
from tickets.life import hold
from tickets.steps.deciding import close
from tickets.steps.opening import OtherWishUnderSameKey
from tickets.steps.own_steps import add, reply, retract, withdraw_consent
from tickets.steps.reopening import reopen_own
from tickets.ticket import USER, Addition

router = APIRouter(prefix="/api/v1/tickets/{number}", tags=["tickets"], dependencies=[Depends(limited("own steps"))])


class TicketErased(Exception):
    """Nothing but number, dates and decision is left of the ticket."""


@router.post("/additions", summary="Дополнить обращение", responses=problems(401, 404, body=True))
async def add_to_ticket(body: AdditionIn, ctx: Ctx, number: OwnTicket, key: Key) -> TicketStateOut:
    """Новая версия того, о чём вы просите; сами слова обращения остаются как были. Отвечает и на вопрос сотрудника."""
    text = clean(body.text)
    act = origin(number, key)

    async def add_once(session: AsyncSession) -> None:
        known = await session.scalar(select(Addition).where(Addition.origin == act))
        if known is None:
            await add(session, number, text, act)
            await reply(session, number)
        elif known.text != text:
            raise OtherWishUnderSameKey

    return await _step(ctx, number, add_once)


@router.post("/retract", summary="Отозвать обращение", responses=problems(401, 404, 409))
async def take_back(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Больше по нему ничего не делается. Пока обращение открыто."""
    return await _step(ctx, number, lambda session: retract(session, number))


@router.post("/close", summary="Закрыть решённое обращение", responses=problems(401, 404, 409))
async def close_own(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Решение вас устраивает. После решения или отказа."""
    return await _step(ctx, number, lambda session: close(session, number, USER))


@router.post("/reopen", summary="Возобновить обращение", responses=problems(401, 404, body=True))
async def open_again(body: ReopeningIn, ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Вопрос не решён: обращение вернётся в очередь, и сроки пойдут заново. До 90 дней после завершения."""
    reason = clean(body.reason)
    return await _step(ctx, number, lambda session: reopen_own(session, number, reason, ctx.settings.zone))


@router.post("/consent/withdraw", summary="Отозвать согласие на обработку", responses=problems(401, 404, 409))
async def withdraw(ctx: Ctx, number: OwnTicket) -> TicketStateOut:
    """Данные обращения будут уничтожены в срок по ч. 5 ст. 21 152-ФЗ: это отдельный срок того же обращения."""
    return await _step(ctx, number, lambda session: withdraw_consent(session, number, ctx.settings.zone))


async def _step(ctx: Context, number: str, does: Callable[[AsyncSession], Awaitable[object]]) -> TicketStateOut:
    """Take a step in one transaction; raises TicketErased and what the step raises."""
    async with ctx.database.transaction() as session:
        if (await hold(session, number)).erased_at is not None:
            raise TicketErased
        await does(session)
    return await ticket_state(ctx, number)
