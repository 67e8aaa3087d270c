"""Files with a ticket: chosen before it exists, sent after it, each failure told and mended."""

import re

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from tests.api.visits import fill_in, send, violations
from tickets.record.attachment import Attachment

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def app(app_with, tmp_path):
    return app_with(data=tmp_path)


def file(name: str, content: bytes, mime: str = "application/octet-stream") -> dict:
    return {"name": name, "mimeType": mime, "buffer": content}


async def test_files_go_with_the_ticket_and_what_failed_is_sent_again(page: Page, database):
    """What cannot be taken is said when it is chosen or on the receipt; a retry is the same act."""
    await page.emulate_media(reduced_motion="reduce")
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    picker = page.locator("input[type=file]")
    await picker.set_input_files([file("пусто.txt", b""), file("звонки.txt", b"8 800", "text/plain")])
    await expect(page.get_by_text("пусто.txt пустой.")).to_be_visible()
    await picker.set_input_files([file(f"{n}.txt", b"x", "text/plain") for n in range(10)])
    await expect(page.get_by_text("Можно приложить не больше 10 файлов.")).to_be_visible()
    for n in range(1, 9):
        await page.get_by_role("button", name=f"Убрать {n}.txt", exact=True).click()
    await page.get_by_role("button", name="Убрать 0.txt").click()
    await expect(page.get_by_role("button", name="Выбрать файлы")).to_be_focused()
    await picker.set_input_files([file("снимок.png", b"not a picture", "image/png")])
    assert await violations(page) == []
    lost = []

    async def lose_one(route):
        if lost:
            await route.continue_()
        else:
            lost.append(route.request.headers["idempotency-key"])
            await route.abort()

    await page.route("**/attachments", lose_one)
    receipt = await send(page)
    await expect(receipt.get_by_role("listitem")).to_have_count(2)
    first, second = await receipt.get_by_role("listitem").all()
    await expect(first).to_contain_text("Нет связи.")
    await expect(second.locator(".fault")).not_to_be_empty()
    assert await violations(page) == []
    async with page.expect_request("**/attachments") as again:
        await first.get_by_role("button", name="Отправить звонки.txt ещё раз").click()
    assert (await again.value).headers["idempotency-key"] == lost[0]
    await expect(first).to_contain_text(re.compile("отправлен"))
    async with database.reading() as session:
        kept = [one.name for one in (await session.scalars(select(Attachment))).all()]
    assert kept == ["звонки.txt"]


async def test_over_a_reload_it_is_known_which_files_have_arrived(page: Page, database):
    """The others are chosen once more: a page cannot open them by itself."""
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    second = file("чек.txt", b"100", "text/plain")
    await page.locator("input[type=file]").set_input_files([file("звонки.txt", b"8 800", "text/plain"), second])
    uploaded: list[str] = []

    async def lose_the_second(route):
        uploaded.append(route.request.headers["idempotency-key"])
        await (route.continue_() if len(uploaded) == 1 else route.abort())

    await page.route("**/attachments", lose_the_second)
    receipt = await send(page)
    rows = receipt.get_by_role("listitem")
    await expect(rows.first).to_contain_text("отправлен")
    await expect(rows.last).to_contain_text("Нет связи.")
    await page.unroute("**/attachments")
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(rows.first).to_contain_text("отправлен")
    await expect(rows.last).to_contain_text("Страница обновилась раньше, чем файл дошёл.")
    assert await violations(page) == []
    async with page.expect_file_chooser() as chooser, page.expect_request("**/attachments") as again:
        await rows.last.get_by_role("button", name="Отправить чек.txt ещё раз").click()
        await (await chooser.value).set_files([second])
    assert (await again.value).headers["idempotency-key"] == uploaded[1]
    await expect(rows.last).to_contain_text("отправлен")
    async with database.reading() as session:
        kept = [one.name for one in (await session.scalars(select(Attachment))).all()]
    assert kept == ["звонки.txt", "чек.txt"]
