"""POST /messages/{id}/feedback: whether the answer helped."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.context import Ctx
from api.http.limits import limited
from api.openapi import TOKEN, problems
from api.public.access import Bearer, own_message
from api.schemas import ID, FeedbackIn, RatedOut
from desk.journal import rate

router = APIRouter(prefix="/api/v1", tags=["messages"])


@router.post(
    "/messages/{message}/feedback",
    summary="Оценить ответ",
    response_model=RatedOut,
    responses=problems(401, 404, body=True),
    openapi_extra=TOKEN,
    dependencies=[Depends(limited("feedback"))],
)
async def give_feedback(
    body: FeedbackIn, ctx: Ctx, token: Bearer, message: Annotated[str, Path(pattern=ID)]
) -> RatedOut:
    """Помог ли ответ на это сообщение; нужен токен разговора. Новая оценка заменяет прежнюю."""
    async with ctx.database.transaction() as session:
        stored = await own_message(session, ctx.tokens, token, message)
        await rate(session, message, stored.conversation_id, helpful=body.helpful)
    return RatedOut(message=message, helpful=body.helpful)
