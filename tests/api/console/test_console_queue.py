"""The queue: what each list shows, in which order, and what it never shows."""

from datetime import timedelta

from api.console.console_words import NONE_IN_LIST
from api.console.queue.filters import QueueList
from api.console.queue.found import GLIMPSE
from tests.api.console.browsing import Page
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import MOSCOW, both_databases
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.steps.by_staff import ask
from tickets.steps.confirming import confirm
from tickets.steps.deciding import close, resolve
from tickets.store.base import now

pytestmark = both_databases


def numbers(page: Page) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select(".rows .number")]


def counts(page: Page) -> dict[str, int]:
    links = page.soup.select("nav.lists a")
    return {link["href"].rpartition("=")[2]: int(link.span.get_text()) for link in links}


async def test_lists_are_links_with_counts(anna, opens, database):
    """Each state keeps its address, and shows as many tickets as its link says."""
    new = await opens()
    mine = await opens(by=ANNA)
    waits = await opens(by=BORIS)
    checked = await opens(Request.ACCESS, by=BORIS)
    late = await opens(at=now() - timedelta(days=90))
    decided, closed = await opens(by=ANNA), await opens(by=ANNA)
    async with database.transaction() as session:
        await ask(session, waits, BORIS, "?")
        for number in (decided, closed):
            await resolve(session, number, ANNA, "Сделано")
        await close(session, closed, ANNA)
    expected = {
        "answer": {new, mine, late},
        "open": {new, mine, waits, checked, late},
        "mine": {mine},
        "waiting": {waits, checked},
        "overdue": {late},
        "decided": {decided, closed},
        "all": {new, mine, waits, checked, late, decided, closed},
    }
    for shown, found in expected.items():
        page = await anna.open(f"/console?show={shown}")
        assert set(numbers(page)) == found, shown
        assert page.soup.select_one("nav.lists [aria-current]").span.get_text() == str(len(found))
    lengths = {shown: len(found) for shown, found in expected.items()}
    assert counts(page) == {"/console": lengths.pop("answer")} | lengths
    assert numbers(await anna.open()) == numbers(await anna.open("/console?show=answer"))


async def test_by_date_who_waits_for_a_person_stands_on_top_then_what_is_overdue_and_marked(anna, opens, database):
    """Then the nearest end, to the hour."""
    later = await opens()
    soon = await opens(Request.STOP)
    leak = await opens(by=ANNA, at=now() - timedelta(hours=25))
    async with database.transaction() as session:
        await confirm(session, leak, ANNA, ["leak"], MOSCOW)
    human = await opens(kind=TicketKind.HUMAN)
    page = await anna.open("/console?show=open")
    assert numbers(page) == [human, leak, soon, later]
    [row] = page.soup.select("tr.overdue")
    assert leak in row.get_text()
    assert "просрочено" in row.get_text()
    assert "без срока" in page.soup.select("tbody tr")[0].get_text()


async def test_a_person_cannot_be_found_by_what_a_list_shows(anna, opens):
    """Their words are masked and short; their name is there, and no contact."""
    await opens(text="Мой телефон +7 912 345-67-89\nи почта yan@mail.ru\n" + "верните деньги " * 50)
    page = await anna.open()
    shown = page.soup.select_one("td.about .line").get_text()
    assert shown.startswith("Мой телефон [телефон …89] и почта [почта] верните деньги")
    assert len(shown) <= GLIMPSE + 1
    assert "Ян" == page.soup.select_one(".person .name").get_text()
    for secret in ("345-67-89", "yan@"):
        assert secret not in page.text


async def test_who_is_unproven_and_whose_data_are_blocked_is_marked(anna, opens, database, conversation):
    """In the row of each ticket that it matters for."""
    async with database.transaction() as session:
        other = (await begin_conversation(session, "web")).id
    await opens(Request.CORRECT, block="заявлена неточность данных")
    await opens(Request.CORRECT, conversation_id=other, identity=Identity.SITE)
    blocked, free = (row.get_text() for row in (await anna.open()).soup.select("tbody tr"))
    assert "личность не подтверждена" in blocked
    assert "данные заблокированы" in blocked
    assert "личность не подтверждена" not in free
    assert "данные заблокированы" not in free


async def test_a_long_list_has_pages(anna, opens):
    """Fifty tickets each; every ticket is on one of them."""
    opened = [await opens() for _ in range(53)]
    first, second = await anna.open("/console?show=all"), await anna.open("/console?show=all&page=2")
    assert numbers(first) + numbers(second) == opened[::-1]
    assert len(numbers(first)) == 50
    assert first.soup.find("a", rel="next")["href"] == "/console?show=all&page=2"
    assert second.soup.find("a", rel="prev")["href"] == "/console?show=all"


async def test_an_empty_list_says_so(anna):
    """In words for that list."""
    for shown in QueueList:
        empty = (await anna.open(f"/console?show={shown}")).soup.select_one(".empty p").get_text()
        assert empty == NONE_IN_LIST[shown]
    assert "Ничего не нашлось" in (await anna.open("/console?q=слон")).text


async def test_who_is_responsible_is_named(anna, opens):
    """«Вы» for oneself."""
    await opens(by=ANNA)
    await opens(by=BORIS)
    await opens()
    who = [cell.get_text(strip=True) for cell in (await anna.open()).soup.select("tbody td.who")]
    assert who == ["Отвечает:Вы", f"Отвечает:{BORIS}", "Отвечает:никто"]
