"""Why a clause was given: how people ask about it, and the words that decided."""

from tests.api.receipts import bearer

MESSAGES = "/api/v1/messages"


async def asked(client, text: str, **more: object) -> dict:
    return (await client.post(MESSAGES, json={"text": text, **more})).json()


async def why(client, said: dict, clause: str, token: str | None = None):
    headers = bearer(said["conversation"]["token"] if token is None else token)
    return await client.get(f"{MESSAGES}/{said['message']}/why", params={"clause": clause}, headers=headers)


async def test_the_words_and_phrases_that_spoke_for_a_clause_are_told(client):
    """Words of the person's own message, and phrases of the bank for this clause, the most alike first."""
    said = await asked(client, "кому вы передаёте мои данные?")
    told = (await why(client, said, "5.2")).json()
    assert told["clause"] == "5.2"
    assert "передаете" in told["words"]
    assert set(told["words"]) <= {"кому", "вы", "передаете", "мои", "данные"}
    likeness = [phrase["likeness"] for phrase in told["phrases"]]
    assert 1 <= len(likeness) <= 3
    assert likeness == sorted(likeness, reverse=True)
    other = (await why(client, said, said["clauses"][1]["number"])).json()
    assert other["phrases"] != told["phrases"]


async def test_a_message_that_leans_on_the_one_before_is_explained_with_it(client):
    """As it was understood."""
    first = await asked(client, "кому вы передаёте мои данные?")
    token = first["conversation"]["token"]
    body = {"text": "а зачем?", "conversation": first["conversation"]["id"]}
    said = (await client.post(MESSAGES, json=body, headers=bearer(token))).json()
    told = (await why(client, said, said["clauses"][0]["number"], token)).json()
    assert set(told["words"]) & {"кому", "передаёте", "передаете", "данные"}


async def test_numbers_of_people_are_not_said_again(client):
    """What is masked before it is understood stays masked here."""
    said = await asked(client, "сколько вы храните мой номер +7 916 123-45-67?")
    assert "916" not in (await why(client, said, "5.1")).text


async def test_only_who_asked_is_told_and_only_of_what_was_shown(client):
    """A stranger and a clause that was not given get the same 404."""
    said, other = await asked(client, "сколько храните данные?"), await asked(client, "привет")
    assert (await client.get(f"{MESSAGES}/{said['message']}/why?clause=5.1")).status_code == 401
    assert (await why(client, said, "5.1", other["conversation"]["token"])).status_code == 404
    shown = {clause["number"] for clause in said["clauses"]}
    absent = next(number for number in ("11.1", "1.1", "2.1", "99") if number not in shown)
    assert (await why(client, said, absent)).status_code == 404
    assert (await client.get(f"{MESSAGES}/nothing/why?clause=5.1", headers=bearer("x"))).status_code == 404


async def test_the_words_around_a_clause_come_in_the_language_of_the_window(client):
    """Whatever language the question is in; without a wish it is that of the question."""
    question = "сколько вы храните мои данные?"
    assert (await asked(client, question, language="en"))["lead"] == "This is what the policy says, in Russian:"
    assert (await asked(client, question))["lead"] == "Об этом говорит политика:"
