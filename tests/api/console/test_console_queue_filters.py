"""Filters of the queue: each narrows the list, stands in the address and can be taken away; nonsense is left out."""

from datetime import timedelta
from urllib.parse import quote

from tests.api.console.browsing import Page
from tests.api.console.conftest import ANNA, BORIS
from tests.conftest import both_databases
from tests.tickets.queue.test_search import HOSTILE
from tickets.queue.lists import ticket_with_history
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.staff.presence import Doing, note_presence
from tickets.steps.by_staff import answer
from tickets.steps.deciding import resolve
from tickets.steps.own_steps import add
from tickets.store.base import now

pytestmark = both_databases


def numbers(page: Page) -> list[str]:
    return sorted(cell.get_text(strip=True) for cell in page.soup.select(".rows .number"))


def chips(page: Page) -> list[str]:
    return [chip.bdi.get_text() for chip in page.soup.select(".chip")]


async def test_every_filter_narrows_the_list(anna, opens, database):
    """Kind, state, who, date, channel and words, alone and together."""
    async with database.transaction() as session:
        telegram = (await begin_conversation(session, "telegram", "77")).id
    claim = await opens()
    mine = await opens(by=ANNA)
    his = await opens(Request.STOP, identity=Identity.SITE, by=BORIS)
    late = await opens(at=now() - timedelta(days=90))
    human = await opens(kind=TicketKind.HUMAN, conversation_id=telegram, text="Позовите человека")
    done = await opens(by=ANNA)
    unclear = await opens(kind=TicketKind.DELETION, text="Порядок")
    blocked = await opens(Request.BLOCK, text="Порядок")
    async with database.transaction() as session:
        await resolve(session, done, ANNA, "Сделано")
    expected = {
        "kind=claim": {claim, mine, late},
        "kind=claim&kind=human": {claim, mine, late, human},
        "asked=stop": {his},
        "asked=unclear": {unclear},
        "asked=unclear&asked=block": {unclear, blocked},
        "state=new": {claim, late, human, unclear, blocked},
        "state=new&state=taken": {claim, late, human, mine, his, unclear, blocked},
        "state=resolved": {done},
        "who=me": {mine},
        "who=nobody": {claim, late, human, unclear, blocked},
        f"who={BORIS}": {his},
        "due=overdue": {late},
        "due=today": {unclear},
        "due=week&asked=stop": set(),
        "channel=telegram": {human},
        "channel=web&kind=deletion": {his, unclear, blocked},
        "q=человек": {human},
        "q=людей&who=nobody&kind=human": {human},
        "show=all&who=me": {mine, done},
        f"q={quote(done)}&show=all": {done},
        "q=yan@example.ru": {claim, mine, his, late, human, unclear, blocked},
    }
    for query, found in expected.items():
        page = await anna.open(f"/console?{query}")
        assert set(numbers(page)) == found, query
        assert page.soup.select_one(".chips [role=status]").get_text() == f"Найдено: {len(found)}"
        assert len(chips(page)) == query.count("=") - query.count("show=")


async def test_the_date_filters_go_by_days_of_the_operator(anna, opens):
    """What ends at tonight's midnight is due today, and what is overdue is not."""
    stop = await opens(Request.STOP, identity=Identity.SITE)
    await opens(at=now() - timedelta(days=90))
    page = await anna.open("/console?q=" + stop)
    left = page.soup.select_one(".due small").get_text()
    days = {"сегодня": 0, "завтра": 1}.get(left) or int(left.split()[0])
    for due, limit in {"today": 0, "3days": 2, "week": 6}.items():
        expected = [stop] if days <= limit else []
        assert numbers(await anna.open(f"/console?due={due}")) == expected, due


async def test_a_chip_takes_its_filter_away_and_the_form_keeps_the_rest(anna, opens):
    """The address holds everything, so that it can be kept and sent to a colleague."""
    await opens()
    page = await anna.open(
        "/console?show=all&kind=claim&kind=human&asked=unclear&state=new&who=me&due=week&channel=web&q=деньги"
    )
    named = ["Претензия", "Вопрос сотруднику", "Не ясно, чего просит", "В очереди", "Мои", "Срок за неделю", "Сайт"]
    assert chips(page) == ["«деньги»", *named]
    hrefs = [chip["href"] for chip in page.soup.select(".chip")]
    assert hrefs[1] == (
        "/console?show=all&kind=human&asked=unclear&state=new&channel=web&who=me&due=week&q=%D0%B4%D0%B5%D0%BD%D1%8C%D0%B3%D0%B8"
    )
    for chip, href in zip(chips(page), hrefs, strict=True):
        assert set(chips(await anna.open(href))) == set(chips(page)) - {chip}
    form = page.soup.select_one("form.filters")
    assert form.select_one("[name=q]")["value"] == "деньги"
    assert form.select_one("[name=show]")["value"] == "all"
    assert {box["value"] for box in form.select("[checked]")} == {"claim", "human", "unclear", "new", "web"}
    assert [option["value"] for option in form.select("option[selected]")] == ["me", "week"]


async def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(anna, opens):
    """Whatever stands in it, the page comes."""
    number = await opens()
    for name in ("show", "kind", "asked", "state", "who", "due", "channel", "page", "sort", "q"):
        for value in HOSTILE:
            page = await anna.open(f"/console?{name}={quote(value)}")
            assert page.status == 200, (name, value)
            expected = [number] if name not in {"q", "who"} else numbers(page)
            assert numbers(page) == expected, (name, value)
    for query in (
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=7",
        "page=1e3",
        "show=open&show=mine",
        "%ff=%ff",
    ):
        assert (await anna.open(f"/console?{query}")).status == 200, query
    assert numbers(await anna.open("/console?page=7")) == [number]
    assert numbers(await anna.open("/console?kind=claim&kind=%27%20OR%201=1")) == [number]


async def test_what_was_found_is_marked_where_it_stands(anna, opens, database, conversation):
    """Also in a message, masked and escaped; where nothing can be marked, it is what was said last."""
    text = "Долгая предыстория. " * 20 + "<b>Договор</b> с ООО утёк, мой номер +7 912 345-67-89, верните <i>деньги</i>"
    long = await opens(text=text)
    other = await opens(text="Алло", by=ANNA)
    async with database.transaction() as session:
        await store_message(session, conversation, Author.USER, "Слышите? Где мои <u>документы</u>", "m1")
    page = await anna.open("/console?q=договора утечь")
    [cell] = page.soup.select("td.about .line")
    assert [mark.get_text() for mark in cell.select("mark")] == ["Договор", "утёк"]
    assert "<b>Договор</b> с ООО утёк, мой номер [телефон …89]" in cell.get_text()
    assert "345-67-89" not in page.text
    page = await anna.open("/console?q=документ")
    assert numbers(page) == sorted([long, other])
    assert [mark.get_text() for mark in page.soup.select("td.about mark")] == ["документы", "документы"]
    page = await anna.open(f"/console?q={quote(other)}")
    assert page.soup.select_one("td.about .line").get_text() == "Слышите? Где мои <u>документы</u>"
    assert not page.soup.select("td.about mark")


async def test_a_row_tells_what_was_said_last_who_is_there_and_on_what_its_date_rests(anna, boris, opens, database):
    """Words of staff are told apart, and whoever was answered waits no longer."""
    number = await opens(by=ANNA, contact=Contact("Ян"))
    async with database.transaction() as session:
        await add(session, number, "И ещё", "web:add")
        ticket = await ticket_with_history(session, number)
        await note_presence(session, ticket.id, BORIS, Doing.WRITING)
        await note_presence(session, ticket.id, ANNA, Doing.LOOKING)
    row = (await anna.open()).soup.select_one("tbody tr")
    assert ("И ещё", "только что") == (row.select_one(".said").get_text(), row.select_one(".waits").get_text())
    assert [one.get_text() for one in row.select(".presence")] == ["пишет boris"]
    described = row.select_one(f"#{row.select_one('.person a')['aria-describedby']}")
    assert described.get_text() == ticket.basis
    async with database.transaction() as session:
        await answer(session, number, ANNA, "Видим")
    row = (await boris.open("/console?show=open")).soup.select_one("tbody tr")
    assert ("Ответ: Видим", None) == (row.select_one(".said").get_text(), row.select_one(".waits"))
    assert [one.get_text() for one in row.select(".presence")] == ["смотрит anna"]
