"""Opening a ticket over HTTP and looking at it."""

import asyncio

from sqlalchemy import func, select

from tests.api.receipts import CLAIM, DELETION, URL, bearer, look, open_ticket
from tests.api.receipts import post_ticket as open_one
from tests.conftest import MOSCOW
from tickets.post.outbox import OutboxRow
from tickets.record.conversation import Conversation
from tickets.record.ticket import Ticket
from tickets.staff.member import add_staff
from tickets.steps.by_staff import answer, assign, take
from tickets.steps.confirming import confirm
from tickets.steps.deciding import close, refuse, resolve
from tickets.steps.joining import duplicate
from tickets.store.database import Database

ANNA = "anna@example.ru"
OTHERS = ("status", "number", "assignee", "id", "due_on", "received_at", "identity", "blocked", "clocks", "outcome")


async def count(database: Database, table: type) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_a_claim_gets_a_number_a_date_and_its_basis(client, database):
    """The receipt names what was promised; the words are kept as they were written."""
    response = await open_one(client, contact={"name": "Анна", "email": "anna@почта.рф", "phone": "+7 (900) 123-45-67"})
    receipt = response.json()
    assert response.status_code == 201
    assert receipt["number"].startswith("П-")
    assert receipt["status"] == "new"
    assert receipt["request"] is None
    assert receipt["requests"] == []
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


async def test_a_request_that_nobody_named_has_no_shape_and_the_shortest_date(client):
    """Neither the person nor their words say it: nothing is chosen for them, and least of all what destroys."""
    opened = await open_ticket(client, kind="deletion", text="Сделайте что-нибудь с моими данными")
    each = [
        await open_ticket(client, shape, kind="deletion", request=shape)
        for shape in ("erase", "withdraw", "stop", "marketing", "access", "correct", "block")
    ]
    for told in (opened, await look(client, opened)):
        assert (told["status"], told["request"], told["requests"]) == ("new", None, [])
        assert told["due"]["date"] == min(one["due"]["date"] for one in each)
        assert told["due"]["basis"].startswith("самый короткий из возможных сроков, пока не уточнено, о чём запрос")
        assert [clock["period"] for clock in told["clocks"]] == ["unclear"]
        assert (told["identity"]["needed"], told["blocked"]) == (False, False)


async def test_a_request_gets_its_shape_when_staff_confirm_it(client, database):
    """Its date counts from receipt, and the person reads what was understood."""
    opened = await open_ticket(client, kind="deletion", text="Сделайте что-нибудь с моими данными")
    meant = await open_ticket(client, "k-2", kind="deletion", request="stop")
    async with database.transaction() as session:
        await take(session, opened["number"], ANNA)
        await confirm(session, opened["number"], ANNA, ["stop"], MOSCOW)
    told = await look(client, opened)
    assert (told["request"], told["requests"], told["due"]) == ("stop", ["stop"], meant["due"])
    assert [step["step"] for step in told["events"]] == ["open", "take", "confirm"]


async def test_who_asks_for_a_block_has_it_at_once(client):
    """For the time of the check, which has a date; nobody has to prove who they are for it."""
    block = await open_ticket(client, kind="deletion", request="block", text="Прошу")
    said = await open_ticket(client, "k-2", kind="deletion", text="Заблокируйте мои данные, пока не разберётесь")
    for told in (block, said):
        assert (told["request"], told["blocked"], told["identity"]["needed"]) == ("block", True, False)
        assert told["due"]["basis"] == "7 рабочих дней: ч. 1, 2 ст. 21 Федерального закона № 152-ФЗ"


async def test_a_request_may_ask_for_several_things(client):
    """Each runs on a clock of its own; `due` is the nearest, `request` the first of them."""
    asked = ["withdraw", "stop", "withdraw"]
    receipt = await open_ticket(client, **DELETION | {"requests": asked, "request": "withdraw"})
    assert (receipt["request"], receipt["requests"]) == ("withdraw", ["withdraw", "stop"])
    assert [clock["period"] for clock in receipt["clocks"]] == ["withdraw", "stop"]
    nearest = min(receipt["clocks"], key=lambda clock: clock["due"])
    assert receipt["due"] == {"date": nearest["due"], "basis": nearest["basis"]}
    assert set(nearest) == {"period", "due", "basis", "extended_from", "met"}
    assert (nearest["extended_from"], nearest["met"]) == (None, False)


async def test_a_first_request_that_is_not_the_first_is_refused(client, database):
    """Both are understood or neither is; so are shapes that the law does not know, and a list of nothing."""
    for wrong in ({"requests": ["stop", "erase"], "request": "erase"}, {"requests": ["vanish"]}, {"requests": []}):
        refused = await open_one(client, **DELETION | wrong)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"].startswith("requests")
    assert await count(database, Ticket) == 0


async def test_data_that_are_said_to_be_wrong_are_blocked_at_once(client):
    """And the receipt says so; a wish for a person blocks nothing."""
    correct = await open_ticket(client, "a", **DELETION | {"requests": ["correct"]})
    human = await open_ticket(client, "b", kind="human")
    assert (correct["blocked"], human["blocked"]) == (True, False)


async def test_what_must_be_known_about_who_asks_is_said(client):
    """Showing or destroying data needs a proof; stopping does not."""
    erase, stop = await open_ticket(client, "a", **DELETION), await open_ticket(client, "b", kind="claim")
    assert erase["identity"] == {"needed": True, "proven": False, "how": None, "email": None, "code": None}
    assert stop["identity"] == {"needed": False, "proven": False, "how": None, "email": None, "code": None}


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
    refused = await open_one(client, contact={"email": "ivanov@mаil.ru", "phone": "12", "name": "a\nb"})
    errors = {e["field"]: e for e in refused.json()["errors"]}
    assert set(errors) == {"contact.email", "contact.phone", "contact.name"}
    assert errors["contact.email"]["reason"] == "scripts"
    assert "буквы двух алфавитов" in errors["contact.email"]["message"]


async def test_fields_that_are_not_the_persons_to_set_are_refused(client):
    """Nobody opens a closed ticket or gives it a number."""
    for field in OTHERS:
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
    receipt = await open_ticket(client)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await answer(session, receipt["number"], ANNA, "Вернём до пятницы.")
        await resolve(session, receipt["number"], ANNA, "Деньги вернули.")
        await close(session, receipt["number"], ANNA)
    shown = await client.get(f"{URL}/{receipt['number']}", headers=bearer(receipt["token"]))
    state = shown.json()
    steps = [(event["step"], event["status"]) for event in state["events"]]
    assert ("open", "new") == steps[0]
    assert [("take", "taken"), ("answer", "taken"), ("resolve", "resolved")] == [
        taken for taken in steps if taken[0] in {"take", "answer", "resolve"}
    ]
    assert ("close", "closed") == steps[-1]
    assert [a["text"] for a in state["answers"]] == ["Вернём до пятницы.", "Деньги вернули."]
    assert (state["status"], state["outcome"], state["outcome_text"]) == ("closed", "resolved", "Деньги вернули.")
    assert [clock["met"] for clock in state["clocks"]] == [True]
    assert "anna" not in shown.text


async def test_a_refusal_is_shown_with_its_reason_and_its_norm(client, database):
    """The person can check what it rests on."""
    receipt = await open_ticket(client)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await refuse(session, receipt["number"], ANNA, "Договор ещё действует.", "п. 5 ч. 1 ст. 6 152-ФЗ")
    state = await look(client, receipt)
    assert (state["status"], state["outcome"], state["norm"]) == ("refused", "refused", "п. 5 ч. 1 ст. 6 152-ФЗ")
    assert state["outcome_text"] == "Договор ещё действует."
    assert state["decided_at"]
    assert state["closed_at"] is None


async def test_a_ticket_that_was_joined_names_the_other(client, database):
    """So the person knows where to look."""
    first = await open_ticket(client)
    body = CLAIM | {"text": "Повторяю: верните деньги", "conversation": first["conversation"]["id"]}
    headers = {"Idempotency-Key": "k-2"} | bearer(first["conversation"]["token"])
    second = (await client.post(URL, json=body, headers=headers)).json()
    async with database.transaction() as session:
        await duplicate(session, second["number"], ANNA, first["number"], MOSCOW)
    state = await look(client, second)
    assert (state["status"], state["into"]) == ("duplicate", first["number"])
    assert (await look(client, first))["into"] is None


async def test_no_step_of_staff_tells_who_they_are(client, database):
    """Neither whom a ticket is given to, nor by whom."""
    receipt = await open_ticket(client)
    async with database.transaction() as session:
        await add_staff(session, "boris@example.ru")
        await assign(session, receipt["number"], ANNA, "boris@example.ru")
    shown = await client.get(f"{URL}/{receipt['number']}", headers=bearer(receipt["token"]))
    assert shown.json()["events"][-1]["step"] == "assign"
    assert "example.ru" not in shown.text


async def test_a_ticket_is_shown_to_nobody_else(client):
    """No token: 401. The token of another ticket or conversation, or an unknown number: the same 404."""
    receipt = await open_ticket(client)
    other = await open_ticket(client, "k-2", text="другое")
    address = f"{URL}/{receipt['number']}"
    assert (await client.get(address)).status_code == 401
    refusals = [
        await client.get(address, headers=bearer(other["token"])),
        await client.get(address, headers=bearer(receipt["conversation"]["token"])),
        await client.get(f"{URL}/П-2026-999999", headers=bearer(receipt["token"])),
    ]
    assert {(r.status_code, r.text) for r in refusals} == {(404, refusals[0].text)}


async def test_what_was_sent_is_not_repeated_when_it_is_refused(client, caplog):
    """Neither to the client nor in the log: no field's value, no name of a field that does not exist."""
    secret = "Паспорт 4509 123456"
    contact = {"email": secret, "phone": secret, "name": f"{secret}\n"}
    refused = await open_one(
        client, kind=secret, requests=[secret], request=secret, contact=contact, visitor=[secret], **{secret: secret}
    )
    assert refused.status_code == 422
    assert "4509" not in refused.text + caplog.text
