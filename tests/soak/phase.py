"""One phase of a soak: people at work, a trouble, and what is so when all has come to its end."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import text

from tests.punkt.history import History
from tests.soak.chats import Chats
from tests.soak.place import Place
from tests.soak.troubles import Case

PEOPLE = 3  #: at the website
BEFORE = AFTER = 8  #: operations to be acknowledged before the trouble, and after it
LONGEST = 150  #: seconds of a phase, the trouble included
DRAINED = 60  #: seconds in which all that was begun comes to its end

HALF = """
    SELECT number FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.cause = 'ticket:' || t.id)
    OR NOT EXISTS (SELECT 1 FROM ticket_events e WHERE e.ticket_id = t.id)
    OR NOT EXISTS (SELECT 1 FROM consents c WHERE c.ticket_id = t.id)
"""


@dataclass
class Outcome:
    """What became of one phase, or of several of one case."""

    tried: int = 0  #: operations
    lost: int = 0
    doubled: int = 0
    said_twice: int = 0  #: messages to people in Telegram
    drained: float = 0.0  #: seconds, the longest
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  #: operations acknowledged, by kind
    answers: Counter[str] = field(default_factory=Counter)  #: statuses, and errors of connections by their class

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.tried + other.tried,
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.said_twice + other.said_twice,
            max(self.drained, other.drained),
            self.faults + other.faults,
            self.kinds + other.kinds,
            self.answers + other.answers,
        )


async def run(place: Place, case: Case, seed: int) -> Outcome:
    """The load, the trouble in it, and the check; `seed` is of this phase alone."""
    patience = place.patience
    verify, end = not place.address.startswith("https"), asyncio.Event()
    history = History(place.address, seed, PEOPLE, verify=verify, pause=place.pause)
    chats = Chats(place, history)
    place.telegram.chance.seed(seed)
    ended = 0.0
    trouble: list[str] = []
    try:
        async with (
            asyncio.timeout(LONGEST * patience + case.lasts),
            asyncio.TaskGroup() as group,
        ):
            group.create_task(history.live(end))
            group.create_task(chats.live(end))
            await _acknowledged(history, BEFORE)
            await case.act(place, Random(seed))
            await _acknowledged(history, AFTER)
            await _acknowledged(history, 1, "reply")
            end.set()
            ended = time.monotonic()
        await place.telegram.wait_for(lambda: not place.telegram.updates)
    except* (TimeoutError, AssertionError) as group_of:
        trouble += [f"{type(each).__name__} {each}".strip() for each in _leaves(group_of)]
        trouble += [f"waits: {each.text}" for each in history.operations if not each.acknowledged]
    finally:
        place.telegram.heal()
    report = await history.check(place.database, DRAINED * patience)
    drained = time.monotonic() - ended if ended else float("inf")
    dishonest = [answer for answer in report.dishonest if answer not in place.forgiven]
    unsaid, said_twice = chats.unsaid, chats.said_twice
    facts = {
        "not drained": report.drained is None or drained > DRAINED * patience,
        f"answers {dishonest}": bool(dishonest),
        f"{unsaid} answers never said": unsaid > 0,
        f"said twice without a cause: {said_twice}": bool(said_twice) and not case.repeats,
        f"lost {[each.text for each in report.lost]}": bool(report.lost),
        f"doubled {[each.text for each in report.doubled]}": bool(report.doubled),
        "a process has ended": not all(process.runs() for process in place.processes),
    }
    facts |= {f"half a ticket {number}": True for number in await _halves(place)}
    trouble += [words for words, is_so in facts.items() if is_so]
    return Outcome(
        sum(report.acknowledged.values()),
        len(report.lost),
        len(report.doubled),
        len(said_twice),
        drained,
        trouble,
        report.acknowledged,
        report.answers,
    )


async def _acknowledged(history: History, more: int, kind: str = "") -> None:
    """Wait until so many more operations are, of this kind or of any."""

    def count() -> int:
        return sum(each.acknowledged for each in history.operations if kind in {"", each.kind})

    enough = count() + more
    while count() < enough:
        await asyncio.sleep(0.05)


async def _halves(place: Place) -> list[str]:
    async with place.database.reading() as session:
        return list((await session.execute(text(HALF))).scalars())


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    found: list[BaseException] = []
    for each in group.exceptions:
        found += _leaves(each) if isinstance(each, BaseExceptionGroup) else [each]
    return found
