"""What Prometheus is told of answers: how many, how sure, how long, and nothing of who asked what."""

from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from desk.desk import Desk
from desk.message import Message
from desk.tally import Tally
from punkt.timed import timed
from tickets.post.outbox import AtOnce, Parcel, TryLater, Undeliverable
from tickets.post.topics.to_staff import ConsentWithdrawn
from tickets.record.ticket import TicketKind
from tickets.store.database import Database

SAID = "сколько храните данные, канарейка"


def shown(tally: Tally) -> str:
    registry = CollectorRegistry()
    for kept in tally.kept:
        registry.register(kept)
    return generate_latest(registry).decode()


async def test_an_answer_is_counted_by_kind_and_clause(desk: Desk, database: Database) -> None:
    for turn in ("1", "2"):
        async with database.transaction() as session:
            reply = await desk.receive(Message("web", "room-17", turn, SAID), session)
    counted = shown(desk.tally)
    labels = f'channel="web",clause="{reply.quotes[0].address}",document="{desk.knowledge.policy.id}",kind="answer"'
    assert f"punkt_answers_total{{{labels}}} 2.0" in counted
    assert 'punkt_confidence_count{kind="answer"} 2.0' in counted
    for part in ("think", "record"):
        assert f'punkt_part_seconds_count{{channel="web",part="{part}"}} 2.0' in counted
    for secret in ("канарейка", "room-17", reply.conversation, reply.message):
        assert secret not in counted


async def test_what_is_no_clause_is_counted_without_one(desk: Desk, database: Database) -> None:
    async with database.transaction() as session:
        await desk.receive(Message("telegram", "room-18", "1", "спасибо"), session)
    assert 'channel="telegram",clause="",' in shown(desk.tally)
    assert 'kind="smalltalk"} 1.0' in shown(desk.tally)
    assert "punkt_confidence_count" not in shown(desk.tally)


class Failing:
    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def send(self, parcel: Parcel) -> None:
        if self.error:
            raise self.error


class Here(Failing, AtOnce):
    """Asks nobody outside."""


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "delivered"),
        (Undeliverable("no such chat"), "refused"),
        (ConnectionResetError("anna@example.org"), "failed"),
        (TryLater(timedelta(seconds=3), "slowly"), "later"),
    ],
    ids=["delivered", "refused", "failed", "later"],
)
async def test_each_attempt_to_deliver_is_counted_and_passes_on_its_end(error: Exception | None, outcome: str) -> None:
    tally = Tally()
    sender = timed({"email": Failing(error)}, tally)["email"]
    parcel = Parcel(1, "email", "lane", ConsentWithdrawn("П-2026-000001", TicketKind.CLAIM), 1)
    if error is None:
        await sender.send(parcel)
    else:
        with pytest.raises(type(error)) as raised:
            await sender.send(parcel)
        assert error is raised.value
    counted = shown(tally)
    assert f'punkt_deliveries_total{{channel="email",outcome="{outcome}"}} 1.0' in counted
    assert 'punkt_part_seconds_count{channel="email",part="send"} 1.0' in counted
    assert "anna" not in counted


def test_a_sender_within_the_transaction_stays_one() -> None:
    """The dispatcher knows it by its class."""
    sender = Here(None)
    assert sender is timed({"web": sender}, Tally())["web"]
