"""Opening a ticket over HTTP and looking at it."""

import asyncio

import httpx
from sqlalchemy import func, select

from tickets.conversation import Conversation
from tickets.database import Database
from tickets.outbox import OutboxRow
from tickets.steps import answer, close, take
from tickets.ticket import Ticket

URL = "/api/v1/tickets"
CLAIM = {"kind": "claim", "text": "Верните деньги за обработку без согласия", "contact": {}, "consent": True}


async def open_one(client: httpx.AsyncClient, key: str = "k-1", **changes: object) -> httpx.Response:
    return await client.post(URL, json=CLAIM | changes, headers={"Idempotency-Key": key})


async def count(database: Database, table: type) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_claim_gets_a_number_a_date_and_its_basis(client, database):
    """The receipt names what was promised; the words are kept as they were written."""
    response = await open_one(client, contact={"name": "Анна", "email": "anna@почта.рф", "phone": "+7 (900) 123-45-67"})
    receipt = response.json()
    assert response.status_code == 201
    assert receipt["number"].startswith("П-")
    assert receipt["status"] == "new"
    assert receipt["request"] is None
    assert "8.2" in receipt["due"]["basis"]
    async with database.reading() as session:
        stored = (await session.execute(select(Ticket))).scalar_one()
    assert stored.text == CLAIM["text"]
    assert stored.email == "anna@почта.рф"


async def test_a_deletion_request_takes_the_shape_that_was_chosen(client):
    """Or the one that its words name."""
    chosen = (await open_one(client, "a", kind="deletion", request="withdraw")).json()
    proposed = (await open_one(client, "b", kind="deletion", text="не шлите мне больше рекламу")).json()
    assert (chosen["request"], proposed["request"]) == ("withdraw", "marketing")
    assert chosen["due"]["date"] > proposed["due"]["date"]


async def test_a_wish_for_a_person_has_no_statutory_date(client):
    """No law sets one."""
    assert (await open_one(client, kind="human", text="позовите человека")).json()["due"] is None


async def test_fifty_posts_of_one_act_open_one_ticket(client, database):
    """A double click or a nervous client gets the same receipt fifty times."""
    receipts = await asyncio.gather(*(open_one(client) for _ in range(50)))
    assert {r.status_code for r in receipts} == {201}
    assert len({r.text for r in receipts}) == 1
    assert await count(database, Ticket) == await count(database, Conversation) == await count(database, OutboxRow) == 1


async def test_another_wish_under_the_same_key_is_refused(client, database):
    """The second wish is not taken for the first."""
    await open_one(client)
    refused = await open_one(client, text="совсем другое")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:key-reused")
    assert await count(database, Ticket) == 1


async def test_without_a_key_or_a_consent_nothing_is_opened(client, database):
    """Each refusal names the field."""
    no_key = await client.post(URL, json=CLAIM)
    no_consent = await open_one(client, consent=False)
    missing = await client.post(URL, json={"kind": "claim", "text": "x"}, headers={"Idempotency-Key": "k"})
    assert {no_key.status_code, no_consent.status_code, missing.status_code} == {422}
    assert no_key.json()["errors"][0]["field"] == "Idempotency-Key"
    assert no_consent.json()["errors"][0]["field"] == missing.json()["errors"][0]["field"] == "consent"
    assert await count(database, Ticket) == await count(database, Conversation) == 0


async def test_a_contact_that_cannot_be_one_is_named(client):
    """So the person can correct it."""
    refused = await open_one(client, contact={"email": "нет", "phone": "12", "name": "a\nb"})
    assert {e["field"] for e in refused.json()["errors"]} == {"contact.email", "contact.phone", "contact.name"}


async def test_fields_that_are_not_the_persons_to_set_are_refused(client):
    """Nobody opens a closed ticket or gives it a number."""
    for field in ("status", "number", "assignee", "id", "due_on", "received_at"):
        assert (await open_one(client, **{field: "closed"})).status_code == 422


async def test_a_ticket_within_a_conversation_needs_its_token(client):
    """Otherwise anybody could write into anybody's conversation."""
    conversation = (await client.post("/api/v1/messages", json={"text": "привет"})).json()["conversation"]
    body = CLAIM | {"conversation": conversation["id"]}
    key = {"Idempotency-Key": "k"}
    assert (await client.post(URL, json=body, headers=key)).status_code == 401
    assert (await client.post(URL, json=body, headers=key | bearer("x"))).status_code == 404
    opened = await client.post(URL, json=body, headers=key | bearer(conversation["token"]))
    assert opened.json()["conversation"] == conversation


async def test_the_holder_of_the_receipt_sees_steps_and_answers(client, database):
    """And not who of the staff it was."""
    receipt = (await open_one(client)).json()
    async with database.transaction() as session:
        await take(session, receipt["number"], "anna@example.ru")
        await answer(session, receipt["number"], "anna@example.ru", "Вернём до пятницы.")
        await close(session, receipt["number"], "anna@example.ru")
    shown = await client.get(f"{URL}/{receipt['number']}", headers=bearer(receipt["token"]))
    state = shown.json()
    assert [(e["step"], e["status"]) for e in state["events"]] == [
        ("open", "new"),
        ("take", "taken"),
        ("answer", "taken"),
        ("close", "closed"),
    ]
    assert [a["text"] for a in state["answers"]] == ["Вернём до пятницы."]
    assert "anna@example.ru" not in shown.text


async def test_a_ticket_is_shown_to_nobody_else(client):
    """No token: 401. The token of another ticket or conversation, or an unknown number: the same 404."""
    receipt = (await open_one(client)).json()
    other = (await open_one(client, "k-2", text="другое")).json()
    address = f"{URL}/{receipt['number']}"
    assert (await client.get(address)).status_code == 401
    refusals = [
        await client.get(address, headers=bearer(other["token"])),
        await client.get(address, headers=bearer(receipt["conversation"]["token"])),
        await client.get(f"{URL}/П-2026-999999", headers=bearer(receipt["token"])),
    ]
    assert {(r.status_code, r.text) for r in refusals} == {(404, refusals[0].text)}
