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


async def test_counters_name_routes_and_kinds_but_no_words(client):
    """What a person wrote, or asked for in the address, is in no label."""
    await client.post("/api/v1/messages", json={"text": "кодовое слово канарейка"})
    await client.get("/api/v1/policy/канарейка")
    await client.get("/канарейка")
    counted = (await client.get("/metrics")).text
    assert "канарейка" not in counted
    assert 'route="/api/v1/messages",status="200"' in counted
    assert 'route="/api/v1/policy/{number}",status="404"' in counted
    assert "punkt_replies_total{kind=" in counted
