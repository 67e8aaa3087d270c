"""When staff answer, over HTTP: the moment and a sentence, beside replies, on receipts and where a ticket stands."""

from datetime import UTC, datetime

import pytest

from desk.desk import Desk
from tests.api.receipts import bearer, look, open_ticket
from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, do
from tickets.queue.expecting import Answering
from tickets.steps.by_staff import ask, take
from tickets.steps.deciding import resolve
from tickets.terms.hours_setting import read_hours

NIGHT = datetime(2026, 12, 4, 20, tzinfo=UTC)  #: Friday, 23:00 in Moscow
MONDAY = "Сейчас мы не на связи. Ответим в понедельник после 9:00."
EXPECTED = {"at": "2026-12-07T09:00:00+03:00", "busy": False, "text": MONDAY}
IN_ENGLISH = EXPECTED | {"text": "We are away right now. We will answer on Monday after 9:00."}


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: NIGHT)
    desk.answering = Answering(MOSCOW, read_hours("пн-пт 9:00-18:00", MOSCOW))


async def asks(client, text: str, talk: dict | None = None, **more: object) -> dict:
    body = {"text": text} | more | ({"conversation": talk["id"]} if talk else {})
    return (await client.post("/api/v1/messages", json=body, headers=bearer(talk["token"]) if talk else {})).json()


async def test_who_asks_for_a_person_reads_it_below_the_reply_once(client):
    said = await asks(client, "позовите человека")
    assert ("human", EXPECTED) == (said["kind"], said["expected"])
    assert said["text"].endswith(f"\n\n{MONDAY}")
    assert MONDAY not in said["lead"]
    again = await asks(client, "позовите же сотрудника", said["conversation"])
    assert ("human", None) == (again["kind"], again["expected"])
    assert (await asks(client, "сколько вы храните мои данные?"))["expected"] is None


async def test_a_message_that_is_sent_again_says_it_again(client):
    """The first answer got lost."""
    headers = {"Idempotency-Key": "k-9"}
    first, second = [
        (await client.post("/api/v1/messages", json={"text": "позовите человека"}, headers=headers)).json()
        for _ in range(2)
    ]
    assert EXPECTED == first["expected"] == second["expected"]


async def test_a_receipt_says_it_however_often_it_is_asked_for(client):
    receipts = [await open_ticket(client) for _ in range(2)]
    assert [EXPECTED, EXPECTED] == [receipt["expected"] for receipt in receipts]
    assert receipts[0]["due"] is not None


async def test_where_a_ticket_stands_it_is_said_while_staff_are_to_speak(client, database):
    """Not while the person is, and not at the end."""
    receipt = await open_ticket(client)
    number = receipt["number"]
    assert EXPECTED == (await look(client, receipt))["expected"]
    await do(database, take, number, ANNA)
    assert EXPECTED == (await look(client, receipt))["expected"]
    await do(database, ask, number, ANNA, "О чём речь?")
    assert (await look(client, receipt))["expected"] is None
    await do(database, resolve, number, ANNA, "Сделано.")
    assert (await look(client, receipt))["expected"] is None


@pytest.mark.parametrize(
    ("read", "expected"),
    [("en", IN_ENGLISH), ("en-GB,en;q=0.9", IN_ENGLISH), ("ru,en;q=0.5", EXPECTED), ("*", EXPECTED), ("fi", EXPECTED)],
)
async def test_the_sentence_is_in_the_language_that_the_browser_reads(client, read: str, expected: dict):
    receipt = await open_ticket(client)
    headers = bearer(receipt["token"]) | {"Accept-Language": read}
    assert expected == (await client.get(f"/api/v1/tickets/{receipt['number']}", headers=headers)).json()["expected"]


async def test_where_too_many_wait_the_person_reads_so(client, desk: Desk):
    desk.answering = Answering(MOSCOW, most=1)
    assert [None, {"at": None, "busy": True}] == [
        found and {name: found[name] for name in ("at", "busy")}
        for found in [(await open_ticket(client, f"k-{number}"))["expected"] for number in range(2)]
    ]


async def test_within_hours_nothing_is_said(client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tickets.queue.expecting.now", lambda: datetime(2026, 12, 4, 9, tzinfo=UTC))
    receipt = await open_ticket(client)
    assert (None, None) == (receipt["expected"], (await look(client, receipt))["expected"])
