"""What staff say appears while the visitor waits."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import NoReturn

import httpx

from api.http import event_stream
from api.http.streams import PER_CLIENT, PER_CONVERSATION
from tests.api.receipts import DELETION, MAIL, step
from tests.api.receipts import open_ticket as open_one
from tests.conftest import MOSCOW
from tickets.steps.by_staff import answer, ask, take
from tickets.steps.confirming import confirm
from tickets.steps.deciding import close, refuse, resolve
from tickets.steps.extending import extend
from tickets.steps.joining import merge
from tickets.store.away import DatabaseAway

ANNA = "anna@example.ru"

WAIT = 60


async def open_ticket(client: httpx.AsyncClient, key: str = "k") -> dict[str, object]:
    body = {"kind": "human", "text": "позовите сотрудника", "contact": {}, "consent": True}
    return (await client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": key})).json()


def stream(client: httpx.AsyncClient, conversation: dict[str, str], **headers: str):
    headers["Authorization"] = f"Bearer {conversation['token']}"
    return client.stream("GET", f"/api/v1/conversations/{conversation['id']}/events", headers=headers)


async def events(response: httpx.Response) -> AsyncIterator[tuple[str, str, dict[str, object]]]:
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield fields["id"], fields["event"], json.loads(fields["data"])
            fields = {}


async def test_an_answer_arrives_while_the_visitor_waits(live, database):
    """With its number and its text, and nothing about who wrote it; then word that the ticket is closed."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        ticket = await open_ticket(client)
        async with stream(client, ticket["conversation"]) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            async with database.transaction() as session:
                await take(session, ticket["number"], "anna@example.ru")
                await answer(session, ticket["number"], "anna@example.ru", "Добрый день!\n\nСлушаю вас.")
                await resolve(session, ticket["number"], "anna@example.ru", "Помогли.")
                await close(session, ticket["number"], "anna@example.ru")
            told = events(response)
            _, first, data = await anext(told)
            _, second, decision = await anext(told)
            _, third, _ = await anext(told)
    assert (first, second, third) == ("staff_answered", "ticket_resolved", "ticket_closed")
    assert decision["text"] == "Помогли."
    assert data["text"] == "Добрый день!\n\nСлушаю вас."
    assert data["number"] == ticket["number"]
    assert set(data) == {"number", "text", "blocks", "message", "at"}


async def test_while_nothing_happens_the_connection_is_kept_alive(live, monkeypatch):
    """A proxy that closes what is silent sees a comment now and then; the news comes after it as ever."""
    monkeypatch.setattr(event_stream, "PING", 0.05)
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        ticket = await open_ticket(client)
        async with stream(client, ticket["conversation"]) as response:
            said = response.aiter_lines()
            assert [": open", "retry: 3000", "", ": ping", "", ": ping"] == [await anext(said) for _ in range(6)]


async def test_whoever_leaves_gives_their_place_back_at_once(live):
    """Not only when something would have been told, or after the next sign of life."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        ticket = await open_ticket(client)
        for _ in range(2 * PER_CONVERSATION):
            async with stream(client, ticket["conversation"]) as response:
                assert response.status_code == 200
            while live.server._serves.state.context.streams._seats._open:
                await asyncio.sleep(0.01)


async def test_a_stream_whose_database_is_away_ends_as_if_all_were_told(live, database, monkeypatch):
    """Whoever listens comes again by themselves; nothing is cut off in the middle."""

    async def away(*_: object) -> NoReturn:
        raise DatabaseAway(OSError())

    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        ticket = await open_ticket(client)
        monkeypatch.setattr("api.public.events._since", away)
        async with stream(client, ticket["conversation"]) as response:
            assert [] == [event async for event in events(response)]


TOLD = {
    "identity_needed": set(),
    "staff_asked": {"text", "blocks", "message"},
    "request_confirmed": {"requests", "due_on", "basis"},
    "term_extended": {"text", "due_on", "basis", "requests"},
    "ticket_refused": {"text", "message", "norm"},
    "ticket_reopened": {"due_on", "basis"},
    "consent_withdrawn": {"due_on", "basis"},
    "ticket_merged": {"into"},
    "ticket_retracted": set(),
}


async def test_every_step_that_concerns_the_person_is_told(live, database):
    """With the words and dates that the widget shows, and nothing else: no code, no address, no name of staff."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        first = await open_one(client, **DELETION | {"requests": ["access"], "contact": {"email": MAIL}})
        conversation = first["conversation"]
        headers = {"Idempotency-Key": "k-2", "Authorization": f"Bearer {conversation['token']}"}
        body = DELETION | {"conversation": conversation["id"], "requests": ["stop"]}
        second = (await client.post("/api/v1/tickets", json=body, headers=headers)).json()
        one, two = first["number"], second["number"]
        async with database.transaction() as session:
            await take(session, one, ANNA)
            await take(session, two, ANNA)
            await ask(session, two, ANNA, "Какие звонки?")
            await confirm(session, two, ANNA, ["stop", "marketing"], MOSCOW)
            await extend(session, two, ANNA, "stop", "Ищем договор.", MOSCOW)
            await refuse(session, one, ANNA, "Это не ваши данные.", "ч. 8 ст. 14 152-ФЗ")
        await step(client, first, "reopen", {"reason": "Мои"})
        await step(client, first, "consent/withdraw")
        async with database.transaction() as session:
            await merge(session, two, ANNA, one, MOSCOW)
        await step(client, first, "retract")
        told = await first_events(client, conversation, 9)
    fields = {topic: set(data) - {"number", "at"} for topic, data in told}
    assert [topic for topic, _ in told] == list(TOLD)
    assert fields == TOLD
    assert (dict(told)["identity_needed"]["number"], dict(told)["ticket_merged"]["number"]) == (one, two)
    assert dict(told)["ticket_merged"]["into"] == one
    assert dict(told)["request_confirmed"]["requests"] == ["stop", "marketing"]
    assert "example.ru" not in str(told)


async def first_events(client: httpx.AsyncClient, conversation: dict[str, str], number: int) -> list[tuple[str, dict]]:
    async with stream(client, conversation) as response:
        told = events(response)
        return [(await anext(told))[1:] for _ in range(number)]


async def test_a_stream_that_was_cut_goes_on_after_the_last_event(live, database):
    """Nothing is told twice, nothing is left out."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        ticket = await open_ticket(client)
        async with database.transaction() as session:
            await take(session, ticket["number"], "anna@example.ru")
            await answer(session, ticket["number"], "anna@example.ru", "первый")
            await answer(session, ticket["number"], "anna@example.ru", "второй")
        async with stream(client, ticket["conversation"]) as response:
            seen, _, data = await anext(events(response))
        assert data["text"] == "первый"
        async with stream(client, ticket["conversation"], **{"Last-Event-ID": seen}) as response:
            _, _, data = await anext(events(response))
        assert data["text"] == "второй"


async def test_nobody_listens_to_another_conversation(live):
    """Without a token 401, with another's 404."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client:
        one, other = await open_ticket(client, "a"), await open_ticket(client, "b")
        address = f"/api/v1/conversations/{one['conversation']['id']}/events"
        assert (await client.get(address)).status_code == 401
        foreign = {"Authorization": f"Bearer {other['conversation']['token']}"}
        assert (await client.get(address, headers=foreign)).status_code == 404


async def test_one_client_cannot_take_all_streams(live):
    """One more than allowed is refused; a stream that is closed makes room."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        conversations = [(await open_ticket(client, f"k-{each}"))["conversation"] for each in range(PER_CLIENT)]
        conversation = conversations[0]
        opened = [stream(client, each) for each in conversations]
        for one in opened:
            await one.__aenter__()
        async with stream(client, conversation) as refused:
            assert refused.status_code == 429
        for one in opened:
            await one.__aexit__(None, None, None)
        while True:
            async with stream(client, conversation) as again:
                if again.status_code == 200:
                    break


async def test_open_streams_do_not_hold_up_a_stop(live):
    """A deployment waits for no visitor's tab."""
    async with httpx.AsyncClient(base_url=live.url, timeout=WAIT) as client, asyncio.timeout(WAIT):
        conversation = (await open_ticket(client))["conversation"]
        async with stream(client, conversation) as response:
            live.server.should_exit = True
            assert [line async for line in response.aiter_lines()]
        await live.serving
