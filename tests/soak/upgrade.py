"""`python -m tests.soak.upgrade`: from the first schema to the newest with many rows, while an older process reads on.

One revision after another, as releases are; of each it tells how long it took and how long the reader had to wait.
Ends with 1 where a row is lost, a contact cannot be read, or the reader was told anything but its rows.
"""

import argparse
import asyncio
import sys
import time
from dataclasses import dataclass, field

import asyncpg
from sqlalchemy import text

from punkt.schema import is_current, revisions, upgrade
from tests.conftest import VAULT
from tests.postgres import Cluster
from tickets.queue.lists import ticket_with_history
from tickets.store.database import Database

ROWS = 300_000  #: of each table
TABLES = ("tickets", "messages", "outbox")
SHOWN = 8  #: of the slowest revisions
_ADDRESS = "person@example.org"
_AT = "timestamptz '2026-11-01 10:00:00+00' + n * interval '1 second'"
#: As the first version wrote them.
_FILL = (
    (
        "INSERT INTO conversations SELECT 'c' || n, CASE n % 2 WHEN 0 THEN 'web' ELSE 'telegram' END, 'c' || n, 'bot', "
        "'ru', {at} FROM generate_series(1, {rows}) AS n"
    ),
    (
        "INSERT INTO messages SELECT 'm' || n, 'c' || n, 'user', 'o' || n, 'Сколько вы храните мой номер? ' || n, {at} "
        "FROM generate_series(1, {rows}) AS n"
    ),
    (
        "INSERT INTO tickets (id, number, kind, request, status, text, conversation_id, origin, origin_digest, email, "
        "edition, edition_sha256, received_at, received_on, due_on, basis, assignee, closed_at) "
        "SELECT n, 'П-2026-' || lpad(n::text, 6, '0'), 'claim', NULL, CASE n % 10 WHEN 0 THEN 'new' ELSE 'closed' END, "
        "'Верните деньги за заказ ' || n, 'c' || n, 'o' || n, '', '{address}', '1', '', {at}, '2026-11-01', "
        "'2026-12-01', '30 дней', CASE n % 10 WHEN 0 THEN NULL ELSE 'boris@example.org' END, "
        "CASE n % 10 WHEN 0 THEN NULL ELSE {at} END FROM generate_series(1, {rows}) AS n"
    ),
    (
        "INSERT INTO ticket_events (id, ticket_id, step, actor, from_status, to_status, detail, at) "
        "SELECT n, n, 'open', 'user', NULL, 'new', '{{}}', {at} FROM generate_series(1, {rows}) AS n"
    ),
    (
        "INSERT INTO outbox (id, channel, lane, topic, data, cause, created_at, attempts, not_before, delivered_at) "
        "SELECT n, 'telegram', 'c' || n, 'call', '{{\"method\": \"sendMessage\", \"args\": {{}}}}', 'ticket:' || n, "
        "{at}, 1, {at}, {at} FROM generate_series(1, {rows}) AS n"
    ),
    "INSERT INTO ticket_counters VALUES (2026, {rows})",
)
_READ = (
    "SELECT number, status, text FROM tickets WHERE id = $1",
    "SELECT text FROM messages WHERE conversation_id = 'c' || $1::int",
    "SELECT delivered_at FROM outbox WHERE id = $1",
)


@dataclass
class Reader:
    """An older process that goes on: what it knows of the tables is what the first version knew."""

    url: str
    rows: int
    reads: int = 0
    longest: float = 0.0  #: seconds that one read took, since it was last asked
    faults: list[str] = field(default_factory=list)

    async def read_on(self) -> None:
        connection = await asyncpg.connect(self.url)
        while True:
            for statement in _READ:
                began = time.monotonic()
                try:
                    found = await connection.fetch(statement, 1 + self.reads % self.rows)
                    if len(found) != 1:
                        self.faults.append(f"{len(found)} rows: {statement}")
                except asyncpg.PostgresError as error:
                    self.faults.append(f"{type(error).__name__}: {statement}")
                self.longest = max(self.longest, time.monotonic() - began)
            self.reads += 1
            await asyncio.sleep(0.05)

    def waited(self) -> float:
        """The longest read until now; counts anew."""
        longest, self.longest = self.longest, 0.0
        return longest


async def soak(rows: int) -> list[str]:
    """Faults, if any; prints the table."""
    cluster = Cluster()
    try:
        url = await cluster.new()
        database = Database(url, VAULT)
        await upgrade(database, revisions()[0])
        began = time.monotonic()
        await _fill(url, rows)
        print(f"{rows} rows in each of {', '.join(TABLES)}: filled in {time.monotonic() - began:.0f} s", flush=True)
        reader = Reader(url, rows)
        reading = asyncio.create_task(reader.read_on())
        steps: list[tuple[str, float, float]] = []
        for revision in revisions()[1:]:
            began = time.monotonic()
            await upgrade(database, revision)
            await asyncio.sleep(0.2)  # the read that waited comes to its end
            steps.append((revision, time.monotonic() - began - 0.2, reader.waited()))
        await asyncio.sleep(1)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        faults = reader.faults[:5] + await _lost(database, rows)
        print("\n| revision | seconds | a reader waited |\n|---|---|---|")
        for revision, seconds, waited in sorted(steps, key=lambda step: -step[1])[:SHOWN]:
            print(f"| {revision} | {seconds:.1f} | {waited:.1f} |")
        longest = max(waited for _, _, waited in steps)
        print(f"| all {len(steps)} | {sum(seconds for _, seconds, _ in steps):.1f} | {longest:.1f} at most |")
        print(f"\n{reader.reads} rounds of reading meanwhile, {len(reader.faults)} of them told anything else")
        await database.close()
        return faults
    finally:
        cluster.end()


async def _fill(url: str, rows: int) -> None:
    connection = await asyncpg.connect(url)
    for statement in _FILL:
        await connection.execute(statement.format(rows=rows, at=_AT, address=_ADDRESS))
    await connection.execute("ANALYZE")
    await connection.close()


async def _lost(database: Database, rows: int) -> list[str]:
    faults = [] if await is_current(database) else ["the schema is not the newest"]
    async with database.reading() as session:
        for table in TABLES:
            found = await session.scalar(text(f"SELECT count(*) FROM {table}"))
            faults += [f"{found} of {rows} rows in {table}"] if found != rows else []
        for place in (1, rows // 2, rows):
            ticket = await ticket_with_history(session, f"П-2026-{place:06d}")
            if ticket.email != _ADDRESS or not ticket.clocks or [event.step for event in ticket.events] != ["open"]:
                faults.append(f"{ticket.number} is not what it was")
        plain = await session.scalar(text("SELECT count(*) FROM tickets WHERE email LIKE '%@%'"))
        faults += [f"{plain} contacts are not sealed"] if plain else []
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    faults = asyncio.run(soak(parser.parse_args().rows))
    print(*faults, sep="\n", flush=True)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
