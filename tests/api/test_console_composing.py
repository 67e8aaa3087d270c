"""Writing to a person from the console, in a real browser: by keyboard, with a change of mind, beside a colleague."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update

from api.tokens import Tokens
from tests.api.conftest import SECRET
from tests.api.console.browsing import PASSWORD
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.life import hold
from tickets.post.outbox import OutboxRow
from tickets.queue.canned import write_canned
from tickets.record.attachment import Attachment, Media
from tickets.record.contact import Contact
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.record.ticket import TicketKind
from tickets.staff.member import add_staff
from tickets.staff.presence import Doing, note_presence
from tickets.staff.session import Came, begin_session, note_sign_in
from tickets.steps.blocking import block, lift
from tickets.steps.by_staff import answer, ask, assign, note, take
from tickets.steps.deciding import refuse, reopen
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.own_steps import add
from tickets.steps.pending import send_due
from tickets.store.base import now
from tickets.store.database import Database

ANNA, BORIS = "anna@example.ru", "boris@example.ru"
WAITS = timedelta(hours=1)
#: Ways to smuggle a script into a page; each would open a dialog or make an element.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(2)>",
    "<svg/onload=alert(3)>",
    "<iframe srcdoc='<script>alert(4)</script>'>",
    "</textarea><script>alert(5)</script>",
    "<details open ontoggle=alert(6)>",
    "<a href=javascript:alert(7)>сюда</a>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "<math><mtext><style><img src=x onerror=alert(8)>",
    "' autofocus onfocus=alert(9) x='",
    "<body onpageshow=alert(10)>&lt;b&gt;",
    "\u202e<object data=data:text/html,<script>alert(11)</script>>\u2066",
)
SMUGGLED = (
    "[onerror], [onload], [onfocus], [ontoggle], [onpageshow], a[href^=javascript], iframe, object, script:not([src])"
)
FOREIGN = "svg, iframe, object, math, style, img:not([src^='/console/']), script:not([src^='/assets/'])"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply never leaves by itself before a busy machine has taken it back."""
    monkeypatch.setattr("tickets.steps.pending.DELAY", WAITS)


@pytest.fixture
async def number(database: Database) -> str:
    """A claim in Anna's hands, from a visitor of the site."""
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        for email in (ANNA, BORIS):
            await add_staff(session, email, fast)
        conversation = (await begin_conversation(session, "web")).id
        wish = Opening(
            conversation_id=conversation, channel="web", origin="web:1", kind=TicketKind.CLAIM, requests=(),
            text="Сколько вы храните мои данные?", contact=Contact(name="Ян", email="yan@example.ru"),
            consent="Я согласен", edition="1", edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        number = (await open_ticket(session, wish, MOSCOW)).number
        await take(session, number, ANNA)
    return number


async def signed_in(page: Page, url: str, email: str) -> Page:
    own = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
    form = {"email": email, "password": PASSWORD}
    await page.context.request.post(f"{url}/console/sign-in", form=form, headers=own)
    return page


@pytest.fixture
async def anna(page: Page, live, number: str) -> Page:
    """Her browser, on the page of the ticket."""
    await signed_in(page, live.url, ANNA)
    await page.goto(f"/console/tickets/{quote(number)}")
    await expect(page.get_by_role("heading", name=number)).to_be_visible()
    return page


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


async def told(database: Database) -> list[str]:
    async with database.reading() as session:
        query = select(OutboxRow.topic).where(OutboxRow.channel == "web")
        return list((await session.execute(query)).scalars())


async def test_a_reply_taken_back_never_reaches_the_person(anna: Page, database: Database) -> None:
    """Typed, reloaded, sent, taken back; its text stands in the composer again, and sent anew it arrives."""
    field = anna.get_by_label("Ответ человеку")
    await anna.keyboard.press("r")
    await anna.keyboard.type("Вернём деньги во вторник")
    await anna.reload()
    await expect(field).to_have_value("Вернём деньги во вторник")
    await field.press("Control+Enter")
    pending = anna.locator(".pending")
    await expect(pending).to_contain_text("Отправится через")
    await expect(field).to_have_value("")
    assert await violations(anna) == []
    await pending.get_by_role("button", name="Отменить").click()
    await expect(field).to_have_value("Вернём деньги во вторник")
    await expect(anna.get_by_text("Отправка отменена")).to_be_visible()
    assert await send_due(database, at=now() + 2 * WAITS) == 0
    assert await told(database) == []

    await field.fill("Вернём деньги в среду")
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(pending).to_be_visible()
    assert await send_due(database, at=now() + WAITS) == 1
    await expect(anna.locator(".turn.staff:not(.pending)")).to_contain_text("Вернём деньги в среду")  # by itself
    await expect(pending).to_have_count(0)
    assert await told(database) == ["staff_answered"]
    await expect(anna.locator(".delivery")).to_contain_text("ждёт отправки")
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).values(delivered_at=now()))
    await expect(anna.locator(".delivery")).to_contain_text("доставлено")


async def test_edits_of_a_reply_taken_back_outlive_a_reload(anna: Page) -> None:
    """What was made of it here stands above what was taken back; another that is taken back later stands as it is."""
    field = anna.get_by_label("Ответ человеку")
    for text in ("Вернём деньги во вторник", "Вернём деньги в среду"):
        await field.fill(text)
        await field.press("Control+Enter")
        await anna.locator(".pending").get_by_role("button", name="Отменить").click()
        await expect(field).to_have_value(text)
        await field.fill(f"{text}, до обеда")
        await anna.reload()
        await expect(field).to_have_value(f"{text}, до обеда")


async def test_without_a_connection_the_page_stays_and_the_notice_lies_over_nothing(anna: Page) -> None:
    """Neither the key nor the button leaves it; that words wait is said until they go, also with the network back."""
    field, send = anna.get_by_label("Ответ человеку"), anna.get_by_role("button", name="Отправить ответ")
    told = anna.locator(".told[role=status]")
    await field.fill("Вернём деньги во вторник")
    await anna.context.set_offline(True)
    await expect(told).to_contain_text("Нет связи с сервером")
    await field.press("Control+Enter")
    await expect(told).to_contain_text("Не отправлено")
    for width, height in ((375, 740), (1280, 800), (2560, 1300)):
        await anna.set_viewport_size({"width": width, "height": height})
        for button in (send, anna.locator("summary:visible").first):
            await button.click(trial=True)  # nothing lies over it
        await expect(told).to_be_in_viewport()
    assert await violations(anna) == []
    async with anna.expect_response(lambda response: response.url == anna.url):  # brought up to date by itself
        await anna.context.set_offline(False)
    await anna.wait_for_timeout(500)
    await expect(told).to_contain_text("Не отправлено")
    await send.click()
    await expect(anna.locator(".pending")).to_contain_text("Вернём деньги во вторник")
    await expect(told).to_be_hidden()


async def test_words_stay_where_a_proxy_answers_for_a_server_that_is_away(anna: Page) -> None:
    """A network that says nothing of itself: the same words go later."""
    field, send = anna.get_by_label("Ответ человеку"), anna.get_by_role("button", name="Отправить ответ")
    await field.fill("Вернём деньги во вторник")
    await anna.route("**/healthz", lambda route: route.fulfill(status=502))
    await send.click()
    await expect(anna.locator(".told[role=status]")).to_contain_text("Не отправлено")
    await expect(field).to_have_value("Вернём деньги во вторник")
    await anna.unroute("**/healthz")
    await send.click()
    await expect(anna.locator(".pending")).to_contain_text("Вернём деньги во вторник")


async def test_a_note_is_written_by_keyboard_alone(anna: Page, database: Database) -> None:
    """The list of keys says how."""
    await anna.keyboard.press("?")
    await expect(anna.get_by_role("dialog", name="Клавиши")).to_contain_text("Ctrl+Enter")
    await anna.keyboard.press("Escape")
    await expect(anna.get_by_role("dialog")).to_have_count(0)
    await anna.keyboard.press("n")
    await anna.keyboard.type("Звонил юрист")
    await anna.keyboard.press("Control+Enter")
    await expect(anna.locator(".turn.note")).to_contain_text("Звонил юрист")
    assert await told(database) == []


async def test_clauses_and_canned_replies_are_inserted_by_keyboard_alone(
    anna: Page, database: Database, knowledge
) -> None:
    """A slash opens the list, arrows choose, Enter inserts word for word, Esc leaves what was typed."""
    async with database.transaction() as session:
        await write_canned(session, None, "Спасибо", "Спасибо, {имя}!")
    await anna.reload()
    field, listed = anna.get_by_label("Ответ человеку"), anna.get_by_role("listbox", name="Что вставить")
    await anna.keyboard.press("r")
    await anna.keyboard.type("Добрый день! /5.")
    await expect(listed.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert await violations(anna) == []
    await anna.keyboard.press("ArrowDown")
    chosen = (await listed.locator("[aria-selected=true] strong").inner_text()).removeprefix("Пункт ")
    await anna.keyboard.press("Enter")
    await expect(listed).to_be_hidden()
    edition = f"редакция {knowledge.edition.id}"
    quoted = f"Пункт {chosen} Политики, {edition}:\n«{knowledge.quote(chosen).text}»\n"
    await expect(field).to_have_value(f"Добрый день! \n\n{quoted}")

    await anna.keyboard.type("/ш спас")
    await expect(listed.get_by_role("option")).to_have_count(1)
    await anna.keyboard.press("Tab")
    assert (await field.input_value()).endswith("Спасибо, Ян!\n")
    await anna.keyboard.type("/хранение")
    await expect(listed).to_be_visible()
    await anna.keyboard.press("Escape")
    await expect(listed).to_be_hidden()
    await expect(field).to_be_focused()
    assert (await field.input_value()).endswith("/хранение")
    await anna.get_by_role("button", name="Пункт 5.1", exact=True).click()
    assert knowledge.quote("5.1").text in await field.input_value()


async def test_two_at_once_see_each_other_and_lose_nothing(
    anna: Page, browser: Browser, live, number: str, database: Database
) -> None:
    """Who writes is shown; who was slower reads the other's answer, and decides."""
    other: BrowserContext = await browser.new_context(base_url=live.url)
    boris = await signed_in(await other.new_page(), live.url, BORIS)
    await boris.goto(f"/console/tickets/{quote(number)}")
    await anna.get_by_label("Ответ человеку").fill("Мой ответ")
    await expect(boris.get_by_text(f"{ANNA} пишет ответ")).to_be_visible()
    async with database.transaction() as session:
        await assign(session, number, BORIS, BORIS)
        await answer(session, number, BORIS, "Уже отвечаю")
    await expect(anna.get_by_role("region", name="Переписка")).to_contain_text("Уже отвечаю")
    await expect(anna.get_by_label("Ответ человеку")).to_have_value("Мой ответ")
    await anna.get_by_role("button", name="Отправить ответ").click()
    await expect(anna.get_by_role("alert")).to_contain_text(BORIS)
    await expect(anna.get_by_label("Ответ человеку")).to_have_value("Мой ответ")
    await anna.get_by_role("button", name="Взять себе и отправить").click()
    await expect(anna.locator(".pending")).to_contain_text("Мой ответ")
    await other.close()


async def test_hostile_words_are_only_words(anna: Page, number: str, database: Database) -> None:
    """As message, note, answer, file name and canned reply, shown and inserted: no dialog, no element."""
    async with database.transaction() as session:
        ticket = await hold(session, number)
        ticket.name = HOSTILE[1]
        for place, words in enumerate(HOSTILE):
            said = await store_message(session, ticket.conversation_id, Author.USER, words)
            session.add(
                Attachment(id=f"file{place}", conversation_id=said.conversation_id, message_id=said.id, size=1,
                           media=Media.DOCUMENT, name=words, mime="application/pdf", sha256="0")
            )  # fmt: skip
        for words in HOSTILE[:6]:
            await note(session, number, ANNA, words)
            await answer(session, number, ANNA, words)
        await write_canned(session, ANNA, HOSTILE[4], HOSTILE[4] + "{имя}")
    for path in (f"/console/tickets/{quote(number)}", "/console/canned"):
        await anna.goto(path)
        for fold in await anna.locator("main summary").all():
            await fold.evaluate("one => one.click()")
        assert await anna.locator(FOREIGN).count() == 0
        assert await anna.locator("[onerror], [onload], [onfocus], [ontoggle], a[href^=javascript]").count() == 0
    await anna.goto(f"/console/tickets/{quote(number)}")
    for words in HOSTILE:
        await expect(anna.get_by_text(words, exact=True).first).to_be_attached()
    await anna.get_by_label("Ответ человеку").fill("/ш")
    await expect(anna.get_by_role("listbox").get_by_role("option")).to_contain_text(HOSTILE[4] + HOSTILE[1])
    await anna.get_by_label("Ответ человеку").press("Enter")
    await anna.get_by_label("Ответ человеку").press("Control+Enter")
    await expect(anna.locator(".pending .verbatim")).to_have_text(HOSTILE[4] + HOSTILE[1])
    assert await anna.locator(FOREIGN).count() == 0


async def test_hostile_words_of_steps_are_only_words_everywhere(anna: Page, number: str, database: Database) -> None:
    """Reasons, norms, outcomes and additions: on the ticket, in the queue, in the figures and on the person's page."""
    async with database.transaction() as session:
        await add(session, number, HOSTILE[2], "1")
        await block(session, number, ANNA, HOSTILE[3])
        await lift(session, number, ANNA, HOSTILE[4])
        await ask(session, number, ANNA, HOSTILE[5])
        await refuse(session, number, ANNA, HOSTILE[1], HOSTILE[9])
        await reopen(session, number, ANNA, HOSTILE[8], MOSCOW)
        await add(session, number, HOSTILE[10], "2")
    token = Tokens(SECRET).token("ticket", number)
    ticket = f"/console/tickets/{quote(number)}"
    status = f"/tickets/{quote(number)}#{token}"
    shown = {ticket: (2, 3, 4, 5, 1, 9, 8, 10), status: (2, 5, 10)}
    for path in (ticket, "/console?show=all&q=alert", f"/console?q={quote(HOSTILE[1])}", "/console/insight", status):
        await anna.goto(path)
        for place in shown.get(path, ()):
            await expect(anna.get_by_text(HOSTILE[place]).first).to_be_attached()
        assert await anna.locator(SMUGGLED).count() == 0, path


async def test_hostile_words_of_members_are_only_words(anna: Page, number: str, database: Database) -> None:
    """As a colleague's address, browser and network: on the roster, their page, the profile, in the queue and beside a
    ticket; and as what an admin has just typed."""
    mallory, device, network = HOSTILE[1], HOSTILE[0], HOSTILE[9]
    async with database.transaction() as session:
        await add_staff(session, mallory)
        for email in (ANNA, mallory):
            await begin_session(session, email, network, device)
            await note_sign_in(session, email, Came.WRONG_PASSWORD, network, device)
        await assign(session, number, ANNA, mallory)
        await answer(session, number, mallory, "Здравствуйте")
        ticket = await hold(session, number)
        await note_presence(session, ticket.id, mallory, Doing.WRITING)
    member = f"/console/staff/member?email={quote(mallory)}"
    shown = {
        "/console/account": (device, network),
        member: (mallory, device, network),
        "/console/staff": (mallory,),
        f"/console?who={quote(mallory)}": (mallory,),
        f"/console/tickets/{quote(number)}": (mallory,),
        f"/console/staff/member?email={quote(HOSTILE[2])}": (),
    }
    for path, words in shown.items():
        await anna.goto(path)
        for said in words:
            await expect(anna.get_by_text(said).first).to_be_attached()
        assert await anna.locator(SMUGGLED).count() == 0, path
    await anna.goto("/console/staff")
    await anna.get_by_label("Почта").fill(HOSTILE[1])
    await anna.get_by_label("Первый пароль").fill(PASSWORD)
    await anna.get_by_role("button", name="Добавить").evaluate("button => { button.form.noValidate = true; }")
    await anna.get_by_role("button", name="Добавить").click()
    await expect(anna.get_by_role("alert")).to_have_text("Нужен адрес вида name@example.ru.")
    await expect(anna.get_by_label("Почта")).to_have_value(HOSTILE[1])
    assert await anna.locator(SMUGGLED).count() == 0


async def test_a_long_talk_fits_every_window(anna: Page, number: str, database: Database) -> None:
    """One column with the composer in reach on a phone, three in a wide window; old words are one fold away."""
    async with database.transaction() as session:
        ticket = await hold(session, number)
        for turn in range(200):
            said = await store_message(session, ticket.conversation_id, Author.USER, f"слово {turn} " + "ы" * 90)
            said.at = now() + timedelta(milliseconds=turn)
        await answer(session, number, ANNA, "Проверяем")
    send = anna.get_by_role("button", name="Отправить ответ")
    for width, height in ((375, 740), (1280, 800), (2560, 1300)):
        await anna.set_viewport_size({"width": width, "height": height})
        await anna.goto(f"/console/tickets/{quote(number)}")
        await expect(anna.get_by_text("слово 199")).to_be_attached()
        await expect(anna.get_by_text("слово 5 ", exact=False).first).to_be_hidden()
        await expect(send).to_be_in_viewport()
        assert await anna.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    lefts = [await anna.locator(name).bounding_box() for name in (".about", ".story", ".panel")]
    assert sorted(box["x"] for box in lefts if box) == [box["x"] for box in lefts if box]
    assert len({round(box["y"] / 40) for box in lefts if box}) == 1
    await anna.get_by_text("Раньше:").click()
    await expect(anna.get_by_text("слово 5 ", exact=False).first).to_be_visible()
    rows = select(StoredMessage.id).where(StoredMessage.author == Author.STAFF)
    async with database.reading() as session:
        assert len((await session.execute(rows)).all()) == 1
