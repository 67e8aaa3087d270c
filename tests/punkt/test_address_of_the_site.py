"""Where `punkt run` says that it is to be found, and what it says where it cannot be."""

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from desk.knowledge import Knowledge
from desk.settings import Settings
from punkt.failure import NoSuchAddress, PortForbidden, PortTaken
from punkt.listening import listen, listened, ready_line
from tests.punkt.process import Process
from tests.punkt.warm import WarmParent

Starts = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path, knowledge: Knowledge, warm: WarmParent) -> Iterator[Starts]:
    """Makes a process with these settings; `knowledge` is asked for so that the index is there."""
    made: list[Process] = []

    def make(**settings: str) -> Process:
        made.append(Process(tmp_path / f"{len(made)}.db", warm, **settings))
        return made[-1]

    yield make
    for process in made:
        process.kill()


@pytest.mark.parametrize(
    ("host", "shown", "note"),
    [
        ("127.0.0.1", "http://127.0.0.1", ""),
        ("0.0.0.0", "http://127.0.0.1", " (слушаю все адреса этой машины)"),
        ("::", "http://[::1]", " (слушаю все адреса этой машины)"),
        ("::1", "http://[::1]", ""),
    ],
)
async def test_the_address_that_is_said_answers(start: Starts, host: str, shown: str, note: str) -> None:
    """Port 0 lets the system choose; links to tickets lead to the port that was chosen."""
    process = start(host=host, port="0")
    process.begin()
    await process.said("Готово: ")
    said = process.log.read_text("utf-8")
    found = re.search(rf"^Готово: ({re.escape(shown)}:(\d+))/demo{re.escape(note)}\. ", said, re.MULTILINE)
    assert found, said
    assert "0" != found[2]
    claim = {"kind": "claim", "text": "Верните деньги", "contact": {"email": "anna@example.org"}, "consent": True}
    async with httpx.AsyncClient(base_url=found[1], timeout=60) as web:
        assert 200 == (await web.get("/readyz")).status_code
        receipt = await web.post("/api/v1/tickets", json=claim, headers={"Idempotency-Key": "a" * 16})
    assert receipt.json()["url"].startswith(f"{found[1]}/tickets/")
    assert 0 == process.stop()


async def test_a_taken_port_is_named_with_what_to_set(start: Starts) -> None:
    """One sentence, exit code 1, and nothing slow before it."""
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        process = start(port=str(port))
        process.begin()
        assert 1 == await process.ended()
    sentence = f"Порт {port} на 127.0.0.1 занят другой программой: остановите её или укажите свободный порт"
    assert f"Ошибка: {sentence} в PUNKT_PORT.\n" == process.log.read_text("utf-8")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-machine.invalid"])
def test_an_address_of_another_machine_is_a_sentence(host: str) -> None:
    with pytest.raises(NoSuchAddress, match=rf"нет адреса {host}\. Укажите в PUNKT_HOST"):
        listen(host, 0)


def test_a_port_that_only_root_may_take_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may take any, and the tests may be root's."""

    def refuses(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuses)
    with pytest.raises(PortForbidden, match="Порт 80 занимать нельзя: укажите в PUNKT_PORT"):
        listen("127.0.0.1", 80)


def test_behind_a_proxy_the_address_of_people_is_said_too() -> None:
    settings = Settings(_env_file=None, public_url="https://help.example.org/", port=0)
    with listen("127.0.0.1", 0) as listening:
        line = ready_line(listened(settings, listening))
        assert f"http://127.0.0.1:{listening.getsockname()[1]}/demo. " in line
    assert "Для людей: https://help.example.org/demo." in line


def test_a_port_is_taken_by_one() -> None:
    with listen("127.0.0.1", 0) as busy, pytest.raises(PortTaken, match="PUNKT_PORT"):
        listen("127.0.0.1", busy.getsockname()[1])
