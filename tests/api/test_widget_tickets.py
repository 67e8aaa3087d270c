"""Tickets in the widget, in a real browser: form, consent, receipt and code; then the cards of one's own tickets."""

import re
from datetime import timedelta

from playwright.async_api import expect
from sqlalchemy import update

from tests.api.visits import ANNA, IVAN, fill_in, mailed_code, open_claim, open_mine, send
from tickets.post.outbox import OutboxRow
from tickets.queue.lists import ticket_with_history
from tickets.record.consent import Consent
from tickets.record.ticket import Request, Status, Ticket
from tickets.steps.by_staff import ask, take
from tickets.steps.code import EmailCode
from tickets.steps.deciding import refuse
from tickets.store.base import now
from tickets.store.database import Database

NORM = "п. 5 ч. 1 ст. 6 Федерального закона № 152-ФЗ"


async def stored(database: Database, number: str) -> Ticket:
    async with database.reading() as session:
        return await ticket_with_history(session, number)


async def letter_left(database: Database, **became: object) -> None:
    """Nothing is sent in these tests: the outbox only notes what became of the letter with the newest code."""
    async with database.transaction() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.topic == "email_code").values(**became))


async def test_the_consent_is_a_screen_of_its_own(page):
    """Its words, the policy with its edition, a box nobody ticked; going back loses nothing that was written."""
    await fill_in(page, "удалите мои данные", email=IVAN)
    await page.get_by_label("Ваши слова").fill("Удалите всё")
    await page.get_by_role("button", name="Далее").click()
    await expect(page.get_by_role("heading", name="Согласие на обработку данных")).to_be_focused()
    policy = await (await page.request.get("/api/v1/policy")).json()
    screen = page.get_by_role("form", name="Согласие на обработку данных")
    title = f"{policy['title']}, редакция {policy['edition']['id']}"
    shown = ["Шаг 2 из 2", "Согласие на обработку данных", policy["consent"], title]
    shown += ["Даю это согласие", "Назад", "Отправить"]
    assert [line for line in (await screen.inner_text()).split("\n") if line] == shown
    await expect(screen.get_by_role("link", name=title)).to_have_attribute("href", re.compile("/policy$"))
    await expect(screen.get_by_role("checkbox")).not_to_be_checked()
    await expect(screen.get_by_role("button", name="Отправить")).to_be_disabled()

    await screen.get_by_role("checkbox").check()
    await screen.get_by_role("button", name="Назад").click()
    await expect(page.get_by_role("heading", name="Запрос о данных")).to_be_focused()
    await expect(page.get_by_label("Ваши слова")).to_have_value("Удалите всё")
    await expect(page.get_by_label("Почта")).to_have_value(IVAN)
    await page.get_by_role("button", name="Далее").click()
    await expect(screen.get_by_role("checkbox")).not_to_be_checked()


async def test_a_field_that_only_the_server_faults_is_shown_where_it_was_filled_in(page):
    """Although it is found after the consent, and nothing is sent before it is mended."""
    await fill_in(page, "удалите мои данные")
    await page.get_by_label("Телефон").fill("позвоните")
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_text("Нужен номер из 5–20 цифр")).to_be_visible()
    await expect(page.get_by_label("Телефон")).to_be_focused()
    await page.get_by_label("Телефон").fill("+7 900 123-45-67")
    await send(page)


async def test_several_things_may_be_asked_at_once(page, database):
    """What the words seem to ask is proposed and may be changed; each has a date of its own, and none is no request."""
    await fill_in(page, "отзываю согласие, прекратите обработку моих данных")
    proposed = page.locator("label", has_text="предложено по вашим словам")
    assert [await one.get_by_role("checkbox").is_checked() for one in await proposed.all()] == [True, True]
    for name in ("Отозвать согласие", "Прекратить обработку"):
        await page.get_by_role("checkbox", name=name).uncheck()
    await page.get_by_role("button", name="Далее").click()
    await expect(page.get_by_text("Отметьте, что нужно сделать.")).to_be_visible()
    for name in ("Отозвать согласие", "Показать мои данные"):
        await page.get_by_role("checkbox", name=name).check()
    receipt = await send(page)
    assert await receipt.locator("dt").all_inner_texts() == ["Отзыв согласия", "Сведения о данных"]
    ticket = await stored(database, await receipt.locator(".ticket-number").inner_text())
    assert (Request.WITHDRAW, Request.ACCESS) == ticket.requests


async def test_a_wrong_code_can_be_mended(page, database):
    """The tries left are said, a new code waits as long as the server names, and the right one ends it."""
    await fill_in(page, "удалите мои данные", email=IVAN)
    receipt = await send(page)
    await expect(receipt).to_contain_text(f"Отправляем код на {IVAN}…")
    code = await mailed_code(database)
    await letter_left(database, delivered_at=now())
    await expect(receipt).to_contain_text(f"Мы отправили код на {IVAN}.")
    await expect(receipt).to_contain_text("никто другой не получит ваши данные")
    digits = page.get_by_label("Код из письма")
    assert [await digits.get_attribute(name) for name in ("inputmode", "autocomplete")] == ["numeric", "one-time-code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for typed, said in [("12", "Нужны шесть цифр"), (wrong, "Осталось попыток: 2."), (wrong, "Осталось попыток: 1.")]:
        await digits.fill(typed)
        await page.keyboard.press("Enter")
        await expect(receipt).to_contain_text(said)
        await expect(digits).to_be_focused()
    await page.get_by_role("button", name="Выслать код ещё раз").click()
    await expect(page.get_by_role("button", name=re.compile("через [1-6]?[0-9].с"))).to_be_disabled()
    await digits.fill(f"{code[:3]} {code[3:]}")
    await page.keyboard.press("Enter")
    await expect(receipt).to_contain_text("Спасибо, почта подтверждена.")


async def test_a_code_that_did_not_leave_is_said(page, database):
    """And it can be asked for again."""
    await fill_in(page, "удалите мои данные", email=IVAN)
    receipt = await send(page)
    await letter_left(database, dead_at=now(), error="the mail server refuses the letter")
    await expect(receipt).to_contain_text(f"Письмо с кодом на {IVAN} не ушло")
    await expect(page.get_by_label("Код из письма")).to_be_hidden()
    await expect(page.get_by_role("button", name="Выслать код ещё раз")).to_be_visible()


async def test_a_code_that_ended_is_said(page):
    """And the way to a new one is under the finger."""
    await fill_in(page, "удалите мои данные", email=IVAN)
    await send(page)
    for said in ("Осталось попыток: 2.", "Осталось попыток: 1.", "Этот код больше не действует."):
        await page.get_by_label("Код из письма").fill("000000")
        await page.get_by_role("button", name="Подтвердить").click()
        await expect(page.get_by_text(said)).to_be_visible()
    await expect(page.get_by_role("button", name="Выслать код ещё раз")).to_be_focused()


async def test_a_new_code_takes_the_place_of_the_old(page, database):
    """The visitor is told so; it can be asked for where the ticket is looked at later, too."""
    await fill_in(page, "удалите мои данные", email=IVAN)
    await send(page)
    async with database.transaction() as session:
        await session.execute(update(EmailCode).values(created_at=now() - timedelta(minutes=2)))
    card = await open_mine(page)
    await card.get_by_role("button", name="Выслать код ещё раз").click()
    await expect(card).to_contain_text("Отправляем новый код, прежний больше не действует.")
    await card.get_by_label("Код из письма").fill(await mailed_code(database))
    await card.get_by_role("button", name="Подтвердить").click()
    await expect(card).to_contain_text("Спасибо, почта подтверждена.")


async def test_without_mail_nobody_waits_for_a_code(page, database):
    """Staff find another way, and the visitor hears of it when the ticket is taken."""
    await fill_in(page, "удалите мои данные")
    receipt = await send(page)
    await expect(page.get_by_label("Код из письма")).to_be_hidden()
    async with database.transaction() as session:
        await take(session, await receipt.locator(".ticket-number").inner_text(), ANNA)
    note = page.locator(".note", has_text="нужно убедиться, что просите именно вы")
    await expect(note).to_contain_text("Сотрудник напишет сюда")


async def test_a_refusal_is_read_with_its_reason_and_norm_and_the_ticket_opened_again(page, database):
    """In the conversation as it happens, and on the card later; then the clock of the claim starts anew."""
    number = await open_claim(page)
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await refuse(session, number, ANNA, "Договор с вами ещё действует.", NORM)
    told = page.locator(".staff", has_text=f"По обращению {number} отказано")
    await expect(told).to_contain_text("Причина: Договор с вами ещё действует.")
    await expect(told).to_contain_text(f"Основание: {NORM}")
    await told.get_by_role("button", name="Открыть обращение").click()
    card = page.get_by_role("article", name=number)
    await expect(card.get_by_role("heading")).to_be_focused()
    await expect(card).to_contain_text("отказано")
    await expect(card).to_contain_text("Причина: Договор с вами ещё действует.")
    await expect(card).to_contain_text(f"Основание: {NORM}")

    await card.get_by_role("button", name="Открыть снова").click()
    await card.get_by_role("button", name="Открыть снова").click()
    await expect(card.get_by_role("alert").last).to_have_text("Напишите хотя бы несколько слов.")
    await card.get_by_label("Почему его нужно открыть снова?").fill("Договор закрыт")
    await card.get_by_role("button", name="Открыть снова").click()
    await expect(card).to_contain_text("ждёт сотрудника")
    await expect(card).to_contain_text("Ответ на претензию")
    ticket = await stored(database, number)
    assert (ticket.status, ticket.events[-1].detail) == (Status.NEW, {"reason": "Договор закрыт"})


async def test_a_visitor_who_is_content_closes_the_ticket(page, database):
    """With one press; it can still be opened again."""
    number = await open_claim(page)
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await refuse(session, number, ANNA, "Звонили не мы.", NORM)
    card = await open_mine(page)
    await card.get_by_role("button", name="Закрыть, вопрос решён").click()
    await expect(card).to_contain_text("Обращение закрыто.")
    await expect(card.get_by_role("button", name="Открыть снова")).to_be_visible()
    assert (await stored(database, number)).status is Status.CLOSED


async def test_a_question_of_staff_is_answered_in_the_conversation(page, database):
    """The visitor is invited to, and whoever asked goes on."""
    number = await open_claim(page)
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await ask(session, number, ANNA, "С какого номера звонят?")
    asked = page.locator(".staff", has_text="С какого номера звонят?")
    await expect(asked).to_contain_text("Ответьте, пожалуйста, здесь")
    card = await open_mine(page)
    await expect(card).to_contain_text("ждём вашего ответа")
    await page.get_by_role("button", name="Назад к разговору").click()
    await page.get_by_label("Ваш вопрос").fill("С номера 8 800")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Передал сотруднику")).to_be_visible()
    assert (await stored(database, number)).status is Status.TAKEN


async def test_a_ticket_is_added_to(page, database):
    """The first words stay; what was added stands in the conversation."""
    number = await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Дополнить").click()
    await expect(card.get_by_label("Что добавить?")).to_be_focused()
    await card.get_by_label("Что добавить?").fill("Звонят каждый <i>день</i>")
    await card.get_by_role("button", name="Добавить").click()
    await expect(card.get_by_text("Добавлено")).to_be_focused()
    await page.get_by_role("button", name="Назад к разговору").click()
    await expect(page.locator(".mine").last).to_contain_text(f"Дополнение к обращению {number}")
    await expect(page.locator(".mine").last).to_contain_text("Звонят каждый <i>день</i>")
    assert ["Звонят каждый <i>день</i>"] == [each.text for each in (await stored(database, number)).additions]


async def test_what_is_being_written_survives_an_event(page, database):
    """Staff may act meanwhile: not a letter is lost."""
    number = await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Дополнить").click()
    await card.get_by_label("Что добавить?").fill("Ещё не всё")
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await ask(session, number, ANNA, "С какого номера звонят?")
    await expect(card).to_contain_text("ждём вашего ответа")
    await expect(card.get_by_label("Что добавить?")).to_have_value("Ещё не всё")


async def test_the_consent_is_withdrawn_as_easily_as_it_was_given(page, database):
    """One question, and only a yes counts; the date by which the data are destroyed is a clock of the ticket."""
    number = await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Отозвать согласие").click()
    await expect(card.get_by_text("Точно отозвать согласие?")).to_be_focused()
    await card.get_by_role("button", name="Нет, оставить").click()
    await expect(card.get_by_role("button", name="Отозвать согласие")).to_be_focused()
    async with database.reading() as session:
        ticket = await ticket_with_history(session, number)
        assert (await session.get_one(Consent, ticket.id)).withdrawn_at is None
    await card.get_by_role("button", name="Отозвать согласие").click()
    await card.get_by_role("button", name="Да, отозвать согласие").click()
    await expect(card.locator("dt").last).to_have_text("Отзыв согласия")
    await expect(card.get_by_role("button", name="Отозвать согласие")).to_have_count(0)
    async with database.reading() as session:
        assert (await session.get_one(Consent, ticket.id)).withdrawn_at is not None
    await page.get_by_role("button", name="Назад к разговору").click()
    await expect(page.get_by_text(f"Согласие по обращению {number} отозвано.")).to_be_visible()


async def test_a_ticket_is_taken_back(page, database):
    """After one question; then nothing runs any more."""
    number = await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Отозвать обращение").click()
    await card.get_by_role("button", name="Да, отозвать обращение").click()
    await expect(card).to_contain_text("отозвано вами")
    await expect(card.locator("dt")).to_have_count(0)
    assert (await stored(database, number)).status is Status.CLOSED


async def test_a_step_that_comes_too_late_is_said(page, database):
    """The card shows an old state for a moment: the refusal tells where the ticket stands."""
    number = await open_claim(page)
    card = await open_mine(page)
    await card.get_by_role("button", name="Отозвать обращение").click()
    async with database.transaction() as session:
        await take(session, number, ANNA)
        await refuse(session, number, ANNA, "Звонили не мы.", NORM)
    await card.get_by_role("button", name="Да, отозвать обращение").click()
    await expect(card.get_by_role("alert").last).to_contain_text("Сейчас с обращением так сделать нельзя")
    await expect(card).to_contain_text("отказано")
    await card.get_by_role("button", name="Нет, оставить").click()
    await expect(card.get_by_role("button", name="Открыть снова")).to_be_visible()
