"""What people say of the help, in the console: on the ticket's page with their words, in insight only counted."""

import pytest

from tests.api.console.browsing import sign_in
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tests.tickets.conftest import do
from tickets.staff.member import Role, find_staff
from tickets.steps.deciding import resolve
from tickets.steps.rating import rate

pytestmark = both_databases


@pytest.fixture
async def rated(database, opens) -> str:
    """Two that Anna decided and one of Boris; gives the number of her second, whose person was not quite helped."""
    numbers = [await opens(by=by) for by in (ANNA, ANNA, BORIS)]
    for number, by in zip(numbers, (ANNA, ANNA, BORIS), strict=True):
        await do(database, resolve, number, by, "Сделано.")
    await do(database, rate, numbers[0], helped=True)
    await do(database, rate, numbers[1], helped=False)
    await do(database, rate, numbers[1], helped=False, comment="<b>долго</b>, +7 900 123-45-67")
    await do(database, rate, numbers[2], helped=True)
    return numbers[1]


async def lead(database, browser):
    async with database.transaction() as session:
        (await find_staff(session, ANNA)).role = Role.LEAD
    return browser


async def test_the_words_stand_in_the_history_masked_and_never_markup(anna, rated):
    history = (await anna.ticket(rated)).section("history")
    assert history.count("Человек оценил помощь") == 2
    assert history.count("Ответ: не совсем помогли") == 2
    assert history.count("«<b>долго</b>, [телефон …67]»") == 1


async def test_insight_counts_by_kind_and_time_and_names_nobody(database, anna, rated):
    page = await (await lead(database, anna)).open("/console/insight?period=7")
    titles = [title.get_text() for title in page.soup.select("figure h2")]
    assert "Помогли 2 из 3, кто ответил: 67 %" in titles
    assert "Помогли ли мы, по видам обращений" in titles
    assert "Помогли ли мы, по сотрудникам" not in titles
    assert ANNA not in page.soup.main.get_text()
    assert "долго" not in page.text
    assert 404 == (await anna.open("/console/insight/helped-by-member.csv")).status


async def test_by_staff_member_only_where_the_operator_wants_it(database, app_with, client_of, staff, rated):
    async with client_of(app_with(rating_by_member=True)) as client:
        await sign_in(client, ANNA)
        async with database.transaction() as session:
            (await find_staff(session, ANNA)).role = Role.LEAD
        table = (await client.get("/console/insight/helped-by-member.csv?period=7")).content.decode("utf-8-sig")
    assert [
        "Сотрудник;Помогли;Не совсем помогли;Доля",
        f"{ANNA};1;1;50 %",
        f"{BORIS};1;0;100 %",
    ] == table.splitlines()
