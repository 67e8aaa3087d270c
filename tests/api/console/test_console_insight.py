"""Insight: the figures of the days in the address, for leads, and their tables as files."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.api.console.conftest import ANNA
from tests.conftest import both_databases
from tests.desk.asking import ask
from tickets.record.ticket import Request, TicketEvent
from tickets.staff.member import Role, find_staff
from tickets.steps.by_staff import answer
from tickets.store.base import now

pytestmark = both_databases

CHARTS = ("questions", "in-vain", "first-answer", "tickets", "helped", "dates", "escalation", "helped-by-kind")


@pytest.fixture
async def lead(anna, database):
    async with database.transaction() as session:
        (await find_staff(session, ANNA)).role = Role.LEAD
    return anna


@pytest.fixture
async def busy(database, opens, conversation) -> None:
    """Three questions, two of them in vain, and two tickets, one of them answered."""
    at = now() - timedelta(minutes=1)
    await ask(database, conversation, at, "5.1")
    await ask(database, conversation, at, "5.1", helpful=False, text="=HYPERLINK(1) звоните +7 912 345-67-89")
    await ask(database, conversation, at, "6.2.4", "NoAnswer", text="<img src=x>")
    number = await opens(by=ANNA)
    await opens(Request.ERASE)
    async with database.transaction() as session:
        ticket = await answer(session, number, ANNA, "Здравствуйте")
        at_once = update(TicketEvent).where(TicketEvent.step == "answer").values(at=ticket.received_at)
        await session.execute(at_once)


async def saved(browser, chart: str, query: str = "") -> list[list[str]]:
    found = await browser.client.get(f"/console/insight/{chart}.csv{query}")
    assert 200 == found.status_code
    return list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))


async def test_the_page_says_what_was_found(lead, busy):
    """In the titles; what was asked in vain is masked, and never markup."""
    page = await lead.open("/console/insight?period=7")
    assert [
        "Чаще всего спрашивают о пункте 5.1: 2 из 3",
        "Без пользы: 2 вопроса, чаще всего рядом с пунктом 5.1: 1",
        "Первый ответ: половине — за 0 с, девяти из десяти — за 0 с",
        "Обращений: 2, больше всего претензий: 1",
        "Помогаем ли мы",
        "Ни один срок ещё не кончился",
        "После вопроса обращение открыли 1 из 1: 100 %",
        "Помогли ли мы, по видам обращений",
    ] == [title.get_text() for title in page.soup.select("figure h2")]
    assert list(CHARTS) == [figure["id"] for figure in page.soup.select("figure")]
    assert {"=HYPERLINK(1) звоните [телефон …89]", "<img src=x>"} == {q.get_text() for q in page.soup.select("q")}
    assert [] == page.soup.select("figure img")
    assert "Ещё ждут ответа: 1." in page.text


async def test_the_tables_are_files_for_a_spreadsheet(lead, busy):
    """Of the days in the address, in UTF-8 that it knows, and no cell is a formula."""
    response = await lead.client.get("/console/insight/in-vain.csv?period=7")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "text/csv; charset=utf-8" == response.headers["Content-Type"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="punkt-in-vain-')
    assert "no-store" == response.headers["Cache-Control"]
    heading, *rows = await saved(lead, "in-vain", "?period=7")
    assert ["Ближайший пункт", "О чём", "Всего", "Без ответа", "Не помогло", "Примеры"] == heading
    assert ["'=HYPERLINK(1) звоните [телефон …89]", "<img src=x>"] == [row[-1] for row in rows]
    for chart in CHARTS:
        heading, *rows = await saved(lead, chart)
        assert rows
        assert {len(heading)} == {len(row) for row in rows}


async def test_other_days_show_other_figures(lead, busy):
    """An empty span says so and draws nothing; what is chosen is offered again, and goes with the files."""
    page = await lead.open("/console/insight?period=own&from=2020-01-01&to=2020-01-07")
    assert "с 1 янв по 7 янв 2020" in page.text
    assert "За эти дни вопросов не было" in page.text
    assert [] == page.soup.select("figure svg, figure table")
    assert ["2020-01-01", "2020-01-07"] == [field["value"] for field in page.soup.select("input[type=date]")]
    year = (await lead.open("/console/insight?period=year")).soup
    assert "Этот год" == year.select_one("[aria-label=Период] [aria-current]").get_text()
    assert all("period=year" in link["href"] for link in year.select("a[download]"))
    assert 6 == len(year.select("a[download]"))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("from=2026-02-02&to=2026-02-01", "Последний день раньше первого: поменяйте их местами."),
        ("from=0001-01-01&to=9999-12-31", "Столько дней не сосчитать: выберите не больше 5 лет."),
    ],
)
async def test_days_that_cannot_be_counted_are_refused_on_the_page(lead, days, sentence):
    """The form stays; a file of them is refused on a page too."""
    page = await lead.open(f"/console/insight?period=own&{days}")
    assert (422, sentence) == (page.status, page.fault)
    assert 2 == len(page.soup.select("input[type=date]"))
    refused = await lead.open(f"/console/insight/dates.csv?period=own&{days}")
    assert 422 == refused.status
    assert sentence in refused.text


async def test_what_is_no_table_and_no_day_is_no_page(lead):
    """Never a trace."""
    assert 404 == (await lead.open("/console/insight/passwords.csv")).status
    assert 422 == (await lead.open("/console/insight?period=own&from=tomorrow")).status
    assert 422 == (await lead.open("/console/insight?period=1000")).status


async def test_an_agent_sees_no_figures(boris, busy):
    """Neither the page nor a file."""
    assert 403 == (await boris.open("/console/insight")).status
    for chart in CHARTS:
        assert 403 == (await boris.open(f"/console/insight/{chart}.csv")).status
