"""/messages: a person writes, the desk replies; why it was this clause, and whether the answer helped."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.context import Context, Ctx
from api.http.idempotency import OptionalKey, first_origin
from api.http.limits import limited
from api.openapi import OPTIONAL_TOKEN, problems
from api.public.access import Bearer, check, own_message, web_conversation
from api.public.render import render
from api.schemas import ID, FeedbackIn, MessageIn, MessageOut, RatedOut, WhyOut
from api.visitor import Visitor, VisitorNotKnown, VisitorsOff
from desk.desk import AlreadyReceived
from desk.journal import rate
from desk.lookup import LONGEST
from desk.message import Message
from desk.reasons import reasons
from tickets.store.base import random_id


class DocumentNotKnown(ValueError):
    """A message names a document that there is none of."""


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
    if body.document is not None and body.document not in ctx.desk.knowledge.documents:
        raise DocumentNotKnown(body.document)
    begins = body.conversation is None and key is None
    if body.conversation is None:
        known_as = first_origin(request, ctx.tokens, key) if key else random_id()
    else:
        check(ctx.tokens, token, "conversation", body.conversation)
        async with ctx.database.reading() as session:
            known_as = (await web_conversation(session, body.conversation)).origin
    visitor = _visitor(ctx, body.visitor)
    message = Message(
        "web",
        known_as,
        key or random_id(),
        body.text,
        reply_to=body.reply_to,
        language=body.language,
        begins=begins,
        document=body.document,
        account=visitor.account if visitor else None,
        email=visitor.email if visitor else None,
        edition=body.edition,
    )
    try:
        async with ctx.database.transaction(brief=True) as session:
            reply = await ctx.desk.receive(message, session)
    except AlreadyReceived:
        reply = await ctx.desk.repeat(message)
    said = render(reply, ctx.desk.knowledge, ctx.tokens)
    ctx.metrics.replies.labels(said.kind).inc()
    return said


def _visitor(ctx: Context, token: str | None) -> Visitor | None:
    """Who the site says it is; a question is answered, whoever asks."""
    if token is None:
        return None
    try:
        return ctx.visitors.visitor(token)
    except (VisitorsOff, VisitorNotKnown):
        return None


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
    clause: Annotated[str, Query(min_length=1, max_length=LONGEST, description="Адрес пункта из ответа.")],
    document: Annotated[str, Query(max_length=LONGEST, description="Его документ, если их несколько.")] = "",
) -> WhyOut:
    """Похожие фразы, которыми люди спрашивают об этом пункте, и слова сообщения, которые решили; нужен токен разговора.

    Телефоны, адреса и номера документов из сообщения не попадают и сюда.
    """
    async with ctx.database.reading() as session:
        stored = await own_message(session, ctx.tokens, token, message)
        found = await reasons(session, ctx.desk.knowledge, stored, clause, document)
    return WhyOut.model_validate(found)
