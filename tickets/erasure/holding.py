"""A holding: one place where data of people lie, and what becomes of them at an erasure.

The preview, the erasure itself, the dossier a person is given and the categories of the act all read the same
declaration; whoever adds a table adds it there, or says why it tells nothing of anybody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.base import Base
from tickets.erasure.person import Person


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as the person it is about may read it."""

    column: str
    title: str  #: in Russian
    label: Callable[[Any], str] | None = None  #: words for a value; None: the value itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table. `sets` says what an erasure writes into the rows; None: it deletes them; empty: it leaves them."""

    title: str  #: category of data in the act, in Russian
    table: type[Base]
    of: Callable[[Person], ColumnElement[bool]]  #: condition of the person's rows
    sets: Mapping[str, Any] | None = None
    filled: ColumnElement[bool] | None = None  #: of the rows, those in which there is something to empty
    shown: tuple[ShownColumn, ...] = ()

    @property
    def name(self) -> str:
        """The table's."""
        return str(self.table.__tablename__)

    @property
    def stays(self) -> bool:
        """Whether an erasure leaves it as it is, because nothing in it is of the person."""
        return self.sets is not None and not self.sets

    def doomed(self, person: Person) -> ColumnElement[bool]:
        """Condition of the rows that an erasure deletes or empties."""
        return self.of(person) & (true() if self.filled is None else self.filled)


async def count(session: AsyncSession, person: Person, holdings: Iterable[Holding]) -> dict[str, int]:
    """How many rows of each holding an erasure would delete or empty, or leave where the holding stays."""
    counts = {}
    for holding in holdings:
        query = select(func.count()).select_from(holding.table).where(holding.doomed(person))
        counts[holding.name] = (await session.execute(query)).scalar_one()
    return counts


async def empty(session: AsyncSession, person: Person, holdings: Iterable[Holding]) -> dict[str, int]:
    """Delete or empty what there is of the person; gives how many rows by holding.

    What the session had loaded of them is stale afterwards.
    """
    counts = {}
    await session.flush()
    for holding in holdings:
        if holding.stays:
            continue
        change = delete(holding.table) if holding.sets is None else update(holding.table).values(**holding.sets)
        change = change.where(holding.doomed(person)).execution_options(synchronize_session=False)
        done = await session.execute(change)
        assert isinstance(done, CursorResult)
        counts[holding.name] = done.rowcount
    return counts
