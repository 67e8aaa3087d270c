"""How the web knows who asks: a code that came by mail is typed where the ticket was opened."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.api.receipts import (
    DELETION,
    MAIL,
    URL,
    bearer,
    code_in_mail,
    letters,
    look,
    open_ticket,
    post_ticket,
    step,
)
from tests.conftest import VAULT
from tickets.post.outbox import OutboxRow
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import take
from tickets.steps.code import EmailCode
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
MAILED = DELETION | {"contact": {"email": MAIL}}


def other(code: str, by: int = 1) -> str:
    """Not this code."""
    return f"{(int(code) + by) % 1_000_000:06d}"


async def let_pass(database: Database, time: timedelta) -> None:
    """Tickets and codes become older by so much."""
    async with database.transaction() as session:
        for ticket in (await session.execute(select(Ticket))).scalars():
            ticket.received_at -= time
        for code in (await session.execute(select(EmailCode))).scalars():
            code.created_at, code.expires_at = code.created_at - time, code.expires_at - time


async def test_the_code_from_the_mail_lets_the_work_begin(client, database):
    """It is sent with the receipt; typed back, it proves the address, and the ticket goes on."""
    receipt = await open_ticket(client, **MAILED)
    assert receipt["code_sent"]
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
    assert (await look(client, receipt))["status"] == "checking"

    proven = await step(client, receipt, "proof", {"code": await code_in_mail(database, receipt)})

    assert proven.status_code == 200
    assert proven.json()["status"] == "taken"
    assert proven.json()["identity"] == {"needed": True, "proven": True, "how": "email", "email": None, "code": None}
    assert [row.topic for row in await letters(database, receipt)] == ["email_code", "ticket_opened"]


@pytest.mark.parametrize(
    ("became", "code"),
    [
        ({"delivered_at": now()}, "sent"),
        ({"dead_at": now(), "error": "there is no address that mail could go to"}, "failed"),
        ({"not_before": now() + timedelta(hours=1), "error": "TimeoutError"}, "sending"),
    ],
)
async def test_a_ticket_tells_what_became_of_the_letter(client, database, became, code):
    """Before it has left nobody is told that it has; one that nobody took is told of, too, and so is a late one."""
    receipt = await open_ticket(client, **MAILED)
    assert (receipt["code_sent"], receipt["identity"]["code"]) == (True, "sending")
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.topic == "email_code").values(**became))
    assert (await look(client, receipt))["identity"]["code"] == code
    await let_pass(database, timedelta(minutes=11))
    assert (await look(client, receipt))["identity"]["code"] == ("failed" if code == "sending" else code)


async def test_a_code_that_is_sent_again_proves_nothing_more_and_is_no_mistake(client, database):
    """A client that heard no answer gets the state, and the mailbox one receipt."""
    receipt = await open_ticket(client, **MAILED)
    code = await code_in_mail(database, receipt)
    first, second = [await step(client, receipt, "proof", {"code": code}) for _ in "12"]
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert [row.topic for row in await letters(database, receipt)] == ["email_code", "ticket_opened"]


async def test_the_next_ticket_with_a_proven_address_needs_no_code(client, database):
    """Within the same conversation."""
    receipt = await open_ticket(client, **MAILED)
    await step(client, receipt, "proof", {"code": await code_in_mail(database, receipt)})
    body = MAILED | {"conversation": receipt["conversation"]["id"]}
    headers = {"Idempotency-Key": "k-2"} | bearer(receipt["conversation"]["token"])
    second = (await client.post(URL, json=body, headers=headers)).json()
    assert (second["code_sent"], second["identity"]["how"]) == (False, "email")


async def test_without_an_address_no_code_is_sent(client, database):
    """Nor can one be asked for, and the refusal says why."""
    receipt = await open_ticket(client, **DELETION)
    refused = await step(client, receipt, "code")
    assert not receipt["code_sent"]
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:no-address")
    assert await letters(database, receipt) == []


async def test_where_no_mail_is_set_up_no_letter_is_promised(app_with, client_of, sqlite_url):
    """The person hears that staff will check who asks."""
    database = Database(sqlite_url, VAULT, mail=False)
    async with client_of(app_with(database=database)) as client:
        receipt = await open_ticket(client, **MAILED)
        refused = await step(client, receipt, "code")
    assert not receipt["code_sent"]
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:mail-off")
    assert await letters(database, receipt) == []
    await database.close()


async def test_fifty_posts_of_one_act_send_one_code(client, database):
    """And get the same receipt fifty times; one more when the code is long over sends no other."""
    receipts = await asyncio.gather(*(post_ticket(client, **MAILED) for _ in range(50)))
    assert len({each.text for each in receipts}) == 1
    await let_pass(database, timedelta(minutes=20))
    late = await open_ticket(client, **MAILED)
    assert (late["number"], late["code_sent"]) == (receipts[0].json()["number"], True)
    assert len(await letters(database, late)) == 1


async def test_wrong_codes_are_counted_and_the_third_ends_the_code(client, database):
    """Each refusal says how many tries are left; then the right code is refused too."""
    receipt = await open_ticket(client, **MAILED)
    code = await code_in_mail(database, receipt)
    refusals = [(await step(client, receipt, "proof", {"code": other(code, by)})).json() for by in (1, 2, 3)]
    refusals.append((await step(client, receipt, "proof", {"code": code})).json())
    assert [refused["status"] for refused in refusals] == [422] * 4
    assert [refused["tries_left"] for refused in refusals] == [2, 1, 0, 0]
    types = [refused["type"].removeprefix("urn:punkt:") for refused in refusals]
    assert types == ["wrong-code", "wrong-code", "code-ended", "code-ended"]
    assert "Осталось попыток: 2." in refusals[0]["detail"]
    assert not (await look(client, receipt))["identity"]["proven"]


async def test_a_program_that_tries_all_at_once_is_heard_three_times(client, database):
    """Ten parallel posts are three tries."""
    receipt = await open_ticket(client, **MAILED)
    code = await code_in_mail(database, receipt)
    await asyncio.gather(*(step(client, receipt, "proof", {"code": other(code, by)}) for by in range(1, 11)))
    async with database.reading() as session:
        assert await session.scalar(select(EmailCode.tries)) == 3
    assert (await step(client, receipt, "proof", {"code": code})).status_code == 422


async def test_a_code_that_is_too_old_is_refused_and_a_new_one_is_heard(client, database):
    """After ten minutes."""
    receipt = await open_ticket(client, **MAILED)
    old = await code_in_mail(database, receipt)
    await let_pass(database, timedelta(minutes=10))
    refused = await step(client, receipt, "proof", {"code": old})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:punkt:code-ended")
    sent = await step(client, receipt, "code")
    assert (sent.status_code, sent.json()["tries_left"], sent.json()["wait"]) == (202, 3, 60)
    assert (await step(client, receipt, "proof", {"code": await code_in_mail(database, receipt)})).status_code == 200


async def test_a_code_can_be_sent_again_after_a_minute(client, database):
    """Sooner the refusal says how long to wait, and no letter leaves."""
    receipt = await open_ticket(client, **MAILED)
    soon = await step(client, receipt, "code")
    assert (soon.status_code, soon.json()["type"]) == (429, "urn:punkt:code-too-soon")
    assert 1 <= int(soon.headers["retry-after"]) <= 60
    assert len(await letters(database, receipt)) == 1
    await let_pass(database, timedelta(minutes=1))
    assert (await step(client, receipt, "code")).status_code == 202


async def test_nobody_floods_a_mailbox_with_codes(client, database):
    """Five an hour, from however many conversations; the tickets are opened all the same."""
    receipts = [await open_ticket(client, f"k-{n}", **MAILED) for n in range(7)]
    assert [receipt["code_sent"] for receipt in receipts] == [True] * 5 + [False] * 2
    refused = await step(client, receipts[6], "code")
    assert (refused.status_code, refused.json()["type"]) == (429, "urn:punkt:too-many-codes")
    assert 60 < int(refused.headers["retry-after"]) <= 3600


async def test_one_address_mails_codes_to_few_strangers(app_with, client_of, database):
    """Twenty an hour; the tickets are opened all the same, who asks for a code hears when, and others get theirs."""
    app = app_with(rate_limit="1000/minute")
    client, other_client = client_of(app, "127.0.0.1"), client_of(app, "192.0.2.2")
    receipts = [await open_ticket(client, f"k-{n}", **_mailed_to(n)) for n in range(22)]
    assert [receipt["code_sent"] for receipt in receipts] == [True] * 20 + [False] * 2
    refused = await step(client, receipts[-1], "code")
    assert (refused.status_code, refused.json()["type"]) == (429, "urn:punkt:too-many-codes")
    assert 0 < int(refused.headers["retry-after"]) <= 3600  # the counter's hours begin with those of the clock
    assert 'punkt_codes_refused_total{bound="client"} 3.0' in (await client.get("/metrics")).text
    assert (await open_ticket(other_client, **_mailed_to(99)))["code_sent"]


async def test_the_installation_mails_so_many_codes_an_hour(client, database, monkeypatch):
    """From however many addresses they are asked for: it is no source of spam."""
    monkeypatch.setattr("tickets.steps.code.IN_HOUR_OF_ALL", 3)
    sent = [(await open_ticket(client, f"k-{n}", **_mailed_to(n)))["code_sent"] for n in range(4)]
    assert sent == [True, True, True, False]
    await let_pass(database, timedelta(hours=1))
    assert (await open_ticket(client, "k-9", **_mailed_to(9)))["code_sent"]


def _mailed_to(stranger: int) -> dict:
    return DELETION | {"contact": {"email": f"stranger{stranger}@example.org"}}


async def test_who_types_anothers_address_has_proven_nothing(client, database):
    """Not with a code of their own, not with that of the other, not after the other has proven it."""
    mine = await open_ticket(client, "k-1", **MAILED)
    await let_pass(database, timedelta(minutes=1))
    theirs = await open_ticket(client, "k-2", **MAILED)
    code = await code_in_mail(database, mine)
    assert (await step(client, theirs, "proof", {"code": code})).status_code == 422
    assert (await step(client, mine, "proof", {"code": code})).status_code == 200
    assert not (await look(client, theirs))["identity"]["proven"]
    third = await open_ticket(client, "k-3", **MAILED)
    assert (third["identity"]["proven"], third["code_sent"]) == (False, True)


async def test_a_proof_after_the_end_counts_when_the_ticket_is_opened_again(client, database):
    """Nobody is left in a check that cannot be passed: a new code is sent and heard."""
    receipt = await open_ticket(client, **MAILED)
    code = await code_in_mail(database, receipt)
    await step(client, receipt, "retract")
    await step(client, receipt, "proof", {"code": code})
    await step(client, receipt, "reopen", {"reason": "передумал"})
    await let_pass(database, timedelta(minutes=1))
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
    await step(client, receipt, "code")
    await step(client, receipt, "proof", {"code": await code_in_mail(database, receipt)})
    assert (await look(client, receipt))["status"] == "taken"
