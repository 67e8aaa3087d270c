"""What watches over the processes that are no website."""

from collections.abc import Callable
from types import SimpleNamespace

from api.app import create_health_app
from api.process import Process
from desk.desk import Desk
from desk.settings import Settings
from tests.conftest import MOSCOW, VAULT
from tickets.loops import Loops
from tickets.store.database import Database


async def test_a_process_without_a_website_says_how_it_is(any_database: Database, client_of: Callable) -> None:
    """Its role, how it hears of news, what it lacks; nothing else is served."""
    settings = Settings(_env_file=None)
    process = Process("bot", any_database, settings, lambda: True)
    desk = Desk(any_database, SimpleNamespace(version="v-1", several=False), MOSCOW)  # type: ignore[arg-type]
    app = create_health_app(desk, any_database, settings, b"k" * 40, Loops(), process)
    async with client_of(app, "127.0.0.1") as client:
        told = (await client.get("/readyz")).json()
        counted = (await client.get("/metrics")).text
        statuses = [
            (await client.get(path)).status_code for path in ("/healthz", "/console", "/api/v1/policy", "/demo")
        ]
    assert {"status": "ok", "role": "bot", "news": "looking", "index": "v-1", "lacks": ["turn"]} == told
    assert 'punkt_role{news="looking",role="bot"} 1.0' in counted
    assert 'punkt_lacks{what="turn"} 1.0' in counted
    assert [200, 404, 404, 404] == statuses


async def test_an_unreachable_database_makes_a_role_unready(client_of: Callable) -> None:
    away = Database("postgresql://postgres@127.0.0.1:1/punkt", VAULT)
    settings = Settings(_env_file=None)
    process = Process("worker", away, settings)
    app = create_health_app(Desk(away, None, MOSCOW), away, settings, b"k" * 40, Loops(), process)  # type: ignore[arg-type]
    async with client_of(app) as client:
        statuses = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]
    assert [200, 503] == statuses
    await away.close()
