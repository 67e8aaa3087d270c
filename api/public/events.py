"""GET /conversations/{id}/events: what staff say and do, as it happens or, for whom a stream does not reach, asked for.

Both give the same events, in the same order, to the same person.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.routing import APIRoute
from fastapi.sse import ServerSentEvent
from sqlalchemy import select
from starlette.datastructures import Headers, QueryParams
from starlette.routing import Match
from starlette.types import Scope

from api.context import Context, Ctx
from api.http.event_stream import ALIVE, EventStream
from api.http.limits import client_address, limited
from api.openapi import problems
from api.public.access import OwnConversation
from api.public.said import told_with
from api.schemas import EventOut, EventsOut
from tickets.post.outbox import OutboxRow
from tickets.store.away import DatabaseAway

AT_ONCE = 100  #: events of one answer
#: Of an outbox row's data; the rest is for other channels.
TOLD = ("number", "text", "message", "by", "requests", "due_on", "basis", "norm", "into", "on", "asks")
ID = r"^[0-9]{1,9}$"

After = Annotated[str | None, Query(pattern=ID, description="Номер последнего события, которое уже известно.")]
#: Written out, as a reference of a schema of its own would lead nowhere in the description.
_POLLED = {
    "type": "object",
    "required": ["events", "last"],
    "properties": {"events": {"type": "array", "items": EventOut.model_json_schema()}, "last": {"type": "string"}},
}

LastEvent = Annotated[str | None, Header(alias="Last-Event-ID", pattern=ID)]


class Polled(APIRoute):
    """A route for those who ask for JSON, by `Accept` or by `after`; whoever asks for a stream is not meant."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        accept = Headers(scope=scope).get("accept", "") if scope["type"] == "http" else ""
        asks = "application/json" in accept or "after" in QueryParams(scope.get("query_string", b""))
        if not asks or "text/event-stream" in accept:
            return Match.NONE, {}
        return super().matches(scope)


router = APIRouter(prefix="/api/v1", tags=["conversations"])
polled = APIRouter(prefix="/api/v1", route_class=Polled, include_in_schema=False)


async def seat(request: Request, ctx: Ctx, conversation: OwnConversation) -> AsyncIterator[None]:
    """Hold a place among the open streams."""
    with ctx.streams.seat(client_address(request), conversation):
        yield


@polled.get("/conversations/{conversation}/events", dependencies=[Depends(limited("polls"))])
async def events_after(
    ctx: Ctx, conversation: OwnConversation, after: After = None, last: LastEvent = None
) -> EventsOut:
    """The same as data, at most AT_ONCE of them; `last` is what to ask after next time."""
    seen = after or last or "0"
    rows = await _since(ctx, conversation, int(seen), AT_ONCE)
    more = await told_with(ctx.database, rows)
    told = [EventOut(id=str(row.id), topic=row.topic, data=_data(row) | more[row.id]) for row in rows]
    return EventsOut(events=told, last=told[-1].id if told else seen)


@router.get(
    "/conversations/{conversation}/events",
    summary="События разговора",
    response_class=EventStream,
    status_code=200,
    responses=problems(401, 404) | {200: {"content": {"application/json": {"schema": _POLLED}}}},
    dependencies=[Depends(limited("events"))],
)
async def events(
    ctx: Ctx,
    conversation: OwnConversation,
    _: Annotated[None, Depends(seat)],
    after: After = None,  # described here; a request that bears it is answered above
    last: LastEvent = None,
) -> EventStream:
    """Поток Server-Sent Events. Без Last-Event-ID — с начала разговора.

    С `Accept: application/json` или с `after` — то же самое одним ответом, до 100 событий: `events` из `id`, `topic`
    и `data`, и `last`, который передаётся в `after` в следующий раз.

    В каждом событии есть `number` и `at`. `staff_answered` и `staff_asked` — слова сотрудника (`text`, `message`) и
    файлы к ним (`files`: `id`, `name`, `mime`, `size`; скачиваются как вложения обращения). `text` — как набрано; в
    `blocks` то же с разобранным оформлением, как в `answers` обращения;
    у них и у решений бывает `by` — имя того, кто ответил;
    `identity_needed` — нужно подтвердить адрес почты; `request_confirmed` (`requests`), `ticket_reopened`,
    `consent_withdrawn` — сроки (`due_on`, `basis`); `term_extended` — новый срок и причина (`text`);
    `ticket_resolved` (`text`), `ticket_refused` (`text`, `norm`), `ticket_retracted`; `ticket_closed` — с `asks: true`
    человека спрашивают, помогли ли ему;
    `ticket_duplicate`, `ticket_merged` — под каким номером дальше (`into`); `data_erased` — данные удалены (`on`).
    """
    return ConversationEvents(ctx, conversation, int(last or 0))


class ConversationEvents(EventStream):
    """Of one conversation, from the event after `seen` on. Who cannot be told comes again, and says what they heard."""

    def __init__(self, ctx: Context, conversation: str, seen: int) -> None:
        super().__init__()
        self._ctx = ctx
        self._conversation = conversation
        self._seen = seen

    async def told(self) -> AsyncIterator[ServerSentEvent]:
        ctx = self._ctx
        yield ServerSentEvent(comment="open", retry=3000)
        with suppress(DatabaseAway), ctx.news.heard(self._conversation, self.stirred):
            while not (ctx.streams.stopping or self.left):
                self.stirred.clear()
                async with ctx.news.few:
                    rows = await _since(ctx, self._conversation, self._seen)
                    more = await told_with(ctx.database, rows)
                for row in rows:
                    yield ServerSentEvent(id=str(row.id), event=row.topic, data=_data(row) | more[row.id])
                    self._seen = row.id
                while not ctx.streams.stopping and await self.quiet():
                    yield ALIVE


async def _since(ctx: Context, conversation: str, seen: int, most: int | None = None) -> Sequence[OutboxRow]:
    query = (
        select(OutboxRow)
        .where(OutboxRow.channel == "web", OutboxRow.lane == conversation, OutboxRow.id > seen)
        .order_by(OutboxRow.id)
        .limit(most)
    )
    return await ctx.database.fetch(query)


def _data(row: OutboxRow) -> dict[str, Any]:
    return {name: row.data[name] for name in TOLD if name in row.data} | {"at": _iso(row.created_at)}


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
