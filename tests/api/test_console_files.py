"""Files and marks in an answer from the console, in a real browser: chosen, dropped, pasted, taken back, received."""

import asyncio
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from api.tokens import Tokens
from tests.api.conftest import SECRET
from tests.api.console.browsing import PASSWORD
from tests.conftest import MOSCOW
from tests.desk.drawn import png
from tests.thirty_days import THIRTY_DAYS
from tickets.record.attachment import Attachment
from tickets.record.contact import Contact
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import TicketKind
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.pending import send_due
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
WAITS = timedelta(hours=1)
LETTER = {"name": "письмо.txt", "mimeType": "text/plain", "buffer": "ответ".encode()}
PROGRAM = {"name": "вирус.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
FALSE = {"name": "снимок.png", "mimeType": "image/png", "buffer": b"no picture"}
#: Hands a file over as a drop or a paste does; gives whether the page took it.
GIVE = """(node, [kind, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/png"}));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true});
  return !node.dispatchEvent(event);
}"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply never leaves by itself before a busy machine has taken it back."""
    monkeypatch.setattr("tickets.steps.pending.DELAY", WAITS)


@pytest.fixture
def app(app_with, tmp_path: Path):
    """With a folder of its own."""
    return app_with(data=tmp_path / "data")


@pytest.fixture
async def number(database: Database) -> str:
    """A claim in Anna's hands, from a visitor of the site, who has sent a link."""
    async with database.transaction() as session:
        await add_staff(session, ANNA, PasswordHasher(1, 8, 1).hash(PASSWORD))
        conversation = (await begin_conversation(session, "web")).id
        wish = Opening(
            conversation_id=conversation, channel="web", origin="web:1", kind=TicketKind.CLAIM, requests=(),
            text="Смотрите https://evil.example/pixel.png и **не жирно**", contact=Contact(name="Ян"),
            consent="Я согласен", edition="1", edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        number = (await open_ticket(session, wish, MOSCOW)).number
        await store_message(session, conversation, Author.USER, "**Это** https://example.org/мой-заказ?")
        await take(session, number, ANNA)
    return number


async def open_as_anna(page: Page, url: str, number: str) -> Page:
    own = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
    form = {"email": ANNA, "password": PASSWORD}
    await page.context.request.post(f"{url}/console/sign-in", form=form, headers=own)
    await page.goto(f"/console/tickets/{quote(number)}")
    await expect(page.get_by_role("heading", name=number)).to_be_visible()
    return page


@pytest.fixture
async def anna(page: Page, live, number: str) -> Page:
    """Her browser, on the page of the ticket."""
    return await open_as_anna(page, live.url, number)


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def waiting(database: Database) -> list[tuple[str, bool]]:
    """Names of all files of answers, and whether they have left."""
    async with database.reading() as session:
        files = await session.scalars(select(Attachment).order_by(Attachment.at))
        return [(file.name, file.pending_id is None) for file in files]


async def test_files_are_chosen_dropped_and_pasted_and_leave_with_the_answer(
    anna: Page, database: Database, number: str, live
) -> None:
    """Three ways in, one taken out again; after the undo they are still there, and sent anew they reach the person."""
    field, chosen = anna.get_by_label("Ответ человеку"), anna.get_by_label("Выбранные файлы")
    await field.fill("Вот **копия**:\n- раз\n- два")
    await anna.get_by_label("Файлы", exact=True).set_input_files([LETTER])
    picture = list(png(4, 3))
    assert await field.evaluate(GIVE, ["paste", "image.png", picture])
    composer = anna.locator(".composer")
    assert await composer.evaluate(GIVE, ["dragover", "схема.png", picture])
    assert await composer.evaluate(GIVE, ["drop", "схема.png", picture])
    await expect(chosen.locator(".name")).to_have_text(["письмо.txt", "снимок-1.png", "схема.png"])
    await anna.get_by_role("button", name="Убрать схема.png").press("Enter")
    await expect(chosen.locator(".name")).to_have_text(["письмо.txt", "снимок-1.png"])
    assert [] == await violations(anna)

    await field.press("Control+Enter")
    pending = anna.locator(".pending")
    await expect(pending.get_by_role("link")).to_have_count(2)
    await expect(pending.locator("strong")).to_have_text("копия")
    await expect(pending.get_by_role("listitem")).to_have_text(["раз", "два"])
    assert [] == await violations(anna)
    await pending.get_by_role("button", name="Отменить").click()
    await expect(field).to_have_value("Вот **копия**:\n- раз\n- два")
    kept = anna.get_by_role("list", name="Файлы к ответу")
    await expect(kept.get_by_role("checkbox")).to_have_count(2)
    await kept.get_by_role("checkbox", name="снимок-1.png").uncheck()
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(pending.get_by_role("link")).to_have_text("письмо.txt 1 КБ")
    assert [("письмо.txt", False)] == await waiting(database)
    assert 1 == await send_due(database, at=now() + WAITS)
    assert [("письмо.txt", True)] == await waiting(database)

    await anna.goto(f"{live.url}/tickets/{quote(number)}#{Tokens(SECRET).token('ticket', number)}")
    answered = anna.locator(".talk .staff")
    await expect(answered.locator("strong")).to_have_text("копия")
    await expect(answered.locator(".marked li")).to_have_text(["раз", "два"])
    async with anna.expect_download() as download:
        await answered.get_by_role("button", name="Скачать письмо.txt").click()
    taken = await (await download.value).path()
    assert "ответ".encode() == await asyncio.to_thread(Path(taken).read_bytes)
    assert [] == await violations(anna)


async def test_a_file_that_is_refused_costs_neither_words_nor_other_files(anna: Page, database: Database) -> None:
    """A program is refused at once; what only the server sees through is told with everything in its place."""
    field, files = anna.get_by_label("Ответ человеку"), anna.get_by_label("Файлы", exact=True)
    await field.fill("Держите")
    await files.set_input_files([PROGRAM])
    await expect(anna.get_by_role("alert").filter(has_text="вирус.exe: такие файлы не принимаются.")).to_be_visible()
    await files.set_input_files([LETTER, FALSE])
    await anna.get_by_role("button", name="Отправить ответ").click()
    refused = "Ответ не отправлен: файл «снимок.png» внутри не то, что обещает его имя."
    await expect(anna.get_by_role("alert").filter(has_text=refused)).to_be_visible()
    await expect(field).to_have_value("Держите")
    await expect(anna.get_by_role("checkbox", name="письмо.txt")).to_be_checked()
    assert [] == await violations(anna)
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(anna.locator(".pending").get_by_role("link")).to_have_text("письмо.txt 1 КБ")
    assert [("письмо.txt", False)] == await waiting(database)


async def test_a_file_goes_without_words_and_without_a_script(browser: Browser, live, database, number) -> None:
    """The form is a plain one: the field takes files, and words may be left to us only where a script says so."""
    context = await browser.new_context(base_url=live.url, java_script_enabled=False)
    try:
        page = await open_as_anna(await context.new_page(), live.url, number)
        await page.get_by_label("Ответ человеку").fill("Вот")
        await page.get_by_label("Файлы", exact=True).set_input_files([LETTER, {**LETTER, "name": "второе.txt"}])
        await page.get_by_role("button", name="Отправить ответ").click()
        await expect(page.locator(".pending .file")).to_have_count(2)
        assert [("письмо.txt", False), ("второе.txt", False)] == await waiting(database)
    finally:
        await context.close()


async def test_a_file_may_go_alone(anna: Page, database: Database) -> None:
    """Then the answer says that there is one."""
    await anna.get_by_label("Файлы", exact=True).set_input_files([LETTER])
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(anna.locator(".pending .verbatim")).to_have_text("Файл во вложении.")


async def test_marks_are_set_by_buttons_and_by_key(anna: Page) -> None:
    """Bold by Ctrl+B, in any keyboard layout; lists and quotations over all chosen lines; a second press takes back."""
    field = anna.get_by_label("Ответ человеку")
    await field.fill("важно")
    await field.press("Control+a")
    await field.press("Control+b")
    await expect(field).to_have_value("**важно**")
    await field.press("Control+b")
    await expect(field).to_have_value("важно")
    await field.fill("раз\nдва")
    await field.press("Control+a")
    await anna.get_by_role("button", name="Список").click()
    await expect(field).to_have_value("- раз\n- два")
    await anna.get_by_role("button", name="Список").click()
    await anna.get_by_role("button", name="Цитата").click()
    await expect(field).to_have_value("> раз\n> два")
    await field.press("Control+z")
    await expect(field).to_have_value("раз\nдва")


async def test_links_of_a_person_are_followed_only_by_a_press(anna: Page) -> None:
    """They tell nobody who reads them, nothing is fetched for them, and marks in words of people are plain signs."""
    foreign: list[str] = []
    anna.on("request", lambda request: foreign.append(request.url) if "evil" in request.url else None)
    await anna.reload()
    link = anna.get_by_role("link", name="https://evil.example/pixel.png")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(link).to_have_attribute("href", "https://evil.example/pixel.png")
    await expect(anna.get_by_text("и **не жирно**")).to_be_visible()
    said = anna.locator(".turn.user .verbatim")
    await expect(said).to_have_text("**Это** https://example.org/мой-заказ?")
    await expect(said.get_by_role("link")).to_have_text("https://example.org/мой-заказ")
    assert [] == foreign


async def test_nobody_else_opens_a_file_of_an_answer(anna: Page, database: Database, number: str, live) -> None:
    """Neither before it leaves, nor after, with the key of another ticket."""
    await anna.get_by_label("Файлы", exact=True).set_input_files([LETTER])
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(anna.locator(".pending")).to_be_visible()
    async with database.transaction() as session:
        file = (await session.scalars(select(Attachment.id))).one()
        other = (await begin_conversation(session, "web")).id
        wish = Opening(
            conversation_id=other, channel="web", origin="web:2", kind=TicketKind.CLAIM, requests=(), text="Чужое",
            contact=Contact(), consent="да", edition="1", edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        foreign = (await open_ticket(session, wish, MOSCOW)).number

    async def status(of: str, key: str) -> int:
        address = f"{live.url}/api/v1/tickets/{quote(of)}/attachments/{file}"
        headers = {"Authorization": f"Bearer {Tokens(SECRET).token('ticket', key)}"}
        return (await anna.context.request.get(address, headers=headers)).status

    assert 404 == await status(number, number)
    await send_due(database, at=now() + WAITS)
    assert (200, 404) == (await status(number, number), await status(foreign, foreign))
    assert 400 <= await status(number, foreign) < 500
    async with database.reading() as session:
        said = (await session.scalars(select(StoredMessage).where(StoredMessage.author == Author.STAFF))).one()
    assert "Файл во вложении." == said.text
