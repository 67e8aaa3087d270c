"""A document whose annexes repeat its numbers, over HTTP: each clause has an address, a number alone is asked about."""

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.async_api import Page, expect

from desk.desk import Desk
from tests.annexes import FIRST, MAIN, SECOND, annexed_knowledge, annexed_policy
from tests.api.visits import ask, come, violations
from tests.conftest import MOSCOW


@pytest.fixture
def desk(database, tmp_path: Path) -> Desk:
    return Desk(database, annexed_knowledge(annexed_policy(tmp_path / "cleaning")), MOSCOW)


async def test_a_repeated_number_is_refused_with_the_clauses_that_bear_it(client):
    """409, and where each of them is, for programs and for people."""
    refused = await client.get("/api/v1/policy/2.1")
    told = refused.json()
    assert (refused.status_code, told["type"]) == (409, "urn:punkt:ambiguous-clause")
    assert "Пунктов с номером 2.1 в документе несколько" in told["detail"]
    assert [MAIN, FIRST, SECOND] == [one["address"] for one in told["candidates"]]
    first = told["candidates"][1]
    assert ("Приложение 1 → 2. ЧАСЫ → 2.1", "") == (first["path"], first["heading"])
    assert "Уборка начинается в девять утра." == first["beginning"]
    for candidate in told["candidates"]:
        assert candidate["api"].isascii()
        assert (await client.get(candidate["api"])).json()["address"] == candidate["address"]


@pytest.mark.parametrize(
    "path", ["приложение-1/2.1", "Приложение 1/2.1", "приложение-1/2.1.", "Приложение 1, 2.1", "Приложение № 1, п. 2.1"]
)
async def test_an_address_leads_to_its_clause(client, path):
    """As a path and as it is written; the number stays as printed."""
    told = (await client.get("/api/v1/policy/" + quote(path, "/"))).json()
    assert ("2.1", "Приложение 1", FIRST) == (told["number"], told["part"], told["address"])
    assert "Уборка начинается в девять утра." == told["quote"]


async def test_a_number_that_stands_once_needs_no_part(client):
    """It may be named with its part all the same, and not with another."""
    alone = (await client.get("/api/v1/policy/3.1")).json()
    assert alone == (await client.get("/api/v1/policy/" + quote("приложение-2/3.1"))).json()
    assert ("3.1", "Приложение 2", ["2.2"]) == (alone["address"], alone["part"], alone["related"])
    for nowhere in ("приложение-1/3.1", "приложение-9/2.1", "7.7"):
        assert (await client.get("/api/v1/policy/" + quote(nowhere))).status_code == 404


async def test_the_whole_policy_holds_every_clause_once(client, desk):
    told = (await client.get("/api/v1/policy")).json()
    sections = {section["address"]: section for section in told["sections"]}
    assert ["Основной текст, 1", "Приложение 1, 1", "Приложение 2, 1"] == [a for a in sections if a.endswith(", 1")]
    assert [FIRST] == [clause["address"] for clause in sections["Приложение 1, 2"]["clauses"]]
    listed = [*sections, *(clause["address"] for section in told["sections"] for clause in section["clauses"])]
    assert sorted(desk.knowledge.policy.clauses) == sorted(listed)


async def test_an_answer_says_address_part_and_number(client):
    """The link leads to this clause among those of its number; the action carries the address."""
    told = (await client.post("/api/v1/messages", json={"text": "во сколько утра придёте?"})).json()
    clause = told["clauses"][0]
    assert ("2.1", "Приложение 1", FIRST) == (clause["number"], clause["part"], clause["address"])
    assert "Приложение 1, п. 2.1" == clause["name"] == clause["label"]
    assert unquote(clause["url"]).endswith("/policy#приложение-1/2.1")
    assert "Об этом говорит Приложение 1, п. 2.1 Договора" in told["text"]
    several = (await client.post("/api/v1/messages", json={"text": "когда?"})).json()
    offered = [(act["id"], act["label"]) for act in several["actions"] if act["kind"] == "clause"]
    assert (FIRST, "Приложение 1, п. 2.1") in offered
    assert ("2.2", "пункт 2.2") in offered


async def test_references_lead_into_the_right_part(client):
    """«п. 2.1 Приложения № 1» of the contract, and «п. 2.1» within the annex."""
    for path in ("основной-текст/1.1", "приложение-1/1.1"):
        assert [FIRST] == (await client.get("/api/v1/policy/" + quote(path))).json()["related"]


async def test_the_page_has_one_anchor_for_each_clause(client, desk):
    page = (await client.get("/policy")).text
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"основной-текст/2.1", "приложение-1/2.1", "приложение-2/2.1", "3.1"} <= set(ids)
    assert 2 == page.count('<p class="part">')
    found = (await client.get("/policy", params={"q": "2.1"})).text
    assert 'href="#приложение-1/2.1">Приложение 1, п. 2.1</a>' in found


async def test_people_who_follow_a_number_choose_which(client):
    """300 with links; what is named plainly leads to its place at once."""
    several = await client.get("/policy/2.1")
    assert several.status_code == 300
    assert "Уточните, какой пункт" in several.text
    for anchor in ("основной-текст/2.1", "приложение-1/2.1", "приложение-2/2.1"):
        assert f'href="/policy#{quote(anchor)}"' in several.text
    led = await client.get("/policy/" + quote("приложение-1/2.1"))
    assert (led.status_code, unquote(led.headers["location"])) == (307, "/policy#приложение-1/2.1")
    assert (await client.get("/policy/3.1")).headers["location"] == "/policy#3.1"
    assert (await client.get("/policy/7.7")).status_code == 404
    assert (await client.get("/policy/" + quote("<script>alert(1)</script>"))).status_code == 404


async def test_why_is_told_by_address(client):
    told = (await client.post("/api/v1/messages", json={"text": "во сколько утра?"})).json()
    headers = {"Authorization": f"Bearer {told['conversation']['token']}"}
    refused = await client.get(f"/api/v1/messages/{told['message']}/why", params={"clause": "2.1"}, headers=headers)
    assert refused.status_code == 404


async def test_the_page_and_the_choice_can_be_used_by_anybody(page: Page):
    """In a browser: from the choice to the very clause, whose link can be copied under its name."""
    await page.goto("/policy/2.1")
    assert await violations(page) == []
    await page.get_by_role("link", name="Приложение 1, п. 2.1").click()
    place = page.locator('[id="приложение-1/2.1"]')
    await expect(place).to_contain_text("Уборка начинается в девять утра.")
    assert unquote(page.url).endswith("/policy#приложение-1/2.1")
    await expect(page.locator(":target")).to_have_attribute("id", "приложение-1/2.1")
    await expect(
        page.get_by_role("button", name="Скопировать ссылку на пункт 2.1 (Приложение 1)", exact=True)
    ).to_have_count(1)
    assert await violations(page) == []


async def test_the_widget_names_the_annex_and_leads_there(page: Page):
    """On the card of the answer, and on those to choose from."""
    await page.goto("/demo")
    await come(page)
    await ask(page, "во сколько утра придёте?")
    card = page.get_by_role("article", name="Приложение 1, п. 2.1")
    await expect(card).to_contain_text("Уборка начинается в девять утра.")
    link = card.get_by_role("link").first
    assert unquote(await link.get_attribute("href") or "").endswith("/policy#приложение-1/2.1")
