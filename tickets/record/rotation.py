"""Rotation: everything that lies sealed is sealed anew with the first key, and found by blind indexes of that key.

In one transaction: cut off in the middle, everything is as it was, and both keys still open it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, inspect, select, type_coerce, update

from tickets.record.contact import ProvenAddress, email_index, phone_index
from tickets.record.ticket import Ticket
from tickets.store.base import Base
from tickets.store.database import Database, Session
from tickets.store.vault import MARK, Sealed

SOME = 10  #: of each column, from either end


async def rotate(session: Session) -> int:
    """Seal every value anew; gives how many there were. Raises KeyMissing where no key opens one, and changes nothing.

    Proofs of addresses that no ticket names any longer cannot be carried over, as nothing tells the address: they go,
    and the person proves the address once more. So do one-time codes, which live for minutes.
    """
    await _carry_indexes(session)
    return sum([await _reseal(session, table) for table in Base.metadata.sorted_tables])


async def sealed_before(database: Database) -> list[str]:
    """Some of what lies sealed, oldest and newest, as it lies there; whatever the version of the schema."""
    async with database.reading() as session:
        connection = await session.connection()
        there = await connection.run_sync(_columns)
        return [text for column in there for text in await _some_of(session, column)]


def _columns(connection: Connection) -> list[Column[Any]]:
    """Those that hold sealed texts, as far as the database has them."""
    inspector = inspect(connection)
    found = []
    for table in Base.metadata.sorted_tables:
        if (sealed := _sealed(table)) and inspector.has_table(table.name):
            names = {column["name"] for column in inspector.get_columns(table.name)}
            found += [column for column in sealed if column.name in names]
    return found


async def _some_of(session: Session, column: Column[Any]) -> Sequence[str]:
    key, text = next(iter(column.table.primary_key)), type_coerce(column, Text)
    ends = [select(text).where(text.startswith(MARK)).order_by(order).limit(SOME) for order in (key.asc(), key.desc())]
    return [each for query in ends for each in await session.scalars(query)]


def _sealed(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, Sealed)]


async def _reseal(session: Session, table: Table) -> int:
    sealed = _sealed(table)
    if not sealed:
        return 0
    key = list(table.primary_key.columns)
    changed = 0
    for row in (await session.execute(select(*key, *sealed))).all():
        # Reading opened the values with whichever key fits; writing seals them with the first.
        told = {column: row[len(key) + n] for n, column in enumerate(sealed) if row[len(key) + n] is not None}
        if told:
            where = [column == row[n] for n, column in enumerate(key)]
            await session.execute(update(table).where(*where).values({c.name: text for c, text in told.items()}))
            changed += len(told)
    return changed


async def _carry_indexes(session: Session) -> None:
    proven = {(row.conversation_id, row.email_index): row for row in await session.scalars(select(ProvenAddress))}
    kept: dict[tuple[str, str], ProvenAddress] = {}
    for ticket in await session.scalars(select(Ticket)):
        fresh = email_index(session, ticket.email)
        proof = proven.get((ticket.conversation_id, ticket.email_index or ""))
        if proof is not None and fresh is not None:
            kept[ticket.conversation_id, fresh] = ProvenAddress(
                conversation_id=proof.conversation_id, email_index=fresh, proven_at=proof.proven_at
            )
        ticket.email_index, ticket.phone_index = fresh, phone_index(session, ticket.phone)
    for row in proven.values():
        await session.delete(row)
    await session.flush()
    session.add_all(kept.values())
    await session.flush()
