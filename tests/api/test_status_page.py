"""The page of a ticket by its secret link, in a real browser, without the widget."""

import asyncio

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from desk.holdings import HOLDINGS
from tests.api.receipts import DELETION, MAIL, open_ticket
from tests.api.visits import PHONE, WIDE, kept, mailed_code, violations
from tickets.erasure.destruction import Reason
from tickets.erasure.erasure import erase
from tickets.steps.by_staff import answer, ask, take
from tickets.steps.deciding import refuse
from tickets.store.database import Database

ANNA = "anna@example.ru"


@pytest.fixture
def app(app_with, tmp_path):
    return app_with(data=tmp_path)


async def opened(live, **changes: object) -> dict:
    async with httpx.AsyncClient(base_url=live.url) as client:
        return await open_ticket(client, **changes)


def path_of(receipt: dict) -> str:
    """The link of the receipt, on the server of the test."""
    return receipt["url"].removeprefix("http://127.0.0.1:8000")


async def test_the_receipt_bears_a_link_whose_key_no_server_sees(client, client_of, app_with):
    """The token stands after «#»; the page is the same for every number, and no cache keeps it."""
    receipt = await open_ticket(client)
    path, _, token = path_of(receipt).partition("#")
    assert token == receipt["token"]
    assert path == "/tickets/%D0%9F-2026-000001"
    page = await client.get(path)
    foreign = await client.get(path.replace("000001", "999999"))
    assert (page.status_code, page.text) == (200, foreign.text.replace("999999", "000001"))
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    assert token not in page.text
    assert (await client.get("/tickets/Вам-позвонят")).status_code == 404
    async with client_of(app_with(public_url="https://help.example.org/")) as public:
        assert (await open_ticket(public, "k-2"))["url"].startswith("https://help.example.org/tickets/")


async def test_whoever_has_the_link_sees_where_the_ticket_stands(live, page: Page, database: Database):
    """Kind, state, term with its ground, what staff asked, in its order; no request bears the key but as a header."""
    receipt = await opened(live, **DELETION)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.headers.get("referer"))))
    await page.goto(path_of(receipt))
    await expect(page.locator("#standing")).to_have_text("ждёт сотрудника")
    await expect(page.locator("#kind")).to_have_text("Запрос о данных")
    await expect(page.locator(".terms")).to_contain_text("ст. 2")
    await expect(page.locator(".talk")).to_contain_text("Ответов пока нет")
    await expect(page.locator(".history li")).to_have_count(2)
    assert await page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert [url for url in asked if receipt["token"] in url] == []
    await expect(page.locator("punkt-widget")).to_have_count(0)
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_person_goes_on_with_the_ticket_there(live, page: Page, database: Database, tmp_path):
    """Proves the address by the code, answers a question, hands in a file, takes the ticket back, opens it again."""
    receipt = await opened(live, **DELETION | {"contact": {"email": MAIL}})
    await page.goto(path_of(receipt))
    box = page.locator(".code")
    await expect(box).to_contain_text("i***@example.ru")
    await expect(page.locator("body")).not_to_contain_text(MAIL)
    await box.get_by_label("Код из письма").fill(await mailed_code(database))
    await box.get_by_role("button", name="Подтвердить").click()
    await expect(box).to_contain_text("Спасибо, почта подтверждена.")
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await ask(session, receipt["number"], ANNA, "О каком договоре речь?")
    await page.reload()
    await expect(page.locator("#standing")).to_have_text("ждём вашего ответа")
    await expect(box).to_be_hidden()
    await expect(page.locator(".talk .staff .text")).to_have_text("О каком договоре речь?")
    await page.get_by_role("button", name="Дополнить").click()
    await page.get_by_label("Что добавить?").fill("О договоре № 7\n<img src=x onerror=alert(1)>")
    await page.get_by_role("button", name="Добавить", exact=True).click()
    await expect(page.locator("#standing")).to_have_text("в работе")
    said = ["Удалите мои данные", "О договоре № 7\n<img src=x onerror=alert(1)>"]
    await expect(page.locator(".talk .you .text")).to_have_text(said)
    (tmp_path / "чек.pdf").write_bytes(b"%PDF-1.7")
    await page.locator("input[type=file]").set_input_files(tmp_path / "чек.pdf")
    file = page.get_by_role("button", name="Скачать чек.pdf")
    async with page.expect_download() as coming:
        await file.click()
    saved = await coming.value
    assert (saved.suggested_filename, await asyncio.to_thread((await kept(saved, tmp_path)).read_bytes)) == (
        "чек.pdf",
        b"%PDF-1.7",
    )
    (tmp_path / "a.svg").write_text("<svg/>")
    await page.locator("input[type=file]").set_input_files(tmp_path / "a.svg")
    await expect(page.locator(".attach .fault")).to_contain_text("Можно приложить фото")
    assert await violations(page) == []
    await page.get_by_role("button", name="Отозвать обращение").click()
    await page.get_by_role("button", name="Да, отозвать обращение").click()
    await expect(page.locator("#standing")).to_have_text("отозвано вами")
    await page.get_by_role("button", name="Открыть снова").click()
    await page.get_by_label("Почему его нужно открыть снова?").fill("Передумал")
    await page.get_by_role("button", name="Открыть снова").click()
    await expect(page.locator("#standing")).to_have_text("ждёт сотрудника")


@pytest.mark.parametrize(
    ("link", "accepted", "language"),
    [
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "de, EN;q=0.5", "en"),
        ("", "de", "ru"),
        ("", "", "ru"),
        ("?lang=en", "ru", "en"),
        ("?lang=ru", "en", "ru"),
        ("?lang=xx", "en", "en"),
    ],
)
async def test_the_page_speaks_the_language_of_the_link_or_of_the_visitor(client, link, accepted, language):
    """Russian for whoever reads it."""
    page = await client.get(f"/tickets/П-2026-000001{link}", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in page.text
    assert ("Открываем обращение…" in page.text, "Opening the request…" in page.text) == (
        language == "ru",
        language == "en",
    )


async def test_an_english_widget_leads_to_an_english_page(live, page: Page, database: Database):
    """All that is said there, and nothing missing in it; only names, grounds and what people wrote stay Russian."""
    receipt = await opened(live)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await ask(session, receipt["number"], ANNA, "О каком договоре речь?")
    await page.goto(path_of(receipt).replace("#", "?lang=en#"))
    await expect(page.locator("#standing")).to_have_text("waiting for your answer")
    await expect(page.locator("#kind")).to_have_text("Claim")
    await expect(page.locator(".history li span").last).to_have_text("We asked a question")
    assert await violations(page) == []
    shapes = await page.evaluate(
        """async () => {
            const shape = (one, path = "") => typeof one === "object"
                ? Object.entries(one).flatMap(([name, value]) => shape(value, `${path}/${name}`))
                : [`${path} ${typeof one}`];
            const load = async (language) => (await import(`/assets/status/words.${language}.js`)).words;
            return [shape(await load("ru")), shape(await load("en"))].map((all) => all.sort().join());
        }"""
    )
    assert shapes[0] == shapes[1]
    await page.goto("about:blank")
    await page.goto(path_of(receipt).replace("#", "?lang=en#").partition("#")[0])
    await expect(page.get_by_role("alert")).to_contain_text("This link opens no request")


async def test_a_decision_stands_first_and_can_be_printed(live, page: Page, database: Database):
    """A refusal with its reason and its norm; on paper nothing of what is only for the screen."""
    receipt = await opened(live, **DELETION | {"requests": ["stop"]})
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await answer(session, receipt["number"], ANNA, "Смотрим.")
        await refuse(session, receipt["number"], ANNA, "Договор ещё действует.", "п. 5 ч. 1 ст. 6 152-ФЗ")
    await page.goto(path_of(receipt))
    decision = page.locator(".decision.refused")
    await expect(decision.locator("blockquote")).to_have_text("Договор ещё действует.")
    await expect(decision.locator(".norm")).to_have_text("Основание: п. 5 ч. 1 ст. 6 152-ФЗ")
    assert await violations(page) == []
    await page.emulate_media(media="print")
    await expect(decision).to_be_visible()
    for gone in (".page-bar", ".can", ".bar"):
        await expect(page.locator(gone)).to_be_hidden()


async def test_a_link_that_opens_nothing_says_so(live, page: Page, database: Database):
    """Without its key, with another's, of an erased ticket; in words, and without faults for those who listen."""
    receipt, other = await opened(live), await opened(live, key="k-2")
    path = path_of(receipt).partition("#")[0]
    for link in (path, f"{path}#{other['token']}", f"{path}#короткий"):
        await page.goto("about:blank")
        await page.goto(link)
        await expect(page.get_by_role("alert")).to_contain_text("По этой ссылке обращение не открыть")
    assert await violations(page) == []
    await page.goto(path_of(receipt))  # only the part after «#» changes: no reload
    await expect(page.locator("#standing")).to_have_text("ждёт сотрудника")


async def test_without_a_connection_it_says_so_and_goes_on_later(live, page: Page, database: Database):
    """At the first look and while it is open; nothing that was read is taken away."""
    receipt = await opened(live)
    cut = True

    async def maybe(route: Route) -> None:
        await (route.abort() if cut else route.continue_())

    await page.route("**/api/v1/**", maybe)
    await page.goto(path_of(receipt))
    await expect(page.get_by_role("alert")).to_contain_text("Нет связи")
    cut = False
    await page.get_by_role("button", name="Повторить").click()
    await expect(page.locator(".history li")).not_to_have_count(0)
    cut = True
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator(".lost")).to_be_visible()
    await expect(page.locator(".history li")).not_to_have_count(0)
    cut = False
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("#standing")).to_have_text("в работе")
    await expect(page.locator(".lost")).to_be_hidden()


async def test_of_an_erased_ticket_number_dates_and_decision_are_left(live, page: Page, database: Database):
    """Nothing can be done with it any more."""
    receipt = await opened(live)
    async with database.transaction() as session:
        await take(session, receipt["number"], ANNA)
        await refuse(session, receipt["number"], ANNA, "Причина.", "ч. 1 ст. 6 152-ФЗ")
    async with database.transaction(alone=True) as session:
        await erase(session, receipt["number"], ANNA, Reason.PURPOSE, HOLDINGS)
    await page.goto(path_of(receipt))
    await expect(page.locator("#standing")).to_have_text("данные уничтожены")
    await expect(page.locator(".facts .notice")).to_contain_text("Остались номер, даты и решение")
    await expect(page.locator(".can")).to_be_hidden()
