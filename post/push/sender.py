"""The sender of channel "push": who is to hear that a person waits, and «Есть новое» in each of their browsers.

At most once a minute in a browser; what happens meanwhile is told with the next. Nobody hears it who sees a page of the
console anyway.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta

import httpcore
import httpx
from sqlalchemy import Update, func, select, update

from post.push.outside import Outside
from post.push.sealing import sealed
from post.push.vapid import Vapid
from post.webhook.answer import judge
from tickets.post.outbox import PUSH, Parcel, TryLater, Undeliverable, tell
from tickets.post.topics.to_browsers import Knock, PersonWaits
from tickets.record.ticket import Ticket
from tickets.staff.member import StaffMember, is_absent
from tickets.staff.presence import sees_the_console
from tickets.staff.push_address import Browser
from tickets.staff.subscription import PushSubscription, drop_subscription, wakeable
from tickets.store.base import now
from tickets.store.database import Database, change
from tickets.store.vault import opened

SECONDS = 10  #: for one call; well under the lease of an outbox row
REST = timedelta(minutes=1)  #: between two pushes to one browser
GONE = frozenset({404, 410})  #: the subscription is over (RFC 8030, 7.3)
#: All that any push says, to everybody the same. What the browser shows and where it leads is in its worker.
WORDS = json.dumps({"say": "Есть новое", "open": "/console"}, ensure_ascii=False).encode()
HEADERS = {
    "content-type": "application/octet-stream",
    "content-encoding": "aes128gcm",
    "user-agent": "Punkt",
    "ttl": str(24 * 60 * 60),  #: seconds that the push service keeps it while the browser is away
    "urgency": "high",  #: or a telephone that rests would show it in the morning
    "topic": "punkt",  #: of those that wait for a browser only the last is kept
}

log = logging.getLogger(__name__)


class PushServiceUnreachable(Exception):
    """Nobody listens at the address, or its name is unknown."""


class PushConnectionBroken(Exception):
    """The connection ended before an answer came, or the server cannot prove its name."""


class PushTooLate(Exception):
    """There was no answer within SECONDS."""


class PushSender:
    """Knocks. Each call has a connection of its own, so nothing is left to close."""

    def __init__(
        self,
        database: Database,
        vapid: Vapid,
        *,
        network: httpcore.AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """`network` is how push services are reached: by default only where they are outside."""
        self._database = database
        self._vapid = vapid
        self._network = network or Outside()
        self._tls = tls or ssl.create_default_context()
        self._clock = clock

    async def send(self, parcel: Parcel) -> None:
        """Raises TryLater, Undeliverable, or an error named by the reason why a later try may succeed."""
        match parcel.topic:
            case PersonWaits(number=number, at=at):
                await self._spread(number, at)
            case Knock(subscription=which, at=at):
                await self._knock(which, at, parcel.id)
            case topic:
                raise Undeliverable(f"a push does not carry {topic.name}")

    async def _spread(self, number: str | None, since: datetime) -> None:
        """A row for each browser; spread twice, the second is covered by the push of the first."""
        async with self._database.transaction() as session:
            assignee = await session.scalar(select(Ticket.assignee).where(Ticket.number == number)) if number else None
            for which in await wakeable(session, assignee, self._clock()):
                tell(session, PUSH, f"{PUSH}:{which}", Knock(which, since), PUSH)

    async def _knock(self, which: int, since: datetime, row: int) -> None:
        at = self._clock()
        browser = await self._to_be_told(which, since, at)
        if browser is None:
            return
        answer = await self._post(browser, self._vapid.authorization(browser.endpoint, at))
        log.info("the push service answered %s to outbox row %s", answer.status_code, row)
        over = answer.status_code in GONE
        if not over:
            judge(answer, at)
        async with self._database.transaction() as session:
            if over:
                await drop_subscription(session, which)
            else:
                await change(session, _told(which, at))

    async def _to_be_told(self, which: int, since: datetime, at: datetime) -> Browser | None:
        """None where there is nobody to tell, or nothing that they have not been told. Raises TryLater, KeyMissing."""
        async with self._database.reading() as session:
            found = await session.get(PushSubscription, which)
            if found is None or (found.told_at is not None and since <= found.told_at):
                return None
            member = await session.get_one(StaffMember, found.email)
            if is_absent(member, at) or await sees_the_console(session, found.email, at):
                return None
            endpoint, auth = opened(found.endpoint), opened(found.auth)
        if found.ours != self._vapid.public:  # of a key that was lost: the service would refuse us for ever
            async with self._database.transaction() as session:
                await drop_subscription(session, which)
            return None
        rest = found.told_at + REST - at if found.told_at is not None else timedelta()
        if rest > timedelta():
            raise TryLater(min(rest, REST), "this browser was told less than a minute ago")
        assert endpoint is not None
        assert auth is not None
        return Browser(endpoint, found.public, auth)

    async def _post(self, browser: Browser, authorization: str) -> httpx.Response:
        """Status and headers of the answer; its body is never read, and it leads nowhere else."""
        headers = [*HEADERS.items(), ("authorization", authorization)]
        body = sealed(WORDS, browser)
        pool = httpcore.AsyncConnectionPool(ssl_context=self._tls, network_backend=self._network)
        try:
            async with (
                asyncio.timeout(SECONDS),
                pool,
                pool.stream("POST", browser.endpoint, headers=headers, content=body) as answer,
            ):
                return httpx.Response(answer.status, headers=answer.headers)
        except TimeoutError:
            raise PushTooLate from None
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            # OpenSSL tells no more than words of why a handshake failed.
            raise (PushConnectionBroken if "SSL" in str(error) else PushServiceUnreachable) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            raise PushConnectionBroken from None


def _told(which: int, at: datetime) -> Update:
    later = func.coalesce(PushSubscription.told_at, at) <= at
    return update(PushSubscription).where(PushSubscription.id == which, later).values(told_at=at)
