"""What Prometheus is told of the work: how long people wait, which dates are near or missed, what the outbox holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from api.app import create_health_app
from api.process import IndexVersion, Process, RoleName
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.settings import Settings
from tests.conftest import MOSCOW, VAULT
from tests.tickets.conftest import opened, opening
from tickets.loops import Loops
from tickets.post.outbox import STAFF, OutboxRow, tell
from tickets.post.topics.to_staff import ConsentWithdrawn
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Ticket, TicketKind
from tickets.store.base import now
from tickets.store.database import Database

BUILT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


async def told(
    client_of: Callable, database: Database, knowledge: Knowledge | None, role: RoleName
) -> dict[str, float]:
    """Every sample, as `name{label=value}`."""
    settings = Settings(_env_file=None)
    process = Process(role, database, settings)
    if knowledge:
        policy = knowledge.policy
        process.indexes = lambda: [IndexVersion("v-one", BUILT, policy.id, policy.edition.id)]
    desk = Desk(database, knowledge, MOSCOW)  # type: ignore[arg-type]
    app = create_health_app(desk, database, settings, b"k" * 40, Loops(), process)
    async with client_of(app, "127.0.0.1") as client:
        text = (await client.get("/metrics")).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        sample.name + "".join(f"{{{name}={value}}}" for name, value in sorted(sample.labels.items())): sample.value
        for sample in samples
    }


@pytest.fixture
async def work(any_database: Database) -> Database:
    """Three people wait since an hour, one past the date; a notice is dead, another waits since a minute."""
    database = any_database
    for turn, ends in enumerate((timedelta(days=-1), timedelta(hours=1), timedelta(days=30))):
        async with database.transaction() as session:
            conversation = (await begin_conversation(session, "web")).id
        number = await opened(database, opening(conversation, origin=f"web:{conversation}"))
        since = now() - timedelta(hours=1, seconds=-turn)
        async with database.transaction() as session:
            times = {"pressing_at": now() + ends, "turn_since": since}
            await session.execute(update(Ticket).where(Ticket.number == number).values(times))
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(delivered_at=now()))
        tell(session, STAFF, "lane", ConsentWithdrawn("П-2026-000001", TicketKind.CLAIM), "test").dead_at = now()
        late = tell(session, STAFF, "other", ConsentWithdrawn("П-2026-000002", TicketKind.CLAIM), "test")
        late.created_at, late.attempts = now() - timedelta(minutes=1), 2
    return database


async def test_a_worker_tells_how_work_stands(work: Database, client_of: Callable) -> None:
    found = await told(client_of, work, None, "worker")
    assert 1 == found["punkt_database_up"]
    assert (3, 0) == (found["punkt_tickets_open{taken=no}"], found["punkt_tickets_open{taken=yes}"])
    assert (1, 1) == (found["punkt_terms{state=missed}"], found["punkt_terms{state=near}"])
    assert 3 == found["punkt_people_waiting"]
    assert 3600 <= found["punkt_queue_age_seconds"] < 7200
    assert (1, 1) == (found["punkt_outbox_dead"], found["punkt_outbox_open{channel=staff}"])
    assert 1 == found["punkt_outbox_failing{channel=staff}"]
    assert 60 <= found["punkt_outbox_lag_seconds{channel=staff}"] < 3600


async def test_a_copy_of_the_website_does_not_tell_it_again(work: Database, client_of: Callable) -> None:
    """Whoever sums over copies would count each ticket as often."""
    found = await told(client_of, work, None, "web")
    assert not [
        name for name in found if name.startswith(("punkt_tickets", "punkt_terms", "punkt_outbox", "punkt_queue"))
    ]


async def test_an_index_is_named(any_database: Database, knowledge: Knowledge, client_of: Callable) -> None:
    found = await told(client_of, any_database, knowledge, "web")
    policy = knowledge.policy
    assert 1 == found[f"punkt_index{{document={policy.id}}}{{edition={policy.edition.id}}}{{version=v-one}}"]
    assert BUILT.timestamp() == found[f"punkt_index_built_seconds{{document={policy.id}}}"]


async def test_counters_are_told_while_the_database_is_away(client_of: Callable) -> None:
    away = Database("postgresql://postgres@127.0.0.1:1/punkt", VAULT)
    found = await told(client_of, away, None, "worker")
    assert (0, 0) == (found["punkt_database_up"], found["punkt_loops_failing"])
    await away.close()
