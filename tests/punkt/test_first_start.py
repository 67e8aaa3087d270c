"""The first start: the port answers from the first moment, and whoever ends it then leaves nothing half done."""

import asyncio
import fcntl
import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from index.encoder import Encoder
from stand_in import StandIn
from tests.punkt.process import PATIENCE, Process
from tests.punkt.small_policy import small_policy
from tests.punkt.warm import REPOSITORY

HTML = {"Accept": "text/html"}
QUESTION = {"text": "доставщику вы мой номер дадите?"}
Answers = Callable[[httpx.Response], bool]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return small_policy(tmp_path / "small")


@pytest.fixture
def index(tmp_path: Path, encoder: Encoder) -> Path:
    """Where the index will be; `encoder` is asked for so that the model is made already."""
    folder = tmp_path / "data/index/privacy/1"
    folder.mkdir(parents=True)
    (tmp_path / "data/cache").symlink_to(REPOSITORY / "var/cache")
    return folder


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    server = StandIn(patience=PATIENCE)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def process(tmp_path: Path, policy: Path, index: Path, telegram: StandIn) -> Iterator[Process]:
    """Not warm: the builder is a process of its own, which a fork of the tests would not start as Punkt does."""
    given = {"telegram_token": telegram.token, "telegram_api": telegram.address}
    punkt = Process(tmp_path / "punkt.db", policy=str(policy), data=str(tmp_path / "data"), **given)
    yield punkt
    punkt.kill()


@pytest.fixture
async def web(process: Process) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=process.address, timeout=60) as client:
        yield client


@contextmanager
def nothing_is_put_in_force(index: Path) -> Iterator[None]:
    """As long as another process writes there, the builder waits at its end."""
    with (index / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


async def until(process: Process, web: httpx.AsyncClient, is_so: Answers) -> httpx.Response:
    """Ask how ready it is, again and again; once it has answered, no connection is refused any more."""
    answered = False
    async with asyncio.timeout(PATIENCE):
        while True:
            assert process.runs(), process.log.read_text("utf-8")
            try:
                answer = await web.get("/readyz")
            except httpx.ConnectError:
                assert not answered
            else:
                answered = True
                if is_so(answer):
                    return answer
            await asyncio.sleep(0.05)


def learning(answer: httpx.Response) -> bool:
    return "learning" == answer.json().get("phase")


def builders(process: Process) -> list[Path]:
    """The processes that it has started and that still run."""
    tasks = Path(f"/proc/{process.number}/task").iterdir()
    return [Path("/proc", child) for task in tasks for child in (task / "children").read_text().split()]


def runs(process: Path) -> bool:
    """Nobody may have taken note yet that it has ended."""
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


async def gone(processes: list[Path]) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(map(runs, processes)):
            await asyncio.sleep(0.05)


async def test_while_the_index_is_built_every_address_says_how_far_it_is_and_then_serves(
    process: Process, web: httpx.AsyncClient, index: Path, telegram: StandIn
) -> None:
    """One process, one port; the percentages rise; the bot answers what was written meanwhile."""
    anna = telegram.user("Анна")
    with nothing_is_put_in_force(index):
        process.begin()
        first = await until(process, web, lambda answer: "phase" in answer.json())
        number = process.number
        assert 200 == (await web.get("/healthz")).status_code
        for path in ("/", "/demo", "/console"):
            page = await web.get(path, headers=HTML)
            assert (503, True) == (page.status_code, "<progress" in page.text)
        asked = await web.post("/api/v1/messages", json=QUESTION)
        assert (503, "5", "urn:punkt:preparing") == (
            asked.status_code,
            asked.headers["Retry-After"],
            asked.json()["type"],
        )
        later = await until(process, web, learning)
        assert 0 <= first.json()["percent"] < 70 <= later.json()["percent"] < 100
        await anna.says("привет")

    await until(process, web, lambda answer: 200 == answer.status_code)
    assert number == process.number
    assert 200 == (await web.get("/demo", headers=HTML)).status_code
    assert 200 == (await web.post("/api/v1/messages", json=QUESTION)).status_code
    await anna.hears()
    said = process.log.read_text("utf-8")
    assert re.search(rf"^Готовлю модель и индекс.*{process.address} ?", said, re.MULTILINE)
    assert f"\nГотово: {process.address}/demo" in said
    assert 0 == process.stop()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_whoever_ends_it_while_it_builds_leaves_nothing_half_done(
    process: Process, web: httpx.AsyncClient, index: Path, number: signal.Signals
) -> None:
    """As after any other end: exit code 0, no builder that goes on, no half index."""
    with nothing_is_put_in_force(index):
        process.begin()
        await until(process, web, lambda answer: "phrases" == answer.json().get("phase"))
        started = builders(process)
        assert started

        assert 0 == await asyncio.to_thread(process.interrupt if number is signal.SIGINT else process.stop)

        await gone(started)
    assert [index / ".lock"] == list(index.iterdir())  # noqa: ASYNC240
    assert "Traceback" not in process.log.read_text("utf-8")


async def test_a_builder_does_not_outlive_whoever_wanted_the_index(
    process: Process, web: httpx.AsyncClient, index: Path
) -> None:
    """Killed, it cannot end its builder."""
    with nothing_is_put_in_force(index):
        process.begin()
        await until(process, web, lambda answer: "phrases" == answer.json().get("phase"))
        started = builders(process)
        assert started
        process.kill()
        await gone(started)


async def test_an_index_that_cannot_be_built_is_told_on_the_page_and_in_the_log(
    process: Process, web: httpx.AsyncClient, policy: Path
) -> None:
    """And the process ends as failed, with the same sentence."""
    for phrases in (policy / "phrases").glob("*.txt"):  # so it is answered from through topics
        phrases.unlink()
    (policy / "links.toml").write_text("[maybe]\n", encoding="utf-8")
    reason = f"Индекс не построился: {policy / 'links.toml'}: раздел [maybe] не понят"
    process.begin()
    failed = await until(process, web, lambda answer: "failed" == answer.json().get("phase"))
    page = await web.get("/demo", headers=HTML)
    assert reason in failed.json()["detail"]
    assert (503, True) == (page.status_code, reason in page.text)

    assert 1 == await process.ended()

    said = process.log.read_text("utf-8")
    assert f"\nОшибка: {reason}" in said
    assert "Traceback" not in said
