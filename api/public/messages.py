"""POST /messages: a person writes, the desk replies."""

from dataclasses import replace

from fastapi import APIRouter, Depends

from api.context import Ctx
from api.http.idempotency import OptionalKey, origin
from api.http.limits import limited
from api.openapi import OPTIONAL_TOKEN, problems
from api.public.access import Bearer, check, web_conversation
from api.public.render import render
from api.schemas import MessageIn, MessageOut
from desk.desk import AlreadyReceived
from desk.message import Message
from tickets.base import random_id

router = APIRouter(prefix="/api/v1", tags=["messages"])


@router.post(
    "/messages",
    summary="Задать вопрос",
    response_model=MessageOut,
    responses=problems(401, 404, body=True),
    openapi_extra=OPTIONAL_TOKEN,
    dependencies=[Depends(limited("messages"))],
)
async def ask(body: MessageIn, ctx: Ctx, token: Bearer, key: OptionalKey = None) -> MessageOut:
    """Без `conversation` начинается новый разговор; чтобы его продолжить, нужен его токен."""
    if body.conversation is None:
        known_as = origin(None, key) if key else random_id()
    else:
        check(ctx.tokens, token, "conversation", body.conversation)
        async with ctx.database.reading() as session:
            known_as = (await web_conversation(session, body.conversation)).origin
    message = Message("web", known_as, key or random_id(), body.text)
    try:
        async with ctx.database.transaction() as session:
            reply = await ctx.desk.receive(message, session)
    except AlreadyReceived:
        reply = await ctx.desk.repeat(message)
    if body.language:
        reply = replace(reply, language=body.language)
    said = render(reply, ctx.desk.knowledge, ctx.tokens)
    ctx.metrics.replies.labels(said.kind).inc()
    return said
