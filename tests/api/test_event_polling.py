"""Events for whom a stream does not reach: the same, asked for again and again."""

import asyncio

import httpx
import pytest

from api.http import patience
from api.http.streams import PER_CONVERSATION
from api.public import events
from tests.api.receipts import bearer, open_ticket
from tickets.post.outbox import tell
from tickets.post.topics.to_person import Notice, StaffAnswered
from tickets.steps.by_staff import answer, take

ANNA = "anna@example.ru"
WAIT = 60


async def say(database, receipt: dict, *texts: str) -> None:
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        for text in texts:
            await answer(session, receipt["number"], ANNA, text)


def address(receipt: dict) -> str:
    return f"/api/v1/conversations/{receipt['conversation']['id']}/events"


async def test_events_can_be_asked_for(client, database, monkeypatch):
    """All, then only what is new, in pieces; by header or by parameter; nothing of it tells who wrote."""
    monkeypatch.setattr(events, "AT_ONCE", 2)
    receipt = await open_ticket(client)
    mine = bearer(receipt["conversation"]["token"])
    as_json = mine | {"Accept": "application/json"}
    nothing = (await client.get(address(receipt), headers=as_json)).json()
    assert nothing == {"events": [], "last": "0"}
    await say(database, receipt, "первый", "второй", "третий")
    first = (await client.get(address(receipt), headers=as_json)).json()
    assert [(one["topic"], one["data"]["text"]) for one in first["events"]] == [
        ("staff_answered", "первый"),
        ("staff_answered", "второй"),
    ]
    assert set(first["events"][0]["data"]) == {"number", "text", "message", "at", "blocks"}
    assert first["last"] == first["events"][-1]["id"]
    rest = (await client.get(address(receipt), params={"after": first["last"]}, headers=mine)).json()
    assert [one["data"]["text"] for one in rest["events"]] == ["третий"]
    done = await client.get(address(receipt), headers=as_json | {"Last-Event-ID": rest["last"]})
    assert done.json() == {"events": [], "last": rest["last"]}
    assert done.headers["cache-control"] == "no-store"


async def test_polling_gives_what_the_stream_gives(live, database):
    """Event by event, with the same ids; the stream stays what it is for whoever asks for one."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        receipt = await open_ticket(client)
        await say(database, receipt, "да")
        mine = bearer(receipt["conversation"]["token"])
        [polled] = (await client.get(f"{address(receipt)}?after=0", headers=mine)).json()["events"]
        for accept in ("text/event-stream", "*/*"):
            async with client.stream("GET", address(receipt), headers=mine | {"Accept": accept}) as response:
                assert response.headers["content-type"].startswith("text/event-stream")
                fields = {}
                async for line in response.aiter_lines():
                    name, _, value = line.partition(": ")
                    fields[name] = value
                    if "data" in fields and not line:
                        break
            assert (fields["id"], fields["event"]) == (polled["id"], polled["topic"])


@pytest.mark.parametrize("after", ["-1", "abc", "1" * 10, "0 or 1=1"])
async def test_an_id_that_is_none_is_refused(client, after):
    receipt = await open_ticket(client)
    mine = bearer(receipt["conversation"]["token"])
    assert (await client.get(address(receipt), params={"after": after}, headers=mine)).status_code == 422


async def test_nobody_polls_another_conversation(client):
    """Nor with the token of its ticket."""
    one, other = await open_ticket(client, "a"), await open_ticket(client, "b")
    url = f"{address(one)}?after=0"
    assert (await client.get(url)).status_code == 401
    for token in (other["conversation"]["token"], one["token"]):
        assert (await client.get(url, headers=bearer(token))).status_code == 404


async def test_one_conversation_keeps_few_streams(live):
    """However many tabs; another conversation of the same address still has room."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        one, other = await open_ticket(client, "a"), await open_ticket(client, "b")

        def stream(receipt: dict):
            return client.stream("GET", address(receipt), headers=bearer(receipt["conversation"]["token"]))

        opened = [stream(one) for _ in range(PER_CONVERSATION)]
        for each in opened:
            await each.__aenter__()
        async with stream(one) as refused, stream(other) as taken:
            assert (refused.status_code, taken.status_code) == (429, 200)
        for each in opened:
            await each.__aexit__(None, None, None)


async def test_whoever_does_not_read_is_cut(live, database, monkeypatch, caplog):
    """A connection that takes nothing gives its place back, and no memory fills up meanwhile."""
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client:
        receipt = await open_ticket(client)
    lane = receipt["conversation"]["id"]
    async with database.transaction() as session:
        for _ in range(60):
            tell(session, "web", lane, Notice(receipt["number"], "ru", StaffAnswered("m1", "a" * 300_000)), "ticket:1")
    host, port = live.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1)
    head = f"GET {address(receipt)} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {receipt['conversation']['token']}"
    writer.write(f"{head}\r\n\r\n".encode())
    await writer.drain()
    async with asyncio.timeout(WAIT):
        while "does not read" not in caplog.text:
            await asyncio.sleep(0.05)
        while live.server._serves.state.context.streams._seats._open:
            await asyncio.sleep(0.05)
    writer.transport.abort()
    del reader
    assert "unexpected" not in caplog.text
