"""Papers: a person's data handed out to them, and the act of their destruction."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from desk.holdings import office_of
from desk.settings import Settings
from tests.api.console.browsing import Browser
from tests.api.console.conftest import ANNA
from tests.conftest import both_databases
from tests.delivering import deliver_due
from tickets.erasure.finishing import finish_erasures
from tickets.erasure.papers.writing import write_papers
from tickets.queue.lists import ticket_with_history
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request


class Visitor:
    """Comes and looks: a notice for them is delivered when it lies ready."""

    async def send(self, parcel: object) -> None: ...


@pytest.fixture
def app(app_with: Callable[..., FastAPI], tmp_path: Path) -> FastAPI:
    return app_with(data=tmp_path / "var", operator_address="Москва, Тверская, 1")


async def ask_for(browser: Browser, number: str, kind: str) -> httpx.Response:
    path = f"/console/tickets/{quote(number)}/export"
    token = (await browser.ticket(number)).filled("export")
    return await browser.client.post(path, data=token | {"as": kind}, headers={"Origin": "http://punkt.test"})


async def test_a_person_who_is_known_gets_all_that_is_held_of_them(anna, opens, database):
    """As a paper to read and as JSON; who handed it out and when stays in the history."""
    number = await opens(Request.ACCESS, identity=Identity.SITE, text="Что вы обо мне знаете?")
    paper, found = await ask_for(anna, number, "pdf"), await ask_for(anna, number, "json")
    assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF-")
    assert quote(f"{number}.pdf") in paper.headers["content-disposition"]
    assert paper.headers["cache-control"] == "no-store"
    dossier = found.json()
    assert dossier["ticket"] == number
    told = json.dumps(dossier, ensure_ascii=False)
    for mine in ("Что вы обо мне знаете?", "yan@example.ru", "Ян"):
        assert mine in told
    history = (await anna.ticket(number)).section("history")
    assert history.count("Данные выданы человеку Как: вход на сайте") == 2


async def test_nobody_elses_data_are_in_it(anna, opens, database):
    """Also when another person wrote the same address."""
    async with database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
    number = await opens(identity=Identity.SITE)
    await opens(conversation_id=stranger, text="Это чужая тайна")
    assert "чужая тайна" not in (await ask_for(anna, number, "json")).text


@pytest.mark.parametrize("kind", ["pdf", "json"])
async def test_whoever_is_not_known_gets_nothing(anna, opens, kind, database):
    """A sentence says why; nothing is noted as handed out."""
    number = await opens(Request.ACCESS)
    refused = await ask_for(anna, number, kind)
    assert refused.status_code == 409
    assert "Личность не подтверждена: неизвестно, чьи это данные" in refused.text
    async with database.reading() as session:
        assert [event.step for event in (await ticket_with_history(session, number)).events] == ["open"]


async def test_another_format_is_a_page(anna, opens):
    """404 with a sentence."""
    number = await opens(identity=Identity.SITE)
    refused = await ask_for(anna, number, "../etc/passwd")
    assert (refused.status_code, "Такой страницы нет." in refused.text) == (404, True)


async def test_who_is_not_signed_in_reads_no_paper(app, client_of, number):
    """Neither a dossier nor an act."""
    async with client_of(app) as stranger:
        for path in ("papers/act.pdf", ""):
            gone = await stranger.get(f"/console/tickets/{quote(number)}/{path}")
            assert gone.headers["location"] == "/console/sign-in"
        refused = await stranger.post(
            f"/console/tickets/{quote(number)}/export", data={"form": "x"}, headers={"Origin": "http://punkt.test"}
        )
        assert refused.headers["location"] == "/console/sign-in"


@both_databases
async def test_the_act_of_a_destruction_is_there_when_it_is_done(anna, opens, database, desk, tmp_path):
    """Act and extract of the log, byte for byte as they were written; before that a sentence says to wait."""
    number = await opens(Request.ERASE, by=ANNA, identity=Identity.SITE)
    page = await anna.do(number, "resolve", text="Удалили")
    page = await anna.send(page, "resolve", press=("data", "erase"))
    links = [link["href"] for link in page.soup.find_all("a", download=True)]
    assert [link.rsplit("/", 1)[1] for link in links] == ["act.pdf", "act.json", "log.pdf", "log.json"]
    early = await anna.open(links[0])
    assert (early.status, early.fault) == (
        404,
        "Бумаг об уничтожении ещё нет: они составляются несколько минут. Зайдите позже.",
    )

    settings = Settings(_env_file=None, data=tmp_path / "var", operator_address="Москва, Тверская, 1")
    written: list[Path] = []
    await deliver_due(database, {"web": Visitor()})
    await finish_erasures(
        database,
        lambda erasure: written.append(
            write_papers(erasure, office_of(desk.knowledge.policy, settings), settings.data)
        ),
    )
    for link in links:
        got = await anna.client.get(link)
        assert got.status_code == 200
        assert got.content == (written[0] / link.rsplit("/", 1)[1]).read_bytes()
        assert "attachment" in got.headers["content-disposition"]
    assert (await anna.client.get(links[1])).json()["subject"]["tickets"] == [number]


@pytest.mark.parametrize("name", ["act.exe", "..%2f..%2fpunkt.db", "act.pdf%00", "%2e%2e"])
async def test_no_other_file_can_be_read(anna, number, name):
    """Whatever the address says."""
    page = await anna.open(f"/console/tickets/{quote(number)}/papers/{name}")
    assert page.status == 404


async def test_a_ticket_whose_data_are_there_has_no_act(anna, number):
    """404 with a sentence."""
    page = await anna.open(f"/console/tickets/{quote(number)}/papers/act.pdf")
    assert (page.status, page.fault[:20]) == (404, "Бумаг об уничтожении")
