"""Retention: what is past its term goes. How long which records are kept is data: retention.toml and the settings."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import ColumnElement, CursorResult, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.base import now
from tickets.conversation import Conversation
from tickets.database import Database, OthersWriting
from tickets.erasure.destruction import Erasure, Reason
from tickets.erasure.erasure import destroy
from tickets.erasure.expired import ROWS, Rows, is_over, is_silent, old_tickets, silent_conversations
from tickets.erasure.holding import Holding
from tickets.erasure.person import find_person, hold_person, person_of
from tickets.ticket import SYSTEM, Ticket

BATCH = 500  #: rows in a transaction
LONGEST = 36_500  #: days

Since = Mapping[str, datetime]


class UnknownTerm(ValueError):
    """There is no such kind of record."""

    def __init__(self, name: str) -> None:
        super().__init__(f"PUNKT_RETENTION: неизвестный вид записей «{name}». Известны: {', '.join(known_terms())}.")


class FixedTerm(ValueError):
    """A norm says how long, so the operator cannot."""

    def __init__(self, name: str) -> None:
        super().__init__(f"PUNKT_RETENTION: срок «{name}» установлен законом, изменить его нельзя.")


class TermUnfit(ValueError):
    """Deleting so early would break something, or so late is never."""

    def __init__(self, name: str, least: int) -> None:
        super().__init__(f"PUNKT_RETENTION: «{name}» можно хранить от {least} до {LONGEST} дней.")


@dataclass(frozen=True, slots=True)
class KeepTerm:
    """One row of retention.toml; its fields are explained there."""

    title: str
    days: int
    why: str
    least: int = 1
    fixed: bool = False


@cache
def known_terms() -> Mapping[str, KeepTerm]:
    """Every term by the name of its records, in the order of the file."""
    table = tomllib.loads((Path(__file__).parent / "retention.toml").read_text("utf-8"))
    return {name: KeepTerm(**row) for name, row in table.items()}


def keep_terms(changed: Mapping[str, int]) -> Mapping[str, int]:
    """Days by kind of record, some as the operator changed them. Raises UnknownTerm, FixedTerm and TermUnfit."""
    for name, days in changed.items():
        term = known_terms().get(name)
        if term is None:
            raise UnknownTerm(name)
        if term.fixed:
            raise FixedTerm(name)
        if not term.least <= days <= LONGEST:
            raise TermUnfit(name, term.least)
    return {name: term.days for name, term in known_terms().items()} | dict(changed)


async def retention(
    database: Database,
    holdings: Sequence[Holding],
    days: Mapping[str, int],
    at: datetime | None = None,
    *,
    dry_run: bool = False,
    drop_papers: Callable[[Erasure], object] = lambda _: None,
) -> Mapping[str, int]:
    """Delete what is past its term, or only count it; gives how many records of each kind, in the order of `days`.

    Killed anywhere, the next call goes on. Conversations and tickets leave a record of their destruction, which
    `finish_erasures` finishes. `drop_papers` deletes the papers of a record whose three years are over.
    """
    at = at or now()
    since = {name: at - timedelta(days=kept) for name, kept in days.items()}
    counts = {}
    for name, rows in ROWS.items():
        counts[name] = await (_count if dry_run else _delete)(database, rows, since[name])
    if dry_run:
        counts["conversations"] = await _count_conversations(database, since)
    else:
        counts["conversations"] = await _destroy_conversations(database, holdings, since, at)
    counts["tickets"] = await _destroy_tickets(database, holdings, since, at, dry_run=dry_run)
    counts["erasures"] = await _forget_erasures(database, drop_papers, at, dry_run=dry_run)
    return {name: counts[name] for name in days}


async def _count(database: Database, rows: Rows, since: datetime) -> int:
    async with database.reading() as session:
        query = select(func.count()).select_from(rows.key.class_).where(rows.expired(since))
        return (await session.execute(query)).scalar_one()


async def _delete(database: Database, rows: Rows, since: datetime) -> int:
    total, some = 0, select(rows.key).where(rows.expired(since)).limit(BATCH)
    while True:
        async with database.transaction() as session:
            done = await session.execute(
                delete(rows.key.class_).where(rows.key.in_(some)).execution_options(synchronize_session=False)
            )
        assert isinstance(done, CursorResult)
        total += done.rowcount
        if done.rowcount < BATCH:
            return total


async def _count_conversations(database: Database, since: Since) -> int:
    async with database.reading() as session:
        found = silent_conversations(since["conversations"], since["drafts"]).subquery()
        return (await session.execute(select(func.count()).select_from(found))).scalar_one()


async def _destroy_conversations(database: Database, holdings: Sequence[Holding], since: Since, at: datetime) -> int:
    total = 0
    query = silent_conversations(since["conversations"], since["drafts"]).limit(BATCH)
    while True:
        async with database.transaction(alone=True) as session:
            found = tuple((await session.execute(query)).scalars())
            if not found:
                return total
            person = await person_of(session, found)
            await destroy(session, person, None, SYSTEM, Reason.PURPOSE, holdings, at)
            unused = ~exists().where(Ticket.conversation_id == Conversation.id)
            empty = delete(Conversation).where(Conversation.id.in_(found), unused)
            await session.execute(empty.execution_options(synchronize_session=False))
        total += len(found)


async def _destroy_tickets(
    database: Database, holdings: Sequence[Holding], since: Since, at: datetime, *, dry_run: bool
) -> int:
    async with database.reading() as session:
        numbers = (await session.execute(old_tickets(since["tickets"]))).scalars().all()
    done: set[str] = set()
    for number in numbers:
        if number in done:
            continue
        if dry_run:
            async with database.reading() as session:
                person = await find_person(session, number)
                done |= set(person.numbers) if await is_over(session, person, since["tickets"]) else set()
            continue
        try:
            async with database.transaction(alone=True) as session:
                done |= await _destroy_person(session, number, holdings, since, at)
        except OthersWriting:
            continue  # tomorrow
    return len(done)


async def _destroy_person(
    session: AsyncSession, number: str, holdings: Sequence[Holding], since: Since, at: datetime
) -> set[str]:
    person = await hold_person(session, number)
    if not person.numbers or not await is_over(session, person, since["tickets"]):
        return set()
    # Whoever still talks to us keeps their conversation until it is silent for its own term.
    silent = await is_silent(session, person, since["conversations"])
    whose = person if silent else replace(person, conversations=(), lanes=())
    await destroy(session, whose, person.numbers[-1], SYSTEM, Reason.PURPOSE, holdings, at)
    return set(person.numbers)


async def _forget_erasures(
    database: Database, drop_papers: Callable[[Erasure], object], at: datetime, *, dry_run: bool
) -> int:
    over: ColumnElement[bool] = Erasure.keep_until <= at
    async with database.reading() as session:
        old = (await session.execute(select(Erasure).where(over).order_by(Erasure.id))).scalars().all()
    if not dry_run:
        for erasure in old:
            drop_papers(erasure)
            async with database.transaction() as session:
                await session.execute(delete(Erasure).where(Erasure.id == erasure.id))
    return len(old)
