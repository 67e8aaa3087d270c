"""Incoming: what a messenger posts is stored before it hears yes, and nobody else can post."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from api.app import create_app
from api.incoming import LARGEST, Source
from bot.dialogue.turn import CHANNEL
from bot.updates.polling import as_incoming
from bot.updates.webhook import HEADER, PATH, webhook_secret
from desk.desk import Desk
from desk.settings import Settings
from tests.conftest import VAULT
from tickets.post.inbox import InboxRow
from tickets.store.database import Database

KEY = b"a key that only these tests know, long enough"
SECRET = webhook_secret(KEY)
BEARING = {HEADER: SECRET}
Post = Callable[[object], Awaitable[httpx.Response]]


def app_on(database: Database, desk: Desk) -> FastAPI:
    source = Source(CHANNEL, PATH, HEADER, SECRET, as_incoming)
    return create_app(desk, database, Settings(_env_file=None, rate_limit="off"), KEY, [source])


@pytest.fixture
def post_to(desk: Desk, client_of: Callable[..., httpx.AsyncClient]) -> Callable[[Database], Post]:
    """Posts bodies as Telegram does."""

    def posting(database: Database) -> Post:
        client = client_of(app_on(database, desk))

        async def send(body: object) -> httpx.Response:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return await client.post(PATH, content=content, headers=BEARING)

        return send

    return posting


@pytest.fixture
def post(post_to: Callable[[Database], Post], database: Database) -> Post:
    return post_to(database)


def update(number: int = 1, text: str = "сколько храните?", **more: object) -> dict[str, object]:
    chat = {"id": 1001, "type": "private", "first_name": "Анна"}
    return {"update_id": number, "message": {"message_id": 5, "date": 1, "chat": chat, "text": text}, **more}


async def stored(database: Database) -> list[InboxRow]:
    async with database.reading() as session:
        return list((await session.execute(select(InboxRow).order_by(InboxRow.id))).scalars())


async def test_an_update_is_stored_before_telegram_hears_yes(post_to, any_database: Database) -> None:
    """In the lane of its chat, and the bot is told at once."""
    post, news = post_to(any_database), any_database.watch()
    assert 200 == (await post(update())).status_code
    [row] = await stored(any_database)
    assert ("telegram", "1", "1001", update()) == (row.channel, row.origin, row.lane, row.payload)
    assert news.is_set()


async def test_an_update_posted_again_is_stored_once(post_to, any_database: Database) -> None:
    """Telegram repeats what got no yes in time: at the same moment, later, out of order."""
    post = post_to(any_database)
    answers = await asyncio.gather(*(post(update(number)) for number in (2, 1, 2, 2, 1, 2)))
    answers.append(await post(update(1, text="другое под тем же номером")))

    assert [200] * 7 == [answer.status_code for answer in answers]
    assert {("1", "сколько храните?"), ("2", "сколько храните?")} == {
        (row.origin, row.payload["message"]["text"]) for row in await stored(any_database)
    }


@pytest.mark.parametrize(
    "secret",
    [None, "", SECRET[:-1], f"{SECRET}0", SECRET.upper(), "0" * len(SECRET), "секрет"],
    ids=["none", "empty", "cut", "longer", "capitals", "another", "letters"],
)
async def test_whoever_lacks_the_secret_is_refused(
    database: Database, desk: Desk, client_of, secret: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is stored or read, and the secret stands in no answer and no log."""
    caplog.set_level(logging.DEBUG)
    headers = {} if secret is None else {HEADER: secret.encode()}
    async with client_of(app_on(database, desk)) as client:
        answer = await client.post(PATH, json=update(), headers=headers)
    assert (403, "urn:punkt:not-the-messenger") == (answer.status_code, answer.json()["type"])
    assert [] == await stored(database)
    assert SECRET not in answer.text + str(answer.headers) + caplog.text


async def test_the_secret_is_of_the_key_and_not_the_key() -> None:
    """Processes that share a key share it; Telegram takes letters, digits, «_» and «-», at most 256."""
    assert SECRET == webhook_secret(KEY)
    assert SECRET != webhook_secret(KEY + b"!")
    assert SECRET.isalnum()
    assert 64 == len(SECRET)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "message": {"chat": {"id": NaN}}}',
        b'{"update_id": 1, "message": {"chat": {"id": 1e999}}}',
        b'{"update_id": 1, "message": ' + b'{"a":' * 100 + b"1" + b"}" * 101,
        b'{"update_id": 1, "message": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
    ids=[
        *("empty", "cut", "not utf-8", "list", "string", "no id", "id of letters", "id of truth", "id of a half"),
        *("endless id", "nan", "infinity", "deep", "very deep"),
    ],
)
async def test_what_is_no_update_is_refused(post, database: Database, body: bytes) -> None:
    """Never with an error of ours, however odd it is."""
    assert 400 == (await post(body)).status_code
    assert [] == await stored(database)


@pytest.mark.parametrize(
    "odd",
    [
        {"message": {}},
        {"message": {"chat": None, "from": {"id": 7}}},
        {"message": {"chat": {"id": "1"}}},
        {"callback_query": {"id": "1", "from": {"id": 7}, "message": 5}},
        {"message": {"chat": {"id": 1}, "text": "\x00 и \ud83d"}},
    ],
    ids=["empty", "no chat", "chat of letters", "message of a number", "half a character"],
)
async def test_an_update_of_an_odd_shape_is_stored_all_the_same(post_to, any_database: Database, odd) -> None:
    """Telegram would repeat for a day what it hears no yes for; whoever handles it sets it aside."""
    post = post_to(any_database)
    assert 200 == (await post({"update_id": 3, **odd})).status_code
    assert [{"update_id": 3, **odd}] == [row.payload for row in await stored(any_database)]


async def test_a_kind_that_nobody_asked_for_is_forgotten(post, database: Database) -> None:
    news = database.watch()
    for unknown in ({"update_id": 4}, {"update_id": 5, "purchased_paid_media": {}}, {"update_id": 6, "message": 1}):
        assert 200 == (await post(unknown)).status_code
    assert [] == await stored(database)
    assert not news.is_set()


async def test_a_long_update_is_taken_and_an_endless_one_is_not(post, database: Database) -> None:
    """Its limit is wider than that of people's messages, announced or found out while reading."""
    assert 200 == (await post(update(text="я" * 100_000))).status_code
    assert 413 == (await post(b" " * (LARGEST + 1))).status_code
    [row] = await stored(database)
    assert 100_000 == len(row.payload["message"]["text"])


async def test_no_yes_while_the_database_is_away(desk: Desk, client_of) -> None:
    """Telegram keeps the update and is told when to come again."""
    away = Database("postgresql://postgres@127.0.0.1:1/punkt", VAULT)
    async with client_of(app_on(away, desk)) as client:
        answer = await client.post(PATH, json=update(), headers=BEARING)
    await away.close()
    assert (503, "5") == (answer.status_code, answer.headers["retry-after"])


async def test_without_a_webhook_there_is_no_such_address(client: httpx.AsyncClient) -> None:
    """And with one it is no part of what others are told of the API."""
    assert 404 == (await client.post(PATH, json=update(), headers=BEARING)).status_code


async def test_the_address_is_not_described(database: Database, desk: Desk, client_of) -> None:
    async with client_of(app_on(database, desk)) as client:
        assert PATH not in (await client.get("/openapi.json")).text
