"""Rotation: everything that lies sealed is sealed anew with the first key, and found by blind indexes of that key.

In one transaction: cut off in the middle, everything is as it was, and both keys still open it.
"""

from sqlalchemy import Table, select, update

from tickets.record.contact import ProvenAddress, email_index, phone_index
from tickets.record.ticket import Ticket
from tickets.store.base import Base
from tickets.store.database import Session
from tickets.store.vault import Sealed


async def rotate(session: Session) -> int:
    """Seal every value anew; gives how many there were. Raises KeyMissing where no key opens one, and changes nothing.

    Proofs of addresses that no ticket names any longer cannot be carried over, as nothing tells the address: they go,
    and the person proves the address once more. So do one-time codes, which live for minutes.
    """
    await _carry_indexes(session)
    return sum([await _reseal(session, table) for table in Base.metadata.sorted_tables])


async def _reseal(session: Session, table: Table) -> int:
    sealed = [column for column in table.columns if isinstance(column.type, Sealed)]
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
