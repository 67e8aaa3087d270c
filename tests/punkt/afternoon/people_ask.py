"""People who go on asking while an owner works, and what became of each question."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.punkt.afternoon.edges import Clause
from tests.punkt.afternoon.owners_place import Place
from tests.punkt.process import PATIENCE

PAUSE = 0.05  #: seconds between two questions


@dataclass(frozen=True, slots=True)
class Question:
    """A message and the clauses that may answer it, of each edition of one document."""

    text: str
    clauses: Sequence[Clause]
    document: str | None = None  #: to which it keeps


@dataclass
class Asking:
    """Questions, one after another and each from somebody new, and what was wrong with what they got."""

    place: Place
    questions: list[Question] = field(default_factory=list)
    in_force: dict[str, set[str]] = field(default_factory=dict)  #: document → editions that may be answered from now
    rounds: int = 0  #: in which each was asked
    faults: list[str] = field(default_factory=list)

    async def ask(self, question: Question) -> None:
        """Note whatever is not a clause word for word, in an edition that is in force."""
        before = {name: set(editions) for name, editions in self.in_force.items()}
        sent = {"text": question.text} | ({"document": question.document} if question.document else {})
        got = await self.place.web.post("/api/v1/messages", json=sent)
        if 200 != got.status_code:
            self.faults.append(f"{got.status_code}: {question.text}")
            return
        reply = got.json()
        given = [(one["document"], one["edition"], one["number"], one["quote"]) for one in reply["clauses"][:1]]
        wanted = [
            (each.document, each.edition, each.number, each.text)
            for each in question.clauses
            if each.edition in before[each.document] | self.in_force[each.document]
        ]
        if not given or given[0] not in wanted or reply["edition"]["id"] != given[0][1]:
            self.faults.append(f"{reply['kind']}: {question.text} → {given}, {reply['edition']['id']}")

    async def go_on(self, end: asyncio.Event) -> None:
        while not end.is_set():
            for question in [*self.questions]:
                await self.ask(question)
                await asyncio.sleep(PAUSE)
            self.rounds += 1

    async def once_more(self) -> None:
        """Returns when each question has been asked again."""
        begun = self.rounds + 1  # that which goes on began before
        async with asyncio.timeout(PATIENCE):
            while self.rounds <= begun:
                await asyncio.sleep(PAUSE)


@asynccontextmanager
async def people_ask(place: Place) -> AsyncIterator[Asking]:
    """They go on until it is left."""
    asking, end = Asking(place), asyncio.Event()
    going = asyncio.create_task(asking.go_on(end))
    try:
        yield asking
    finally:
        end.set()
        await going
