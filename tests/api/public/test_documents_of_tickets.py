"""Under which document a claim is made, and what is promised for it."""

import pytest

from tests.api.receipts import CLAIM, look, open_ticket, post_ticket
from tests.conftest import MOSCOW
from tickets.record.ticket import Ticket
from tickets.store.base import now
from tickets.store.database import Database
from tickets.terms.calendar import add_working_days


async def test_with_one_document_nothing_is_asked_and_its_date_is_told(client) -> None:
    reply = (await client.post("/api/v1/messages", json={"text": "хочу подать претензию, верните деньги"})).json()
    assert ("claim", []) == (reply["kind"], reply["documents"])
    assert "вы получите номер и дату ответа" in reply["text"]
    receipt = await open_ticket(client)
    assert "privacy" == receipt["document"]
    assert "30 календарных дней: п. 8.2 Политики конфиденциальности" in receipt["due"]["basis"]


async def test_a_claim_under_an_offer_has_the_term_of_the_offer(client, confirmed) -> None:
    receipt = await open_ticket(client, document="offer")
    on = add_working_days(now().astimezone(MOSCOW).date(), 15)
    assert {"date": on.isoformat(), "basis": "15 рабочих дней: п. 5.2 Публичной оферты; ст. 191, 193 ГК РФ"} == (
        receipt["due"]
    )
    assert "offer" == (await look(client, receipt))["document"]


async def test_an_unconfirmed_term_is_promised_to_nobody(client, lavka, database: Database) -> None:
    receipt = await open_ticket(client, document="offer")
    assert (None, [], "offer") == (receipt["due"], receipt["clocks"], receipt["document"])
    async with database.reading() as session:
        ticket = await session.get_one(Ticket, 1)
    assert "Прочитано (п. 5.2): 15 рабочих дней" in str(ticket.undated)


@pytest.mark.parametrize("told", [{}, {"document": ""}])
async def test_who_does_not_know_the_document_is_promised_no_date(client, confirmed, told) -> None:
    receipt = await open_ticket(client, **told)
    assert (None, None) == (receipt["due"], receipt["document"])


async def test_a_claim_that_follows_an_answer_is_under_the_document_that_answered(client, confirmed) -> None:
    said = (await client.post("/api/v1/messages", json={"text": "сколько вы храните мои данные?"})).json()
    token = {"Authorization": f"Bearer {said['conversation']['token']}", "Idempotency-Key": "k"}
    asked = {"text": "это претензия, верните деньги", "conversation": said["conversation"]["id"]}
    offered = (await client.post("/api/v1/messages", json=asked, headers=token)).json()
    assert [] == offered["documents"]
    wish = CLAIM | {"conversation": said["conversation"]["id"]}
    receipt = (await client.post("/api/v1/tickets", json=wish, headers=token)).json()
    assert "privacy" == receipt["document"]
    assert receipt["due"] is not None


async def test_where_it_is_unclear_the_documents_are_given_to_choose(client, lavka) -> None:
    """And no date is spoken of that may not be promised."""
    reply = (await client.post("/api/v1/messages", json={"text": "хочу подать претензию, верните деньги"})).json()
    assert ["privacy", "offer"] == [each["id"] for each in reply["documents"]]
    assert ["Политика конфиденциальности", "Публичная оферта"] == [each["title"] for each in reply["documents"]]
    assert "дату ответа" not in reply["text"]


async def test_a_document_that_is_not_there_is_a_problem(client) -> None:
    response = await post_ticket(client, document="лавка")
    assert (404, "no-such-document") == (response.status_code, response.json()["type"].rpartition(":")[2])


async def test_a_request_about_data_has_the_date_of_the_law_under_any_document(client, lavka) -> None:
    receipt = await open_ticket(client, kind="deletion", request="erase", document="offer")
    assert "152-ФЗ" in receipt["due"]["basis"]
