"""Over HTTP, whoever waits is told how their ticket stands: in `standing`, and in the words around the answer."""

import pytest

from tests.api.receipts import CLAIM, MAIL, bearer, open_ticket
from tests.api.test_visitor import SITE, token

MESSAGES = "/api/v1/messages"
WAITS = {"text": "писал вам месяц назад, ответа так и нет"}


@pytest.fixture
def app(app_with):
    return app_with(site_secret=SITE)


async def test_it_begins_with_how_the_ticket_stands(client) -> None:
    receipt = await open_ticket(client)
    talk = receipt["conversation"]
    body = WAITS | {"conversation": talk["id"]}
    said = (await client.post(MESSAGES, json=body, headers=bearer(talk["token"]))).json()
    due = receipt["due"]["date"]
    assert said["standing"] == {
        "number": receipt["number"], "kind": "claim", "status": "new", "due": due, "late": False,
    }  # fmt: skip
    sentence = f"Обращение {receipt['number']}: ждёт сотрудника. Ответ должен прийти до "
    assert said["text"].startswith(sentence)
    assert said["lead"].startswith(sentence)
    assert said["kind"] == "claim"


async def test_others_are_told_nothing(client) -> None:
    """Nor is whoever typed the same address, or shows a token that the site did not sign."""
    await open_ticket(client, contact={"email": MAIL})
    for more in ({}, {"visitor": token("x" * 64)}, {"visitor": token()}):
        said = (await client.post(MESSAGES, json=WAITS | more)).json()
        assert said["standing"] is None


async def test_the_account_of_the_site_is_known_in_a_new_window(client) -> None:
    receipt = await open_ticket(client, visitor=token(), **CLAIM)
    said = (await client.post(MESSAGES, json=WAITS | {"visitor": token(email=None)})).json()
    assert said["standing"]["number"] == receipt["number"]
    other = (await client.post(MESSAGES, json=WAITS | {"visitor": token(sub="user-8", email=None)})).json()
    assert other["standing"] is None
