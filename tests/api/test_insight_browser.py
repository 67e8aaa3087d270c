"""Insight in a real browser: what a screen reader objects to, whether the drawings say what the tables say."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from tests.api.console.browsing import PASSWORD
from tests.api.visits import kept, violations
from tests.conftest import MOSCOW
from tests.desk.asking import put_question
from tests.thirty_days import THIRTY_DAYS
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.staff.member import Role, add_staff
from tickets.staff.password import hash_password
from tickets.steps.by_staff import answer, take
from tickets.steps.deciding import resolve
from tickets.steps.opening import Opening, open_ticket
from tickets.steps.rating import rate
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
ADDRESS = "/console/insight?period=90"
#: What each bar of a chart says in text: its name and its numbers.
SAID = """chart => [...chart.querySelectorAll(".bars > li")].map(bar =>
    [bar.querySelector(".bar-name").firstChild.textContent.trim(), bar.querySelector(".bar-value").textContent])"""
#: The same of its table, whose third column is the number where a column of words stands between.
TOLD = """(chart, column) => [...chart.querySelectorAll("tbody tr")].map(row =>
    [row.cells[0].textContent, row.cells[column].textContent])"""
#: How long the bars are, in percent of the width.
LONG = """chart => [...chart.querySelectorAll(".bars > li")].map(bar =>
    [...bar.querySelectorAll("rect")].reduce((sum, piece) => sum + parseFloat(piece.getAttribute("width")), 0))"""

#: How many different widths stand for the whole scale.
SCALES = """chart => new Set([...chart.querySelectorAll(".bars-line")].map(line =>
    Math.round(line.getBoundingClientRect().width))).size"""


@pytest.fixture
async def lead(page: Page, database: Database) -> Page:
    """A browser in which a lead is signed in, and a quarter of a year to look at."""
    at = now()
    async with database.transaction() as session:
        await add_staff(session, ANNA, hash_password(PASSWORD), Role.LEAD)
        for place in range(16):
            talk = (await begin_conversation(session, "web")).id
            clause = f"4.1.{place // 2 + 1}" if place > 3 else "5.1"
            said = "NoAnswer" if place % 5 == 4 else "Answer"
            text = f"вопрос {'ы' * 200} {place}"
            await put_question(
                session, talk, at - timedelta(days=5 * place), clause, said, False if place == 1 else None, text
            )
            kind, shapes = (TicketKind.DELETION, (Request.ERASE,)) if place % 2 else (TicketKind.CLAIM, ())
            act = (talk, "web", f"web:{place}", kind, shapes, "Помогите", Contact(), None, "1", "0" * 64, Identity.SITE)
            number = (
                await open_ticket(
                    session, Opening(*act, claim_term=THIRTY_DAYS), MOSCOW, at - timedelta(days=4 * place)
                )
            ).number
            await take(session, number, ANNA)
            if place % 3:
                await answer(session, number, ANNA, "Здравствуйте")
            if not place % 4:
                await resolve(session, number, ANNA, "Сделано")
                await rate(session, number, helped=place > 4, at=at - timedelta(days=4 * place))
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(ANNA)
    await page.get_by_label("Пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("link", name="Аналитика").first).to_be_attached()
    return page


async def test_axe_finds_nothing_and_nothing_scrolls_sideways(lead):
    """With every table open, with nothing to show, and with days that cannot be; on a phone and on a wall; dark too."""
    own = "/console/insight?period=own"
    for path in (ADDRESS, f"{own}&from=2020-01-01&to=2020-01-07", f"{own}&from=2026-02-02&to=2026-02-01"):
        await lead.goto(path)
        for summary in await lead.get_by_text("Таблицей", exact=True).all():
            await summary.click()
        for scheme in ("light", "dark"):
            await lead.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert [] == await violations(lead), (path, scheme)
        for width in (375, 2560):
            await lead.set_viewport_size({"width": width, "height": 800})
            assert await lead.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (path, width)


async def test_the_drawings_say_what_the_tables_say_and_the_keyboard_opens_and_saves_them(lead, tmp_path):
    """The same names and numbers, and bars as long as the numbers are large; then the table, the file, other days."""
    await lead.goto(ADDRESS)
    for name, column in (("questions", 2), ("in-vain", 2), ("first-answer", 1), ("tickets", 1)):
        chart = lead.locator(f"figure#{name}")
        said, told, long = await chart.evaluate(SAID), await chart.evaluate(TOLD, column), await chart.evaluate(LONG)
        assert said
        assert told[: len(said)] == said
        numbers = [int(number) for _, number in said]
        scale = max(numbers) / 100
        assert pytest.approx(numbers, abs=0.1) == [percent * scale for percent in long]
    assert [1] * 8 == [await chart.evaluate(SCALES) for chart in await lead.get_by_role("figure").all()]
    talks = lead.locator("figure#escalation")
    shares = [value.split(" ")[0] for _, value in await talks.evaluate(SAID)]
    assert [value.split(" ")[0] for _, value in await talks.evaluate(TOLD, 3)] == shares
    clocks = lead.locator("figure#dates")
    rows = await clocks.evaluate(
        "chart => [...chart.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    )
    words = ("в срок", "с опозданием", "просрочено", "идёт", "снято")
    expected = [
        [title, " · ".join(f"{said} {number}" for said, number in zip(words, numbers, strict=True) if number != "0")]
        for title, _total, *numbers in rows
    ]
    assert expected == await clocks.evaluate(SAID)

    chart = lead.get_by_role("figure", name="Чаще всего спрашивают")
    await chart.get_by_text("Таблицей").focus()
    await lead.keyboard.press("Enter")
    await expect(chart.get_by_role("table")).to_be_visible()
    await lead.keyboard.press("Tab")
    await expect(chart.get_by_role("region")).to_be_focused()
    await lead.keyboard.press("Tab")
    async with lead.expect_download() as saved:
        await lead.keyboard.press("Enter")
    file = await saved.value
    assert file.suggested_filename.startswith("punkt-questions-")
    assert "Пункт;О чём;Вопросов" in (await kept(file, tmp_path)).read_text("utf-8-sig")

    await lead.locator("input[name=from]").fill("2020-01-01")
    await lead.locator("input[name=to]").fill("2020-01-07")
    await lead.keyboard.press("Enter")
    await expect(lead.get_by_text("За эти дни обращений не было")).to_be_visible()
    assert "from=2020-01-01" in lead.url
