"""Rate limits: so many requests of one kind for one client address. Redis shares them between processes.

When Redis fails, this process counts by itself for a while: the limit never falls open.
"""

import ipaddress
import logging
import math
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError

RETRY_REDIS = 30.0  #: seconds to count locally after a failure of Redis
UPLOADS = "20/minute"  #: files of one address, unless limits are off: each may cost twenty megabytes
SIGN_IN = "10/minute"  #: attempts for one address and for one account, whatever the setting says
CODES = "5/5minutes"  #: second factors for one account: six digits are soon tried out

log = logging.getLogger(__name__)


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
        self._special = {"uploads": parse(UPLOADS)}
        self._sign_in, self._codes = parse(SIGN_IN), parse(CODES)
        self._local = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = SlidingWindowCounterRateLimiter(_redis(redis_url)) if redis_url else None
        self._local_until = 0.0

    async def request(self, kind: str, client: str) -> None:
        """Count a request; raises TooManyRequests."""
        if self._rate is not None:
            await self._count(self._special.get(kind, self._rate), kind, client)

    async def sign_in(self, client: str, account: str) -> None:
        """Count an attempt to sign in, for the address and for the account; raises TooManyRequests."""
        await self._count(self._sign_in, "sign-in from", client)
        await self._count(self._sign_in, "sign-in to", account)

    async def second_factor(self, client: str, account: str) -> None:
        """Count a code, for the address and for the account; raises TooManyRequests."""
        await self._count(self._sign_in, "code from", client)
        await self._count(self._codes, "code to", account)

    async def signed_in(self, account: str) -> None:
        """Whoever knows the password may begin to count anew. The address stays counted: who has an account could else
        try others' from there."""
        await self._forget(self._sign_in, "sign-in to", account)

    async def passed_code(self, account: str) -> None:
        """Whoever has the app may begin to count anew."""
        await self._forget(self._codes, "code to", account)

    async def _count(self, rate: RateLimitItem, kind: str, who: str) -> None:
        if self._shared is not None and time.monotonic() >= self._local_until:
            try:
                await _hit(self._shared, rate, kind, who)
            except StorageError as error:
                log.warning("Redis does not answer (%s): counting requests locally", type(error.storage_error).__name__)
                self._local_until = time.monotonic() + RETRY_REDIS
            else:
                return
        await _hit(self._local, rate, kind, who)

    async def _forget(self, rate: RateLimitItem, kind: str, who: str) -> None:
        await self._local.clear(rate, kind, who)
        if self._shared is not None and time.monotonic() >= self._local_until:
            with suppress(StorageError):  # the next count will notice
                await self._shared.clear(rate, kind, who)


def _understood(rate: str) -> RateLimitItem:
    try:
        return parse(rate)
    except ValueError:
        raise RateNotUnderstood(rate) from None


async def _hit(limiter: SlidingWindowCounterRateLimiter, rate: RateLimitItem, kind: str, who: str) -> None:
    if not await limiter.hit(rate, kind, who):
        window = await limiter.get_window_stats(rate, kind, who)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))


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
