"""What watches over the process."""

from zoneinfo import ZoneInfo

from desk.desk import Desk
from tests.conftest import VAULT
from tickets.store.database import Database


async def test_a_healthy_process_is_alive_and_ready(client):
    """Both answers are for machines."""
    assert (await client.get("/healthz")).json() == (await client.get("/readyz")).json() == {"status": "ok"}


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
