"""Asking over HTTP."""

import httpx
import pytest
from sqlalchemy import func, select

from tickets.record.conversation import Conversation, StoredMessage
from tickets.store.database import Database

URL = "/api/v1/messages"


async def ask(client: httpx.AsyncClient, text: str, **more: str) -> httpx.Response:
    return await client.post(URL, json={"text": text, **more})


async def count(database: Database, table: type) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_an_everyday_question_gets_the_clause_word_for_word(client):
    """«а долго мое досье у вас пролежит» is answered by 5.1, in every field of the contract."""
    said = (await ask(client, "а долго мое досье у вас пролежит")).json()
    first = said["clauses"][0]
    assert said["kind"] == "answer"
    assert first["number"] == "5.1"
    assert first["quote"].startswith("Обработка персональных данных Пользователя осуществляется без ограничения срока")
    assert first["quote"] in said["text"]
    assert "5.1" in said["text"]
    assert first["url"].endswith("/policy#5.1")
    assert "5.1" in first["path"]
    assert 0 < first["confidence"] <= 1
    assert said["edition"]["id"] == "1"
    assert said["edition"]["effective"] is None
    assert len(said["edition"]["sha256"]) == 64
    assert {"yes", "no"} == {a["id"] for a in said["actions"] if a["kind"] == "feedback"}
    assert {"id", "token"} == set(said["conversation"])
    assert said["message"]


async def test_a_wish_to_be_forgotten_is_offered_a_ticket_of_its_legal_shape(client):
    """Even in Latin letters."""
    said = (await ask(client, "удалите все мои данные")).json()
    assert said["kind"] == "deletion"
    assert (said["request"], said["requests"]) == ("erase", ["erase"])
    assert ("deletion", "ticket") == (said["actions"][0]["id"], said["actions"][0]["kind"])
    latin = (await ask(client, "vychistite menya iz bazy plz")).json()
    assert (latin["kind"], latin["request"], latin["requests"]) == ("deletion", "erase", ["erase"])


async def test_a_wish_for_two_things_is_offered_both(client):
    """Withdrawing a consent and stopping the use are two acts with two terms; an answer asks for nothing."""
    said = (await ask(client, "отзываю согласие и требую прекратить обработку моих данных")).json()
    assert (said["kind"], said["request"], said["requests"]) == ("deletion", "withdraw", ["withdraw", "stop"])
    answer = (await ask(client, "а долго мое досье у вас пролежит")).json()
    assert (answer["request"], answer["requests"]) == (None, [])


async def test_a_person_can_always_be_called(client):
    """Every reply of the machine offers a way to staff."""
    for text in (
        "кому вы передаёте мои данные?",
        "удалите мои данные",
        "привет",
        "какая погода в Сочи",
        "жалоба на вас",
    ):
        said = (await ask(client, text)).json()
        assert "human" in {a["id"] for a in said["actions"] if a["kind"] == "ticket"}, text


async def test_an_english_question_is_framed_in_english(client):
    """The clause stays Russian: it is quoted word for word."""
    said = (await ask(client, "how long do you keep my personal data?")).json()
    assert said["text"].split()[0].isascii()


async def test_a_conversation_goes_on_with_its_token_only(client, database):
    """Without the token 401, with another's 404, and nothing is stored."""
    first = (await ask(client, "привет")).json()["conversation"]
    other = (await ask(client, "привет")).json()["conversation"]
    body = {"text": "сколько храните данные", "conversation": first["id"]}
    before = await count(database, StoredMessage)
    assert (await client.post(URL, json=body)).status_code == 401
    wrong = await client.post(URL, json=body, headers={"Authorization": f"Bearer {other['token']}"})
    unknown = await client.post(URL, json=body | {"conversation": "x" * 22}, headers={"Authorization": "Bearer x"})
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.json() == unknown.json()
    assert await count(database, StoredMessage) == before
    right = await client.post(URL, json=body, headers={"Authorization": f"Bearer {first['token']}"})
    assert right.json()["conversation"] == first


async def test_a_repeat_with_the_same_key_gets_the_same_reply(client, database):
    """A client that heard no answer asks again: one conversation, one message."""
    headers = {"Idempotency-Key": "6f1c"}
    first, second = [await client.post(URL, json={"text": "кому передаёте данные"}, headers=headers) for _ in "12"]
    assert first.status_code == 200
    assert first.json() == second.json()
    assert await count(database, StoredMessage) == await count(database, Conversation) == 1


async def test_a_key_used_for_another_text_is_refused(client):
    """Otherwise the second text would be lost silently."""
    headers = {"Idempotency-Key": "6f1c"}
    await client.post(URL, json={"text": "кому передаёте данные"}, headers=headers)
    refused = await client.post(URL, json={"text": "сколько храните"}, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:punkt:key-reused")


FINE = {
    "markup": "<script>alert(1)</script> **а кому** вы передаёте [данные](javascript:x)?",
    "NUL": "сколько\x00храните",
    "ligatures": "㌖" * 10_000,
    "emoji": "😀" * 10_000,
    "marks": "е" + "\u0301" * 9_999,
    "longest": "данные " * 1_428,
}
REFUSED = {
    "empty": (b'{"text": ""}', 422),
    "spaces": (b'{"text": "  \\n\\t "}', 422),
    "invisible": (b'{"text": "\\u200b"}', 422),
    "too long": (b'{"text": "%s"}' % (b"a" * 10_001), 422),
    "lone surrogate": (b'{"text": "\\ud800"}', 422),
    "no text": (b"{}", 422),
    "number": (b'{"text": 5}', 422),
    "null": (b'{"text": null}', 422),
    "list": (b"[]", 422),
    "unknown field": (b'{"text": "x", "owner": "staff"}', 422),
    "odd conversation": (b'{"text": "x", "conversation": "../1"}', 422),
    "broken": (b'{"text": "', 400),
    "not UTF-8": (b'{"text": "\xff"}', 400),
    "deep": (b"[" * 60_000, 400),
    "huge": (b'{"text": "%s"}' % (b"a" * 200_000), 413),
    "nothing": (b"", 422),
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
async def test_odd_text_gets_a_proper_reply(client, text):
    """Whatever fits into ten thousand characters is read, also when JSON escapes each of them twice."""
    said = await client.post(URL, json={"text": text})
    assert said.status_code == 200
    assert said.json()["kind"]


@pytest.mark.parametrize(("body", "status"), REFUSED.values(), ids=REFUSED)
async def test_bad_input_is_refused_in_russian_and_leaves_nothing(client, database, body, status):
    """One clear problem, no word of what was sent, no half of a conversation."""
    refused = await client.post(URL, content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    told = refused.json()
    assert told["status"] == status
    words = [told["title"], told["detail"], *(error["message"] for error in told.get("errors", []))]
    assert all(any("а" <= letter <= "я" for letter in sentence) for sentence in words)
    assert await count(database, Conversation) == await count(database, StoredMessage) == 0


async def test_a_body_of_unknown_length_is_cut_off_too(client):
    """A client need not announce how much it sends."""

    async def endless():
        for _ in range(300):
            yield b"a" * 1024

    refused = await client.post(URL, content=endless(), headers={"Content-Type": "application/json"})
    assert refused.status_code == 413
