"""The database is away: real servers that stop, crash and cut, full and broken disks; all of it is said in one way."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from punkt.schema import upgrade
from tests.conftest import VAULT
from tests.cutting import cutting
from tests.pgbouncer import PgBouncer
from tests.postgres import Cluster
from tests.tickets.conftest import MOSCOW, opening
from tickets.erasure.scrubbing import scrub
from tickets.record.conversation import Author, Conversation, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import Ticket
from tickets.steps.opening import open_ticket
from tickets.store.away import DatabaseAway
from tickets.store.database import Database, Session
from tickets.store.postgres import Limits

COUNTING = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000) SELECT sum(x) FROM n"
PATIENT = Limits(pool=60, connect=60, knock=60, statement=60, server=60)
SHORT = Limits(pool=0.5, connect=0.5, knock=0.5, statement=1.0, server=0.5)


@pytest.fixture
async def clustered(cluster: Cluster) -> AsyncIterator[Database]:
    """On a server that may be stopped; with limits that nobody waits for."""
    database = Database(await cluster.new(), VAULT, limits=SHORT)
    await upgrade(database)
    yield database
    await database.close()


async def write(database: Database, origin: str = "7") -> None:
    async with database.transaction() as session:
        await begin_conversation(session, "telegram", origin)


async def meet(database: Database, trouble: Callable[[], object], *, asking: bool) -> None:
    """A trouble in a transaction, before it asks for more or before its commit."""
    async with database.transaction() as session:
        await begin_conversation(session, "telegram", "8")
        trouble()
        if asking:
            await session.execute(text("SELECT 1"))


async def test_a_server_that_stops_is_away_until_it_goes_on(clustered: Database, cluster: Cluster) -> None:
    """Whoever asks: between transactions, in one, at its commit. No connection is waited for afterwards."""
    asking = (
        clustered.ping,
        clustered.ping,
        lambda: write(clustered),
        lambda: meet(clustered, cluster.pause, asking=True),
        lambda: meet(clustered, cluster.pause, asking=False),
    )
    for ask in asking:
        await write(clustered)
        if asking.index(ask) < 3:
            cluster.pause()
        try:
            with pytest.raises(DatabaseAway):
                async with asyncio.timeout(30):
                    await ask()
        finally:
            cluster.go_on()
    await write(clustered)


async def test_a_server_that_crashes_is_away_until_it_is_back(clustered: Database, cluster: Cluster) -> None:
    await write(clustered)
    asking = (
        lambda: meet(clustered, cluster.crash, asking=True),
        clustered.ping,
        lambda: write(clustered),
        lambda: clustered.fetch(select(Conversation.id)),
    )
    try:
        for ask in asking:
            with pytest.raises(DatabaseAway):
                await ask()
    finally:
        cluster.start()
    await write(clustered)


async def test_a_connection_that_the_server_ends_is_replaced(clustered: Database) -> None:
    """One that lay idle, unnoticed; one in use takes its transaction along."""

    async def end(session: Session, pid: int | None = None) -> None:
        pid = pid or await session.scalar(text("SELECT pg_backend_pid()"))
        async with clustered.patient.connect() as other:
            await other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    async def be_ended() -> None:
        async with clustered.transaction() as session:
            await end(session)
            await begin_conversation(session, "telegram", "8")

    async with clustered.reading() as session:
        idle = await session.scalar(text("SELECT pg_backend_pid()"))
    await end(session, idle)
    await write(clustered)
    with pytest.raises(DatabaseAway):
        await be_ended()
    await write(clustered)


async def test_a_line_cut_while_it_is_made_is_said_as_any_other(clustered: Database) -> None:
    """The server takes the connection, and goes before the types of its columns are known."""
    async with cutting(make_url(clustered.url).port or 0) as cutter:
        address = make_url(clustered.url).set(port=cutter.port).render_as_string(hide_password=False)
        behind = Database(address, VAULT)
        for words in (b"BEGIN", b"COMMIT"):
            cutter.words = words
            with pytest.raises(DatabaseAway):
                await behind.ping()
        await behind.ping()
        await behind.close()

    assert 2 == cutter.cuts


async def test_a_commit_that_nobody_heard_of_is_found_by_its_key(clustered: Database) -> None:
    """The line is cut when COMMIT has been sent: whoever files again gets the ticket that is there."""
    async with cutting(make_url(clustered.url).port or 0) as cutter:
        address = make_url(clustered.url).set(port=cutter.port).render_as_string(hide_password=False)
        behind = Database(address, VAULT)

        async def file_claim() -> str:
            async with behind.transaction() as session:
                talk = (await begin_conversation(session, "web", "visitor-1")).id
                ticket = await open_ticket(session, opening(talk, origin="web:cut"), MOSCOW)
                return ticket.number

        await behind.ping()
        cutter.words = b"COMMIT"
        with pytest.raises(DatabaseAway):
            await file_claim()
        number = await file_claim()
        await behind.close()

    assert 1 == cutter.cuts
    assert [number] == await clustered.fetch(select(Ticket.number).where(Ticket.origin == "web:cut"))


async def test_who_waits_too_long_for_others_is_told_so_by_the_server(clustered: Database) -> None:
    """It ends the statement itself, and the connection stays."""
    async with clustered.transaction(alone=True) as alone:
        await begin_conversation(alone, "telegram", "8")
        with pytest.raises(DatabaseAway) as told:
            await write(clustered, "9")
    assert ("55P03", False) == (told.value.state, told.value.disconnected)


async def test_a_mistake_of_ours_is_not_called_away(any_database: Database) -> None:
    """It would be tried again for ever."""
    async with any_database.reading() as session:
        with pytest.raises(DBAPIError):
            await session.execute(text("SELECT nonsense FROM nowhere"))
    with pytest.raises(DBAPIError):
        async with any_database.transaction() as session:
            await session.execute(text("INSERT INTO copies (place, spot, message_id) VALUES ('a', 'b', 'nobody')"))


async def test_what_may_take_long_is_not_cut(clustered: Database) -> None:
    """A migration, an erasure, a rewritten table."""
    slow = text("SELECT pg_sleep(1.5)")
    async with clustered.migrating() as connection:
        await connection.execute(slow)
    async with clustered.transaction(alone=True) as session:
        await session.execute(slow)
    with pytest.raises(DatabaseAway):
        async with clustered.reading() as session:
            await session.execute(slow)


async def test_a_full_disk_under_sqlite_is_away_until_there_is_room(database: Database) -> None:
    async def fill() -> None:
        async with database.transaction() as session:
            talk = (await begin_conversation(session, "telegram", "7")).id
            await store_message(session, talk, Author.USER, "слово " * 20_000)

    async def room(pages: str) -> None:
        async with database.transaction() as session:  # the one connection that writes
            await session.execute(text(f"PRAGMA max_page_count = {pages}"))

    await room("1")  # no more than there are
    with pytest.raises(DatabaseAway) as told:
        await fill()
    assert "OperationalError" == told.value.reason
    await room("1000000")
    await fill()

    assert 1 == len(await database.fetch(select(StoredMessage.id)))


async def test_a_file_that_is_gone_or_locked_is_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.store.database.BUSY_SECONDS", 0.1)
    impatient = Database(database.url, VAULT)
    async with database.transaction() as session:
        await begin_conversation(session, "telegram", "7")
        with pytest.raises(DatabaseAway):
            await write(impatient)
    await impatient.close()
    nowhere = Database(database.url.replace("punkt.db", "no/folder/punkt.db"), VAULT)
    with pytest.raises(DatabaseAway):
        await nowhere.ping()
    await nowhere.close()


async def test_nothing_of_a_query_cut_off_on_sqlite_goes_on_waiting(database: Database) -> None:
    """Cancelled once while it asks, and again while the connection is closed for it."""
    others, complaints = asyncio.all_tasks(), []

    async def ask() -> None:
        async with database.reading() as session:
            await session.execute(text(COUNTING))

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0.05)
    for _ in range(2):
        asking.cancel()
        await asyncio.sleep(0.01)
    with pytest.raises(asyncio.CancelledError):
        await asking

    async with asyncio.timeout(30):
        while waiting := asyncio.all_tasks() - others:
            await asyncio.wait(waiting)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, told: complaints.append(told["message"]))
    del asking, waiting
    gc.collect()
    loop.set_exception_handler(None)
    assert [] == complaints


async def test_behind_a_pooler_everything_works_with_no_setting(cluster: Cluster) -> None:
    """PgBouncer in transaction mode: migrations, many people on two connections, erasures, rewritten tables."""
    pooler = PgBouncer(cluster.url)
    behind = Database(pooler.url(make_url(await cluster.new()).database), VAULT, limits=PATIENT)
    try:
        await upgrade(behind)

        async def talk(person: int) -> None:
            async with behind.transaction() as session:
                conversation = await begin_conversation(session, "telegram", str(person))
                await store_message(session, conversation.id, Author.USER, "раз")
                await open_ticket(session, opening(conversation.id, origin=f"telegram:{person}"), MOSCOW)

        for _ in range(2):  # what was prepared on one connection is asked for on the other
            await asyncio.gather(*(talk(person) for person in range(30)))
        async with behind.transaction(alone=True) as session:
            await begin_conversation(session, "telegram", "alone")
        await scrub(behind, ["messages"])
        assert 30 == len(await behind.fetch(select(Ticket.id)))
    finally:
        await behind.close()
        pooler.end()
