"""Two builds beside each other, asked turn by turn, and the tables that come of it."""

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

import httpx

from punkt.bench.asked import Asking, asked_by_lines
from punkt.bench.load import HOST, LOADS, QUESTIONS, measured
from punkt.bench.memory import own_share
from punkt.failure import Failure

ROUNDS = 5
STARTS = 3
_VERSIONS = ("fastapi", "uvicorn", "sqlalchemy", "aiosqlite", "asyncpg", "onnxruntime")
HALF, MOST = "Понять сообщение, один поток, половина", "Понять сообщение, один поток, 99 из 100"
MEMORY, START = "Память процесса (PSS)", "От запуска до первого ответа"
ALONE = {HALF: "мс", MOST: "мс", MEMORY: "МБ", START: "с"}
UNITS = ALONE | {load.name: load.unit for load in LOADS}
Figures = Mapping[str, tuple[list[float], list[float]]]  #: by name of a load: of the older build and of this one


@contextmanager
def running(code: Path, data: Path, database: str) -> Iterator[tuple[int, int]]:
    """Port and process of a whole Punkt of that code over that database; builds its index first where it has none."""
    with socket.create_server((HOST, 0)) as probe:
        port = int(probe.getsockname()[1])
    settings = {"DATA": str(data), "PORT": str(port), "DATABASE_URL": database, "RATE_LIMIT": "off"}
    settings |= {"LOG_LEVEL": "error", "TELEGRAM_TOKEN": ""}
    environment = os.environ | {f"PUNKT_{name}": value for name, value in settings.items()} | {"PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "punkt", "run"]
    process = subprocess.Popen(command, cwd=code, env=environment, stdout=subprocess.DEVNULL)  # this Python  # noqa: S603  # nosec B603
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            asked = httpx.post(f"http://{HOST}:{port}{QUESTIONS}", json={"text": "сколько храните"}, timeout=900)
        except httpx.TransportError:  # not listening yet
            time.sleep(0.1)
        else:
            asked.raise_for_status()
            return
    raise Failure("процесс для измерений не запустился: причина написана выше.")


def compare(
    codes: Sequence[Path], data: Sequence[Path], databases: Sequence[str], phrases: Sequence[str], rounds: int = ROUNDS
) -> Figures:
    """Figures of the older build and of this one; a round more goes before them, for what is made at first use."""
    figures: dict[str, tuple[list[float], list[float]]] = {load.name: ([], []) for load in LOADS}
    with ExitStack() as stack:
        ports = [stack.enter_context(running(*each))[0] for each in zip(codes, data, databases, strict=True)]
        for turn in range(rounds + 1):
            for load in LOADS:
                seed = time.time_ns()
                for place in (0, 1) if turn % 2 else (1, 0):
                    figure = measured(load, ports[place], phrases, seed)
                    if turn:
                        figures[load.name][place].append(figure)
    return figures


def apart(codes: Sequence[Path], data: Sequence[Path], texts: Sequence[str], rounds: int = ROUNDS) -> Figures:
    """Figures that need no load: understanding, memory after `rounds` of questions, start of what is built already.

    `texts` are messages that no bank holds; each is asked once.
    """
    figures: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ALONE}
    with ExitStack() as stack:
        builds = [stack.enter_context(_understanding(*each)) for each in zip(codes, data, strict=True)]
        for turn in range(rounds):
            part = texts[turn::rounds]
            for place in (0, 1) if turn % 2 else (1, 0):
                times = builds[place](part)
                figures[HALF][place].append(median(times))
                figures[MOST][place].append(quantiles(times, n=100)[98])
    for _ in range(STARTS):
        for place in (0, 1):
            begun = time.perf_counter()
            with (
                tempfile.TemporaryDirectory() as folder,
                running(codes[place], data[place], f"sqlite:///{folder}/a.db") as (port, pid),
            ):
                figures[START][place].append(time.perf_counter() - begun)
                for load in LOADS[:2]:
                    measured(load, port, texts, time.time_ns())
                figures[MEMORY][place].append(own_share(pid))
    return figures


def _understanding(code: Path, data: Path) -> AbstractContextManager[Asking]:
    """Milliseconds that a build takes for each text, on one thread."""
    environment = os.environ | {"PYTHONPATH": str(code), "PUNKT_DATA": str(data), "OMP_NUM_THREADS": "1"}
    return asked_by_lines([sys.executable, str(Path(__file__).with_name("understood.py"))], environment, code)


def table(title: str, commit: str, figures: Figures) -> str:
    """A table of medians, with the least and the most in brackets."""
    lines = [f"### {title}", "", f"| | сборка {commit} | эта сборка | во сколько раз |", "|---|---|---|---|"]
    for name, (old, new) in figures.items():
        unit = UNITS[name]
        ratio = median(new) / median(old) if unit.endswith("в секунду") else median(old) / median(new)
        lines.append(f"| {name}, {unit} | {_spread(old)} | {_spread(new)} | {ratio:.1f} |")
    return "\n".join([*lines, ""])


def _spread(figures: Sequence[float]) -> str:
    return f"{median(figures):.1f} ({min(figures):.1f}–{max(figures):.1f})"


def machine(rounds: int) -> str:
    """Where it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in _VERSIONS)
    return (
        f"{platform.system()} {platform.machine()}, ядер {os.cpu_count()}, загрузка в конце {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, {versions}. Медианы {rounds} прогонов, в скобках крайние; "
        "обе сборки работают рядом, их спрашивают по очереди."
    )


@contextmanager
def places(server: str | None) -> Iterator[tuple[str, str]]:
    """Addresses of two empty databases: files, or on this server."""
    if server is None:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/old.db", f"sqlite:///{folder}/new.db"
        return
    from punkt.bench.full import empty_twins

    with empty_twins(server) as urls:
        yield urls
