"""What a person does with their own ticket over HTTP."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update

from tests.api.receipts import URL, bearer, look, open_ticket, step
from tickets.record.addition import Addition
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import ask, take
from tickets.steps.deciding import resolve
from tickets.steps.own_steps import WINDOW
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"


async def decide(database: Database, receipt: dict) -> None:
    """Let the staff do what was asked."""
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await resolve(session, receipt["number"], ANNA, "Сделано.")


async def change(database: Database, receipt: dict, **columns: object) -> None:
    async with database.transaction() as session:
        await session.execute(update(Ticket).where(Ticket.number == receipt["number"]).values(columns))


async def test_an_addition_is_a_version_beside_the_first_words(client):
    """What was asked first stays; what was added can be read by the person."""
    receipt = await open_ticket(client)
    added = await step(client, receipt, "additions", {"text": " Забыл: счёт № 12 \n"}, "a-1")
    assert added.status_code == 200
    assert added.json() == await look(client, receipt)
    (addition,) = added.json()["additions"]
    assert (addition["version"], addition["text"]) == (2, "Забыл: счёт № 12")


async def test_an_addition_that_is_sent_again_is_added_once(client, database):
    """However often; another text under the same key is refused and not lost in silence."""
    receipt = await open_ticket(client)
    said = await asyncio.gather(*(step(client, receipt, "additions", {"text": "счёт"}, "a-1") for _ in range(10)))
    assert {answer.status_code for answer in said} == {200}
    refused = await step(client, receipt, "additions", {"text": "другое"}, "a-1")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:key-reused")
    async with database.reading() as session:
        assert 1 == await session.scalar(select(func.count()).select_from(Addition))
    other = await open_ticket(client, "k-2")
    assert (await step(client, other, "additions", {"text": "другое"}, "a-1")).status_code == 200


async def test_an_addition_answers_what_staff_asked(client, database):
    """Whoever waited for the person goes on."""
    receipt = await open_ticket(client)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await ask(session, receipt["number"], ANNA, "Какой счёт?")
    assert (await look(client, receipt))["status"] == "waiting"
    assert (await step(client, receipt, "additions", {"text": "№ 12"}, "a-1")).json()["status"] == "taken"


async def test_a_ticket_can_be_taken_back(client):
    """Nothing more is done, and no date is left to keep; a second time there is nothing to take back."""
    receipt = await open_ticket(client)
    state = (await step(client, receipt, "retract")).json()
    assert (state["status"], state["outcome"]) == ("closed", "retracted")
    assert {clock["met"] for clock in state["clocks"]} == {True}
    again = await step(client, receipt, "retract")
    assert (again.status_code, again.json()["type"]) == (409, "urn:punkt:wrong-step")
    assert again.json()["detail"] == "Сейчас обращение в состоянии «закрыто»."


async def test_a_person_who_is_content_closes_the_ticket(client, database):
    """Once it is decided, and not before."""
    receipt = await open_ticket(client)
    assert (await step(client, receipt, "close")).status_code == 409
    await decide(database, receipt)
    state = (await step(client, receipt, "close")).json()
    assert (state["status"], state["outcome"]) == ("closed", "resolved")


@pytest.mark.parametrize("closed", [False, True], ids=["decided", "closed"])
async def test_what_was_not_done_is_opened_again(client, database, closed):
    """It goes back into the queue, and its clock starts anew."""
    receipt = await open_ticket(client)
    await decide(database, receipt)
    if closed:
        await step(client, receipt, "close")
    state = (await step(client, receipt, "reopen", {"reason": "Деньги не пришли"})).json()
    assert (state["status"], state["outcome"]) == ("new", None)
    assert [clock["met"] for clock in state["clocks"]] == [True, False]
    assert state["events"][-1]["step"] == "reopen"


async def test_a_ticket_can_be_opened_again_for_ninety_days(client, database):
    """After its end; later a new ticket is the way, and the refusal says so."""
    receipt = await open_ticket(client)
    await decide(database, receipt)
    await step(client, receipt, "close")
    await change(database, receipt, closed_at=now() - WINDOW - timedelta(minutes=1))
    late = await step(client, receipt, "reopen", {"reason": "Деньги не пришли"})
    assert (late.status_code, late.json()["type"]) == (409, "urn:punkt:too-late-to-reopen")
    assert "90 дней" in late.json()["detail"]
    await change(database, receipt, closed_at=now() - WINDOW + timedelta(minutes=1))
    assert (await step(client, receipt, "reopen", {"reason": "Деньги не пришли"})).status_code == 200


async def test_what_is_still_open_is_not_opened_again(client):
    """Its first dates stay."""
    receipt = await open_ticket(client)
    assert (await step(client, receipt, "reopen", {"reason": "скорее"})).status_code == 409
    assert (await look(client, receipt))["clocks"] == receipt["clocks"]


@pytest.mark.parametrize("ended", [False, True], ids=["open", "ended"])
async def test_the_consent_is_withdrawn_as_easily_as_it_was_given(client, ended):
    """The ticket gets a clock for the destruction of its data, also when it had ended; withdrawing twice is refused."""
    receipt = await open_ticket(client)
    if ended:
        await step(client, receipt, "retract")
    state = (await step(client, receipt, "consent/withdraw")).json()
    running = [clock["period"] for clock in state["clocks"] if not clock["met"]]
    assert (["withdraw"] if ended else ["claim", "withdraw"], "new") == (running, state["status"])
    again = await step(client, receipt, "consent/withdraw")
    assert (again.status_code, again.json()["type"]) == (409, "urn:punkt:no-consent")


async def test_a_ticket_whose_data_were_erased_takes_nothing_more(client, database):
    """Who still has the token cannot fill it again; number, dates and decision can be seen."""
    receipt = await open_ticket(client)
    await decide(database, receipt)
    await change(database, receipt, erased_at=now(), email=None, text="")
    bodies = {"additions": {"text": "x"}, "reopen": {"reason": "x"}}
    for path in ("additions", "retract", "close", "reopen", "consent/withdraw"):
        refused = await step(client, receipt, path, bodies.get(path), "a-1")
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:ticket-erased"), path
    assert (await look(client, receipt))["status"] == "resolved"


def of_a_ticket(app: FastAPI) -> list[tuple[str, str]]:
    """Every operation on a ticket that the description names, so that a new one is never forgotten here."""
    return [
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        if path.startswith(f"{URL}/{{number}}")
        for method in operations
    ]


async def test_a_ticket_is_open_to_its_receipt_only(app, client):
    """On every route: no token 401; another's or a forged one gets the 404 of what does not exist."""
    mine, other = await open_ticket(client), await open_ticket(client, "k-2")
    before = await look(client, mine)
    routes = of_a_ticket(app)
    assert len(routes) >= 8
    refusals = set()
    for method, path in routes:
        filled = {"code": "123456", "text": "x", "reason": "x"}
        body = {name: value for name, value in filled.items() if name in names_of(app, path)}
        for token in (other["token"], mine["conversation"]["token"], mine["token"][:-1], "x"):
            refusals.add(await told(client, method, path, mine["number"], body, bearer(token)))
        refusals.add(await told(client, method, path, "П-2026-999999", body, bearer(mine["token"])))
        assert (await told(client, method, path, mine["number"], body, {}))[0] == 401, path
    assert {status for status, _ in refusals} == {404}
    assert len(refusals) == 1
    assert await look(client, mine) == before


def names_of(app: FastAPI, path: str) -> set[str]:
    """The fields of the body that a route takes."""
    content = app.openapi()["paths"][path].get("post", {}).get("requestBody", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(app.openapi()["components"]["schemas"][reference]["properties"]) if reference else set()


async def told(
    client: httpx.AsyncClient, method: str, path: str, number: str, body: dict, headers: dict[str, str]
) -> tuple[int, str]:
    sent = {"json": body} if body else {}
    address = path.format(number=number, identity=1)
    refused = await client.request(method, address, headers={"Idempotency-Key": "x"} | headers, **sent)
    return refused.status_code, refused.text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("additions", {"text": "x", "version": 7}),
        ("additions", {"text": "\u200b"}),
        ("additions", {}),
        ("reopen", {"reason": "x", "status": "closed"}),
        ("reopen", {"reason": " "}),
        ("proof", {"code": "123456", "identity": "staff"}),
        ("proof", {"code": "12345"}),
        ("proof", {"code": "½½½½½½"}),
        ("proof", {"code": 123456}),
    ],
)
async def test_what_is_not_asked_for_is_refused(client, path, body):
    """Nobody sets a version, a status or an identity by sending one; the field at fault is named."""
    receipt = await open_ticket(client)
    refused = await step(client, receipt, path, body, "a-1")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] in {*body, "text"}
    state = await look(client, receipt)
    assert (state["status"], state["additions"], state["identity"]["proven"]) == ("new", [], False)


async def test_an_addition_needs_a_key(client):
    """Otherwise a retry would add it twice."""
    receipt = await open_ticket(client)
    refused = await step(client, receipt, "additions", {"text": "x"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
