"""People who go on asking while an owner works, and what became of each question."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from stand_in import User
from tests.punkt.afternoon.edges import Clause, in_telegram
from tests.punkt.afternoon.owners_place import Place
from tests.punkt.process import PATIENCE

PAUSE = 0.05  #: seconds between two questions of different people
BREATH = 2.0  #: seconds between two of one person: who writes much faster is told that they are read one by one
WEB, TELEGRAM = "web", "telegram"


@dataclass(frozen=True, slots=True)
class Question:
    """A message and the clauses that may answer it, of each edition of one document."""

    text: str
    clauses: Sequence[Clause]
    document: str | None = None  #: to which it keeps


@dataclass
class Asking:
    """Questions, one after another, and what was wrong with what they got: on the website from somebody new each time,
    and in Telegram from one person who asks the last one of all documents."""

    place: Place
    person: User
    questions: list[Question]
    in_force: dict[str, set[str]]  #: document → editions that may be answered from now
    rounds: Counter[str] = field(default_factory=Counter)  #: where → in how many each was asked
    faults: list[str] = field(default_factory=list)

    async def once_more(self) -> None:
        """Returns when each question has been asked again everywhere."""
        begun = self.rounds.copy()
        async with asyncio.timeout(PATIENCE):
            # That which goes on began before.
            while not all(self.rounds[where] > begun[where] + 1 for where in (WEB, TELEGRAM)):
                await asyncio.sleep(PAUSE)

    async def on_the_website(self, end: asyncio.Event) -> None:
        while not end.is_set():
            for question in [*self.questions]:
                known = self._known(question)
                sent = {"text": question.text} | ({"document": question.document} if question.document else {})
                got = await self.place.web.post("/api/v1/messages", json=sent)
                given = _given(got.json()) if 200 == got.status_code else None
                if given not in {*known, *self._known(question)}:
                    self.faults.append(f"{question.text}: {got.status_code}, {got.text}")
                await asyncio.sleep(PAUSE)
            self.rounds[WEB] += 1

    async def in_telegram(self, end: asyncio.Event) -> None:
        while not end.is_set():
            question = next(each for each in reversed(self.questions) if each.document is None)
            known = self._known(question)
            said = await in_telegram(self.person, question.text)
            if all(clause.missing_in(said) for clause in {*known, *self._known(question)}):
                self.faults.append(f"{question.text}: {said}")
            self.rounds[TELEGRAM] += 1
            await asyncio.sleep(BREATH)

    def _known(self, question: Question) -> set[Clause]:
        """What may be given as the answer now."""
        return {each for each in question.clauses if each.edition in self.in_force[each.document]}


def _given(reply: Mapping[str, Any]) -> Clause | None:
    """The clause that comes first in a reply; nothing where the reply tells another edition."""
    first = next(iter(reply["clauses"]), None)
    if first is None or first["edition"] != reply["edition"]["id"]:
        return None
    return Clause(first["document"], first["title"], first["edition"], first["number"], first["quote"])


@asynccontextmanager
async def people_ask(place: Place, questions: Sequence[Question]) -> AsyncIterator[Asking]:
    """They go on until it is left; the documents of these questions have one edition."""
    in_force = {clause.document: {clause.edition} for question in questions for clause in question.clauses}
    asking, end = Asking(place, place.telegram.user("Пётр"), [*questions], in_force), asyncio.Event()
    async with asyncio.TaskGroup() as going:
        going.create_task(asking.on_the_website(end))
        going.create_task(asking.in_telegram(end))
        try:
            yield asking
        finally:
            end.set()
