"""Lockers: words that lie in Redis, where nobody can read them without the key in the database.

A locker is sealed with a key of its own and named by that key's digest. The key lies only in the row that needs the
words, so deleting the row destroys them, whenever Redis lets go of the bytes. A locker is never written to again: what
changes goes into another one, and a transaction that is not committed leaves the row with the former.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from hashlib import sha256

from tickets.store.vault import KeyMissing, Vault

PATIENCE = 1.0  #: seconds for a connection or an answer
REST = 5.0  #: seconds in which Redis is not asked again when it has failed, as whoever asks may hold a lock
GRACE = timedelta(minutes=1)  #: how long whoever has just read an old key can still use it


log = logging.getLogger(__name__)


class LockersAway(ConnectionError):
    """Redis does not answer; trying again later helps."""

    def __init__(self) -> None:
        super().__init__("Redis не отвечает: проверьте PUNKT_REDIS_URL и что сервер запущен.")


class Lockers:
    """Whatever needs Redis raises LockersAway. Lockers that nobody keeps are gone after `term`."""

    def __init__(self, url: str, term: timedelta) -> None:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        # Once more at once: after a restart of Redis the pooled connections are dead.
        again = Retry(NoBackoff(), 1)
        self._redis = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=again,
            decode_responses=True,
            encoding_errors="replace",  # what is not ours cannot be opened either
        )
        self._term = term
        self._away_until = 0.0

    async def put(self, words: str) -> str:
        """Lock the words away; gives the key."""
        key = Vault.new_key()
        with self._answering():
            await self._redis.set(_name(key), Vault([key]).seal(words), ex=self._term)
        return key

    async def read(self, keys: Sequence[str]) -> list[str | None]:
        """The words behind each key; None where Redis has lost or spoilt them."""
        with self._answering():
            found = await self._redis.mget([_name(key) for key in keys]) if keys else []
        return [_words(key, sealed) for key, sealed in zip(keys, found, strict=True)]

    async def keep(self, keys: Iterable[str]) -> None:
        """Let these lockers last for a whole term from now."""
        await self._expire(keys, self._term)

    async def empty(self, keys: Iterable[str]) -> None:
        """Let these lockers go: no row holds their keys any more."""
        await self._expire(keys, GRACE)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _expire(self, keys: Iterable[str], after: timedelta) -> None:
        with self._answering():
            for key in keys:
                await self._redis.expire(_name(key), after)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        from redis.exceptions import RedisError

        if time.monotonic() < self._away_until:
            raise LockersAway
        try:
            yield
        except (RedisError, OSError) as error:
            log.warning("Redis does not answer (%s): new drafts stay in the database", type(error).__name__)
            self._away_until = time.monotonic() + REST
            raise LockersAway from None


def _words(key: str, sealed: str | bytes | None) -> str | None:
    with suppress(KeyMissing):
        return None if sealed is None else Vault([key]).open(str(sealed))
    return None


def _name(key: str) -> str:
    return f"punkt:draft:{sha256(key.encode()).hexdigest()}"
