"""At every edge of the web a database that is away is a 503 that says when to come again, and a page to staff."""

import pytest

from desk.desk import Desk
from punkt.schema import upgrade
from tests.api.console.browsing import PASSWORD, SAME_SITE, sign_in
from tests.api.receipts import CLAIM, bearer, open_ticket
from tests.conftest import MOSCOW, VAULT
from tickets.staff.member import add_staff
from tickets.staff.password import hash_password
from tickets.store.database import Database

ANNA = "anna@example.ru"
PROBLEM, PAGE = "application/problem+json", "text/html; charset=utf-8"


@pytest.fixture
async def on_cluster(app_with, cluster, knowledge):
    """An application on a server that may crash."""
    database = Database(await cluster.new(), VAULT)
    await upgrade(database)
    async with database.transaction() as session:
        await add_staff(session, ANNA, hash_password(PASSWORD))
    yield app_with(Desk(database, knowledge, MOSCOW), database)
    await database.close()


async def test_whoever_asks_is_told_when_to_come_again(on_cluster, client_of, cluster):
    """And is served as soon as the server is back."""
    async with client_of(on_cluster) as client:
        receipt = await open_ticket(client)
        await sign_in(client, ANNA)
        key, own = {"Idempotency-Key": "k-2"}, f"/api/v1/tickets/{receipt['number']}"
        asking = [
            (PROBLEM, "GET", "/readyz", {}),
            (PROBLEM, "POST", "/api/v1/messages", {"json": {"text": "сколько храните данные"}}),
            (PROBLEM, "POST", "/api/v1/tickets", {"json": CLAIM, "headers": key}),
            (PROBLEM, "GET", own, {"headers": bearer(receipt["token"])}),
            (PROBLEM, "POST", f"{own}/retract", {"headers": bearer(receipt["token"])}),
            (PAGE, "GET", "/console", {}),
            (PAGE, "GET", f"/console/tickets/{receipt['number']}", {}),
            (PAGE, "POST", f"/console/tickets/{receipt['number']}/take", {"headers": SAME_SITE, "data": {"form": "x"}}),
        ]
        cluster.crash()
        try:
            refused = [await client.request(method, path, **more) for _, method, path, more in asking]
        finally:
            cluster.start()
        told = [(answer.headers["content-type"], answer.status_code) for answer in refused]
        assert [(kind, 503) for kind, *_ in asking] == told
        assert all(answer.headers["Retry-After"] for answer in refused)
        assert (await client.get("/readyz")).status_code == 200
        assert (await open_ticket(client, "k-2"))["number"] != receipt["number"]
