"""Attempts to be a member: strangers are slowed down, and a member is never shut out by what strangers do.

from the address ──▶ from the address for the account ──▶ how many for the account lately? ──▶ a wait ──▶ the password

The two limits shut, but only for that address. What all addresses together try at an account is answered later and
later instead, up to LONGEST, and so few may wait at once that it cannot exhaust the server. A network from which the
member came in lately counts by itself, so whoever guesses elsewhere does not slow them down.

Codes are another matter. There are but a million, three of them good at a time, so how many may be tried is bounded
for the account, hard: five in five minutes and thirty a day leave a guesser who has the password one chance in eleven
thousand a day. Nobody comes to them without the password, and a known network counts by itself here, too: even whoever
has stolen it does not shut out the member where they are known.
"""

import math
from asyncio import sleep
from collections.abc import Sequence

from limits import RateLimitItem, parse, parse_many

from api.console.device import network
from api.http.limits import Limits, TooManyRequests
from api.http.streams import NoSeat, Seats
from tickets.staff.session import came_from
from tickets.store.database import Session

ADDRESS = [parse("30/minute")]  #: of one address, at whatever accounts: an office stands behind one
PAIR = [parse("10/minute")]  #: of one address at one account
ACCOUNT = parse("16/15 minute")  #: of all addresses at one account; beyond it the wait grows no longer
CODES = parse_many("5/5 minute; 30/day")  #: second factors for one account
FREE = 10  #: attempts at one account that are answered at once
FIRST, LONGEST = 0.25, 8.0  #: seconds; each further attempt waits twice as long
WAITING, WAITING_EACH = 40, 4  #: attempts that wait at once: of all accounts, and of one


class Attempts:
    """Counts them; the processes share what they count, and each has its own that wait."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting = Seats(WAITING)

    async def arrive(self, client: str, account: str) -> None:
        """Somebody brings a password; raises TooManyRequests."""
        await self._limits.count(ADDRESS, "sign-in from", client)
        await self._limits.count(PAIR, "sign-in", _both(account, client))

    async def wait(self, who: str) -> None:
        """Let what was tried at the account lately slow this attempt down; raises TooManyRequests."""
        lately = await self._limits.lately(ACCOUNT, "sign-in to", who)
        if lately <= FREE:
            return
        try:
            with self._waiting.seat({who: WAITING_EACH}):
                await sleep(min(LONGEST, FIRST * 2 ** (lately - FREE - 1)))
        except NoSeat:
            raise TooManyRequests(math.ceil(LONGEST)) from None

    async def succeeded(self, client: str, account: str, who: str) -> None:
        """Whoever knows the password may begin anew. The address stays counted: who has an account could else try
        others' from there."""
        await self._limits.forget(PAIR, "sign-in", _both(account, client))
        await self._limits.forget([ACCOUNT], "sign-in to", who)

    async def code(self, client: str, who: str) -> None:
        """Somebody who gave the password brings a code; raises TooManyRequests."""
        await self._hard(CODES, "code", client, who)

    async def code_passed(self, who: str) -> None:
        """Whoever has the app may begin anew."""
        await self._limits.forget(CODES, "code to", who)

    async def own_password(self, client: str, account: str) -> None:
        """Somebody who is signed in gives the password once more; raises TooManyRequests."""
        await self._hard(PAIR, "own password", client, account)

    async def own_password_passed(self, account: str) -> None:
        await self._limits.forget(PAIR, "own password to", account)

    async def _hard(self, rates: Sequence[RateLimitItem], kind: str, client: str, who: str) -> None:
        await self._limits.count(ADDRESS, f"{kind} from", client)
        await self._limits.count(rates, f"{kind} to", who)


async def counted_as(session: Session, account: str, client: str) -> str:
    """As whom an attempt counts: strangers all together, and each network that the member is known from by itself."""
    place = network(client)
    return _both(account, place) if place and await came_from(session, account, place) else account


def _both(account: str, place: str) -> str:
    # With what nobody can type between: else an account could be called as another one at a place.
    return f"{account}\x00{place}"
