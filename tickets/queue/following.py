"""Following: the table of people is opened once and kept current by the steps of tickets, which every process sees."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Text, bindparam, func, select, type_coerce

from tickets.life import ERASE
from tickets.queue.people import Known, People
from tickets.record.ticket import Ticket, TicketEvent
from tickets.store.database import Database
from tickets.store.vault import KeyMissing, Vault
from tickets.store.wakes import News

LOOK = 1.0  #: seconds between looks
AGAIN = 500  #: steps that are looked at once more: one may be committed after a later one
CHUNK = 500  #: tickets that a thread opens before it lets others go on
OPENED = "open"  #: the first step of a ticket
_SEALED = [type_coerce(column, Text) for column in (Ticket.name, Ticket.email, Ticket.phone)]
_STEPS = select(TicketEvent.id, TicketEvent.ticket_id, TicketEvent.step).where(TicketEvent.id > bindparam("after"))
_TOLD = select(Ticket.id, *_SEALED).where(Ticket.erased_at.is_(None))


class Following:
    """Keeps `people` as the tickets of a database tell of them."""

    def __init__(self, database: Database) -> None:
        self.people = People()
        self._database = database
        self._last_step: int | None = None  #: None: nothing has been opened yet
        self._seen: set[int] = set()  #: of the steps that are looked at once more
        self._turn = asyncio.Lock()

    async def look(self) -> None:
        """See what has come and gone; the first time, open everything. Sealed with keys we lack, it waits for them.

        While somebody else opens everything, what is open already must do.
        """
        if self._turn.locked() and self._last_step is None:
            return
        async with self._turn:
            if self._database.means.vault.shut:
                return
            if self._last_step is None:
                await self._begin()
            await self._news(self._last_step or 0)

    async def step(self) -> None:
        """A look, and the wait for the next one; for a loop."""
        changed = self._database.watch(News.STEP)
        await self.look()
        await self._database.wait(changed, LOOK, timed=True)  # an erasure waits so long for all who know a name

    async def _begin(self) -> None:
        """Newest first."""
        async with self._database.reading() as session:
            last = await session.scalar(select(func.coalesce(func.max(TicketEvent.id), 0))) or 0
        before: int | None = None
        while True:
            query = _TOLD if before is None else _TOLD.where(Ticket.id < before)
            async with self._database.reading() as session:
                rows = (await session.execute(query.order_by(Ticket.id.desc()).limit(CHUNK))).all()
            if not rows:
                break
            await asyncio.to_thread(self._open, rows)
            before = rows[-1][0]
        self._last_step = last

    async def _news(self, last: int) -> None:
        steps = (await self._steps(last)).values()
        erased = {ticket for ticket, step in steps if step == ERASE.name}
        opened = {ticket for ticket, step in steps if step == OPENED} - erased
        for ticket in erased:
            self.people.remove(ticket)
        if opened:
            query = _TOLD.where(Ticket.id.in_(opened))
            async with self._database.reading() as session:
                rows = (await session.execute(query)).all()
            await asyncio.to_thread(self._open, rows)

    async def _steps(self, last: int) -> Mapping[int, tuple[int, str]]:
        """Tickets that came or went, by those of their steps that were not seen before."""
        async with self._database.reading() as session:
            steps = await session.execute(_STEPS, {"after": last - AGAIN})
            found = {event: (ticket, step) for event, ticket, step in steps}
        fresh = {event: found[event] for event in found if event not in self._seen}
        self._seen, self._last_step = set(found), max([last, *found])
        return fresh

    def _open(self, rows: Sequence[Any]) -> None:
        vault = self._database.means.vault
        for ticket, *sealed in rows:
            self.people.add(ticket, Known(*(_opened(vault, text) for text in sealed)))


def _opened(vault: Vault, sealed: str | None) -> str | None:
    """None also where no key opens it: nobody can be found by it."""
    try:
        return vault.open(sealed) if sealed else None
    except KeyMissing:
        return None
