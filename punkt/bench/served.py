"""Two builds that serve at the same time, asked turn by turn, and the table that comes of it."""

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median

import httpx

from punkt.bench.load import HOST, LOADS, QUESTIONS, measured
from punkt.failure import Failure

ROUNDS = 5
_VERSIONS = ("fastapi", "uvicorn", "sqlalchemy", "aiosqlite", "asyncpg", "onnxruntime")
Figures = Mapping[str, tuple[list[float], list[float]]]  #: by name of a load: of the older build and of this one


@contextmanager
def running(code: Path, data: Path, database: str) -> Iterator[int]:
    """The port of a whole Punkt of that code over that database; builds its index first where it has none."""
    with socket.create_server((HOST, 0)) as probe:
        port = int(probe.getsockname()[1])
    settings = {"DATA": str(data), "PORT": str(port), "DATABASE_URL": database, "RATE_LIMIT": "off"}
    settings |= {"LOG_LEVEL": "error", "TELEGRAM_TOKEN": ""}
    environment = os.environ | {f"PUNKT_{name}": value for name, value in settings.items()} | {"PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "punkt", "run"]
    process = subprocess.Popen(command, cwd=code, env=environment, stdout=subprocess.DEVNULL)  # this Python  # noqa: S603  # nosec B603
    try:
        _wait(port, process)
        yield port
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
        ports = [stack.enter_context(running(*each)) for each in zip(codes, data, databases, strict=True)]
        for turn in range(rounds + 1):
            for load in LOADS:
                seed = time.time_ns()
                for place in (0, 1) if turn % 2 else (1, 0):
                    figure = measured(load, ports[place], phrases, seed)
                    if turn:
                        figures[load.name][place].append(figure)
    return figures


def table(title: str, commit: str, figures: Figures) -> str:
    """A table of medians, with the least and the most in brackets."""
    lines = [f"### {title}", "", f"| | сборка {commit} | эта сборка | во сколько раз |", "|---|---|---|---|"]
    for load in LOADS:
        old, new = figures[load.name]
        ratio = median(old) / median(new) if load.unit == "мс" else median(new) / median(old)
        lines.append(f"| {load.name}, {load.unit} | {_spread(old)} | {_spread(new)} | {ratio:.1f} |")
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
