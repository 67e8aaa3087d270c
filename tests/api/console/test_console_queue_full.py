"""A queue of a thousand: no list reads a whole table, and none asks more questions than with ten tickets."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, make_url, text

from api.console.queue.changes import Changes
from api.console.queue.filters import ORDERS
from punkt.bench.bulk import write
from punkt.bench.invented import invented
from tests.conftest import MOSCOW, both_databases
from tickets.post.dispatcher import lease_due
from tickets.queue.board import figures
from tickets.store.base import now
from tickets.store.database import Database

pytestmark = both_databases
MANY, FEW = 1000, 10
OFTEN_LEFT_OUT = 4  #: statements
PHRASES = ("верните деньги за рекламу", "удалите мой номер", "кому вы отдали данные", "перестаньте звонить мне")
GROWING = ("tickets", "messages", "clocks", "outbox", "ticket_words", "ticket_events")
PAGES = (
    *("/console", "/console?page=9", "/console?show=mine", "/console?show=waiting", "/console?show=overdue"),
    *("/console?show=decided", "/console?show=all", "/console?q=просили", "/console?q=вернуть+деньги"),
    *("/console?show=all&q=удали", "/console?who=nobody", "/console?due=week", "/console?q=77"),
    *(f"/console?show={shown}&order={order}" for shown, orders in ORDERS.items() for order in orders),
    *("/console?show=answer&who=nobody", "/console/waiting"),
)

PRESSING = """
    UPDATE tickets SET pressing_at = (SELECT min(ends_at) FROM clocks WHERE ticket_id = tickets.id AND met_at IS NULL)
    WHERE id IN (SELECT ticket_id FROM clocks WHERE met_at IS NULL)
"""

OPENING = "/console?q=77"  #: the first search opens the names of people, once for the process

Asked = list[tuple[str, object]]  #: statements with what is bound in them


@pytest.fixture
async def full(database: Database) -> Database:
    await write(make_url(database.url), invented(MANY, PHRASES, 0.5, now(), database.means.vault))
    async with database.engine.execution_options(writes=True).begin() as connection:
        await connection.execute(text(PRESSING))
    return database


@contextmanager
def listening(database: Database) -> Iterator[Asked]:
    asked: Asked = []

    def note(_connection, _cursor, statement, bound, *_more) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, bound))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def scans(database: Database, asked: Asked) -> list[str]:
    """Lines of plans that read a growing table from its beginning to its end."""
    async with database.engine.connect() as connection:
        if database.is_sqlite:
            plans = [
                (statement, row[3])
                for statement, bound in asked
                for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", bound)
            ]
            whole = [f"SCAN {name}" for name in GROWING]
            # Walked in the order of its key, and no further than the page goes.
            return [
                f"{line}: {said}"
                for said, line in plans
                if line in whole and "WHERE 1 = 1 ORDER BY" not in " ".join(said.split())
            ]
        await connection.exec_driver_sql("SET enable_seqscan = off")  # a thousand rows would be read as a whole
        plans = [
            (statement, row[0])
            for statement, bound in asked
            for row in await connection.exec_driver_sql(f"EXPLAIN {statement}", bound)
        ]
        return [f"{line}: {said}" for said, line in plans if any(f"Seq Scan on {name} " in line for name in GROWING)]


async def test_no_page_and_no_loop_reads_a_whole_table(full, anna):
    """Lists, search, the live stream, the staff's board and the dispatcher find their rows by indexes."""
    changes = Changes("anna@example.ru")
    await anna.open(OPENING)
    with listening(full) as asked:
        for page in PAGES:
            await anna.open(page)
        async with full.reading() as session:
            await changes.begin(session, now() - timedelta(minutes=1))
            await changes.look(session)
            await figures(session, MOSCOW, now())
        await lease_due(full, {"web": None, "telegram": None}, 1)
    assert len(asked) > 100
    assert [] == await scans(full, asked)


async def test_a_full_queue_asks_as_little_as_a_short_one(full, anna):
    """Nothing is asked once for each ticket."""

    async def numbers() -> dict[str, int]:
        found = {}
        for page in PAGES[1:]:
            with listening(full) as asked:
                await anna.open(page)
            found[page] = len(asked)
        return found

    await anna.open(OPENING)
    many = await numbers()
    async with full.engine.execution_options(writes=True).begin() as connection:
        await connection.execute(text("DELETE FROM tickets WHERE id <= :last"), {"last": MANY - FEW})
    few = await numbers()
    assert max(many.values()) < 20
    # An empty list asks for no clocks, and where every line is found at once nobody looks for what else was said.
    assert {page: number for page, number in many.items() if number > few[page] + OFTEN_LEFT_OUT} == {}
