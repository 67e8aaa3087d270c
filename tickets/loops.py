"""Loops: what runs beside for as long as the process lives. Each goes on whatever fails, and it is known which fail."""

import asyncio
import logging
import random
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Never

from tickets.stop import Stop
from tickets.store.base import now

FIRST = 1.0  #: seconds
LONGEST = 15.0

log = logging.getLogger(__name__)

Why = Callable[[Exception], str]


def class_of(error: Exception) -> str:
    """Its text may hold what a person wrote, or an address with a token in it."""
    return type(error).__name__


def cause_of(error: Exception) -> str:
    """Class and place of an error."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{class_of(error)} at {frames[-1].filename}:{frames[-1].lineno}" if frames else class_of(error)


def pause(failures: int, error: Exception | None = None) -> float:
    """Seconds to wait after so many failures in a row, or as many as the error asks for.

    Each is about twice the one before, and spread, so that many do not return at once.
    """
    spread = min(FIRST * 2.0 ** min(failures - 1, 9), LONGEST) * random.uniform(0.8, 1.2)  # noqa: S311  # nosec B311
    return max(spread, getattr(error, "retry_after", 0))


@dataclass(slots=True)
class Trouble:
    """A loop fails."""

    error: str  #: class of the last error
    since: datetime
    failures: int = 0  #: in a row
    causes: set[str] = field(default_factory=set)  #: that are in the log


class Loops:
    """The loops of one process."""

    def __init__(self) -> None:
        self.stop = Stop()  #: of the process, and so of all of them
        self.failing: dict[str, Trouble] = {}  #: by name of the loop
        self.failures: Counter[tuple[str, str]] = Counter()  #: since the start, by name of the loop and class of error

    async def keep(self, name: str, step: Callable[[], Awaitable[object]], why: Why = class_of) -> Never:
        """Take this step again and again until cancelled; `why` puts an error into words for the log."""
        while True:
            if error := await self.attempt(name, step, why):
                await asyncio.sleep(pause(self.failing[name].failures, error))

    async def attempt(self, name: str, step: Callable[[], Awaitable[object]], why: Why = class_of) -> Exception | None:
        """Take a step once; gives why it failed. The log tells each cause once, until the step succeeds."""
        try:
            await step()
        except Exception as error:  # noqa: BLE001 - whatever it is, the loop goes on
            self._note(name, error, why)
            return error
        self.goes_on(name)
        return None

    def goes_on(self, name: str) -> None:
        """Its step has succeeded, or is one that never ends and has begun well."""
        if trouble := self.failing.pop(name, None):
            # nosemgrep: no-personal-datum-in-a-log - a loop of ours
            log.warning("%s: goes on, after %s failures", name, trouble.failures)

    def _note(self, name: str, error: Exception, why: Why) -> None:
        trouble = self.failing.setdefault(name, Trouble(class_of(error), now()))
        trouble.error, trouble.failures = class_of(error), trouble.failures + 1
        self.failures[name, trouble.error] += 1
        if (cause := cause_of(error)) not in trouble.causes:
            trouble.causes.add(cause)
            place = "".join(traceback.format_tb(error.__traceback__, limit=-3))
            # nosemgrep: no-personal-datum-in-a-log - a loop of ours
            log.error("%s: fails and is tried again: %s (%s)\n%s", name, why(error), cause, place.rstrip())
