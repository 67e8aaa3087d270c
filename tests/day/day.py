"""A working day on a simulated clock: people get in touch, staff answer, and it is written down who waited how long.

Between two events the clock is set forward; while something happens it runs at its usual pace.
"""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, expect

from stand_in import StandIn
from tests.day.contacts import Channel, Contact
from tests.day.people import InTelegram, InWidget, Person
from tests.day.staff import Agent

ZONE = ZoneInfo("Europe/Moscow")
OPENS = time(9)
TUESDAY = 1
WORK = (60, 240)  #: seconds that an answer takes, least and most
IDLE = timedelta(minutes=100)  #: less than whoever does nothing stays signed in
PATIENCE = timedelta(minutes=1)
LOOKS = timedelta(seconds=30)  #: how often whoever has nothing to do looks


@dataclass
class Watch:
    """The clock of the day, beginning at nine on some Tuesday to come; a file tells Punkt how far that is ahead."""

    file: Path
    shift: timedelta = field(init=False)

    def __post_init__(self) -> None:
        true = datetime.now(ZONE)
        day = true.date() + timedelta(days=(TUESDAY - true.weekday()) % 7 or 7)
        self.shift = datetime.combine(day, OPENS, ZONE) - true
        self._tell()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def forward_to(self, moment: datetime) -> None:
        """Never back."""
        self.shift += max(moment - self.now(), timedelta())
        self._tell()

    def _tell(self) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(str(self.shift.total_seconds()), "ascii")
        new.replace(self.file)


@dataclass
class Waiting:
    """Words that wait for staff, and what became of them."""

    person: Person
    contact: Contact
    number: str
    since: datetime
    again: bool = False  #: not their first words
    seen: datetime | None = None  #: when a page that somebody had open showed them
    answered: datetime | None = None

    @property
    def comes_back_after(self) -> timedelta | None:
        """None of whom the answer is the end of it."""
        return None if self.again else self.contact.writes_again


@dataclass
class Day:
    """What happens, in the order in which it does."""

    watch: Watch
    browser: Browser
    address: str
    telegram: StandIn
    lead: Agent  #: has the queue open all day, and answers nobody
    agents: list[Agent]
    dice: random.Random
    told: list[Waiting] = field(default_factory=list)
    moved: datetime = field(init=False)  #: when everybody opened a page last
    by_policy: int = 0  #: contacts whom the policy answered

    def __post_init__(self) -> None:
        self.moved = self.watch.now()

    async def run(self, planned: Iterable[Contact]) -> None:
        begin = self.watch.now()
        to_come = [(begin + contact.after, contact) for contact in planned]
        again: list[tuple[datetime, Waiting]] = []
        while to_come or again or any(each.answered is None for each in self.told):
            moments = [moment for moment, _ in (*to_come[:1], *again)]
            if any(each.answered is None for each in self.told):
                moments.append(min(agent.free_at for agent in self.agents))
            await self._passes(min(moments))
            while to_come and to_come[0][0] <= self.watch.now():
                await self._arrives(to_come.pop(0)[1])
            for due in [each for each in again if each[0] <= self.watch.now()]:
                again.remove(due)
                await self._writes_again(due[1])
            free = [agent for agent in self.agents if agent.free_at <= self.watch.now()]
            answered = await asyncio.gather(*(self._works(agent) for agent in free))
            now = self.watch.now()
            again += [(now + after, done) for done in answered if done and (after := done.comes_back_after)]

    async def _passes(self, until: datetime) -> None:
        """Nobody sits before a page all day without touching it: they would be signed out."""
        while (move := self.moved + IDLE) < until:
            self.watch.forward_to(move)
            await asyncio.gather(*(each.waiting() for each in (self.lead, *self.agents)))
            self.moved = self.watch.now()
        self.watch.forward_to(until)

    async def _arrives(self, contact: Contact) -> None:
        person = self._person(contact)
        number = await person.comes()
        if number is None:
            self.by_policy += 1
            return
        await self._waits(Waiting(person, contact, number, self.watch.now()))

    async def _writes_again(self, earlier: Waiting) -> None:
        await earlier.person.writes("и ещё вопрос: когда ждать?")
        await self._waits(Waiting(earlier.person, earlier.contact, earlier.number, self.watch.now(), again=True))

    async def _waits(self, waiting: Waiting) -> None:
        self.told.append(waiting)
        await expect(self.lead.row(waiting.number)).to_be_visible()
        waiting.seen = self.watch.now()

    async def _works(self, agent: Agent) -> Waiting | None:
        """Answer the first who waits and whom no colleague has; None where there is nobody."""
        for number in await agent.waiting():
            waiting = next(each for each in reversed(self.told) if each.number == number)
            if waiting.answered is None and await agent.answer(number, f"{len(self.told)}"):
                waiting.answered = self.watch.now()
                agent.free_at = waiting.answered + timedelta(seconds=self.dice.uniform(*WORK))
                return waiting
            await agent.waiting()  # back to the list
        agent.free_at = self.watch.now() + LOOKS
        return None

    async def ends(self) -> None:
        """Let what is on its way arrive: the time in which the last answers may be taken back passes."""
        self.watch.forward_to(self.watch.now() + PATIENCE)
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not all([await each.person.answers() for each in self.told]):
                await asyncio.sleep(0.2)

    def _person(self, contact: Contact) -> Person:
        if contact.channel is Channel.TELEGRAM:
            return InTelegram(contact, self.telegram.user(contact.name), self.telegram)
        return InWidget(contact, self.browser, self.address)
