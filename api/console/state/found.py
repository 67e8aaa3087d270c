"""What the page is made of: read at one moment, in as many statements however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from api.context import Context
from api.health import how_it_is
from tickets.post.lag import Lag, lags
from tickets.post.topics.to_members import MorningLetter
from tickets.post.undelivered import count_dead
from tickets.queue.morning import morning
from tickets.queue.waiting import Waiting, count_waiting
from tickets.store.backups import last_backup
from tickets.store.base import now
from tickets.store.heartbeat import Heartbeat, heartbeats
from tickets.store.redis_trouble import redis_trouble
from tickets.store.server import Server, server

REDIS_SECONDS = 1.0  #: that a page waits for Redis


@dataclass(frozen=True, slots=True)
class Found:
    """How it stands."""

    at: datetime
    here: int  #: holder of the process that draws the page
    copies: Sequence[Heartbeat]  #: it is among them
    waiting: Waiting
    terms: MorningLetter  #: as members hear of them in the morning
    lags: Mapping[str, Lag]  #: by channel
    dead: int
    server: Server
    backup: datetime | None
    redis: str | None  #: what is wrong with it


async def look(ctx: Context) -> Found:
    """Ask the database, Redis and this process."""
    at = now()
    async with ctx.database.reading() as session:
        others = await heartbeats(session)
        found = Found(
            at=at,
            here=ctx.database.means.holder.id,
            copies=_with_this(ctx, others, at),
            waiting=await count_waiting(session),
            terms=await morning(session, ctx.settings.zone, at),
            lags={lag.channel: lag for lag in await lags(session)},
            dead=await count_dead(session),
            server=await server(session),
            backup=await last_backup(session),
            redis=None,
        )
    if ctx.settings.redis_url is None:
        return found
    return replace(found, redis=await redis_trouble(ctx.settings.redis_url.get_secret_value(), REDIS_SECONDS))


def _with_this(ctx: Context, others: Sequence[Heartbeat], at: datetime) -> Sequence[Heartbeat]:
    """This process knows better of itself than its row does."""
    me = ctx.database.means.holder.id
    told = how_it_is(ctx.process, ctx.loops).model_dump(mode="json", exclude_none=True) | ctx.process.around()
    row = next((copy for copy in others if copy.holder == me), None)
    mine = replace(row, seen_at=at, silent=False, told=told) if row else None
    this = mine or Heartbeat(me, ctx.process.role, "", at, at, silent=False, told=told)
    return [this, *(copy for copy in others if copy.holder != me)]
