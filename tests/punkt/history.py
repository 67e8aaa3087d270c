"""A history: what people asked of a running Punkt, what it acknowledged, and whether all of that is so in the end.

People ask, file tickets and add words and files to them; each thing is asked for again under its key until it is
acknowledged, as a careful client does. What they do, and in which order, follows from a seed that a failed run prints.
Troubles come from whoever runs it: this knows nothing of them.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import httpx
from sqlalchemy import select

from tickets.post.inbox import InboxRow
from tickets.post.outbox import OutboxRow
from tickets.record.addition import Addition
from tickets.record.attachment import Attachment
from tickets.record.conversation import StoredMessage
from tickets.record.ticket import Ticket
from tickets.steps.pending import PendingReply
from tickets.store.away import DatabaseAway
from tickets.store.database import Database

PAUSE = 0.1  #: seconds before an act is tried again
PATIENCE = 30  #: seconds for one answer; more than any limit of ours
HONEST = {200, 201, 429, 503}  #: what may be answered; any other answer is a fault
PDF = b"%PDF-1.7\n%%EOF"
QUESTION = "а долго мое досье у вас пролежит"
#: Where each kind of thing lies in the end; `reply` is of staff.
_WHERE = {
    "ticket": Ticket.text,
    "message": StoredMessage.text,
    "reply": StoredMessage.text,
    "addition": Addition.text,
    "file": Attachment.name,
}


@dataclass
class Operation:
    """One thing that one person asked for, however often."""

    kind: str
    text: str  #: no other operation has it
    key: str
    acknowledged: bool = False


@dataclass
class Report:
    """What became of a history."""

    acknowledged: Counter[str]
    lost: list[Operation]  #: acknowledged, and not there
    doubled: list[Operation]  #: there more than once, acknowledged or not
    answers: Counter[str]  #: statuses, and errors of connections by their class
    slowest: float  #: seconds until an answer
    drained: float | None  #: seconds until all was handled and carried; None when that did not come

    @property
    def dishonest(self) -> list[str]:
        """Answers that no client should get, whatever the trouble."""
        return [answer for answer in self.answers if answer.isdigit() and int(answer) not in HONEST]


@dataclass
class History:
    """People at work with one Punkt, and all that they remember of it."""

    address: str
    seed: int
    people: int = 4
    operations: list[Operation] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  #: of tickets whose receipt was read
    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    verify: bool = True  #: the certificate
    pause: float = PAUSE  #: seconds between two acts of one person

    async def live(self, end: asyncio.Event) -> None:
        """Everybody does one thing after another until the end; what is begun then is brought to its end."""
        async with self._client() as client, asyncio.TaskGroup() as group:
            for person in range(self.people):
                group.create_task(self._be(client, person, end))

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.address, timeout=PATIENCE, verify=self.verify)

    async def _be(self, client: httpx.AsyncClient, person: int, end: asyncio.Event) -> None:
        choice, receipts = Random(f"{self.seed} {person}"), []
        while not end.is_set():
            name = f"{self.seed}-{person}-{len(self.operations)}"
            match choice.choice(["message", "ticket", "ticket", "addition", "file"]):
                case "message":
                    await self._until_acknowledged(client, "message", "/api/v1/messages", f"{QUESTION} {name}", name)
                case "addition" | "file" as kind if receipts:
                    own = choice.choice(receipts)
                    path, token = f"/api/v1/tickets/{own['number']}", own["token"]
                    if kind == "file":
                        await self._until_acknowledged(client, kind, f"{path}/attachments", f"{name}.pdf", name, token)
                    else:
                        words = f"Ещё вот что: {name}"
                        await self._until_acknowledged(client, kind, f"{path}/additions", words, name, token)
                case _:
                    more = {"kind": "claim", "contact": {"email": "anna@example.org"}, "consent": True}
                    words = f"Верните деньги {name}"
                    receipt = await self._until_acknowledged(client, "ticket", "/api/v1/tickets", words, name, **more)
                    receipts.append(receipt)
                    self.numbers.append(receipt["number"])
            await asyncio.sleep(self.pause)

    def begin(self, kind: str, text: str, key: str = "") -> Operation:
        """Write down that somebody asks for this now."""
        operation = Operation(kind, text, key)
        self.operations.append(operation)
        return operation

    async def _until_acknowledged(
        self, client: httpx.AsyncClient, sort: str, path: str, text: str, key: str, token: str = "", **body: object
    ) -> dict[str, str]:
        operation = self.begin(sort, text, key)
        headers = {"Idempotency-Key": key} | ({"Authorization": f"Bearer {token}"} if token else {})
        asked = (
            {"files": {"file": (text, PDF, "application/pdf")}} if sort == "file" else {"json": {"text": text} | body}
        )
        while True:
            begun = time.monotonic()
            try:
                answer = await client.post(path, headers=headers, **asked)
            except httpx.HTTPError as error:
                self.answers[type(error).__name__] += 1
            else:
                self.answers[str(answer.status_code)] += 1
                assert answer.status_code != 503 or answer.headers["Retry-After"]
                if answer.is_success:
                    operation.acknowledged = True
                    return answer.json()
            self.slowest = max(self.slowest, time.monotonic() - begun)
            await asyncio.sleep(PAUSE)

    async def check(self, database: Database, within: float = 60) -> Report:
        """Hold what was acknowledged against what is stored, once everything is handled and carried."""
        drained = await _drain(database, within)
        found: dict[str, Counter[str]] = {}
        for kind, column in _WHERE.items():
            found[kind] = Counter(await database.fetch(select(column)))
        return Report(
            acknowledged=Counter(each.kind for each in self.operations if each.acknowledged),
            lost=[each for each in self.operations if each.acknowledged and not found[each.kind][each.text]],
            doubled=[each for each in self.operations if found[each.kind][each.text] > 1],
            answers=self.answers,
            slowest=self.slowest,
            drained=drained,
        )


async def _drain(database: Database, within: float) -> float | None:
    begun = time.monotonic()
    waiting = (
        select(InboxRow.id).where(InboxRow.handled_at.is_(None)).limit(1),
        select(OutboxRow.id).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None)).limit(1),
        select(PendingReply.id).where(PendingReply.stopped_at.is_(None)).limit(1),
    )
    while time.monotonic() - begun < within:
        try:
            if not any([await database.fetch(query) for query in waiting]):
                return time.monotonic() - begun
        except DatabaseAway:
            pass
        await asyncio.sleep(0.1)
    return None
