"""A holding: one place where data of people lie, and what becomes of them at an erasure.

The preview, the erasure itself, the dossier a person is given and the categories of the act all read the same
declaration; whoever adds a table adds it there, or says why it tells nothing of anybody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, true, update

from tickets.erasure.person import Person
from tickets.store.base import Base
from tickets.store.database import Session, change


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as the person it is about may read it."""

    column: str
    title: str  #: in Russian
    label: Callable[[Any], str] | None = None  #: words for a value; None: the value itself


@dataclass(frozen=True, slots=True)
class Holding:
    """One table. `sets` says what an erasure writes into the rows; None: it deletes them; empty: it leaves them.

    Without `of`, a person's rows are those of their tickets where the table knows tickets, or of their conversations.
    """

    title: str  #: category of data in the act, in Russian
    table: type[Base]
    of: Callable[[Person], ColumnElement[bool]] | None = None  #: condition of the person's rows
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

    def rows(self, person: Person) -> ColumnElement[bool]:
        """Condition of the person's rows."""
        if self.of is not None:
            return self.of(person)
        columns = self.table.__table__.c
        if "ticket_id" in columns:
            return columns.ticket_id.in_(person.tickets)
        return columns.conversation_id.in_(person.conversations)

    def doomed(self, person: Person) -> ColumnElement[bool]:
        """Condition of the rows that an erasure deletes or empties."""
        return self.rows(person) & (true() if self.filled is None else self.filled)


async def count(session: Session, person: Person, holdings: Iterable[Holding]) -> dict[str, int]:
    """How many rows of each holding an erasure would delete or empty, or leave where the holding stays."""
    counts = {}
    for holding in holdings:
        query = select(func.count()).select_from(holding.table).where(holding.doomed(person))
        counts[holding.name] = (await session.scalars(query)).one()
    return counts


async def empty(session: Session, person: Person, holdings: Iterable[Holding]) -> dict[str, int]:
    """Delete or empty what there is of the person; gives how many rows by holding.

    What the session had loaded of them is stale afterwards.
    """
    counts = {}
    await session.flush()
    for holding in holdings:
        if holding.stays:
            continue
        emptying = delete(holding.table) if holding.sets is None else update(holding.table).values(**holding.sets)
        counts[holding.name] = await change(session, emptying.where(holding.doomed(person)))
    return counts
