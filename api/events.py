"""GET /conversations/{id}/events: what staff say and do, as it happens."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlalchemy import select

from api.access import OwnConversation
from api.context import Context, Ctx
from api.limits import client_address, limited
from api.openapi import TOKEN, problems
from tickets.outbox import OutboxRow

POLL = 1.0  #: seconds between looks into the outbox
TOLD = ("number", "text", "message")  #: of an outbox row's data; the rest is for other channels

router = APIRouter(prefix="/api/v1", tags=["conversations"])


async def seat(request: Request, ctx: Ctx) -> AsyncIterator[None]:
    """Hold a place among the open streams."""
    with ctx.streams.seat(client_address(request)):
        yield


@router.get(
    "/conversations/{conversation}/events",
    summary="События разговора",
    response_class=EventSourceResponse,
    responses=problems(401, 404),
    openapi_extra=TOKEN,
    dependencies=[Depends(limited("events"))],
)
async def events(
    ctx: Ctx,
    conversation: OwnConversation,
    _: Annotated[None, Depends(seat)],
    last: Annotated[str | None, Header(alias="Last-Event-ID", pattern=r"^[0-9]{1,9}$")] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Поток Server-Sent Events: `staff_answered` и `ticket_closed`. Без Last-Event-ID — с начала разговора."""
    seen = int(last or 0)
    yield ServerSentEvent(comment="open", retry=3000)
    while True:
        rows = await _since(ctx, conversation, seen)
        for row in rows:
            data = {name: row.data[name] for name in TOLD if name in row.data}
            yield ServerSentEvent(id=str(row.id), event=row.topic, data={**data, "at": _iso(row.created_at)})
            seen = row.id
        if await ctx.streams.stopped_within(POLL):
            return


async def _since(ctx: Context, conversation: str, seen: int) -> list[OutboxRow]:
    query = (
        select(OutboxRow)
        .where(OutboxRow.channel == "web", OutboxRow.lane == conversation, OutboxRow.id > seen)
        .order_by(OutboxRow.id)
    )
    async with ctx.database.reading() as session:
        return list((await session.execute(query)).scalars())


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
