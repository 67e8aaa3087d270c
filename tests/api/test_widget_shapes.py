"""What is to be done with the data, in the widget and on the page of a ticket: asked where nobody knows."""

from playwright.async_api import expect

from tests.api.receipts import CLAIM
from tests.api.test_status_page import opened, path_of
from tests.api.test_widget_tickets import stored
from tests.api.visits import fill_in, send
from tickets.record.ticket import Request


async def test_where_the_words_name_nothing_the_person_is_asked(page, database):
    """Nothing is marked for them, and nothing is sent before they choose; what they choose stands on the receipt."""
    await fill_in(page, "сделайте что-нибудь с моими данными")
    shapes = page.get_by_role("group", name="Что нужно сделать").get_by_role("checkbox")
    await expect(shapes).to_have_count(len(Request))
    assert not any([await one.is_checked() for one in await shapes.all()])
    await expect(page.get_by_text("предложено по вашим словам")).to_have_count(0)
    await page.get_by_role("button", name="Далее").click()
    await expect(page.get_by_text("Отметьте, что нужно сделать.")).to_be_visible()

    await page.get_by_role("checkbox", name="Заблокировать мои данные").check()
    receipt = await send(page)
    assert await receipt.locator("dt").all_inner_texts() == ["Блокирование и проверка данных"]
    await expect(receipt).to_contain_text("Пока идёт проверка, мы не используем эти данные.")
    ticket = await stored(database, await receipt.locator(".ticket-number").inner_text())
    assert (Request.BLOCK,) == ticket.requests


async def test_the_page_of_a_ticket_says_that_it_is_being_made_clear(live, page):
    """With the date that runs meanwhile, and why it is so near."""
    await page.goto(path_of(await opened(live, **CLAIM | {"kind": "deletion", "text": "Сделайте что-нибудь с ними"})))
    await expect(page.locator("#kind")).to_have_text("Запрос о данных")
    await expect(page.get_by_text("Уточняем, чего вы просите.")).to_be_visible()
    await expect(page.locator(".clocks dt")).to_have_text("Уточнение запроса")
    await expect(page.locator(".clocks")).to_contain_text("самый короткий из возможных сроков")
