"""A visitor who left: what staff say comes by mail, with the way back; nobody hears the same twice in one place."""

import re
from functools import partial
from pathlib import Path

import httpx
import pytest
from post_office import PostOffice, settings, text_of

from api.app import create_app
from api.tokens import Tokens
from desk.desk import Desk
from post.mail.sender import open_mail
from tests.api.receipts import DELETION, bearer, look, open_ticket
from tests.conftest import MOSCOW
from tests.delivering import deliver_due
from tickets.post.outbox import EMAIL
from tickets.steps.by_staff import answer, ask, take
from tickets.store.database import Database

ANNA = "anna@example.ru"
SITE = "https://help.example.org"
SECRET = b"a key that only these tests know, long enough"


@pytest.fixture
async def visitor(any_database: Database, knowledge, office: PostOffice, tmp_path: Path):
    """A client of an application that writes letters, and what carries them."""
    known = settings(f"smtp://127.0.0.1:{office.port}", public_url=SITE, rate_limit="off", data=tmp_path)
    app = create_app(Desk(any_database, knowledge, MOSCOW), any_database, known, SECRET)
    sender = open_mail(known, partial(Tokens(SECRET).ticket_link, known.address))
    assert sender is not None

    async def carry() -> None:
        while await deliver_due(any_database, {EMAIL: sender}):
            pass

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://punkt.test") as client:
        yield client, carry


async def test_answers_follow_a_visitor_to_the_mailbox(visitor, any_database: Database, office: PostOffice) -> None:
    """Only to an address that is proven; each once; by the link in the letter the ticket opens."""
    client, carry = visitor
    receipt = await open_ticket(client, **DELETION | {"contact": {"email": "ivan@example.org"}})
    assert receipt["identity"]["code"] == "sending"
    await carry()
    assert (await look(client, receipt))["identity"]["code"] == "sent"
    code = re.sub(r"\D", "", re.search(r"\n    (\d{3} \d{3})\n", text_of(office.letters[0])).group(1))
    assert SITE not in text_of(office.letters[0]).replace(f"({SITE})", "")
    proof = f"/api/v1/tickets/{receipt['number']}/proof"
    assert (await client.post(proof, json={"code": code}, headers=bearer(receipt["token"]))).status_code == 200
    async with any_database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await answer(session, receipt["number"], ANNA, "Ищем ваш договор.")
        await ask(session, receipt["number"], ANNA, "Какой номер?")
    await carry()
    letters = [text_of(letter) for letter in office.letters[1:]]
    assert [("зарегистрировано" in each, "Ищем ваш договор." in each, "Какой номер?" in each) for each in letters] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert {letter["To"] for letter in office.letters} == {"ivan@example.org"}
    for each in letters:
        assert receipt["url"] in each
        assert ANNA not in each
    number, token = re.search(rf"{SITE}/tickets/(\S+)#(\S+)", letters[-1]).groups()
    opened = await look(client, {"number": httpx.URL(f"{SITE}/{number}").path[1:], "token": token})
    assert (opened["number"], opened["status"]) == (receipt["number"], "waiting")


async def test_an_address_that_is_not_proven_gets_no_answer(
    visitor, any_database: Database, office: PostOffice
) -> None:
    """Whoever typed another's address tells them nothing; the visitor reads it where they asked, once."""
    client, carry = visitor
    receipt = await open_ticket(client, contact={"email": "petr@example.org"})
    async with any_database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await answer(session, receipt["number"], ANNA, "Ищем ваш договор.")
    await carry()
    assert ["Подтверждение адреса почты"] == [letter["Subject"] for letter in office.letters]
    conversation = receipt["conversation"]
    url = f"/api/v1/conversations/{conversation['id']}/events?after=0"
    told = (await client.get(url, headers=bearer(conversation["token"]))).json()["events"]
    assert [one["data"]["text"] for one in told] == ["Ищем ваш договор."]
