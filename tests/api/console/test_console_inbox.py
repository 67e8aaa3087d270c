"""Who requires an answer: the first list of the queue, its orders, and what stands out until it is read."""

from datetime import timedelta

from sqlalchemy import text

from tests.api.console.browsing import Page
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import MOSCOW, both_databases
from tickets.record.contact import Contact
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import TicketKind
from tickets.staff.sighting import Sighting
from tickets.steps.by_staff import answer, assign, give_back, take
from tickets.steps.own_steps import add, reply
from tickets.store.base import now

pytestmark = both_databases
HOUR = timedelta(hours=1)


def numbers(page: Page) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select(".rows .number")]


def unread(page: Page) -> list[str]:
    """Numbers of the tickets that stand out; whoever listens is told, too."""
    rows = page.soup.select("tr.unread")
    assert len(rows) == page.text.count("Не прочитано.")
    return [row.select_one(".number").get_text(strip=True) for row in rows]


async def test_the_first_list_is_of_those_who_require_an_answer(anna, opens, database):
    """A call and new words on top, then who waits longest; whoever was answered is not there."""
    old = await opens(at=now() - 30 * HOUR)
    wrote = await opens(at=now() - 2 * HOUR, by=ANNA)
    told = await opens(at=now() - 3 * HOUR, by=ANNA)
    call = await opens(kind=TicketKind.HUMAN, at=now() - HOUR)
    async with database.transaction() as session:
        for number in (wrote, told):
            await answer(session, number, ANNA, "Смотрим")
        await reply(session, wrote)
    page = await anna.open()
    assert [call, wrote, old] == numbers(page)
    assert "Требуют ответа" in page.soup.select_one("nav.lists [aria-current]").get_text()
    assert ["1 ч", "только что", "30 ч"] == [cell.get_text() for cell in page.soup.select(".waits")]
    assert "(3) Очередь — Пункт" == page.soup.title.get_text()
    assert "(3) Очередь: открытые — Пункт" == (await anna.open("/console?show=open")).soup.title.get_text()


async def test_nobody_waits_and_the_page_is_glad(anna, hers, database):
    """Neither number nor table."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Готово")
    page = await anna.open()
    assert "Очередь — Пункт" == page.soup.title.get_text()
    assert "Все ответы даны" == page.soup.select_one(".empty p").get_text()


async def test_each_list_stands_in_the_order_that_was_chosen(anna, opens, database):
    """It is kept in the address, with what narrows the list and from page to page."""
    first = await opens(at=now() - 3 * HOUR, by=ANNA)
    second = await opens(kind=TicketKind.HUMAN, at=now() - 2 * HOUR)
    third = await opens(at=now() - HOUR)
    async with database.transaction() as session:
        await answer(session, first, ANNA, "Смотрим")
        await add(session, first, "И ещё", "web:more")
    expected = {
        "show=answer&order=wait": [second, first, third],
        "show=answer&order=due": [second, first, third],
        "show=answer&order=received": [third, second, first],
        "show=answer&order=words": [first, third, second],
        "show=open": [second, first, third],
        "show=open&order=wait": [second, first, third],
        "show=open&order=words&kind=claim": [first, third],
        "show=all": [third, second, first],
        "show=all&order=words": [first, third, second],
        "show=all&order=due": [third, second, first],
        "show=mine&order=received": [first],
    }
    for query, found in expected.items():
        assert found == numbers(await anna.open(f"/console?{query}")), query
    page = await anna.open("/console?show=open&order=words&kind=claim")
    assert "words" == page.soup.select_one("form.filters [name=order]")["value"]
    hrefs = [link["href"] for link in page.soup.select(".order nav a")]
    assert hrefs == [f"/console?kind=claim{more}" for more in ("", "&order=wait", "&order=received", "&order=words")]
    assert "/console?show=open&order=words" == page.soup.select_one("a.chip")["href"]
    assert ["Новые обращения", "Новые слова"] == [
        link.get_text() for link in (await anna.open("/console?show=decided")).soup.select(".order nav a")
    ]


async def test_what_is_looked_for_is_looked_for_among_all_that_is_open(anna, hers, database):
    """From the first list, too, in which an answered ticket is not."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Смотрим")
    assert [] == numbers(await anna.open())
    assert [hers] == numbers(await anna.open("/console?show=answer&q=деньги"))
    assert [] == numbers(await anna.open("/console?show=answer&who=me"))


async def test_a_row_shows_whose_it_is(anna, opens, database):
    """Name, channel, last words, receipt, date, who is in charge; whoever told no name is a guest."""
    async with database.transaction() as session:
        chat = (await begin_conversation(session, "telegram", "77")).id
    await opens(conversation_id=chat, contact=Contact(), text="Где мои деньги?", at=now() - timedelta(days=400))
    await opens(contact=Contact("<b>Ян</b>", "yan@example.ru"), by=BORIS)
    guest, named = (await anna.open()).soup.select("tbody tr")
    assert ["Гость", "<b>Ян</b>"] == [row.select_one(".name").get_text() for row in (guest, named)]
    assert ["Telegram", "Сайт"] == [row.select_one(".channel")["aria-label"] for row in (guest, named)]
    assert "Где мои деньги?" == guest.select_one(".said").get_text()
    received = now() - timedelta(days=400)
    assert f"получено {received.astimezone(MOSCOW):%d.%m.%Y}"[:13] == guest.select_one(".wait small").get_text()[:13]
    assert "просрочено" in guest.select_one(".term").get_text()
    assert f"Отвечает: {BORIS}" == named.select_one(".who").get_text()


async def test_a_name_that_no_key_opens_hides_no_row(anna, number, database):
    """The list comes, and says why."""
    async with database.engine.execution_options(writes=True).begin() as connection:
        await connection.execute(text("UPDATE tickets SET name = 'gAAAAAbroken'"))
    row = (await anna.open()).soup.select_one("tbody tr")
    assert "нет ключа контактов" in row.select_one(".name").get_text()


async def test_a_ticket_stands_out_until_whoever_is_in_charge_opens_it(anna, boris, hers, database):
    """A colleague's look does not count, and new words stand out again."""
    assert [hers] == unread(await anna.open()) == unread(await boris.open())
    await boris.ticket(hers)
    assert [hers] == unread(await anna.open())
    await anna.ticket(hers)
    assert [] == unread(await anna.open()) == unread(await boris.open())
    assert [hers] == numbers(await anna.open())

    async with database.transaction() as session:
        await add(session, hers, "И ещё", "web:more")
    assert [hers] == unread(await boris.open())
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Смотрим")
    assert [] == unread(await anna.open("/console?show=open"))


async def test_while_nobody_is_in_charge_anybody_reads(anna, boris, number, database):
    """Whoever is given the ticket has yet to read it."""
    assert [number] == unread(await anna.open())
    await boris.ticket(number)
    assert [] == unread(await anna.open())
    async with database.transaction() as session:
        await take(session, number, BORIS)
        await assign(session, number, BORIS, ANNA)
    assert [number] == unread(await boris.open())
    async with database.transaction() as session:
        await give_back(session, number, ANNA)
    assert [] == unread(await boris.open())


async def test_what_a_page_showed_is_read_and_what_came_since_is_not(anna, number, database):
    """Of two pages that race, the older takes nothing back."""
    await anna.ticket(number)
    async with database.transaction() as session:
        seen = (await session.execute(text("SELECT count(*) FROM sightings"))).scalar_one()
        row = await session.get_one(Sighting, (1, ANNA))
        row.upto -= HOUR
    assert 1 == seen
    assert [number] == unread(await anna.open())
    await anna.ticket(number)
    assert [] == unread(await anna.open())


async def test_an_open_page_hears_how_many_wait_and_nothing_of_them(anna, client, number, database):
    """A number, a moment, and whether a ticket was opened; for members only."""
    assert 303 == (await client.get("/console/waiting")).status_code
    async with database.transaction() as session:
        received = (await session.execute(text("SELECT count(*) FROM tickets"))).scalar_one()
    told = (await anna.client.get("/console/waiting")).json()
    assert {"number", "newest", "opened"} == set(told)
    assert (received, True) == (told["number"], told["opened"])
    async with database.transaction() as session:
        await add(session, number, "И ещё", "web:more")
    later = (await anna.client.get("/console/waiting")).json()
    assert (1, False, True) == (later["number"], later["opened"], later["newest"] > told["newest"])


async def test_the_icon_of_the_tab_says_how_many(anna, client):
    """Up to nine, then that there are more."""
    assert 303 == (await client.get("/console/badge/3.svg")).status_code
    for number, said in ((3, ">3<"), (10, ">9+<")):
        icon = await anna.client.get(f"/console/badge/{number}.svg")
        assert ("image/svg+xml", True) == (icon.headers["content-type"].partition(";")[0], said in icon.text)
    for nonsense in ("0", "11", "x"):
        assert (await anna.client.get(f"/console/badge/{nonsense}.svg")).status_code in {404, 422}
