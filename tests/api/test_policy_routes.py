"""The policy as data and as a page."""

import html
import re


async def test_every_clause_is_there_word_for_word(client, knowledge):
    """Nine sections and sixty-one clauses, the preamble, the edition and the consent."""
    told = (await client.get("/api/v1/policy")).json()
    texts = {c["number"]: c["text"] for section in told["sections"] for c in section["clauses"]}
    assert (len(told["sections"]), len(texts)) == (9, 61)
    assert texts == {number: knowledge.policy.clause(number).text for number in texts}
    assert told["preamble"]["text"].startswith("Настоящая Политика")
    assert told["edition"]["effective"] is None
    assert told["operator"] in told["consent"]


async def test_one_clause_comes_with_its_quote_and_its_references(client):
    """An item of a list is quoted with its lead-in."""
    told = (await client.get("/api/v1/policy/6.2.2")).json()
    assert told["quote"].startswith("Администрация сайта обязана:\n6.2.2. ")
    assert told["parent"] == "6.2"
    assert {"5.2", "5.3"} <= set(told["related"])


async def test_an_unknown_clause_is_not_found(client):
    """Told in words."""
    refused = await client.get("/api/v1/policy/99.9")
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:punkt:no-such-clause")


async def test_the_page_has_an_anchor_for_every_clause(client, knowledge):
    """So that each link of an answer leads to its clause."""
    page = (await client.get("/policy")).text
    assert re.findall(r'id="([^"]+)"', page).count("5.1") == 1
    for number, clause in knowledge.policy.clauses.items():
        assert f'id="{number}"' in page
        assert clause.text in html.unescape(page)


async def test_the_page_says_that_the_text_bears_no_date(client):
    """Rather than inventing one."""
    assert "Дата вступления в силу в тексте не указана" in (await client.get("/policy")).text
