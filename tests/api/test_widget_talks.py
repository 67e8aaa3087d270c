"""A new question while a ticket runs: the former conversation stays within reach, and its staff are still heard."""

from playwright.async_api import Page, Response, expect

from tests.api.test_widget_offline import QUESTION, answers
from tests.api.visits import ANNA, PHONE, WIDE, ask, open_claim, violations
from tickets.steps.by_staff import answer, take

WAKE = "() => dispatchEvent(new Event('online'))"  # what is asked for now and then is asked for now


async def begin_another(page: Page) -> str:
    number = await open_claim(page)
    await page.get_by_role("button", name="Новый вопрос").click()
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()
    await ask(page, QUESTION)
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    return number


async def test_a_new_question_begins_another_conversation(page: Page, database):
    """The ticket stays in the old one, which is found in the list with its state, also after a reload."""
    number = await begin_another(page)
    await expect(page.locator(".mine")).to_have_count(1)
    for _ in range(2):
        await page.get_by_role("button", name="Мои обращения").click()
        rows = page.get_by_role("list", name="Разговоры").get_by_role("button")
        await expect(rows).to_have_count(2)
        await expect(rows.first).to_contain_text(QUESTION)
        await expect(rows.first).to_have_attribute("aria-current", "true")
        await expect(rows.last).to_contain_text(f"{number}: ждёт сотрудника")
        await page.reload()
        await page.evaluate("() => Punkt('open')")
        await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await page.get_by_role("button", name="Мои обращения").click()
    await rows.last.click()
    await expect(page.get_by_role("region", name="Обращение принято")).to_contain_text(number)
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_have_count(0)
    async with database.transaction() as session:
        await take(session, number, ANNA)
    await ask(page, "звонят каждый день")
    await expect(page.get_by_text("Передал сотруднику")).to_be_visible()


async def test_staff_of_the_other_conversation_are_heard(page: Page, database):
    """A count on the button while the window is closed, a mark on the way to it and in the list, until it is read."""
    number = await begin_another(page)
    await page.evaluate("() => Punkt('close')")
    await answers(database, number, "Слушаю вас.")
    await page.evaluate(WAKE)
    await expect(page.locator(".badge")).to_have_text("1")
    await page.get_by_role("button", name="Спросить о данных, новых ответов: 1").click()
    mine = page.get_by_role("button", name="Мои обращения")
    await expect(mine).to_contain_text("новых: 1")
    await expect(page.locator(".staff")).to_have_count(0)
    await mine.click()
    row = page.get_by_role("list", name="Разговоры").get_by_role("button").last
    await expect(row).to_contain_text("новых: 1")
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        assert await violations(page) == []
    await row.click()
    await expect(page.locator(".staff")).to_contain_text("Слушаю вас.")
    await expect(mine).not_to_contain_text("новых")
    async with database.transaction() as session:
        await answer(session, number, ANNA, "Всё решено.")
    await expect(page.locator(".staff").last).to_contain_text("Всё решено.")
    await expect(page.locator(".staff")).to_have_count(2)


async def test_one_stream_is_open_however_many_conversations_there_are(page: Page, database):
    """The others are asked for now and then, so the few streams of an address are not used up."""
    streams: list[str] = []
    polls: list[str] = []

    def note(response: Response) -> None:
        if "/conversations/" in response.url:
            stream = response.headers["content-type"].startswith("text/event-stream")
            (streams if stream else polls).append(response.url)

    page.on("response", note)
    number = await begin_another(page)
    await answers(database, number, "Слушаю вас.")
    await page.evaluate(WAKE)
    await expect(page.get_by_role("button", name="Мои обращения")).to_contain_text("новых: 1")
    assert len(streams) == 1  # that of the ticket, while it was in sight
    assert {url.split("?")[0] for url in polls} == set(streams)
