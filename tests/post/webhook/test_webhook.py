"""Webhooks: the operator's own system hears of every step, can prove who tells it, and is never told too much."""

import logging
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from standardwebhooks import WebhookVerificationError
from starlette.responses import Response
from webhook_receiver import Receiver
from webhook_sample import NEW, NEW_KEY, OLD, OTHER, PARCEL, STEP, Facts, heard, opened, opened_at

from post.webhook.sender import WebhookSender, signed
from tests.delivering import deliver_due
from tickets.post.outbox import WEBHOOK, OutboxRow, Parcel, Undeliverable, tell
from tickets.post.topics.to_staff import ActFailed
from tickets.store.base import now
from tickets.store.database import Database


async def write_step(database: Database) -> None:
    async with database.transaction() as session:
        tell(session, WEBHOOK, "П-2026-000007", STEP, "ticket:7")


async def row_after(database: Database, sender: WebhookSender) -> OutboxRow:
    """The only row, after one more round of the outbox in which it is due."""
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(not_before=OutboxRow.created_at))
    assert 1 == await deliver_due(database, {WEBHOOK: sender})
    async with database.reading() as session:
        return (await session.execute(select(OutboxRow))).scalar_one()


async def test_the_receiver_hears_of_a_step_and_can_prove_who_tells_it(
    any_database: Database, receiver: Receiver, facts: Facts
) -> None:
    """A library of the standard verifies it; the step speaks for itself, the rest are facts of the ticket."""
    await write_step(any_database)

    row = await row_after(any_database, opened(receiver.address, facts))

    assert row.delivered_at is not None
    [delivery] = receiver.came
    assert "application/json" == delivery.headers["content-type"]
    assert f"punkt-{row.id}" == delivery.headers["webhook-id"]
    assert {
        "type": "ticket.take",
        "timestamp": "2026-12-18T09:59:58+00:00",
        "data": {
            "number": "П-2026-000007",
            "step": "take",
            "actor_role": "staff",
            "status": "taken",
            "kind": "claim",
            "due_on": "2027-01-25",
            "text": "Мой номер утёк",
        },
    } == heard(delivery)
    with pytest.raises(WebhookVerificationError):
        heard(delivery, OTHER)


async def test_a_repeat_keeps_its_id_and_has_a_fresh_moment(
    database: Database, receiver: Receiver, facts: Facts
) -> None:
    """The receiver knows what it has had, and refuses what somebody plays again an hour later."""
    await write_step(database)
    receiver.script = [Response(status_code=500)]

    failed = await row_after(database, opened_at(now() - timedelta(hours=1), receiver.address, facts))
    again = await row_after(database, opened(receiver.address, facts))

    assert ("ReceiverFailed", 1, None) == (failed.error, failed.attempts, failed.delivered_at)
    assert again.delivered_at is not None
    first, second = receiver.came
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    with pytest.raises(WebhookVerificationError, match="too old"):
        heard(first)
    assert "ticket.take" == heard(second)["type"]


async def test_what_was_erased_before_a_repeat_does_not_leave(
    database: Database, receiver: Receiver, facts: Facts
) -> None:
    """The row holds no words of the person: they are looked up at each attempt."""
    await write_step(database)
    receiver.script = [Response(status_code=500)]
    sender = opened(receiver.address, facts)
    await row_after(database, sender)
    del facts.tickets[7]["text"]

    row = await row_after(database, sender)

    assert row.delivered_at is not None
    assert [True, False] == ["text" in heard(delivery)["data"] for delivery in receiver.came]


async def test_a_receiver_that_asks_to_wait_is_left_alone_meanwhile(
    database: Database, receiver: Receiver, facts: Facts
) -> None:
    """429 with Retry-After postpones the row and costs no attempt."""
    await write_step(database)
    receiver.script = [Response(status_code=429, headers={"retry-after": "120"})]
    sender = opened(receiver.address, facts)

    row = await row_after(database, sender)

    assert row.not_before > now() + timedelta(seconds=100)
    assert (0, None) == (row.attempts, row.dead_at)
    assert 0 == await deliver_due(database, {WEBHOOK: sender})
    assert 1 == len(receiver.came)


async def test_a_receiver_that_is_gone_gets_it_no_more(database: Database, receiver: Receiver, facts: Facts) -> None:
    """410: the row is set aside, visibly."""
    await write_step(database)
    receiver.script = [Response(status_code=410)]

    row = await row_after(database, opened(receiver.address, facts))

    assert row.dead_at is not None
    assert "the receiver wants no more webhooks (410)" == row.error


async def test_no_secret_and_no_query_is_in_the_log(
    database: Database, receiver: Receiver, facts: Facts, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even where everything of ours is logged; the status is."""
    caplog.set_level(logging.DEBUG)
    await write_step(database)
    receiver.script = [Response(status_code=401)]

    await row_after(database, opened(receiver.address, facts))

    log = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn"))
    assert "receiver answered 401" in log
    assert [] == [word for word in ("hidden", NEW.removeprefix("whsec_"), str(NEW_KEY), "утёк") if word in log]


async def test_another_topic_is_set_aside(receiver: Receiver, facts: Facts) -> None:
    """What the webhook has no form for never leaves."""
    with pytest.raises(Undeliverable):
        await opened(receiver.address, facts).send(Parcel(1, WEBHOOK, "lane", ActFailed(), 1))

    assert [] == receiver.came


@pytest.mark.parametrize("separator", [",", " ", ", ", "\n"])
async def test_while_secrets_change_the_receiver_may_know_either(
    receiver: Receiver, facts: Facts, separator: str
) -> None:
    """Everything is signed with all of them."""
    await opened(receiver.address, facts, separator.join([NEW, OLD])).send(PARCEL)

    [delivery] = receiver.came
    assert heard(delivery, NEW) == heard(delivery, OLD)
    with pytest.raises(WebhookVerificationError):
        heard(delivery, OTHER)


def test_the_signature_is_that_of_the_standard() -> None:
    """A vector that was published with the libraries of the standard."""
    headers = signed(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
        [b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
    )

    assert "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" == headers["webhook-signature"]


async def test_the_example_of_the_documentation_verifies(receiver: Receiver, facts: Facts) -> None:
    """Whoever copies it gets the event, and refuses what was changed on its way."""
    document = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text("utf-8")
    [example] = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # it is our own text
    await opened(receiver.address, facts, f"{NEW},{OLD}").send(PARCEL)
    [delivery] = receiver.came

    assert heard(delivery, OLD) == names["verified"](delivery.headers, delivery.body, OLD)
    with pytest.raises(ValueError, match="not signed"):
        names["verified"](delivery.headers, delivery.body.replace(b"claim", b"human"), OLD)
    with pytest.raises(ValueError, match="too old"):
        names["verified"]({**delivery.headers, "webhook-timestamp": "1614265330"}, delivery.body, OLD)
