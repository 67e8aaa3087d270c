"""`punkt erase` and `punkt retention`: what an operator reads when somebody is to be forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select, update

from desk.settings import Settings
from punkt.database import open_database
from tests.punkt.conftest import Punkt
from tests.tickets.conftest import opened, opening
from tickets.erasure.destruction import Erasure
from tickets.record.conversation import Author, StoredMessage, begin_conversation, store_message
from tickets.store.base import now
from tickets.store.database import Database

Made = TypeVar("Made")


@pytest.fixture(autouse=True)
def own_folder(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts are written beside the database of the test."""
    monkeypatch.setenv("PUNKT_DATA", str(tmp_path))


def with_database(work: Callable[[Database], Awaitable[Made]]) -> Made:
    async def run() -> Made:
        async with open_database(Settings(_env_file=None)) as database:
            return await work(database)

    return asyncio.run(run())


def claim(channel: str = "web") -> str:
    """Number of a claim that waits in the queue."""

    async def work(database: Database) -> str:
        async with database.transaction() as session:
            conversation = (await begin_conversation(session, channel, "visitor")).id
            await store_message(session, conversation, Author.USER, "Мой номер утёк", "1")
        return await opened(database, opening(conversation, channel=channel))

    return with_database(work)


def test_an_erasure_is_shown_asked_for_and_proven(punkt: Punkt, tmp_path: Path) -> None:
    """A «no» changes nothing; after a «yes» the act lies where it is said to lie."""
    number = claim()

    refused = punkt("erase", number, "--force", answer="n\n", ok=False)
    assert "сообщения переписки: 1" in refused.stdout
    assert "отменено" in str(refused.exception)
    assert "Мой номер утёк" in punkt("tickets", "show", number).stdout

    told = punkt("erase", number, "--force", "--yes", "--reason", "withdraw").stdout
    [folder] = (tmp_path / "acts").iterdir()
    assert str(folder) in told
    assert (folder / "act.pdf").is_file()
    assert "Мой номер утёк" not in punkt("tickets", "show", number).stdout
    assert "удалять больше нечего" in str(punkt("erase", number, "--yes", ok=False).exception)


def test_what_is_still_open_is_not_erased_by_the_way(punkt: Punkt) -> None:
    """The operator is told the number and what to do."""
    number = claim()

    refused = str(punkt("erase", number, "--yes", ok=False).exception)

    assert number in refused
    assert "--force" in refused
    assert "Мой номер утёк" in punkt("tickets", "show", number).stdout


def test_an_unknown_number_is_said_to_be_unknown(punkt: Punkt) -> None:
    assert "такого обращения нет" in str(punkt("erase", "П-1", "--yes", ok=False).exception)


def test_a_last_word_on_its_way_is_waited_for(punkt: Punkt) -> None:
    """And the operator reads who finishes it: the next round, or the command for terms."""
    number = claim("telegram")
    assert "punkt retention" in punkt("erase", number, "--force", "--yes").stdout
    assert "Ждут последнего уведомления" in punkt("retention").stdout

    async def three_days_later(database: Database) -> None:
        async with database.transaction() as session:
            await session.execute(update(Erasure).values(begun_at=now() - timedelta(days=3)))

    with_database(three_days_later)
    assert "Составлены акты: У-" in punkt("retention").stdout


def test_terms_are_shown_before_they_are_kept(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dry run tells what the real one does, and leaves everything."""
    monkeypatch.setenv("PUNKT_RETENTION", '{"conversations": 7}')

    async def talk(database: Database) -> None:
        async with database.transaction() as session:
            conversation = await begin_conversation(session, "telegram", "5")
            conversation.created_at = now() - timedelta(days=9)
            said = StoredMessage(
                conversation_id=conversation.id, author=Author.USER, text="?", at=conversation.created_at
            )
            session.add(said)

    async def messages(database: Database) -> int:
        async with database.reading() as session:
            return len((await session.execute(select(StoredMessage))).all())

    def row(told: str) -> list[str]:
        return next(line for line in told.splitlines() if line.startswith("переписки без обращений")).split()[-2:]

    with_database(talk)
    promised = punkt("retention", "--dry-run").stdout
    assert (["7", "1"], 1) == (row(promised), with_database(messages))
    assert "Ничего не изменено" in promised
    done = punkt("retention").stdout
    assert (["7", "1"], 0) == (row(done), with_database(messages))
    assert "Составлены акты: У-" in done


@pytest.mark.parametrize("terms", ['{"letters": 1}', '{"erasures": 1}', '{"inbox": 0}'])
def test_a_term_that_makes_no_sense_is_a_sentence(punkt: Punkt, monkeypatch: pytest.MonkeyPatch, terms: str) -> None:
    monkeypatch.setenv("PUNKT_RETENTION", terms)
    assert "PUNKT_RETENTION" in str(punkt("retention", ok=False).exception)
