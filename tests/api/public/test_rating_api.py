"""Whether the person was helped, over HTTP: a tap and a line, with the token of the ticket."""

import pytest
from sqlalchemy import update

from desk.holdings import HOLDINGS
from tests.api.receipts import bearer, look, open_ticket, step
from tests.tickets.conftest import ANNA, MOSCOW, do
from tickets.erasure.destruction import Reason
from tickets.erasure.erasure import erase
from tickets.record.rating import Rating
from tickets.steps.by_staff import take
from tickets.steps.deciding import close, resolve
from tickets.store.base import now
from tickets.store.database import Database


@pytest.fixture
async def closed(client, database: Database) -> dict:
    """The receipt of a ticket that was resolved and closed."""
    receipt = await open_ticket(client)
    await do(database, take, receipt["number"], ANNA)
    await do(database, resolve, receipt["number"], ANNA, "Сделано.")
    await do(database, close, receipt["number"], ANNA)
    return receipt


async def test_a_tap_and_a_line_are_told_back_masked(client, closed):
    state = (await step(client, closed, "rating", {"helped": False, "comment": "долго, +7 900 123-45-67"})).json()
    assert state == await look(client, closed)
    assert (False, "долго, [телефон …67]") == (state["rating"]["helped"], state["rating"]["comment"])
    assert state["rating"]["at"] < state["rating"]["changeable_until"]
    assert "rate" == state["events"][-1]["step"]
    changed = (await step(client, closed, "rating", {"helped": True})).json()
    assert (True, "долго, [телефон …67]") == (changed["rating"]["helped"], changed["rating"]["comment"])


async def test_the_stream_tells_that_the_person_is_asked(client, closed):
    talk = closed["conversation"]
    headers = bearer(talk["token"]) | {"Accept": "application/json"}
    events = (await client.get(f"/api/v1/conversations/{talk['id']}/events", headers=headers)).json()["events"]
    assert ("ticket_closed", True) == (events[-1]["topic"], events[-1]["data"]["asks"])


async def refused(client, receipt: dict, body: object) -> tuple[int, str]:
    answer = await step(client, receipt, "rating", body)
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"]


async def test_only_an_end_is_rated(client):
    receipt = await open_ticket(client)
    assert (409, "urn:punkt:wrong-step") == await refused(client, receipt, {"helped": True})
    await step(client, receipt, "retract")
    assert (409, "urn:punkt:nothing-to-rate") == await refused(client, receipt, {"helped": True})
    assert (await look(client, receipt))["rating"] is None


async def test_after_seven_days_it_stays(client, closed, database: Database):
    await step(client, closed, "rating", {"helped": True})
    async with database.transaction() as session:
        await session.execute(update(Rating).values(rated_at=now().replace(year=2025)))
    assert (409, "urn:punkt:too-late-to-change") == await refused(client, closed, {"helped": False})
    assert (await look(client, closed))["rating"]["helped"] is True


@pytest.mark.parametrize(
    "body", [{}, {"helped": None}, {"helped": "да"}, {"helped": True, "comment": "ы" * 501}, {"helped": True, "who": 1}]
)
async def test_what_is_no_rating_is_refused(client, closed, body: dict):
    assert (422, "urn:punkt:invalid") == await refused(client, closed, body)


async def test_only_with_the_token_of_the_ticket(client, closed):
    other = await open_ticket(client, "k-2")
    foreign = closed | {"token": other["token"]}
    assert (404, "urn:punkt:not-found") == await refused(client, foreign, {"helped": True})


async def test_after_an_erasure_nothing_of_it_is_left(client, closed, database: Database):
    await step(client, closed, "rating", {"helped": False, "comment": "долго"})
    await do(database, erase, closed["number"], ANNA, Reason.UNLAWFUL, HOLDINGS, zone=MOSCOW)
    assert (await look(client, closed))["rating"] is None
    assert (409, "urn:punkt:ticket-erased") == await refused(client, closed, {"helped": True})
