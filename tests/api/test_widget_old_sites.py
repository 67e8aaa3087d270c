"""The widget on sites whose scripts change what the language does, or put another page in the place of theirs."""

from functools import partial

import pytest
from playwright.async_api import Page, Route, expect
from sqlalchemy import select

from tests.api.visits import ask, send
from tickets.record.ticket import Request, Ticket

LINE = "<script async src='{}/widget.js'{}></script>"
#: What Prototype.js up to 1.6 and its like do, and worse: a JSON that is the page's own.
OLD = """<script>
    for (const one of [Array, String, Object, Date])
        one.prototype.toJSON = function () { return `"${this}"` };
    Array.from = function (many) { return [].slice.call(many) };
    Function.prototype.bind = function (self) { const what = this; return () => what.call(self) };
    Array.prototype.map = function (give) {
        const all = [];
        for (const one of this) all.push(give(one, all.length));
        return all;
    };
    JSON.stringify = () => "the page's own";
    JSON.parse = () => { throw new Error("the page's own") };
</script>"""
#: As Turbo changes pages: a copy of the old body is kept, and another body takes its place.
TURBO = """() => {
    const old = document.body.cloneNode(true);
    window.kept = window.kept || old;
    const body = document.createElement("body");
    body.innerHTML = "<h1>Другая страница</h1>";
    document.documentElement.replaceChild(body, document.body);
    document.dispatchEvent(new CustomEvent("turbo:render"));
}"""
BACK = "() => document.documentElement.replaceChild(window.kept, document.body)"
#: As others do: all that the page holds is written anew.
REWRITE = """() => {
    document.body.innerHTML = "<h1>Третья страница</h1>";
    document.documentElement.innerHTML = "<head></head><body><h1>Четвёртая страница</h1></body>";
}"""
COPIES = (
    "() => document.body.append(...[...document.querySelectorAll('punkt-widget')].map((one) => one.cloneNode(true)))"
)


@pytest.fixture
def app(app_with, shop_origin):
    """The site is named as people write it: browsers write it in small letters."""
    return app_with(widget_origins=f"{shop_origin.upper()}/")


async def test_a_site_with_its_own_json_gets_a_ticket_all_the_same(page: Page, shop, live, database):
    """Asked, answered, opened with its contact and two shapes, and remembered over a reload."""
    await page.goto(shop.page(OLD + LINE.format(live.url, "")))
    await page.get_by_role("button", name="Спросить о данных").click()
    await ask(page, 'удалите мои "данные"\\ и отзываю согласие')
    await page.get_by_role("button", name="Оформить запрос о данных").click()
    await page.get_by_label("Почта").fill("ivanov@mаil.ru")
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_text("В адресе смешаны буквы двух алфавитов")).to_be_visible()
    await page.get_by_label("Почта").fill("ivanov@MAIL.ru")
    receipt = await send(page)
    async with database.reading() as session:
        ticket = (await session.scalars(select(Ticket))).one()
    assert (ticket.email, set(ticket.requests)) == ("ivanov@mail.ru", {Request.WITHDRAW, Request.ERASE})
    assert ticket.text == 'удалите мои "данные"\\ и отзываю согласие'
    await expect(receipt).to_contain_text(ticket.number)
    await page.reload()
    await page.get_by_role("button", name="Спросить о данных").click()
    await expect(page.get_by_role("region", name="Обращение принято")).to_contain_text(ticket.number)


async def fulfil(answer: dict, route: Route) -> None:
    await route.fulfill(**answer)


async def test_no_visitor_reads_what_a_program_says(page: Page, shop, live):
    """Neither the words of the API nor those of an error in a script: each has a sentence of ours."""
    await page.goto(shop.page(LINE.format(live.url, "")))
    await page.get_by_role("button", name="Спросить о данных").click()
    answers = [
        {"status": 422, "json": {"type": "urn:punkt:brand-new", "detail": "Исправьте поля, перечисленные в errors."}},
        {"json": {"conversation": {"id": "a", "token": "b"}}},  # nothing to draw: a script fails
    ]
    for answer in answers:
        await page.route("**/api/v1/messages", partial(fulfil, answer))
        await ask(page, "сколько храните?")
        await expect(page.get_by_text("Что-то пошло не так. Повторите через минуту.").last).to_be_visible()
        await page.unroute("**/api/v1/messages")
    log = await page.get_by_role("log").inner_text()
    assert "errors" not in log
    assert "undefined" not in log


async def test_a_page_that_changes_by_script_keeps_the_window(page: Page, shop, live):
    """With what was said and what is being typed, one only: also where a page keeps a copy, or writes all anew."""
    await page.goto(shop.page(f"<h1>Магазин</h1>{LINE.format(live.url, '')}"))
    await page.get_by_role("button", name="Спросить о данных").click()
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    field = page.get_by_role("textbox", name="Ваш вопрос")
    await field.fill("не дописано")
    for change in (TURBO, BACK, COPIES, REWRITE):
        await page.evaluate(change)
        await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()
        await expect(field).to_have_value("не дописано")
        await expect(page.locator("punkt-widget")).to_have_count(1)
    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()


async def test_a_frame_stays_as_it_is_when_the_page_changes(page: Page, shop, live):
    """It is not even loaded anew."""
    await page.goto(shop.page(f"<h1>Магазин</h1>{LINE.format(live.url, ' data-mode=frame')}"))
    frame = page.frame_locator("iframe")
    await frame.get_by_role("button", name="Спросить о данных").click()
    field = frame.get_by_role("textbox", name="Ваш вопрос")
    await field.fill("не дописано")
    await page.evaluate(TURBO)
    await expect(page.get_by_role("heading", name="Другая страница")).to_be_attached()
    await expect(field).to_have_value("не дописано")
    await page.evaluate(REWRITE)
    await expect(frame.get_by_role("button", name="Спросить о данных")).to_be_visible()
