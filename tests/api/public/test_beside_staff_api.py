"""Asking over HTTP while staff hold the ticket: a sure clause comes with the reply, and with a line whose it is."""

import httpx
import pytest

from tickets.queue.lists import all_tickets
from tickets.record.conversation import Author, store_message
from tickets.steps.by_staff import take
from tickets.store.database import Database

MESSAGES = "/api/v1/messages"
ANNA = "anna@example.ru"
KEPT = "а долго мое досье у вас пролежит"


@pytest.fixture
async def talk(client: httpx.AsyncClient, database: Database) -> dict[str, str]:
    """A conversation whose call for a person Anna has taken: its `conversation`, and what opens it."""
    begun = (await client.post(MESSAGES, json={"text": "привет"})).json()["conversation"]
    headers = {"Authorization": f"Bearer {begun['token']}", "Idempotency-Key": "1"}
    call = {"kind": "human", "text": "позовите", "contact": {}, "consent": True, "conversation": begun["id"]}
    assert 201 == (await client.post("/api/v1/tickets", json=call, headers=headers)).status_code
    async with database.transaction() as session:
        await take(session, (await all_tickets(session))[0].number, ANNA)
    return begun


@pytest.fixture
def says(client: httpx.AsyncClient, talk: dict[str, str]):
    async def says(text: str, key: str | None = None, **more: str) -> dict:
        headers = {"Authorization": f"Bearer {talk['token']}"} | ({"Idempotency-Key": key} if key else {})
        body = {"text": text, "conversation": talk["id"], **more}
        return (await client.post(MESSAGES, json=body, headers=headers)).json()

    return says


async def test_a_sure_question_comes_back_with_its_clause(says, client, talk) -> None:
    """It is relayed all the same; the person can read, look up and rate what they were given."""
    said = await says(KEPT, "k")
    assert ("relayed", 1, ["5.1"]) == (said["kind"], said["answered"], [one["number"] for one in said["clauses"]])
    assert said["lead"].startswith("Сообщение передано сотруднику: он тоже его видит")
    assert said["lead"].endswith("говорит сама Политика.")
    assert said["text"].startswith(said["lead"])
    assert said["clauses"][0]["quote"] in said["text"]
    assert ("1", "ru") == (said["edition"]["id"], said["language"])
    assert ["feedback", "feedback", "link"] == [action["kind"] for action in said["actions"]]
    assert said == await says(KEPT, "k")
    token = {"Authorization": f"Bearer {talk['token']}"}
    rated = await client.post(f"{MESSAGES}/{said['message']}/feedback", json={"helpful": True}, headers=token)
    why = await client.get(f"{MESSAGES}/{said['message']}/why", params={"clause": "5.1"}, headers=token)
    assert [200, 200] == [rated.status_code, why.status_code]


async def test_the_second_time_it_is_relayed_as_ever(says) -> None:
    for text in (KEPT, KEPT):
        said = await says(text)
    assert ("relayed", 0, [], []) == (said["kind"], said["answered"], said["clauses"], said["actions"])
    assert said["text"].startswith("Передал сотруднику, который ведёт обращение")


async def test_an_answer_to_words_of_staff_says_so(says, client, talk, database) -> None:
    """By the `message` of the event that told them; a message of another conversation is none."""
    stranger = (await client.post(MESSAGES, json={"text": "привет"})).json()["conversation"]["id"]
    async with database.transaction() as session:
        words = await store_message(session, talk["id"], Author.STAFF, "Храним по закону.")
        others = await store_message(session, stranger, Author.STAFF, "Не ваше.")
    assert [] == (await says(KEPT, reply_to=words.id))["clauses"]
    assert ["5.1"] == [one["number"] for one in (await says(KEPT, reply_to=others.id))["clauses"]]
