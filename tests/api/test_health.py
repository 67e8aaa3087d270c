"""What watches over the process."""

from zoneinfo import ZoneInfo

import pytest

from desk.desk import Desk
from tests.conftest import KEY, VAULT
from tickets.store.database import Database
from tickets.store.vault import Vault

READY = {"status": "ok", "role": "run", "news": "looking"}


async def test_a_healthy_process_is_alive_and_ready(client, knowledge):
    """Both answers are for machines."""
    assert {"status": "ok"} == (await client.get("/healthz")).json()
    assert READY | {"index": knowledge.version} == (await client.get("/readyz")).json()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_a_watcher_may_ask_for_the_head_alone(client, path):
    """As many do."""
    assert 200 == (await client.head(path)).status_code


async def test_what_fails_beside_is_named_and_counted(app, client_of):
    """Questions are answered, so it is ready; who watches reads which loop fails with what, and no message of it."""
    loops, client = app.state.context.loops, client_of(app, "127.0.0.1")
    assert "punkt_loops_failing 0.0" in (await client.get("/metrics")).text
    for error in (ConnectionRefusedError("secret"), ConnectionRefusedError("secret"), None):

        async def step(error=error):
            if error:
                raise error

        await loops.attempt("outbox", step)
        told = await client.get("/readyz")
        assert 200 == told.status_code
        assert (["outbox"] if error else None) == ([each["loop"] for each in told.json().get("failing", [])] or None)
        assert "secret" not in told.text

    counted = (await client.get("/metrics")).text
    assert 'punkt_loop_failures_total{error="ConnectionRefusedError",loop="outbox"} 2.0' in counted


async def test_without_the_key_of_contacts_only_contacts_are_refused(app_with, client_of, knowledge, sqlite_url):
    """Questions are answered, a ticket with a contact is to come later, the watcher hears why; the key mends it."""
    keys = []
    database = Database(sqlite_url, Vault(None, lambda: keys or None))
    body = {"kind": "claim", "text": "Верните деньги", "contact": {"email": "anna@example.org"}, "consent": True}
    async with client_of(app_with(Desk(database, knowledge, ZoneInfo("UTC")), database)) as client:
        assert 200 == (await client.post("/api/v1/messages", json={"text": "сколько храните данные"})).status_code
        ready = READY | {"index": knowledge.version}
        assert ready | {"contacts": "locked", "lacks": ["contacts"]} == (await client.get("/readyz")).json()
        refused = await client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": "a" * 20})
        assert (503, "urn:punkt:contacts-locked") == (refused.status_code, refused.json()["type"])
        assert refused.headers["retry-after"]

        keys.append(KEY)
        again = await client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": "a" * 20})
        assert 201 == again.status_code
        assert ready == (await client.get("/readyz")).json()
    await database.close()


async def test_without_its_database_the_process_is_alive_but_not_ready(app_with, client_of, knowledge, tmp_path):
    """A balancer stops sending, nothing restarts the process; an ask is told to come again."""
    nowhere = Database(f"sqlite:///{tmp_path}/no/such/folder/punkt.db", VAULT)
    async with client_of(app_with(Desk(nowhere, knowledge, ZoneInfo("UTC")), nowhere)) as client:
        assert (await client.get("/healthz")).status_code == 200
        for refused in (
            await client.get("/readyz"),
            await client.post("/api/v1/messages", json={"text": "сколько храните данные"}),
        ):
            assert refused.status_code == 503
            assert refused.headers["retry-after"]
            assert "punkt.db" not in refused.text


async def test_counters_name_routes_and_kinds_but_no_words(app, client_of):
    """What a person wrote, or asked for in the address, is in no label."""
    client = client_of(app, "127.0.0.1")
    await client.post("/api/v1/messages", json={"text": "кодовое слово канарейка"})
    await client.get("/api/v1/policy/канарейка")
    await client.get("/канарейка")
    counted = (await client.get("/metrics")).text
    assert "канарейка" not in counted
    assert 'route="/api/v1/messages",status="200"' in counted
    assert 'route="/api/v1/policy/{number}",status="404"' in counted
    assert "punkt_replies_total{kind=" in counted


async def test_counters_are_for_this_machine_or_for_whoever_has_the_token(app, app_with, client_of):
    """A stranger hears that there is nothing, also through a proxy of this machine; where a token is set, 401."""
    guarded = app_with(metrics_token="a token for the counters")
    right, wrong = ({"Authorization": f"Bearer {token}"} for token in ("a token for the counters", "ы"))
    for made, address, headers, status in (
        (app, "127.0.0.1", {}, 200),
        (app, "::1", {}, 200),
        (app, "::ffff:127.0.0.1", {}, 200),
        (app, "192.0.2.1", {}, 404),
        (app, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        (app, "127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 404),
        (guarded, "127.0.0.1", {}, 200),
        (guarded, "192.0.2.1", {}, 401),
        (guarded, "127.0.0.1", {"X-Real-IP": "192.0.2.1"}, 401),
        (guarded, "192.0.2.1", wrong, 401),
        (guarded, "192.0.2.1", right, 200),
    ):
        sent = {name: value.encode() for name, value in headers.items()}
        assert (await client_of(made, address).get("/metrics", headers=sent)).status_code == status, (address, headers)
