"""Visitors who are signed in on the operator's site, and those who only say so."""

import logging
from base64 import urlsafe_b64encode
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import func, select

from api.visitor import SiteSecretTooShort
from tests.api.receipts import DELETION, MAIL, letters, look, open_ticket, post_ticket
from tickets.queue.lists import ticket_with_history
from tickets.record.conversation import Conversation
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import take
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
SITE = "a secret that the site and these tests share, long enough for every algorithm"
MAILED = DELETION | {"contact": {"email": MAIL}}


@pytest.fixture
def app(app_with):
    return app_with(site_secret=SITE)


async def count(database: Database, table: type) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


def token(key: str = SITE, algorithm: str = "HS256", **claims: object) -> str:
    """A token as the site signs it; a claim that is None is left out."""
    filled = {"sub": "user-7", "exp": now() + timedelta(hours=1), "email": MAIL} | claims
    return jwt.encode({name: value for name, value in filled.items() if value is not None}, key, algorithm)


async def test_a_visitor_who_is_signed_in_on_the_site_is_known(client, database):
    """The ticket is proven from the start, its receipt mailed; staff can see which account it is, others cannot."""
    receipt = await open_ticket(client, visitor=token(name="Иван", iat=now()), **MAILED)
    assert receipt["identity"] == {"needed": True, "proven": True, "how": "site", "email": None, "code": None}
    assert not receipt["code_sent"]
    assert [row.topic for row in await letters(database, receipt)] == ["ticket_opened"]
    async with database.transaction() as session:
        assert (await take(session, receipt["number"], ANNA)).status == "taken"
    async with database.reading() as session:
        events = (await ticket_with_history(session, receipt["number"])).events
    assert {"how": "site", "account": "user-7"} in [event.detail for event in events]
    assert "user-7" not in str(await look(client, receipt))


async def test_a_retry_with_a_fresh_token_gets_the_same_receipt(client, database):
    """Tokens live shorter than networks fail; the history notes the account once."""
    first = await open_ticket(client, visitor=token(), **MAILED)
    again = await open_ticket(client, visitor=token(exp=now() + timedelta(hours=2)), **MAILED)
    assert first == again
    assert [event["step"] for event in (await look(client, again))["events"]].count("prove") == 1


async def test_an_address_that_is_not_the_visitors_stays_unproven(client, database):
    """Whoever is signed in may still have typed another's: a code goes there."""
    receipt = await open_ticket(client, visitor=token(email="mallory@example.ru"), **MAILED)
    assert receipt["code_sent"]
    assert [row.topic for row in await letters(database, receipt)] == ["email_code"]
    without = await open_ticket(client, "k-2", visitor=token(email=None), **DELETION)
    assert (without["identity"]["how"], without["code_sent"]) == ("site", False)


async def test_an_address_in_capitals_is_the_same_address(client, database):
    """The site and the person need not write it alike."""
    assert not (await open_ticket(client, visitor=token(email="Ivan@Example.RU"), **MAILED))["code_sent"]


def unsigned(header: str, payload: str) -> str:
    """A token with whatever header, signed by nobody."""
    return ".".join(urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in (header, payload)) + "."


FORGED = {
    "no algorithm": lambda: token("", "none"),
    "algorithm None": lambda: unsigned('{"alg":"None"}', '{"sub":"user-7","exp":4102444800}'),
    "another algorithm": lambda: token(SITE, "HS512"),
    "another key": lambda: token("some other secret, which is long enough"),
    "cut": lambda: token()[:-2],
    "changed": lambda: token().replace(".", ".e", 1),
    "expired": lambda: token(exp=now() - timedelta(minutes=1)),
    "for two days": lambda: token(exp=now() + timedelta(days=2)),
    "for ever": lambda: token(exp=None),
    "odd expiry": lambda: token(exp="soon"),
    "endless expiry": lambda: token(exp=float("inf")),
    "from tomorrow": lambda: token(iat=now() + timedelta(days=1)),
    "nobody": lambda: token(sub=None),
    "an empty name": lambda: token(sub=" "),
    "a number": lambda: token(sub=7),
    "odd address": lambda: token(email=[MAIL]),
    "for somebody else": lambda: token(aud="another service"),
    "no token": lambda: "not a token",
    "three dots": lambda: "...",
    "deep header": lambda: unsigned("[" * 2900, "{}"),
    "not ASCII": lambda: "ж" * 50,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
async def test_a_token_that_the_site_did_not_sign_for_now_opens_nothing(client, database, caplog, forge):
    """401, no ticket, no conversation, no letter, and no word of the token in the log."""
    forged = forge()
    with caplog.at_level(logging.DEBUG):
        refused = await post_ticket(client, visitor=forged, **MAILED)
    assert (refused.status_code, refused.json()["type"]) == (401, "urn:punkt:visitor-not-known")
    assert await count(database, Ticket) == await count(database, Conversation) == 0
    assert forged not in refused.text + caplog.text


async def test_where_no_secret_is_shared_a_token_is_refused(app_with, client_of, database):
    """Rather than believed, or left unread: the visitor would think to be known."""
    async with client_of(app_with()) as client:
        refused = await post_ticket(client, visitor=token(), **MAILED)
    assert (refused.status_code, refused.json()["type"]) == (401, "urn:punkt:visitors-off")
    assert await count(database, Ticket) == 0


def test_a_secret_that_can_be_guessed_stops_the_start(app_with):
    """In a sentence for the operator, which does not quote it."""
    with pytest.raises(SiteSecretTooShort, match="PUNKT_SITE_SECRET короче 32 знаков") as refusal:
        app_with(site_secret="x" * 31)
    assert "xxx" not in str(refusal.value)
    assert app_with(site_secret="x" * 32)
