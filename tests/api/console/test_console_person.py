"""The person first: who has written, what else they asked, found by a part of a name; and nowhere else is it read."""

from urllib.parse import quote

from sqlalchemy import text

from desk.holdings import HOLDINGS
from desk.journal import Question
from tests.api.console.browsing import Browser
from tests.api.console.conftest import ANNA, Opens
from tests.conftest import MOSCOW, both_databases
from tickets.erasure.erasure import erase
from tickets.queue.board import keep_summary
from tickets.queue.lists import facts
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.staff.face import show_as
from tickets.steps.by_staff import answer
from tickets.store.database import Database

pytestmark = both_databases
SEMENOVA = Contact(name="Алёна Семёнова", email="alena@example.ru", phone="+7 916 123-45-67")


async def test_whoever_writes_stands_over_the_ticket(anna: Browser, opens: Opens) -> None:
    """Their name, or that there is none; the number is beside it."""
    named = (await anna.ticket(await opens(contact=SEMENOVA))).soup.h1
    nameless = (await anna.ticket(await opens(contact=Contact()))).soup.h1
    assert named
    assert nameless
    told = [" ".join(head.get_text(" ").split()).rpartition(" П-") for head in (named, nameless)]
    assert ["Алёна Семёнова", "Гость"] == [name for name, _, _ in told]
    assert ["000001", "000002"] == [number.rpartition("-")[2] for _, _, number in told]
    assert "Сайт" == named.select_one("[role=img]")["aria-label"]  # type: ignore[index]


async def test_a_part_of_a_name_finds_the_ticket_in_the_queue(anna: Browser, opens: Opens) -> None:
    """And of an address or a number; not after the person is erased, in the same running console."""
    await opens(contact=Contact(name="Борис"))
    number = await opens(contact=SEMENOVA)
    for typed in ("семенов", "АЛЁНЕ", "alena@", "9161234"):
        page = await anna.open(f"/console?show=all&q={quote(typed)}")
        assert number in page.text, typed
        links = page.soup.select("main a[href*='/console/tickets/']")
        found = [link.select_one(".number") for link in links if "П-" in link.get_text()]
        assert [number] == [each.get_text(strip=True) for each in found], typed


async def test_an_erased_person_is_not_found(anna: Browser, opens: Opens, database: Database) -> None:
    number = await opens(contact=SEMENOVA)
    assert number in (await anna.open("/console?show=all&q=Семёнова")).text
    async with database.transaction(alone=True) as session:
        await erase(session, number, ANNA, None, HOLDINGS, force=True)
    assert number not in (await anna.open("/console?show=all&q=Семёнова")).text
    page = await anna.ticket(number)
    assert "Семёнова" not in page.html
    assert "Гость" in page.soup.h1.get_text()  # type: ignore[union-attr]


async def test_what_else_they_asked_is_at_hand(anna: Browser, opens: Opens, database: Database, conversation) -> None:
    """Other tickets and the last questions of the same person, with links; nothing of anybody else."""
    first, second = await opens(), await opens()
    async with database.transaction() as session:
        stranger = (await begin_conversation(session, "web")).id
        for where, words in ((conversation, "Сколько храните звонки?"), (stranger, "Чужой вопрос")):
            said = await store_message(session, where, Author.USER, words)
            session.add(
                Question(
                    message_id=said.id, kind="question", outcome="Answer", clauses=[["5.1", 0.9], ["5.2", 0.2]],
                    edition="1", edition_sha256="0" * 64, helpful=None, rated_at=None, offers=None, declined_at=None,
                )
            )  # fmt: skip
    page = await anna.ticket(first)
    assert second in page.section("others")
    asked = page.section("asked")
    assert "Сколько храните звонки?" in asked
    assert "пункт 5.1" in asked
    assert ("5.2" in asked, "Чужой" in page.text) == (False, False)
    place = page.soup.find("a", string="Сколько храните звонки?")["href"]  # type: ignore[index]
    assert page.soup.select_one(str(place))


async def test_the_name_is_read_in_the_console_alone(anna: Browser, opens: Opens, database: Database) -> None:
    """Not on the board, in notices to staff, in letters' rows, in the feed of another help desk, or in the log."""
    number = await opens(contact=SEMENOVA, by=ANNA)
    assert number in (await anna.open("/console?show=all&q=Семёнова")).text
    async with database.transaction() as session:
        await answer(session, number, ANNA, "Проверяем")
    await keep_summary(database, MOSCOW)
    async with database.reading() as session:
        rows = [
            str(row) for row in (await session.execute(text("SELECT data, address, lane, cause FROM outbox"))).all()
        ]
        rows += [str(row) for row in (await session.execute(text("SELECT * FROM boards"))).all()]
        rows += [str(row) for row in (await session.execute(text("SELECT act, about FROM audit"))).all()]
    rows.append(str(await facts(database, 1, "https://x", words=False)))
    assert rows
    assert [] == [row for row in rows for part in ("Семёнов", "Алёна", "alena@", "9161234") if part in row]


async def test_everything_that_can_be_done_stands_in_one_menu_by_what_it_does(anna: Browser, hers: str) -> None:
    """Beside it two buttons: to answer and to resolve."""
    page = await anna.ticket(hers)
    menu = page.soup.select_one(".all-deeds")
    assert menu
    groups = [head.get_text(strip=True) for head in menu.select("h2")]
    assert ["Кто ведёт", "Требования и сроки", "Личность и данные", "Ответы бота", "Закрыть иначе"] == groups
    inside = {str(form["action"]).rsplit("/", 1)[-1] for form in menu.select("form")}
    assert {"assign", "return", "confirm", "meet", "block", "export", "mute", "refuse"} == inside
    heading = page.soup.select_one(".story > .heading .steps")
    assert heading
    beside = [one.get_text(" ", strip=True) for one in heading.select(":scope > .now > *, :scope > details > summary")]
    assert ["Ответить", "Решить", "Ещё"] == beside


async def test_a_ticket_that_waits_is_taken_first(anna: Browser, number: str) -> None:
    page = await anna.ticket(number)
    heading = page.soup.select_one(".story > .heading .steps")
    assert heading
    assert "Взять" == heading.select_one(".now").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert heading.select_one(".decide") is None


async def test_what_was_refused_in_the_menu_is_open_again(anna: Browser, hers: str) -> None:
    """With what was written, so that it need not be looked for."""
    page = await anna.do(hers, "refuse", reason="Нельзя", norm=" ")
    assert page.fault
    menu = page.soup.select_one(".all-deeds")
    assert menu is not None
    assert (True, ["Отказать"]) == (
        menu.has_attr("open"),
        [one.summary.get_text(strip=True) for one in menu.select(".fold[open]")],  # type: ignore[union-attr]
    )


async def test_colleagues_read_the_name_and_picture_of_who_has_answered(
    anna: Browser, hers: str, database: Database
) -> None:
    """As soon as there is a name; the address as long as there is none."""
    async with database.transaction() as session:
        await answer(session, hers, ANNA, "Проверяем")
    assert ANNA in (await anna.ticket(hers)).section("talk")
    page = await anna.send(await anna.open("/console/account"), "name", name="Анна")
    assert "Имя сохранено" in page.text
    assert "Анна, поддержка" in page.section("name")
    page = await anna.ticket(hers)
    turn = page.soup.select_one(".turn.staff .meta")
    assert turn is not None
    assert ("А", "Анна") == (
        turn.select_one(".picture-of").get_text(),
        turn.get_text(" ", strip=True).split()[1].rstrip(","),
    )  # type: ignore[union-attr]
    refused = await anna.send(await anna.open("/console/account"), "name", name="Анна 007")
    assert (422, "Имя не подошло: нужны только буквы, не больше 40 знаков.") == (refused.status, refused.fault)
    async with database.transaction() as session:
        assert None is (await show_as(session, ANNA, "", by=ANNA)).display_name
