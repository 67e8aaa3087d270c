"""The widget while the network comes and goes, while nobody looks at it, and where streams do not get through."""

from playwright.async_api import Page, expect
from sqlalchemy import func, select

from tests.api.visits import ANNA, ask, open_claim, violations
from tickets.record.conversation import StoredMessage
from tickets.steps.by_staff import answer, take
from tickets.store.database import Database

QUESTION = "сколько вы храните мои данные?"


async def messages(database: Database) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(StoredMessage))).scalar_one()


async def answers(database: Database, number: str, *texts: str) -> None:
    async with database.transaction() as session:
        await take(session, number, ANNA)
        for text in texts:
            await answer(session, number, ANNA, text)


async def test_what_is_asked_offline_is_kept_and_sent_once(page: Page, database):
    """Also over a reload and when the answer alone got lost; two questions stay in one conversation."""
    await page.goto("/demo")
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    await page.context.set_offline(True)
    await ask(page, QUESTION)
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_text("Не отправлено")).to_have_count(2)
    await expect(page.get_by_text("Нет связи. Отправим, когда она появится.").first).to_be_visible()
    assert await violations(page) == []
    await page.context.set_offline(False)
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    await expect(page.get_by_text("Не отправлено")).to_have_count(0)
    await expect(page.locator(".mine")).to_have_count(2)
    assert await messages(database) == 2

    async def lose(route):
        await route.fetch()  # the server has it, and the answer never comes
        await route.abort()

    await page.route("**/api/v1/messages", lose)
    await ask(page, "привет")
    await expect(page.get_by_text("Не отправлено")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Не отправлено")).to_be_visible()
    await page.unroute("**/api/v1/messages")
    await page.get_by_role("button", name="Повторить").click()
    await expect(page.get_by_text("Я помогаю с вопросами")).to_be_visible()
    await expect(page.locator(".mine")).to_have_count(3)
    assert await messages(database) == 3


async def test_what_comes_while_the_window_is_closed_is_counted(page: Page, database):
    """On the button, for the eye and for the ear; also after a reload without opening the window."""
    number = await open_claim(page)
    await page.get_by_role("button", name="Закрыть").click()
    await answers(database, number, "Первое.", "Второе.")
    launcher = page.get_by_role("button", name="Спросить о данных, новых ответов: 2")
    await expect(launcher).to_be_visible()
    await expect(page.locator(".badge")).to_have_text("2")
    await expect(page.get_by_text(f"Ответ сотрудника по обращению {number}", exact=True).first).to_be_attached()
    assert await violations(page) == []
    await launcher.click()
    await expect(page.get_by_text("Второе.")).to_be_visible()
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("button", name="Спросить о данных", exact=True)).to_be_visible()


async def test_where_streams_do_not_get_through_the_answer_comes_all_the_same(page: Page, database):
    """After two that failed it is asked for, and nothing comes twice."""

    async def no_streams(route):
        if route.request.headers["accept"] == "text/event-stream":
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/events*", no_streams)
    number = await open_claim(page)
    await answers(database, number, "Первое.")
    await expect(page.get_by_text("Первое.")).to_be_visible()
    async with database.transaction() as session:
        await answer(session, number, ANNA, "Второе.")
    await expect(page.get_by_text("Второе.")).to_be_visible()
    await expect(page.get_by_text("Первое.")).to_have_count(1)
