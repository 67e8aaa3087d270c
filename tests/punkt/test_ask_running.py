"""`punkt ask` beside a Punkt that runs: the same answer, sooner; and nobody else is ever asked."""

import asyncio
import json
import re
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from desk.knowledge import Knowledge
from desk.settings import Settings
from punkt import terminal
from punkt.failure import Failure
from punkt.terminal import Asked, asked_of_running, socket_file
from tests.punkt.conftest import Punkt
from tests.punkt.process import Process
from tests.punkt.warm import WarmParent

QUESTION = "доставщику вы мой номер дадите?"
ALONE = "punkt.commands.ask._thought"  #: what thinks without a server


@pytest.fixture
def process(
    tmp_path: Path, punkt: Punkt, knowledge: Knowledge, warm: WarmParent, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Process]:
    """On the data of the commands, which get its settings."""
    made = Process(tmp_path / "punkt.db", warm, data=str(tmp_path / "data"))
    for name, value in made.settings.items():
        monkeypatch.setenv(name, value)
    yield made
    made.kill()


@pytest.fixture
def nobody_thinks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on only a server can answer, and a busy machine is waited for."""

    def fails(*_: object, **__: object) -> None:
        pytest.fail("it was thought here")

    def from_now_on() -> None:
        monkeypatch.setattr(ALONE, fails)
        monkeypatch.setattr(terminal, "PATIENCE", 60.0)

    return from_now_on


def without_chance(said: str) -> str:
    """Without what is drawn by lot for each answer."""
    return re.sub(r'"(id|token|message)": "[\w-]{22,}"', r'"\1": "…"', said)


@pytest.mark.parametrize("options", [[], ["--why"], ["--json"], ["--json", "--why"]], ids="".join)
async def test_a_running_punkt_answers_the_same(
    punkt: Punkt, process: Process, nobody_thinks: Callable[[], None], options: list[str]
) -> None:
    """Letter for letter; neither way keeps anything of the question."""
    code, alone = await asyncio.to_thread(process.command, "ask", QUESTION, *options)
    assert 0 == code, alone
    await process.start()
    nobody_thinks()

    assert without_chance(alone) == without_chance((await asyncio.to_thread(punkt, "ask", QUESTION, *options)).stdout)

    process.stop()
    with sqlite3.connect(process.log.with_suffix(".db")) as database:
        for table in ("messages", "questions", "conversations"):
            assert [(0,)] == database.execute(f"SELECT count(*) FROM {table}").fetchall()


async def test_what_cannot_be_read_is_the_same_sentence(
    punkt: Punkt, process: Process, nobody_thinks: Callable[[], None]
) -> None:
    await process.start()
    nobody_thinks()
    for unreadable in ("  ", "а" * 10_001):
        refused = (await asyncio.to_thread(punkt, "ask", unreadable, ok=False)).exception
        assert isinstance(refused, Failure)
        assert "напишите вопрос словами" in str(refused)


async def test_a_document_can_be_named(punkt: Punkt, process: Process, nobody_thinks: Callable[[], None]) -> None:
    """Alone and of the one that runs; of one that there is not, it is said which there are."""
    for ask_alone in (True, False):
        if not ask_alone:
            await process.start()
            nobody_thinks()
        assert "5.2" in (await asyncio.to_thread(punkt, "ask", QUESTION, "--document", "privacy")).stdout
        refused = (await asyncio.to_thread(punkt, "ask", QUESTION, "--document", "nowhere", ok=False)).exception
        assert "документа nowhere нет. Какие есть: privacy" in str(refused)


async def test_one_that_hangs_or_was_killed_is_not_waited_for(
    punkt: Punkt, process: Process, nobody_thinks: Callable[[], None]
) -> None:
    """The next one that starts is asked again."""
    await process.start()
    process.tell(signal.SIGSTOP)
    assert "5.2" in (await asyncio.to_thread(punkt, "ask", QUESTION)).stdout
    process.tell(signal.SIGCONT)
    process.kill()
    file = socket_file(Settings())
    assert file
    assert file.exists(), "it could tidy nothing up"
    assert "5.2" in (await asyncio.to_thread(punkt, "ask", QUESTION)).stdout

    await process.start()
    nobody_thinks()
    assert "5.2" in (await asyncio.to_thread(punkt, "ask", QUESTION)).stdout
    process.stop()
    assert not file.exists()


async def test_another_installation_is_not_asked(process: Process, tmp_path: Path) -> None:
    """Not by whoever has another key, database, policy, model or address; and none but its owner can ask it."""
    await process.start()
    own = Settings()
    file = socket_file(own)
    assert file
    assert 0 == file.stat().st_mode & 0o077
    assert asked_of_running(own, Asked(QUESTION))
    others = {
        "secret_key": SecretStr("x" * 40),
        "database_url": SecretStr("sqlite:////tmp/other.db"),
        "policy": tmp_path,
        "model": "other",
        "port": 1,
        "public_url": "https://help.example.org",
        "data": tmp_path,
    }
    for name, value in others.items():
        assert (name, None) == (name, asked_of_running(own.model_copy(update={name: value}), Asked(QUESTION)))


async def test_whoever_has_its_port_is_asked_nothing(punkt: Punkt, process: Process) -> None:
    """A foreign program that listens there while Punkt does not hears no word."""
    with socket.create_server(("127.0.0.1", process.port)) as foreign:
        foreign.setblocking(False)
        answer = json.loads((await asyncio.to_thread(punkt, "ask", QUESTION, "--json")).stdout)
        assert "5.2" == answer["clauses"][0]["number"]
        with pytest.raises(BlockingIOError):
            foreign.accept()
