"""People: a ticket is found by a part of its person's name, address or number, and by none once it is erased."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from tests.conftest import KEY
from tests.tickets.canary import erased
from tests.tickets.conftest import opened, opening
from tests.tickets.erasure.papers.reading import office
from tests.tickets.old import ago, ended, kept
from tickets.erasure.ledger import Ledger
from tickets.erasure.papers.writing import Papers
from tickets.queue.following import Following
from tickets.queue.people import Known, People
from tickets.queue.search import found_by
from tickets.record.attachment import Shelf
from tickets.record.contact import Contact
from tickets.record.rotation import rotate
from tickets.record.ticket import Ticket
from tickets.store.database import Database
from tickets.store.vault import Vault

SEMENOVA = Contact(name="Алёна Семёнова", email="alena.sem@example.ru", phone="8 (916) 123-45-67")
IVANOV = Contact(name="Пётр Иванов", email="petr-ivanov@mail.example")


@dataclass
class Finds:
    """Searches as the console does."""

    database: Database
    following: Following

    async def __call__(self, typed: str) -> list[str]:
        """Numbers, oldest first."""
        await self.following.look()
        async with self.database.reading() as session:
            condition = await found_by(session, typed, self.following.people)
            return list(await session.scalars(select(Ticket.number).where(condition).order_by(Ticket.id)))


@pytest.fixture
def finds(any_database: Database) -> Finds:
    return Finds(any_database, Following(any_database))


@pytest.fixture
async def two(any_database: Database, conversation: str) -> tuple[str, str]:
    """Numbers of the tickets of two people."""
    first = await opened(any_database, opening(conversation, contact=SEMENOVA, text="Верните деньги"))
    second = await opened(any_database, opening(conversation, contact=IVANOV, text="Закройте счёт", origin="web:2"))
    return first, second


@pytest.mark.parametrize(
    "typed",
    [
        "алена", "АЛЁНА", "семен", "менов", "Семёновой", "Алёне Семёновой", "Семенова алена", "alena.sem@", "alena",
        "sem@exam", "9161234567", "+7 916 123", "8 916 123-45", "4567", "Семёнова деньги", "деньгами Алене",
    ],
)  # fmt: skip
async def test_a_part_is_enough(finds, two, typed) -> None:
    """Whatever the case, with «е» for «ё», in another form of the name, and beside words of the ticket."""
    assert [two[0]] == await finds(typed)


@pytest.mark.parametrize("typed", ["енв", "Алена Иванов", "семенова счёт", "456", "0004567", "а", "x@example.ru"])
async def test_what_is_true_of_nobody_finds_nobody(finds, two, typed) -> None:
    assert [] == await finds(typed)


async def test_a_person_who_comes_later_is_found_at_once(finds, any_database, conversation, two) -> None:
    """As is who comes after many other steps; who told nothing is not looked up again and again."""
    assert [] == await finds("Зинаида")
    contact = Contact(name="Зинаида")
    late = await opened(any_database, opening(conversation, contact=contact, origin="web:3"))
    assert [late] == await finds("зинаиде")
    assert 3 == len(finds.following.people)


async def test_nothing_of_it_is_stored(finds, any_database, two) -> None:
    """Tables hold the names sealed, as before."""
    assert [two[0]] == await finds("Семёнова")
    async with any_database.reading() as session:
        stored = await session.scalars(text("SELECT coalesce(name, '') || coalesce(email, '') FROM tickets"))
        assert all("Сем" not in one and "alena" not in one for one in stored)
        words = list(await session.scalars(text("SELECT word FROM ticket_words")))
    assert "деньги" in words
    assert {"алена", "семенова", "иванов"}.isdisjoint(words)


async def test_an_erasure_is_forgotten_before_it_reports_done(finds, any_database, two, tmp_path: Path) -> None:
    """By a console that runs beside, too; nobody needs to search for it."""
    assert [two[0]] == await finds("Семёнова")
    everybody = len(finds.following.people)
    async with beside(finds.following):
        erasure = await erased(any_database, two[0])
        papers = Papers(tmp_path, Shelf(tmp_path / "files"), Ledger(tmp_path / "ledger"), office)
        assert erasure.act in (await _all_finished(papers, any_database))
        assert 0 == len(finds.following.people) < everybody  # one conversation is one person
    for typed in ("Семёнова", "alena", "9161234567"):
        assert [] == await finds(typed)


async def test_what_retention_erases_is_forgotten(finds, any_database, conversation) -> None:
    number = await ended(any_database, conversation, ago("tickets"), contact=SEMENOVA)
    assert [number] == await finds("Семёнова")
    await kept(any_database)
    assert [] == await finds("Семёнова")
    assert 0 == len(finds.following.people)


async def test_new_keys_change_nothing(finds, any_database, conversation, two) -> None:
    """Neither for a table that is open, nor for one that is opened afterwards; without the keys it waits for them."""
    assert [two[0]] == await finds("Семёнова")
    new = Vault.new_key()
    both = Database(any_database.url, Vault([new, KEY]))
    async with both.transaction() as session:
        await rotate(session)
    late = await opened(both, opening(conversation, contact=Contact(name="Зинаида"), origin="web:3"))
    again = Finds(both, Following(both))
    assert [[two[0]], [late]] == [await again("Семёнова"), await again("Зинаида")]
    await both.close()
    assert [two[0]] == await finds("Семёнова")
    without = Database(any_database.url, Vault([Fernet.generate_key().decode()]))
    nobody = Finds(without, Following(without))
    assert [] == await nobody("Семёнова")
    await without.close()


def test_the_last_of_a_name_takes_the_name_along() -> None:
    """An entry that is renewed or removed leaves nothing to be found by."""
    people = People()
    people.add(1, Known("Анна Котова", "a@example.ru", "+79161234567"))
    people.add(2, Known("Анна"))
    people.add(1, Known("Вера"))
    found = [people.find(typed).tickets for typed in ("анне", "вера", "котова", "a@ex")]
    assert [frozenset({2}), frozenset({1}), frozenset(), frozenset()] == found
    people.remove(1)
    people.remove(2)
    people.remove(2)
    assert (0, False) == (len(people), any(vars(people).values()))


@asynccontextmanager
async def beside(following: Following) -> AsyncIterator[None]:
    """A console that goes on looking."""

    async def go_on(step: Callable[[], object]) -> None:
        while True:
            await step()  # type: ignore[misc]

    running = asyncio.create_task(go_on(following.step))
    yield
    running.cancel()


async def _all_finished(papers: Papers, database: Database) -> tuple[str, ...]:
    while not (finished := await papers.finish(database)).done:
        assert not finished.unsaid
        await asyncio.sleep(0.1)
    return finished.done
