"""Several documents over HTTP: listed, read, asked, and their pages."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from desk.desk import Desk
from tests.api.receipts import post_ticket
from tests.api.visits import ask, come, violations
from tests.conftest import MOSCOW
from tests.documents import OFFER, two_documents
from tickets.record.consent import Consent
from tickets.record.ticket import Ticket
from tickets.store.database import Database

TITLE = "Политика конфиденциальности"


@pytest.fixture
def desk(database, tmp_path: Path) -> Desk:
    return Desk(database, two_documents(tmp_path / "offer"), MOSCOW)


async def say(client, text: str, **more: object):
    return await client.post("/api/v1/messages", json={"text": text, **more})


async def test_documents_are_listed_the_first_one_first(client) -> None:
    told = (await client.get("/api/v1/documents")).json()["documents"]
    assert [("privacy", TITLE, "1"), ("offer", OFFER, "3")] == [
        (one["id"], one["title"], one["edition"]["id"]) for one in told
    ]
    assert ["/policy", "/documents/offer"] == [urlsplit(one["url"]).path for one in told]
    assert 4 == told[1]["clauses"]


async def test_each_is_read_as_a_whole_and_clause_by_clause(client) -> None:
    """The addresses of the policy stay those of the first document, or of the one that is named."""
    whole = (await client.get("/api/v1/documents/offer")).json()
    assert (OFFER, "ООО «Чердак»") == (whole["title"], whole["operator"])
    assert whole == (await client.get("/api/v1/policy", params={"document": "offer"})).json()
    assert (await client.get("/api/v1/policy")).json() == (await client.get("/api/v1/documents/privacy")).json()
    clause = (await client.get("/api/v1/documents/offer/5.2")).json()
    assert ("5.2", ["5.1"]) == (clause["number"], clause["related"])
    assert clause["url"].endswith("/documents/offer#5.2")
    assert clause == (await client.get("/api/v1/policy/5.2", params={"document": "offer"})).json()
    assert clause["text"] != (await client.get("/api/v1/policy/5.2")).json()["text"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/v1/documents/nowhere", "no-such-document"),
        ("/api/v1/documents/nowhere/5.1", "no-such-document"),
        ("/api/v1/policy?document=nowhere", "no-such-document"),
        ("/api/v1/documents/offer/9.9", "no-such-clause"),
    ],
)
async def test_what_is_not_there_is_told_in_words(client, path: str, kind: str) -> None:
    refused = await client.get(path)
    assert (404, f"urn:punkt:{kind}") == (refused.status_code, refused.json()["type"])


async def test_an_answer_names_its_document_and_its_edition(client) -> None:
    """In words, with each clause, and as the edition of the whole reply."""
    told = (await say(client, "сколько стоит доставка?")).json()
    clause = told["clauses"][0]
    assert ("offer", OFFER, "3", "5.2") == (clause["document"], clause["title"], clause["edition"], clause["address"])
    assert f"Пункт 5.2 · {OFFER}" == clause["name"]
    assert "3" == told["edition"]["id"]
    assert "Об этом говорит пункт 5.2 документа «Оферта магазина „Чердак“» (редакция 3)" in told["text"]
    assert "1" == (await say(client, "сколько храните?")).json()["edition"]["id"]


async def test_those_to_choose_from_each_name_theirs(client) -> None:
    told = (await say(client, "какой срок?")).json()
    assert "suggestions" == told["kind"]
    offered = {(act["document"], act["label"]) for act in told["actions"] if act["kind"] == "clause"}
    assert {("privacy", f"пункт 5.1 · {TITLE}"), ("offer", f"пункт 5.1 · {OFFER}")} <= offered


async def test_a_message_may_keep_to_one_document(client) -> None:
    """One that there is not is refused before anything is stored."""
    alone = (await say(client, "сколько стоит доставка?", document="privacy")).json()
    assert ("no_answer", {"privacy"}) == (alone["kind"], {clause["document"] for clause in alone["clauses"]})
    refused = await say(client, "сколько стоит доставка?", document="nowhere")
    assert (422, "urn:punkt:unknown-document") == (refused.status_code, refused.json()["type"])
    assert "Такого документа нет" in refused.json()["detail"]


async def test_people_read_each_document_on_its_page(client, desk) -> None:
    listed = (await client.get("/documents")).text
    assert {"/policy", "/documents/offer"} <= set(re.findall(r'href="([^"]+)"', listed))
    page = (await client.get("/documents/offer")).text
    assert "Заказ доставляется за три дня." in page
    assert 'action="/documents/offer"' in page
    assert 'href="/documents"' in page
    found = (await client.get("/documents/offer", params={"q": "доставка"})).text
    assert "Нашлось пунктов: 2" in found
    first = await client.get("/documents/privacy", params={"q": "срок"})
    assert (307, "/policy?q=срок") == (first.status_code, unquote(first.headers["location"]))
    clause = await client.get("/documents/offer/5.2")
    assert (307, "/documents/offer#5.2") == (clause.status_code, clause.headers["location"])
    for nowhere in ("/documents/nowhere", "/documents/nowhere/5.1", "/documents/offer/9.9"):
        assert 404 == (await client.get(nowhere)).status_code


async def test_readyz_tells_the_index_of_each(client) -> None:
    told = (await client.get("/readyz")).json()
    assert ("v-0", {"privacy": "v-0", "offer": "v-1"}) == (told["index"], told["indexes"])


async def test_the_pages_can_be_used_by_anybody(page: Page) -> None:
    await page.goto("/documents")
    assert await violations(page) == []
    await page.get_by_role("link", name=OFFER).click()
    await expect(page.get_by_role("heading", name=OFFER)).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("link", name="Все документы").click()
    await expect(page.get_by_role("heading", name="Документы")).to_be_visible()


async def test_in_the_widget_a_person_sees_of_which_document_and_keeps_to_one(page: Page) -> None:
    """The choice is there once several are known, holds for the conversation, and for what is asked after a reload."""
    await page.goto("/demo")
    await come(page)
    await expect(page.get_by_label("По каким документам отвечать")).to_have_count(0)
    await ask(page, "сколько стоит доставка?")
    card = page.get_by_role("article", name=f"Пункт 5.2 · {OFFER}")
    await expect(card).to_contain_text("Доставка стоит триста рублей")
    await expect(card).to_contain_text("3")
    choice = page.get_by_label("По каким документам отвечать")
    await expect(choice.locator("option")).to_have_text(["По всем документам", TITLE, OFFER])
    assert await violations(page) == []
    await choice.select_option(label=TITLE)
    await ask(page, "а сколько стоит доставка?")
    reply = page.locator(".turn.theirs").last
    await expect(reply).to_contain_text(f"5.2 · {TITLE}")
    await expect(reply).not_to_contain_text(OFFER)
    await page.reload()
    await expect(page.get_by_label("По каким документам отвечать")).to_have_value("privacy")


async def consents(database: Database) -> list[tuple[str | None, str]]:
    """Of each ticket the document, and the words that were agreed to."""
    async with database.reading() as session:
        query = select(Ticket.document, Consent.text).join(Consent, Consent.ticket_id == Ticket.id)
        return [(document, text) for document, text in await session.execute(query)]


async def test_the_consent_is_that_of_the_document_that_is_named(client, database) -> None:
    """As it is read there; that of the first one where none is named."""
    for number, document in enumerate(("offer", None)):
        assert 201 == (await post_ticket(client, key=f"k{number}", document=document)).status_code
    offer = (await client.get("/api/v1/documents/offer")).json()["consent"]
    first = (await client.get("/api/v1/policy")).json()["consent"]
    assert "Я даю ООО «Чердак» согласие" in offer
    assert {("offer", offer), (None, first)} == {*await consents(database)}


async def test_in_the_widget_the_consent_is_to_the_operator_of_what_was_answered_last(page: Page, database) -> None:
    """With a link to that document; what is stored is what was shown."""
    await page.goto("/demo")
    await come(page)
    await ask(page, "сколько стоит доставка?")
    await expect(page.get_by_role("article", name=f"Пункт 5.2 · {OFFER}")).to_be_visible()
    await ask(page, "претензия: привезли не то")
    await page.get_by_role("button", name="Подать претензию").click()
    await page.get_by_role("button", name="Далее").click()
    screen = page.get_by_role("form", name="Согласие на обработку данных")
    await expect(screen.get_by_role("link", name=OFFER)).to_have_attribute("href", re.compile("/documents/offer$"))
    shown = await screen.locator("p.document").inner_text()
    assert "«Чердак»" in shown
    await screen.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_visible()
    assert [("offer", shown)] == await consents(database)
