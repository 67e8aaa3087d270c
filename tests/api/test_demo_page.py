"""The pages in a real browser: what a visitor sees, and what a screen reader or a strict policy would object to."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.api.visits import (
    ANNA,
    FITS,
    IVAN,
    PHONE,
    WIDE,
    ask,
    fill_in,
    mailed_code,
    open_mine,
    send,
    violations,
)
from tickets.queue.lists import ticket_with_history
from tickets.record.ticket import Identity
from tickets.steps.by_staff import answer, take
from tickets.steps.by_staff import ask as ask_person
from tickets.steps.deciding import refuse

STORED = "() => [document.cookie, sessionStorage.length, localStorage.length]"


#: What the element with the focus is called.
FOCUSED = """() => {
    const focused = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
    return focused.closest("label")?.textContent || focused.labels?.[0]?.textContent
        || focused.getAttribute("aria-label") || focused.textContent;
}"""


async def press_tab_until(page: Page, name: str) -> None:
    for _ in range(40):
        if (await page.evaluate(FOCUSED)).startswith(name):
            return
        await page.keyboard.press("Tab")
    pytest.fail(f"the Tab key never leads to «{name}»")


async def test_a_visitor_asks_and_opens_a_deletion_request_and_reads_the_answer_of_staff(page, database):
    """The whole journey: clause, form, consent, receipt with number and date, code, and the answer as it is written."""
    await page.goto("/demo")
    await ask(page, "а долго мое досье у вас пролежит")
    clause = page.get_by_role("article", name="Пункт 5.1")
    await expect(clause).to_contain_text("осуществляется без ограничения срока")
    link = clause.get_by_role("link", name="Открыть в политике")
    await expect(link).to_have_attribute("href", re.compile("/policy#5.1$"))
    await page.get_by_role("button", name="Помогло", exact=True).click()
    await expect(page.get_by_text("Спасибо, учтём.")).to_be_visible()

    await ask(page, "vychistite menya iz bazy plz")
    await expect(page.get_by_text("Похоже, речь о ваших данных")).to_be_visible()
    await page.get_by_role("button", name="Оформить запрос о данных").last.click()  # not that under an answer above
    await expect(page.get_by_label("Ваши слова")).to_have_value("vychistite menya iz bazy plz")
    await page.get_by_label("Почта").fill("не почта")
    await page.get_by_role("button", name="Далее").click()
    await expect(page.get_by_text("Нужен адрес вида name@example.ru.")).to_be_visible()
    await expect(page.get_by_label("Почта")).to_be_focused()
    await page.get_by_label("Почта").fill(IVAN)
    receipt = await send(page)
    await expect(receipt).to_be_focused()
    await expect(receipt).to_contain_text(re.compile(r"Получено .* 20\d\d"))
    await expect(receipt).to_contain_text(re.compile(r"Удаление данных\s*до \d+ [а-я]+ 20\d\d.*ч. 3 ст. 20"))
    await expect(receipt).to_contain_text("Пока идёт проверка, мы не используем эти данные.")
    number = await receipt.locator(".ticket-number").inner_text()
    await page.get_by_label("Код из письма").fill(await mailed_code(database))
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Спасибо, почта подтверждена.")).to_be_focused()
    async with database.reading() as session:
        assert (await ticket_with_history(session, number)).identity is Identity.EMAIL

    async with database.transaction() as session:
        await take(session, number, ANNA)
        await answer(session, number, ANNA, "Данные удалим <b>сегодня</b>.")
    await expect(page.get_by_text("Данные удалим <b>сегодня</b>.")).to_be_visible()

    await page.reload()
    await expect(page.get_by_text("Данные удалим <b>сегодня</b>.")).to_have_count(1)
    await expect(page.get_by_role("region", name="Обращение принято")).to_contain_text(number)
    await expect(page.get_by_label("Код из письма")).to_be_hidden()


async def test_nothing_is_stored_before_the_visitor_speaks(page):
    """No cookie ever, and no storage for somebody who only looks."""
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    assert await page.evaluate(STORED) == ["", 0, 0]
    await page.get_by_role("button", name="Закрыть").click()
    await page.get_by_role("button", name="Спросить о данных").click()
    assert await page.evaluate(STORED) == ["", 0, 0]
    await ask(page, "привет")
    await expect(page.get_by_text("Я помогаю с вопросами")).to_be_visible()
    assert await page.evaluate(STORED) == ["", 1, 0]


async def test_the_keyboard_is_enough(page):
    """Open, ask and close without a mouse; the focus returns to where it was."""
    await page.set_viewport_size(PHONE)
    await page.goto("/demo")
    launcher = page.get_by_role("button", name="Спросить о данных")
    await launcher.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()
    await page.keyboard.type("кому передаёте мои данные?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article").first).to_be_visible()
    for _ in range(25):  # the focus goes round inside the window and never below it
        await page.keyboard.press("Tab")
        assert await page.evaluate("() => document.activeElement.tagName") == "PUNKT-WIDGET"
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(launcher).to_be_focused()


@pytest.mark.parametrize(
    "attack",
    [
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '"><script>alert(1)</script>',
        "javascript:alert(1)",
        "{{7*7}}${7*7}",
    ],
)
async def test_markup_in_a_question_stays_text(page, attack):
    """It is shown as it was written and does nothing."""
    await page.goto("/demo")
    await ask(page, attack)
    await expect(page.locator(".mine")).to_contain_text(attack)
    await expect(page.locator(".theirs").last).to_be_visible()
    assert await page.locator(".mine *").evaluate_all("all => all.map(one => one.tagName)") == ["SPAN", "P"]


async def test_a_ticket_can_be_opened_with_the_keyboard_alone(page):
    """The focus goes where the next thing to read or do is, on a phone's screen never below the window."""
    await page.set_viewport_size(PHONE)
    await page.goto("/demo")
    await page.get_by_role("button", name="Спросить о данных").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_focused()
    await page.keyboard.type("удалите мои данные")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Оформить запрос о данных")).to_be_visible()
    await press_tab_until(page, "Оформить запрос о данных")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Запрос о данных")).to_be_focused()
    await press_tab_until(page, "Прекратить обработку")
    await page.keyboard.press("Space")
    await press_tab_until(page, "Почта")
    await page.keyboard.type(IVAN)
    await press_tab_until(page, "Далее")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Согласие на обработку данных")).to_be_focused()
    await press_tab_until(page, "Даю это согласие")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_focused()
    await press_tab_until(page, "Код из письма")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await press_tab_until(page, "Мои обращения")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Мои обращения")).to_be_focused()
    await press_tab_until(page, "Отозвать обращение")
    await page.keyboard.press("Enter")
    await press_tab_until(page, "Нет, оставить")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Отозвать обращение")).to_be_focused()


async def seen(page: Page) -> None:
    """What is shown now can be used by everybody, and is as wide as its window."""
    assert await violations(page) == []
    assert await page.evaluate(FITS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page, scheme):
    """On every page and in every state of the widget before a ticket is opened, light and dark."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    await seen(page)
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_role("article").first).to_be_visible()
    await ask(page, "удалите мои данные")
    await expect(page.get_by_role("button", name="Оформить запрос о данных")).to_be_visible()
    await seen(page)
    for path in ("/policy#5.1", "/console/sign-in"):
        await page.goto(path)
        assert await violations(page) == [], path


@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", WIDE)], ids=["light", "dark"])
async def test_axe_finds_nothing_on_the_way_of_a_ticket(page, database, scheme, viewport):
    """Form and its faults, consent, receipt, code, cards and what they ask, words of the staff."""
    await page.set_viewport_size(viewport)
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await fill_in(page, "отзываю согласие, прекратите обработку", email="не почта")
    await seen(page)
    await page.get_by_role("button", name="Далее").click()
    await seen(page)
    await page.get_by_role("checkbox", name="Исправить мои данные").check()
    await page.get_by_label("Почта").fill(IVAN)
    await page.get_by_role("button", name="Далее").click()
    await seen(page)
    await page.get_by_role("button", name="Назад").click()
    receipt = await send(page)
    await seen(page)
    number = await receipt.locator(".ticket-number").inner_text()
    await page.get_by_label("Код из письма").fill("0")
    await page.get_by_role("button", name="Подтвердить").click()
    await page.get_by_role("button", name="Выслать код ещё раз").click()
    await expect(page.get_by_role("button", name="Выслать ещё раз можно через")).to_be_visible()
    await seen(page)
    card = await open_mine(page)
    await seen(page)
    for act, no in [("Дополнить", "Отмена"), ("Отозвать согласие", "Нет, оставить")]:
        await card.get_by_role("button", name=act).click()
        await seen(page)
        await card.get_by_role("button", name=no).click()
    await card.get_by_label("Код из письма").fill(await mailed_code(database))
    await card.get_by_role("button", name="Подтвердить").click()
    await expect(card).to_contain_text("почта подтверждена")
    await seen(page)
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await answer(session, number, ANNA, "Здравствуйте!")
        await ask_person(session, number, ANNA, "Что исправить?")
    await expect(card).to_contain_text("ждём вашего ответа")
    await seen(page)
    async with database.transaction() as session:
        await refuse(session, number, ANNA, "Данные верны.", "ч. 1 ст. 21 Федерального закона № 152-ФЗ")
    await expect(card).to_contain_text("отказано")
    await seen(page)
    await page.get_by_role("button", name="Назад к разговору").click()
    await seen(page)


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
async def test_no_page_scrolls_sideways(page, viewport):
    """Also where words are long."""
    await page.set_viewport_size(viewport)
    for path in ("/demo", "/policy", "/console/sign-in"):
        await page.goto(path)
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
