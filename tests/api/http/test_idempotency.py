"""A key that two clients happen to use: each gets their own answer, and the same client the same one again."""

from sqlalchemy import select

from tests.api.receipts import CLAIM, bearer
from tests.conftest import both_databases
from tickets.record.conversation import Conversation

ASKED = "/api/v1/messages", {"text": "сколько храните данные"}
OPENED = "/api/v1/tickets", CLAIM


async def send(client, what, **headers):
    path, body = what
    sent = await client.post(path, json=body, headers={"Idempotency-Key": "1"} | headers)
    assert sent.status_code in {200, 201}
    return sent


@both_databases
async def test_a_stranger_with_the_same_short_key_gets_nothing_of_mine(app, client_of, database):
    """The same letter, the same words: another conversation, another token, another number."""
    mine, other = client_of(app, "192.0.2.1"), client_of(app, "192.0.2.2")
    site = {"Origin": "https://shop.example.org"}
    for what in (ASKED, OPENED):
        first, again = await send(mine, what), await send(mine, what)
        assert first.content == again.content
        answers = [first, await send(other, what), await send(mine, what, **site)]
        assert len({answer.json()["conversation"]["token"] for answer in answers}) == 3
        assert len({answer.json().get("number", answer.json()["conversation"]["id"]) for answer in answers}) == 3
    async with database.reading() as session:
        kept = (await session.scalars(select(Conversation.origin))).all()
    assert not [origin for origin in kept if "192.0.2" in origin]


async def test_a_client_of_ipv6_is_its_network(app, client_of):
    """Its telephone changes the last half of the address whenever it likes."""
    one, same = client_of(app, "2001:db8::1"), client_of(app, "2001:db8::2")
    assert (await send(one, OPENED)).content == (await send(same, OPENED)).content


async def test_the_same_key_for_files_of_two_tickets_is_two_files(app_with, client_of, tmp_path):
    """Whose ticket it is, the token says; a stranger with the key gets nothing."""
    app = app_with(data=tmp_path)
    mine, other = client_of(app, "192.0.2.1"), client_of(app, "192.0.2.2")
    kept = []
    for client in (mine, other):
        ticket = (await send(client, OPENED)).json()
        url, file = f"/api/v1/tickets/{ticket['number']}/attachments", {"file": ("a.txt", b"a")}
        headers = {"Idempotency-Key": "1"} | bearer(ticket["token"])
        sent = [await client.post(url, files=file, headers=headers) for _ in "12"]
        assert sent[0].content == sent[1].content
        kept.append(sent[0].json()["id"])
        assert (await other.post(url, files=file, headers={"Idempotency-Key": "1"})).status_code == 401
    assert len(set(kept)) == 2
