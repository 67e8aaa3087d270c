"""/messages: a person writes, the desk replies; why it was this clause, and whether the answer helped."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.context import Ctx
from api.http.idempotency import OptionalKey, first_origin
from api.http.limits import limited
from api.openapi import OPTIONAL_TOKEN, problems
from api.public.access import Bearer, check, own_message, web_conversation
from api.public.render import render
from api.schemas import ID, FeedbackIn, MessageIn, MessageOut, RatedOut, WhyOut
from desk.desk import AlreadyReceived
from desk.journal import rate
from desk.message import Message
from desk.reasons import reasons
from tickets.store.base import random_id

router = APIRouter(prefix="/api/v1/messages", tags=["messages"])
Asked = Annotated[str, Path(pattern=ID)]


@router.post(
    "",
    summary="Задать вопрос",
    responses=problems(401, 404, body=True),
    openapi_extra=OPTIONAL_TOKEN,
    dependencies=[Depends(limited("messages"))],
)
async def ask(request: Request, body: MessageIn, ctx: Ctx, token: Bearer, key: OptionalKey = None) -> MessageOut:
    """Без `conversation` начинается новый разговор; чтобы его продолжить, нужен его токен."""
    if body.conversation is None:
        known_as = first_origin(request, ctx.tokens, key) if key else random_id()
    else:
        check(ctx.tokens, token, "conversation", body.conversation)
        async with ctx.database.reading() as session:
            known_as = (await web_conversation(session, body.conversation)).origin
    message = Message("web", known_as, key or random_id(), body.text, reply_to=body.reply_to, language=body.language)
    try:
        async with ctx.database.transaction() as session:
            reply = await ctx.desk.receive(message, session)
    except AlreadyReceived:
        reply = await ctx.desk.repeat(message)
    said = render(reply, ctx.desk.knowledge, ctx.tokens)
    ctx.metrics.replies.labels(said.kind).inc()
    return said


@router.post(
    "/{message}/feedback",
    summary="Оценить ответ",
    responses=problems(401, 404, body=True),
    dependencies=[Depends(limited("feedback"))],
)
async def give_feedback(body: FeedbackIn, ctx: Ctx, token: Bearer, message: Asked) -> RatedOut:
    """Помог ли ответ на это сообщение; нужен токен разговора. Новая оценка заменяет прежнюю."""
    async with ctx.database.transaction() as session:
        stored = await own_message(session, ctx.tokens, token, message)
        await rate(session, message, stored.conversation_id, helpful=body.helpful)
    return RatedOut(message=message, helpful=body.helpful)


@router.get(
    "/{message}/why",
    summary="Почему этот пункт",
    responses=problems(401, 404),
    dependencies=[Depends(limited("why"))],
)
async def why(
    ctx: Ctx,
    token: Bearer,
    message: Asked,
    clause: Annotated[str, Query(min_length=1, max_length=64, description="Номер пункта из ответа.")],
) -> WhyOut:
    """Похожие фразы, которыми люди спрашивают об этом пункте, и слова сообщения, которые решили; нужен токен разговора.

    Телефоны, адреса и номера документов из сообщения не попадают и сюда.
    """
    async with ctx.database.reading() as session:
        stored = await own_message(session, ctx.tokens, token, message)
        found = await reasons(session, ctx.desk.knowledge, stored, clause)
    return WhyOut.model_validate(found)
