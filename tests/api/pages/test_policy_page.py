"""The policy as a page to read: searched, linked to, printed, and in each of its editions."""

import hashlib
import html
import re
import shutil
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.known import Known
from index.policy import load_policy
from tests.api.visits import PHONE, WIDE, violations
from tests.conftest import MOSCOW


async def marked(client, **query: str) -> tuple[list[str], list[str]]:
    """Numbers of the clauses that were found, and what is marked in the text."""
    page = (await client.get("/policy", params=query)).text
    found = re.findall(r'class="clause[^"]* found" id="([^"]+)"', page)
    return found, [html.unescape(one) for one in re.findall(r"<mark>(.*?)</mark>", page)]


async def test_words_are_found_in_any_form(client):
    """«третьему лицу» finds «третьим лицам»; what was sought is marked, without any script."""
    found, marks = await marked(client, q="третьему лицу")
    assert "5.2" in found
    assert {"третьим", "лицам"} <= {mark.lower() for mark in marks}
    assert (await marked(client, q="куръер"))[0] == []
    assert (await marked(client, q="Курьер"))[0] == (await marked(client, q="курьерских"))[0] == ["5.2"]


async def test_a_number_finds_its_clause(client):
    """However it is written."""
    for written in ("5.2", "п. 5.2", "пункт 5.2."):
        assert await marked(client, q=written) == (["5.2"], [])


async def test_where_no_clause_has_the_words_its_meaning_helps(client):
    """The clauses that may be meant are offered; of nonsense nothing is."""
    page = (await client.get("/policy", params={"q": "кому вы сливаете мой номер"})).text
    assert "Возможно, об этом говорят" in page
    assert 'href="/policy#5.2"' in page
    page = (await client.get("/policy", params={"q": "космонавт"})).text
    assert "Пунктов со словами «космонавт» нет" in page


HOSTILE = [
    '"><script>alert(1)</script>',
    "{{ 7*7 }}",
    "\x00\r\nSet-Cookie: a=b",
    "%' OR 1=1 --",
    "а\u0301" * 5000,
    "*" * 9000,
    "((((a+)+)+)+$",
]


@pytest.mark.parametrize("sought", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_is_sought_is_text(client, sought):
    """Escaped, cut to a length, run as no pattern and no query."""
    page = await client.get("/policy", params={"q": sought})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "49" not in re.findall(r'name="q"[^>]*value="([^"]*)"', page.text)[0]
    assert "set-cookie" not in page.headers
    assert len(page.text) < 200_000


async def test_the_page_can_be_listened_to_shared_and_printed(client, live, page: Page):
    """At every size, in both themes; links to copy, steps from one clause found to the next."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.goto("/policy?q=курьер")
    await page.locator('[id="5.2"]').hover()
    await page.get_by_role("button", name="Скопировать ссылку на пункт 5.2", exact=True).click()
    await expect(page.locator(".said")).to_have_text("Ссылка на пункт 5.2 скопирована")
    assert await page.evaluate("navigator.clipboard.readText()") == f"{live.url}/policy#5.2"
    await page.get_by_role("button", name="Следующий найденный пункт").click()
    await expect(page.locator('[id="5.2"]')).to_have_class(re.compile("current"))
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    for scheme, size in (("light", WIDE), ("dark", PHONE), ("dark", {"width": 2560, "height": 1300})):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.goto("/policy#9.2")
    await expect(page.locator(".contents [aria-current]")).to_contain_text("Дополнительные условия")
    await page.emulate_media(media="print")
    for gone in (".search", ".contents", ".bar"):
        await expect(page.locator(gone)).to_be_hidden()
    await expect(page.locator('[id="5.2"]')).to_be_visible()


@pytest.fixture
def two_editions(knowledge: Knowledge, tmp_path: Path, database, app_with):
    """The policy with an edition that came later: 5.4 says otherwise, 9.4 is gone, 9.9 is new."""
    folder = tmp_path / "privacy"
    shutil.copytree(knowledge.policy.folder, folder)
    old = (folder / "editions" / "1.txt").read_bytes().decode()
    lines = [line for line in old.splitlines() if not line.startswith("9.4")]
    new = "\n".join(lines).replace("При утрате или разглашении", "В случае утраты или разглашения")
    content = f"{new}\n9.9. Вопросы принимаются круглосуточно.\n".encode()
    (folder / "editions" / "2.txt").write_bytes(content)
    facts = (folder / "policy.toml").read_text()
    digest = hashlib.sha256(content).hexdigest()
    more = f'\n[[editions]]\nid = "2"\nfile = "editions/2.txt"\nsha256 = "{digest}"\neffective = 2026-10-01\n'
    (folder / "policy.toml").write_text(facts + more)
    newer = Knowledge([Known(load_policy(folder), knowledge.first.understander)], "http://127.0.0.1:8000")
    return app_with(desk=Desk(database, newer, MOSCOW))


async def test_an_older_edition_says_that_it_is_over_and_what_is_otherwise_now(two_editions, client_of):
    """Since which day; what changed, what is gone, what is new; and the way to the edition in force."""
    async with client_of(two_editions) as client:
        now = (await client.get("/policy")).text
        old = html.unescape((await client.get("/policy", params={"edition": "1"})).text)
        missing = await client.get("/policy", params={"edition": "../1"})
    assert "не действует" not in now
    assert 'rel="canonical" href="http://127.0.0.1:8000/policy"' in now
    assert 'href="/policy?edition=1"' in now
    assert "9.9" in now
    assert "Эта редакция не действует с 01.10.2026" in old
    told = re.sub(r"<[^>]+>|\s+", " ", old[old.index('class="outdated"') : old.index("Читать действующую")])
    assert re.sub(r"\s+", "", told[told.index("В действующей") :]) == (
        "Вдействующейизменены:5.4.Вдействующейнет:9.4.Вдействующейпоявились:9.9.Сравнитьсдействующейпословам"
    )
    assert "В случае утраты или разглашения" in old
    assert "При утрате или разглашении" in old
    assert 'name="robots" content="noindex"' in old
    assert (missing.status_code, "Такой редакции нет" in missing.text) == (404, True)


async def test_the_difference_is_a_page_to_link_to(two_editions, client_of):
    """Clause by clause and word by word; without names the last two editions."""
    async with client_of(two_editions) as client:
        page = html.unescape((await client.get("/policy/changes?from=1&to=2")).text)
        same = html.unescape((await client.get("/policy/changes")).text)
        missing = [(await client.get(f"/policy/changes?{query}")).status_code for query in ("from=9", "to=1", "to=..")]
    assert page == same
    assert re.sub(r"\s+", " ", page[page.index("Было:") : page.index("Стало:")]).count("редакция 1") == 1
    assert "изменён: 1, новый: 1, исключён: 1." in page
    assert "<del>При утрате</del><ins>В случае утраты</ins> или <del>разглашении</del><ins>разглашения</ins>" in page
    assert "<ins>Вопросы принимаются круглосуточно.</ins>" in page
    assert [404, 404, 404] == missing


async def test_a_former_edition_answers_where_it_is_chosen_or_named(two_editions, client_of):
    """Its text, its number among editions, and first of all until when it held; one that never was is refused."""
    async with client_of(two_editions) as client:

        async def ask(text: str, **more: str) -> httpx.Response:
            return await client.post("/api/v1/messages", json={"text": text, **more})

        now = (await ask("что вы сделаете, если мои данные утекут?")).json()
        chosen = (await ask("что вы сделаете, если мои данные утекут?", edition="1")).json()
        named = (await ask("что вы сделаете, если мои данные утекут? как было 30.09.2026")).json()
        missing = await ask("что вы сделаете, если мои данные утекут?", edition="9")
    assert ("2", "5.4") == (now["edition"]["id"], now["clauses"][0]["number"])
    assert "В случае утраты" in now["clauses"][0]["quote"]
    assert chosen["text"] == named["text"]
    assert chosen["text"].startswith("Это прежняя редакция 1: она действовала до 01.10.2026.\n\n")
    assert "(редакция 1)" in chosen["text"]
    assert "При утрате" in chosen["clauses"][0]["quote"]
    assert "/policy?edition=1#5.4" in chosen["clauses"][0]["url"]
    assert (404, "no-such-edition") == (
        missing.status_code,
        missing.json()["type"].rsplit("/", 1)[-1].rsplit(":", 1)[-1],
    )
