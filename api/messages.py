"""POST /messages: a person writes, the desk replies."""

from fastapi import APIRouter, Depends

from api.access import Bearer, NotYours, check
from api.context import Context, Ctx
from api.idempotency import OptionalKey, origin
from api.limits import limited
from api.openapi import OPTIONAL_TOKEN, problems
from api.render import render
from api.schemas import MessageIn, MessageOut
from desk.desk import AlreadyReceived
from desk.message import Message
from tickets.base import random_id
from tickets.conversation import Conversation

router = APIRouter(tags=["messages"])


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
        known_as = await _known_as(ctx, body.conversation)
    message = Message("web", known_as, key or random_id(), body.text)
    try:
        async with ctx.database.transaction() as session:
            reply = await ctx.desk.receive(message, session)
    except AlreadyReceived:
        reply = await ctx.desk.repeat(message)
    said = render(reply, ctx.desk.knowledge, ctx.tokens)
    ctx.metrics.replies.labels(said.kind).inc()
    return said


async def _known_as(ctx: Context, conversation_id: str) -> str:
    """What the channel calls this conversation; raises NotYours when it is gone."""
    async with ctx.database.reading() as session:
        conversation = await session.get(Conversation, conversation_id)
    if conversation is None or conversation.channel != "web":
        raise NotYours
    return conversation.origin
