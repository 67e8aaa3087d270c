"""Rate limits: so many requests of one kind for one client address. Redis shares them between processes.

When Redis fails, this process counts by itself for a while: the limit never falls open.
"""

import ipaddress
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import partial
from typing import TypeVar

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError

RETRY_REDIS = 30.0  #: seconds to count locally after a failure of Redis
UPLOADS = "20/minute"  #: files of one address, unless limits are off: each may cost twenty megabytes
CODES = "20/hour"  #: letters with a code that one address may have sent, unless limits are off: to strangers, too

log = logging.getLogger(__name__)
T = TypeVar("T")


class TooManyRequests(Exception):
    """The client has used up its requests; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class RateNotUnderstood(ValueError):
    """The setting does not name a rate."""

    def __init__(self, rate: str) -> None:
        super().__init__(f"PUNKT_RATE_LIMIT: укажите, например, 60/minute или off, а не «{rate}».")


class Limits:
    """Counts what clients do. `rate` is like "60/minute", or "off"; raises RateNotUnderstood."""

    def __init__(self, rate: str, redis_url: str | None) -> None:
        self._rate = None if rate == "off" else _understood(rate)
        self._special = {"uploads": parse(UPLOADS), "mailed codes": parse(CODES)}
        self._local = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = SlidingWindowCounterRateLimiter(_redis(redis_url)) if redis_url else None
        self._local_until = 0.0

    async def request(self, kind: str, client: str) -> None:
        """Count a request; raises TooManyRequests."""
        if self._rate is not None:
            await self.count([self._special.get(kind, self._rate)], kind, client)

    async def count(self, rates: Iterable[RateLimitItem], kind: str, who: str) -> None:
        """Count something under rates that hold whatever the setting says; raises TooManyRequests."""
        for rate in rates:
            await self._ask(partial(_hit, rate=rate, kind=kind, who=who))

    async def lately(self, rate: RateLimitItem, kind: str, who: str) -> int:
        """Count one more and refuse nothing: how many there were, at most as many as the rate holds."""
        return await self._ask(partial(_add, rate=rate, kind=kind, who=who))

    async def forget(self, rates: Iterable[RateLimitItem], kind: str, who: str) -> None:
        """Begin to count anew."""
        for rate in rates:
            await self._ask(partial(_clear, rate=rate, kind=kind, who=who))

    async def _ask(self, do: Callable[[SlidingWindowCounterRateLimiter], Awaitable[T]]) -> T:
        if self._shared is not None and time.monotonic() >= self._local_until:
            try:
                return await do(self._shared)
            except StorageError as error:
                log.warning("Redis does not answer (%s): counting requests locally", type(error.storage_error).__name__)
                self._local_until = time.monotonic() + RETRY_REDIS
        return await do(self._local)


def _understood(rate: str) -> RateLimitItem:
    try:
        return parse(rate)
    except ValueError:
        raise RateNotUnderstood(rate) from None


async def _hit(limiter: SlidingWindowCounterRateLimiter, rate: RateLimitItem, kind: str, who: str) -> None:
    if not await limiter.hit(rate, kind, who):
        window = await limiter.get_window_stats(rate, kind, who)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))


async def _add(limiter: SlidingWindowCounterRateLimiter, rate: RateLimitItem, kind: str, who: str) -> int:
    await limiter.hit(rate, kind, who)
    return rate.amount - (await limiter.get_window_stats(rate, kind, who)).remaining


async def _clear(limiter: SlidingWindowCounterRateLimiter, rate: RateLimitItem, kind: str, who: str) -> None:
    await limiter.clear(rate, kind, who)


def _redis(url: str) -> RedisStorage:
    # A limit must cost less than the request that it guards.
    return RedisStorage(
        f"async+{url}", wrap_exceptions=True, implementation="redispy", socket_timeout=1, socket_connect_timeout=1
    )


def client_address(request: Request) -> str:
    """The client's address; of IPv6 the network, since a client has a whole one. Proxies are the server's business."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def limited(kind: str) -> Callable[[Request], Coroutine[None, None, None]]:
    """A dependency that counts a request of this kind."""

    async def count(request: Request) -> None:
        await request.app.state.context.limits.request(kind, client_address(request))

    return count
