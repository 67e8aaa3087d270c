"""A form of a ticket over a reload: what was written is there again, what was agreed to is not."""

from playwright.async_api import Page, expect
from sqlalchemy import func, select

from tests.api.visits import IVAN, come, fill_in, send
from tickets.record.ticket import Ticket

KEPT = "() => JSON.parse(sessionStorage['punkt.2'] ?? '{}').form ?? null"


async def test_what_was_written_survives_a_reload(page: Page):
    """Kind, words, ways to be reached, chosen shapes; also the step, and there the consent has to be given anew."""
    await fill_in(page, "отзываю согласие, прекратите обработку моих данных", email=IVAN)
    await page.get_by_label("Ваши слова").fill("Прекратите «всё»")
    await page.get_by_label("Телефон").fill("+7 900 123-45-67")
    await page.get_by_role("checkbox", name="Отозвать согласие").uncheck()
    await page.get_by_role("checkbox", name="Показать мои данные").check()
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(page.get_by_role("heading", name="Запрос о данных")).to_be_visible()
    await expect(page.get_by_label("Ваши слова")).to_have_value("Прекратите «всё»")
    await expect(page.get_by_label("Почта")).to_have_value(IVAN)
    await expect(page.get_by_label("Телефон")).to_have_value("+7 900 123-45-67")
    checked = page.get_by_role("checkbox", checked=True)
    assert await checked.evaluate_all("all => all.map(one => one.value)") == ["stop", "access"]

    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(page.get_by_role("heading", name="Согласие на обработку данных")).to_be_visible()
    await expect(page.get_by_role("checkbox")).not_to_be_checked()
    await expect(page.get_by_role("button", name="Отправить")).to_be_disabled()
    await page.get_by_role("button", name="Назад", exact=True).click()
    await expect(page.get_by_label("Ваши слова")).to_have_value("Прекратите «всё»")
    await send(page)
    assert await page.evaluate(KEPT) is None
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_visible()
    await expect(page.get_by_label("Ваши слова")).to_have_count(0)


async def test_files_have_to_be_chosen_again_and_are_named(page: Page):
    """A page cannot open them by itself: it says which they were, until they are chosen."""
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    files = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"x"} for name in ("звонок", "чек")]
    await page.locator("input[type=file]").set_input_files(files)
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    note = page.get_by_text("Страница обновилась. Выберите ещё раз:")
    await expect(note).to_have_text("Страница обновилась. Выберите ещё раз: звонок.txt, чек.txt.")
    await page.locator("input[type=file]").set_input_files(files[0])
    await expect(note).to_have_text("Страница обновилась. Выберите ещё раз: чек.txt.")


async def test_nothing_is_kept_before_somebody_writes(page: Page):
    """A form that was only looked at leaves nothing; one that was left with «Назад» neither."""
    await page.goto("/demo")
    await come(page)
    await page.get_by_role("button", name="Позвать сотрудника").click()
    await expect(page.get_by_role("heading", name="Вопрос сотруднику")).to_be_visible()
    assert await page.evaluate("() => sessionStorage.length") == 0
    await page.get_by_label("Что передать сотруднику").fill("Перезвоните")
    assert (await page.evaluate(KEPT))["text"] == "Перезвоните"
    await page.get_by_role("button", name="Назад к разговору").click()
    assert await page.evaluate(KEPT) is None
    await page.reload()
    await come(page)
    await expect(page.get_by_label("Что передать сотруднику")).to_have_count(0)


async def test_a_ticket_whose_answer_got_lost_in_a_reload_is_not_opened_twice(page: Page, database):
    """The form comes back with what it had sent, and sent again it is the same ticket."""
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")

    async def lose(route):
        await route.fetch()  # the server has it, and the answer never comes
        await route.abort()

    await page.route("**/api/v1/tickets", lose)
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_role("form").get_by_role("alert")).to_contain_text("Нет связи")
    await page.unroute("**/api/v1/tickets")
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_role("region", name="Обращение принято")).to_be_visible()
    async with database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Ticket))).scalar_one() == 1
