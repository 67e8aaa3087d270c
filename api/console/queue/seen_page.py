"""A page that its member sees, written down for as long as its stream lasts: nothing need knock in their browsers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import anyio

from tickets.staff.presence import forget_page, note_page
from tickets.store.away import DatabaseAway
from tickets.store.base import random_id
from tickets.store.database import Database


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One page of one member."""

    database: Database
    email: str
    id: str

    async def beat(self) -> None:
        """It is still seen. Nothing is written where nothing knocks."""
        if self.database.means.push:
            async with self.database.transaction() as session:
                await note_page(session, self.id, self.email)


@asynccontextmanager
async def seen_page(database: Database, email: str) -> AsyncIterator[SeenPage]:
    """The page, from now until it is closed or behind others. A database that goes away ends it without a word."""
    page = SeenPage(database, email, random_id())
    with suppress(DatabaseAway):
        await page.beat()
    with suppress(DatabaseAway):
        try:
            yield page
        finally:
            if database.means.push:
                with anyio.CancelScope(shield=True):  # whoever leaves cancels us
                    async with database.transaction() as session:
                        await forget_page(session, page.id)
