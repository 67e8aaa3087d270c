"""The script of failures, and the record of what every call met."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from stand_in.params import Params

Answer = Callable[[], Awaitable[web.StreamResponse]]
#: What a call meets instead of its answer. It may carry the call out by awaiting the second argument, or not at all.
Fault = Callable[[web.Request, Answer], Awaitable[web.StreamResponse]]

OUTCOME = web.RequestKey("outcome", str)  #: key of a request under which a fault says what the call met


@dataclass
class Scripted:
    """Of the calls of this method (to this chat), `times` meet the fault after the first `spared`."""

    method: str  #: may hold *, as in "send*"
    fault: Fault
    times: int | None  #: None for ever
    chat: str | None
    spared: int
    share: float  #: of the calls that would meet it, so many do

    def meets(self, method: str, params: Params, chance: random.Random) -> bool:
        if not fnmatchcase(method, self.method) or self.times == 0:
            return False
        if self.chat is not None and self.chat != str(params.get("chat_id")):
            return False
        if self.spared > 0:
            self.spared -= 1
            return False
        if self.share < 1 and chance.random() >= self.share:
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass(frozen=True)
class Call:
    """One call as it went; `outcome` is "ok", "429 Too Many Requests: …", "cut", …; `at` is in seconds."""

    method: str
    params: Params
    at: float
    outcome: str
    result: Any

    @property
    def ok(self) -> bool:
        """Whether the bot was told yes."""
        return self.outcome == "ok"

    @property
    def chat(self) -> str | None:
        return self.params.get("chat_id")
