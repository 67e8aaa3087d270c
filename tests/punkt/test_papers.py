"""`punkt export` and `punkt act`, as an operator types them."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from desk.holdings import HOLDINGS
from desk.settings import Settings
from punkt.commands.act import act
from punkt.commands.export import export
from punkt.database import open_database
from punkt.failure import Failure
from tests.tickets.conftest import ANNA, BORIS, MOSCOW, request
from tests.tickets.erasure.papers.reading import OPERATOR, read
from tickets.erasure.destruction import Erasure
from tickets.erasure.erasure import erase
from tickets.erasure.finishing import finish_erasures
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import Attachment, Media, Shelf
from tickets.record.conversation import begin_conversation
from tickets.record.ticket import Identity, Request, Ticket
from tickets.staff.member import add_staff
from tickets.steps.opening import open_ticket
from tickets.store.base import now
from tickets.store.database import Database

POLICY = Path(__file__).parents[2] / "policy_text" / "privacy"

Desk = Callable[[Callable[[Database], Coroutine[Any, Any, Any]]], Any]
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, away from the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUNKT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PUNKT_POLICY", str(POLICY))
    return tmp_path / "data"


@pytest.fixture
def punkt(folder: Path) -> Run:
    app = typer.Typer()
    app.command("export")(export)
    app.command("act")(act)

    def run(*words: str) -> Result:
        result = CliRunner().invoke(app, list(words))
        if result.exception:
            raise result.exception
        return result

    return run


@pytest.fixture
def at_the_desk(folder: Path) -> Desk:
    """Do something with the database of the data folder."""

    def do(work: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:
        async def opened() -> Any:
            async with open_database(Settings(_env_file=None, data=folder)) as database:  # type: ignore[call-arg]
                return await work(database)

        return asyncio.run(opened())

    return do


@pytest.fixture
def number(at_the_desk: Desk) -> str:
    """A request for one's data of a person nobody has checked yet; one staff member."""
    return str(at_the_desk(_asked(None)))


def _asked(identity: Identity | None) -> Callable[[Database], Coroutine[Any, Any, str]]:
    async def ask(database: Database) -> str:
        async with database.transaction() as session:
            await add_staff(session, ANNA)
            conversation = (await begin_conversation(session, "web")).id
            wish = request(conversation, Request.ACCESS, identity=identity, text="покажите, что у вас есть")
            return (await open_ticket(session, wish, MOSCOW)).number

    return ask


def history(at_the_desk: Desk, number: str) -> Ticket:
    async def look(database: Database) -> Ticket:
        async with database.reading() as session:
            return await ticket_with_history(session, number)

    ticket = at_the_desk(look)
    assert isinstance(ticket, Ticket)
    return ticket


def test_a_known_person_gets_a_paper_and_a_file(punkt: Run, at_the_desk: Desk, folder: Path) -> None:
    """Where only the operator reads them; the history says who handed them out."""
    number = at_the_desk(_asked(Identity.SITE))
    told = punkt("export", number).stdout

    files = {file.name: file for file in (folder / "exports" / number).iterdir()}
    assert {"dossier.pdf", "dossier.json"} == set(files)
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in files.values()}
    assert "покажите,чтоувасесть" in read(files["dossier.pdf"].read_bytes())
    assert number == json.loads(files["dossier.json"].read_text())["ticket"]
    assert str(files["dossier.pdf"]) in told.replace("\n", "")
    assert "нет ли в текстах данных других людей" in told
    assert ("export", ANNA) == (
        history(at_the_desk, number).events[-1].step,
        history(at_the_desk, number).events[-1].actor,
    )


def test_the_files_that_the_person_sent_are_handed_out_too(punkt: Run, at_the_desk: Desk, folder: Path) -> None:
    """Byte for byte under their names; one that is not on the disk is told."""
    number = at_the_desk(_asked(Identity.SITE))

    async def send(database: Database) -> None:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"\x89PNG"

        stored = await Shelf(Settings(_env_file=None, data=folder).attachments).put(chunks())  # type: ignore[call-arg]
        async with database.transaction() as session:
            ticket = await ticket_with_history(session, number)
            for identity, name in ((stored.id, "паспорт.png"), ("gone", "../чек.png")):
                row = Attachment(id=identity, conversation_id=ticket.conversation_id, media=Media.PHOTO, name=name,
                                 mime="image/png", size=4, sha256=stored.sha256)  # fmt: skip
                session.add(row)
                await session.flush()

    at_the_desk(send)
    told = punkt("export", number).stdout
    [file] = (folder / "exports" / number / "files").iterdir()
    assert ("01-паспорт.png", b"\x89PNG") == (file.name, file.read_bytes())
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert "1 из 2" in told
    assert "На диске их нет: 02-чек.png" in told


def test_an_unproven_person_gets_nothing(punkt: Run, at_the_desk: Desk, number: str, folder: Path) -> None:
    """A sentence that says what to do, and no file."""
    with pytest.raises(Failure, match=r"личность не подтверждена.*--vouched"):
        punkt("export", number)
    assert not (folder / "exports").exists()
    assert "export" not in [event.step for event in history(at_the_desk, number).events]


def test_staff_may_vouch_for_the_person(punkt: Run, at_the_desk: Desk, number: str, tmp_path: Path) -> None:
    """How is kept; into a folder of one's own choice nobody looks again, and it is said."""
    told = punkt("export", number, "--out", str(tmp_path / "here"), "--vouched", "показали паспорт").stdout
    assert (tmp_path / "here" / "dossier.pdf").exists()
    assert "удалите сами" in told
    assert {"how": "показали паспорт"} == history(at_the_desk, number).events[-1].detail


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "П-2026-999999"), "такого обращения нет"),
        (("export", "П-2026-000001", "--as", BORIS), "такого сотрудника нет"),
        (("export", "П-2026-000001", "--vouched", "да", "--out", "taken/here"), "в папку taken/here нельзя писать"),
        (("act", "П-2026-000001"), "ничего не уничтожалось"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    punkt: Run, number: str, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(Failure, match=sentence):
        punkt(*words)


def test_terms_that_cannot_be_are_told_before_anything_is_noted(
    punkt: Run, at_the_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = at_the_desk(_asked(Identity.SITE))
    monkeypatch.setenv("PUNKT_RETENTION", '{"nothing": 3}')
    with pytest.raises(Failure, match="PUNKT_RETENTION"):
        punkt("export", number)
    monkeypatch.delenv("PUNKT_RETENTION")
    assert "export" not in [event.step for event in history(at_the_desk, number).events]


def test_the_act_is_made_again_with_the_address_that_was_missing(
    punkt: Run, at_the_desk: Desk, number: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the number of the act or of a ticket; what had been handed out is gone with the person."""
    punkt("export", number, "--vouched", "показали паспорт")

    async def forget(database: Database) -> str:
        async with database.transaction(alone=True) as session:
            done: Erasure = await erase(session, number, "operator", None, HOLDINGS, force=True)
        return done.act

    name = at_the_desk(forget)
    with pytest.raises(Failure, match="ещё не закончено"):
        punkt("act", name)

    async def finish(database: Database) -> None:
        await finish_erasures(database, lambda _: None, now())

    at_the_desk(finish)
    monkeypatch.setenv("PUNKT_OPERATOR_ADDRESS", "Рязань, Почтовая улица, 1")
    told = [punkt("act", each).stdout for each in (name, number)]

    [papers] = (folder / "acts").iterdir()
    assert told[0] == told[1]
    assert str(papers / "act.pdf") in told[0]
    assert "Рязань,Почтоваяулица,1" in read((papers / "act.pdf").read_bytes())
    assert OPERATOR == json.loads((papers / "act.json").read_text())["operator"]["name"]
    assert not (folder / "exports" / number).exists()
