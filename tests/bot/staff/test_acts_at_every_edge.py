"""The same promises wherever staff act: in the console, in a topic of the group, and in the terminal."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import httpx
import pytest
from argon2 import PasswordHasher
from rooms import BORIS, OLGA, call, taken, ticket
from running import Running
from sqlalchemy import delete, select
from typer.testing import CliRunner

from api.app import create_app
from desk.desk import Desk
from desk.settings import Settings
from punkt.command import app as terminal
from stand_in import Group, StaffMember, User
from stand_in.topic import Topic
from tests.api.console.browsing import PASSWORD, SAME_SITE, Browser, sign_in
from tests.conftest import KEY, MOSCOW, VAULT
from tickets.post.inbox import InboxRow
from tickets.post.outbox import STAFF, OutboxRow
from tickets.record.contact import Contact
from tickets.record.conversation import Author, StoredMessage, find_conversation
from tickets.record.ticket import Identity, Request, Status, Ticket, TicketKind
from tickets.staff.member import StaffMember as Member
from tickets.steps.by_staff import take
from tickets.steps.opening import open_ticket
from tickets.steps.pending import PendingReply, Says, pend, send_waiting
from tickets.store.database import Database

EDGES = ("console", "topic", "terminal")
every_edge = pytest.mark.parametrize("edge", EDGES, indirect=True)


class Edge(Protocol):
    """Boris at work; what a method gives is the sentence that says why nothing was done."""

    async def takes_over(self, number: str) -> str: ...

    async def answers(self, number: str, text: str) -> str: ...

    async def resolves(self, number: str, text: str) -> str: ...


@dataclass
class Console:
    browser: Browser

    async def takes_over(self, number: str) -> str:
        return (await self.browser.do(number, "assign", assignee=BORIS)).fault

    async def answers(self, number: str, text: str) -> str:
        return (await self.browser.do(number, "answer", text=text)).fault

    async def resolves(self, number: str, text: str) -> str:
        page = await self.browser.do(number, "resolve", text=text)
        return page.fault or ("Решить и удалить данные?" if "Решить и удалить данные?" in page.text else "")


@dataclass
class InTopic:
    """His topics, by number of the ticket."""

    boris: StaffMember
    staff: Group
    running: Running
    topics: dict[str, Topic] = field(default_factory=dict)

    async def takes_over(self, number: str) -> str:
        return await self._says(number, f"/assign {BORIS}")

    async def answers(self, number: str, text: str) -> str:
        told = await self._says(number, f"/reply {text}")
        if "Отправить и ваш ответ?" not in told:
            return told
        await self.boris.presses("Отправить")
        await self.running.settles()
        return ""

    async def resolves(self, number: str, text: str) -> str:
        return await self._says(number, f"/resolve {text}")

    async def _says(self, number: str, text: str) -> str:
        topic = self.topics[number] = self.topics.get(number) or await self.staff.topic(number)
        await self.running.settles()
        self.staff.hears_no_more(topic)
        await self.boris.says(text, topic)
        await self.running.settles()
        return "\n".join(topic.unheard)


@dataclass
class Terminal:
    running: Running

    async def takes_over(self, number: str) -> str:
        return await self.runs("tickets", "assign", number, BORIS, "--as", BORIS)

    async def answers(self, number: str, text: str) -> str:
        told = await self.runs("tickets", "answer", number, text, "--as", BORIS)
        if "--anyway" in told:
            told = await self.runs("tickets", "answer", number, text, "--as", BORIS, "--anyway")
        return told

    async def resolves(self, number: str, text: str) -> str:
        return await self.runs("tickets", "resolve", number, text, "--as", BORIS)

    async def runs(self, *words: str) -> str:
        result = await asyncio.to_thread(CliRunner().invoke, terminal, list(words))
        await self.running.settles()
        return str(result.exception or "")


@pytest.fixture
async def any_database(sqlite_url: str) -> AsyncIterator[Database]:
    """That all of it holds on both is proven below the edges."""
    opened = Database(sqlite_url, VAULT)
    yield opened
    await opened.close()


@pytest.fixture
async def browser(scripted_desk: Desk, database: Database, boris: StaffMember) -> AsyncIterator[Browser]:
    """Of Boris."""
    async with database.transaction() as session:
        (await session.get_one(Member, BORIS)).password_hash = PasswordHasher(1, 8, 1).hash(PASSWORD)
    app = create_app(scripted_desk, database, Settings(_env_file=None, rate_limit="off"), b"of these tests, and long")
    transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://punkt.test") as client:
        await sign_in(client, BORIS)
        yield Browser(client, BORIS)


@pytest.fixture
def at_terminal(running: Running, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("PUNKT_DATA", str(data))
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", KEY)
    monkeypatch.setenv("PUNKT_DATABASE_URL", database.url)
    monkeypatch.setenv("PUNKT_LOG_LEVEL", "error")
    return Terminal(running)


@pytest.fixture
def edge(request: pytest.FixtureRequest, boris: StaffMember, staff: Group, running: Running) -> Edge:
    match request.param:
        case "console":
            return Console(request.getfixturevalue("browser"))
        case "topic":
            return InTopic(boris, staff, running)
        case _:
            return request.getfixturevalue("at_terminal")


async def stored(database: Database, number: str) -> Ticket:
    async with database.reading() as session:
        return (await session.execute(select(Ticket).where(Ticket.number == number))).scalar_one()


async def said(database: Database) -> list[str]:
    """What staff have said to people."""
    query = select(StoredMessage.text).where(StoredMessage.author == Author.STAFF).order_by(StoredMessage.at)
    async with database.reading() as session:
        return list((await session.execute(query)).scalars())


async def waits(database: Database, number: str, text: str) -> None:
    """Olga has written in the console, and can still take it back."""
    async with database.transaction() as session:
        await pend(session, number, OLGA, Says.ANSWER, text)


async def erasing(database: Database, vera: User, holder: str) -> str:
    """A request to erase from Vera, who is known, in somebody's hands."""
    async with database.transaction() as session:
        conversation = await find_conversation(session, "telegram", str(vera.id))
        wish = call(
            conversation.id,
            origin="telegram:erase",
            kind=TicketKind.DELETION,
            requests=(Request.ERASE,),
            text="Удалите меня",
            contact=Contact(name="Вера", email="vera@example.ru"),
            consent="Согласна",
            identity=Identity.TELEGRAM,
        )
        number = (await open_ticket(session, wish, MOSCOW)).number
        await take(session, number, holder)
    return number


@every_edge
async def test_what_waits_in_the_console_is_read_before_what_a_colleague_says(
    edge: Edge, vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """The colleague takes over, answers and resolves: three messages, in the order in which they were written."""
    await taken(vera, staff, database, olga)
    number = (await ticket(database)).number
    await waits(database, number, "Уже ищу ваш заказ.")

    assert "" == await edge.takes_over(number) or isinstance(edge, InTopic)
    await edge.answers(number, "Заказ найден.")
    await edge.resolves(number, "Заказ отправлен.")

    assert ["Уже ищу ваш заказ.", "Заказ найден.", "Заказ отправлен."] == await said(database)
    await running.settles()
    heard = [(await vera.hears()).text for _ in range(3)]
    assert [True] * 3 == [
        words in text
        for words, text in zip(["Уже ищу ваш заказ.", "Заказ найден.", "Заказ отправлен."], heard, strict=True)
    ]
    async with database.reading() as session:
        assert None is await session.scalar(select(PendingReply.id))


@every_edge
async def test_nobody_says_that_data_are_deleted_while_they_are_stored(
    edge: Edge, vera: User, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Nothing is resolved; where data can be erased or kept from there, it is said how, and otherwise where."""
    await taken(vera, staff, database, boris)
    number = await erasing(database, vera, BORIS)

    told = await edge.resolves(number, "Данные удалены.")

    ways = {
        Console: "Решить и удалить данные?",
        InTopic: f"/console/tickets/{quote(number)}",
        Terminal: f"punkt erase {number} --done",
    }
    assert ways[type(edge)] in told
    kept = await stored(database, number)
    assert (Status.TAKEN, "Вера", "vera@example.ru") == (kept.status, kept.name, kept.email)
    assert [] == await said(database)


async def test_the_terminal_resolves_and_keeps_with_a_reason(
    at_terminal: Terminal, vera: User, boris: StaffMember, staff: Group, database: Database
) -> None:
    """The person reads why; without a wish to erase there is nothing to keep."""
    await taken(vera, staff, database, boris)
    call_for_staff = (await ticket(database)).number
    number = await erasing(database, vera, BORIS)
    resolve = ("tickets", "resolve", number, "Отключили рассылку.", "--as", BORIS)

    assert "почему данные остаются" in await at_terminal.runs(*resolve, "--keep", " ")
    assert "" == await at_terminal.runs(*resolve, "--keep", "Идёт договор.")

    assert ["Отключили рассылку.\n\nДанные не удалены. Идёт договор."] == await said(database)
    kept = await stored(database, number)
    assert (Status.RESOLVED, "Вера") == (kept.status, kept.name)
    told = await at_terminal.runs("tickets", "resolve", call_for_staff, "Помогли.", "--keep", "Так.", "--as", BORIS)
    assert "не просят" in told


async def test_the_terminal_resolves_and_erases_in_one_go(
    at_terminal: Terminal, vera: User, olga: StaffMember, boris: StaffMember, staff: Group, database: Database
) -> None:
    """Not while something else is open, and only whoever holds the ticket; what waited is dropped, its author told."""
    await taken(vera, staff, database, boris)
    other = (await ticket(database)).number
    number = await erasing(database, vera, BORIS)
    erase = ("erase", number, "--done", "Удалили.", "--yes")

    assert "--done" in await at_terminal.runs("erase", number, "--yes")
    assert other in await at_terminal.runs(*erase, "--as", BORIS)
    await at_terminal.runs("tickets", "resolve", other, "Помогли.", "--as", BORIS)
    assert f"занимается {BORIS}" in await at_terminal.runs(*erase, "--as", OLGA)
    async with database.transaction() as session:
        await pend(session, number, BORIS, Says.ANSWER, "Сейчас удалим.")
    assert "" == await at_terminal.runs(*erase, "--as", BORIS)

    gone = await stored(database, number)
    assert (Status.RESOLVED, None, None, "") == (gone.status, gone.name, gone.email, gone.text)
    async with database.reading() as session:
        query = select(OutboxRow).where(OutboxRow.channel == STAFF, OutboxRow.topic == "reply_dropped")
        dropped = (await session.execute(query)).scalar_one()
    assert {"ticket": number, "assignee": BORIS} == dropped.data


async def test_one_form_is_one_answer_and_two_forms_are_two(
    browser: Browser, vera: User, boris: StaffMember, staff: Group, database: Database
) -> None:
    """However often a browser, a script or a proxy sends it, everybody is shown the ticket as after the first."""
    await taken(vera, staff, database, boris)
    number = (await ticket(database)).number
    page = await browser.ticket(number)
    form = page.filled("answer") | {"text": ["Смотрим."]}

    came = await asyncio.gather(
        *(browser.client.post(page.address("answer"), data=form, headers=SAME_SITE) for _ in range(10))
    )
    assert {(303, f"/console/tickets/{quote(number)}#latest")} == {
        (each.status_code, each.headers["location"]) for each in came
    }
    async with database.transaction() as session:
        await send_waiting(session, number)
    assert ["Смотрим."] == await said(database)

    for _ in range(2):
        await browser.do(number, "answer", text="Смотрим.")
    async with database.transaction() as session:
        await send_waiting(session, number)
    assert ["Смотрим."] * 3 == await said(database)


async def test_one_update_is_one_answer_and_two_are_two(
    vera: User, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Also where the inbox no longer knows it."""
    topic = await taken(vera, staff, database, boris)
    update = await boris.says("/reply Смотрим.", topic)
    await running.settles()
    async with database.transaction() as session:
        await session.execute(delete(InboxRow))
    await running.stand_in.deliver_again(update)
    await running.settles()
    assert ["Смотрим."] == await said(database)

    await boris.says("/reply Смотрим.", topic)
    await running.settles()
    assert ["Смотрим."] * 2 == await said(database)


async def test_each_call_in_the_terminal_is_an_act_of_its_own(
    at_terminal: Terminal, vera: User, boris: StaffMember, staff: Group, database: Database
) -> None:
    await taken(vera, staff, database, boris)
    number = (await ticket(database)).number
    for _ in range(2):
        assert "" == await at_terminal.answers(number, "Смотрим.")
    assert ["Смотрим."] * 2 == await said(database)


async def test_a_form_without_its_key_does_nothing(
    browser: Browser, vera: User, boris: StaffMember, staff: Group, database: Database
) -> None:
    """And says so; with the key of another form, what was written is kept to be sent again."""
    await taken(vera, staff, database, boris)
    number = (await ticket(database)).number
    page = await browser.ticket(number)
    form = page.filled("answer") | {"text": ["Смотрим."]}

    refused = await browser.post(page.address("answer"), form | {"key": [""]})
    assert (422, "У формы нет ключа, поэтому ничего не сделано. Откройте страницу заново и повторите.") == (
        refused.status,
        refused.fault,
    )
    await browser.post(page.address("answer"), form)
    refused = await browser.post(page.address("answer"), form | {"text": ["Нашли."]})
    assert (409, ["Нашли."]) == (refused.status, refused.filled("answer")["text"])
    async with database.transaction() as session:
        await send_waiting(session, number)
    assert ["Смотрим."] == await said(database)
