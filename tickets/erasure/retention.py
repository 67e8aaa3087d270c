"""Retention: what is past its term goes. How long which records are kept is data: retention.toml and the settings."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, select

from tickets.audit import chain
from tickets.erasure.destruction import Erasure, Reason
from tickets.erasure.erasure import delete_unused, destroy
from tickets.erasure.expired import ROWS, is_over, is_silent, old_tickets, silent_conversations
from tickets.erasure.holding import Holding
from tickets.erasure.ledger import Ledger
from tickets.erasure.person import Person, find_person, hold_person, person_of
from tickets.record.conversation import Conversation
from tickets.record.ticket import SYSTEM
from tickets.store.base import Base, now
from tickets.store.database import Database, OthersWriting, Session, change

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
    ledger: Ledger | None = None,
) -> Mapping[str, int]:
    """Delete what is past its term, or only count it; gives how many records of each kind, in the order of `days`.

    Killed anywhere, the next call goes on. Conversations and tickets leave a record of their destruction, which
    `finish_erasures` finishes. `drop_papers` deletes the papers of a record whose three years are over.
    Of the `ledger` the lines go that no copy needs any more.
    """
    at = at or now()
    since = {name: at - timedelta(days=kept) for name, kept in days.items()}
    counts = {}
    for table, expired in ROWS.items():
        name = str(table.__tablename__)
        counts[name] = await (_count if dry_run else _delete)(database, table, expired(since[name]))
    silent = silent_conversations(since["conversations"], since["drafts"])
    if dry_run:
        counts["conversations"] = await _count(database, Conversation, silent)
    else:
        counts["conversations"] = await _destroy_conversations(database, holdings, silent, at)
    counts["tickets"] = await _destroy_tickets(database, holdings, since, at, dry_run=dry_run)
    counts["audit"] = await _cut_audit(database, since["audit"], dry_run=dry_run)
    counts["erasures"] = await _forget_erasures(database, drop_papers, at, dry_run=dry_run)
    counts["ledger"] = ledger.trim(since["ledger"], dry_run=dry_run) if ledger else 0
    return {name: counts[name] for name in days}


async def _count(database: Database, table: type[Base], expired: ColumnElement[bool]) -> int:
    [number] = await database.fetch(select(func.count()).select_from(table).where(expired))
    return number


async def _delete(database: Database, table: type[Base], expired: ColumnElement[bool]) -> int:
    [key] = table.__table__.primary_key
    some, total = select(key).where(expired).limit(BATCH), 0
    while True:
        async with database.transaction() as session:
            gone = await change(session, delete(table).where(key.in_(some)))
        total += gone
        if gone < BATCH:
            return total


async def _destroy_conversations(
    database: Database, holdings: Sequence[Holding], silent: ColumnElement[bool], at: datetime
) -> int:
    total = 0
    query = select(Conversation.id).where(silent).order_by(Conversation.id).limit(BATCH)
    while True:
        async with database.transaction(alone=True) as session:
            found = tuple(await session.scalars(query))
            if not found:
                return total
            person = await person_of(session, found)
            await destroy(session, person, None, SYSTEM, Reason.PURPOSE, holdings, at)
            await delete_unused(session, found)
        total += len(found)


async def _destroy_tickets(
    database: Database, holdings: Sequence[Holding], since: Since, at: datetime, *, dry_run: bool
) -> int:
    done: set[str] = set()
    for number in await database.fetch(old_tickets(since["tickets"])):
        if number in done:
            continue
        with suppress(OthersWriting):  # then tomorrow
            async with database.reading() if dry_run else database.transaction(alone=True) as session:
                person = await (find_person if dry_run else hold_person)(session, number)
                if person.numbers and await is_over(session, person, since["tickets"]):
                    done |= set(person.numbers)
                    if not dry_run:
                        await _destroy_person(session, person, holdings, since, at)
    return len(done)


async def _destroy_person(
    session: Session, person: Person, holdings: Sequence[Holding], since: Since, at: datetime
) -> None:
    # Whoever still talks to us keeps their conversation until it is silent for its own term.
    silent = await is_silent(session, person, since["conversations"])
    whose = person if silent else replace(person, conversations=(), lanes=())
    await destroy(session, whose, person.numbers[-1], SYSTEM, Reason.PURPOSE, holdings, at)


async def _cut_audit(database: Database, since: datetime, *, dry_run: bool) -> int:
    async with database.reading() if dry_run else database.transaction() as session:
        return await (chain.count_before if dry_run else chain.cut)(session, since)


async def _forget_erasures(
    database: Database, drop_papers: Callable[[Erasure], object], at: datetime, *, dry_run: bool
) -> int:
    over: ColumnElement[bool] = Erasure.keep_until <= at
    old = await database.fetch(select(Erasure).where(over).order_by(Erasure.id))
    if not dry_run:
        for erasure in old:
            drop_papers(erasure)
            async with database.transaction() as session:
                await session.execute(delete(Erasure).where(Erasure.id == erasure.id))
    return len(old)
