"""Two websites on one database: what is done at the one is seen at once by those who look at the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from argon2 import PasswordHasher

from desk.knowledge import Knowledge
from punkt.schema import upgrade
from tests.api.console.browsing import PASSWORD, SAME_SITE, Browser, sign_in
from tests.conftest import KEY, VAULT
from tests.postgres import Cluster
from tests.punkt.process import PATIENCE, Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.redis_server import RedisServer
from tests.soak.place import begin
from tickets.staff.member import add_staff
from tickets.store.database import Database

OLGA = "olga@example.org"
CLAIM = {"kind": "claim", "text": "Верните деньги", "contact": {"email": "anna@example.org"}, "consent": True}


@pytest.fixture(params=["redis", "postgresql"])
async def webs(
    request: pytest.FixtureRequest, cluster: Cluster, tmp_path: Path, knowledge: Knowledge, warm: WarmParent
) -> AsyncIterator[list[Process]]:
    """Two, which hear of each other in this way; Olga may sign in."""
    async with AsyncExitStack() as stack:
        url = await cluster.new()
        database = Database(url, VAULT)
        stack.push_async_callback(database.close)
        await upgrade(database)
        async with database.transaction() as session:
            await add_staff(session, OLGA, PasswordHasher(1, 8, 1).hash(PASSWORD))
        news = {"database_direct_url": url}
        if request.param == "redis":
            redis = RedisServer(tmp_path)
            await redis.start()
            stack.callback(redis.stop)
            news = {"redis_url": redis.url}
        data = tmp_path / "data"
        data.mkdir()
        for name in ("cache", "index"):
            (data / name).symlink_to(REPOSITORY / "var" / name)
        given = {"data": str(data), "database_url": database.url, "contact_keys": KEY} | news
        roles = ("web", "web", "worker")  # which sends what staff have written, once they may not take it back
        started = [Process(tmp_path / f"{n}.db", warm, role=role, **given) for n, role in enumerate(roles)]
        for process in started:
            stack.callback(process.kill)
            await begin(process)
        yield started[:2]


async def lines_with(response: httpx.Response, *topics: str) -> list[str]:
    """The events of a stream, until all of these have come."""
    seen: list[str] = []
    async with asyncio.timeout(PATIENCE):
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                seen.append(line.removeprefix("event: "))
            if line.startswith("data: ") and "Деньги уже в пути" in line:
                seen.append("the words")
            if set(topics) <= set(seen):
                return seen
    raise AssertionError(seen)


async def test_an_answer_given_at_one_website_reaches_a_stream_of_the_other(webs: list[Process]) -> None:
    """The person looks at the second, staff sign in and answer at the first; the second knows their session, too."""
    first, second = webs
    host = {"Host": urlsplit(SAME_SITE["Origin"]).netloc}
    async with (
        httpx.AsyncClient(base_url=first.address, headers=host, timeout=PATIENCE) as at_first,
        httpx.AsyncClient(base_url=second.address, timeout=PATIENCE) as at_second,
    ):
        made = await at_second.post("/api/v1/tickets", json=CLAIM, headers={"Idempotency-Key": "one"})
        receipt = made.json()
        talk, token = receipt["conversation"]["id"], receipt["conversation"]["token"]
        stream = f"/api/v1/conversations/{talk}/events"
        async with at_second.stream("GET", stream, headers={"Authorization": f"Bearer {token}"}) as opened:
            assert 303 == (await sign_in(at_first, OLGA)).status_code
            olga = Browser(at_first, OLGA)
            page = await olga.send(await olga.ticket(receipt["number"]), "take")
            assert 200 == (await olga.send(page, "answer", text="Деньги уже в пути")).status
            assert "staff_answered" in await lines_with(opened, "staff_answered", "the words")
        signed_in = host | {"Cookie": "; ".join(f"{each.name}={each.value}" for each in at_first.cookies.jar)}
        ticket = await at_second.get(f"/console/tickets/{receipt['number']}", headers=signed_in)
        assert "Деньги уже в пути" in ticket.text
