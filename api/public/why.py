"""GET /messages/{id}/why: what spoke for a clause; apart from the answer, since few people ask."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.context import Ctx
from api.http.limits import limited
from api.openapi import TOKEN, problems
from api.public.access import Bearer, own_message
from api.schemas import ID, LikePhraseOut, WhyOut
from desk.reasons import reasons

router = APIRouter(prefix="/api/v1", tags=["messages"])


@router.get(
    "/messages/{message}/why",
    summary="Почему этот пункт",
    response_model=WhyOut,
    responses=problems(401, 404),
    openapi_extra=TOKEN,
    dependencies=[Depends(limited("why"))],
)
async def why(
    ctx: Ctx,
    token: Bearer,
    message: Annotated[str, Path(pattern=ID)],
    clause: Annotated[str, Query(min_length=1, max_length=64, description="Номер пункта из ответа.")],
) -> WhyOut:
    """Похожие фразы, которыми люди спрашивают об этом пункте, и слова сообщения, которые решили; нужен токен разговора.

    Телефоны, адреса и номера документов из сообщения не попадают и сюда.
    """
    async with ctx.database.reading() as session:
        stored = await own_message(session, ctx.tokens, token, message)
        found = await reasons(session, ctx.desk.knowledge, stored, clause)
    return WhyOut(
        clause=found.number,
        phrases=[LikePhraseOut(text=phrase.text, likeness=phrase.likeness) for phrase in found.phrases],
        words=list(found.words),
    )
