"""Clauses of annexes in the composer, without a script: what is offered, and what is asked about."""

from pathlib import Path

import pytest

from desk.desk import Desk
from tests.annexes import FIRST, MAIN, SECOND, annexed_knowledge, annexed_policy
from tests.conftest import MOSCOW

QUOTED = "Приложение 1, п. 2.1 Договора, редакция 1:\n«Уборка начинается в девять утра.»"


@pytest.fixture
def desk(database, tmp_path: Path) -> Desk:
    return Desk(database, annexed_knowledge(annexed_policy(tmp_path / "cleaning")), MOSCOW)


async def test_a_repeated_number_brings_all_its_clauses_with_their_parts(anna):
    found = (await anna.client.get("/console/clauses", params={"q": "2.1"})).json()
    assert [MAIN, FIRST, SECOND] == [one["address"] for one in found]
    assert ["2.1"] * 3 == [one["number"] for one in found]
    assert ("Приложение 1, п. 2.1", QUOTED) == (found[1]["name"], found[1]["insert"])
    [one] = (await anna.client.get("/console/clauses", params={"q": "приложение 1, 2"})).json()
    assert one["address"] == FIRST


async def test_who_names_a_number_without_a_part_is_asked_which(anna, hers, opens):
    """What was written stays; the chips under it are the clauses of that number, and one of them inserts."""
    page = await anna.ticket(await opens(by=anna.email, text="во сколько утра придёте?"))
    [chip] = [one for one in page.soup.select("button.chip") if one["value"] == FIRST]
    form = {name: value for name, value in page.filled("answer").items() if name != "canned"}
    asked = await anna.post(str(chip["formaction"]), form | {"text": ["Здравствуйте!"], "clause": ["2.1"]})
    assert (409, "Пунктов с номером 2.1 несколько: выберите нужный под полем для ответа.") == (
        asked.status,
        asked.fault,
    )
    assert ["Здравствуйте!"] == asked.filled("answer")["text"]
    assert [MAIN, FIRST, SECOND] == [one["value"] for one in asked.soup.select("button.chip")]
    chosen = await anna.post(str(chip["formaction"]), form | {"text": ["Здравствуйте!"], "clause": [FIRST]})
    assert [f"Здравствуйте!\n\n{QUOTED}"] == chosen.filled("answer")["text"]


async def test_insight_names_the_part(anna, client):
    """A clause of an annex is counted, linked to and told by its address."""
    for _ in range(2):
        await client.post("/api/v1/messages", json={"text": "во сколько утра придёте?"})
    page = await anna.open("/console/insight")
    assert "Чаще всего спрашивают о пункте 2.1 (Приложение 1): 2 из 2" in page.text
    [link] = page.soup.select('a[href^="/policy#%D0%BF%D1%80"]')[:1]
    assert "Приложение 1, п. 2.1" == link.get_text(strip=True)
