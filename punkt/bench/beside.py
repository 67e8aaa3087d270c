"""The queue and the search of this build beside those of an older one, over copies of one full database."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx

from punkt.bench.invented import STAFF
from punkt.bench.memory import resident

COMMIT = "cde9374"  #: the build with which this one is compared
ROUNDS = 5  #: measured; one more goes before them, for what is made at first use
PAGES: Mapping[str, str] = {
    "Очередь": "/console",
    "Очередь, решённые": "/console?show=decided",
    "Очередь, мои": "/console?show=mine",
    "Поиск, частое слово": "/console?q=данные",
    "Поиск, два слова": "/console?q=удалите+номер",
    "Поиск, во всех": "/console?show=all&q=телефон+рекламы",
}


@dataclass(slots=True)
class Website:
    """A build that serves; times are in seconds."""

    process: subprocess.Popen[str]
    client: httpx.Client
    wall: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, name: str, address: str, *, measured: bool) -> None:
        """Fetch a page once; `measured` notes how long that took, and the processor time of the process."""
        before, begun = self._processor(), time.perf_counter()
        self.client.get(address).raise_for_status()
        took = time.perf_counter() - begun
        if measured:
            self.wall.setdefault(name, []).append(took)
            self.busy.setdefault(name, []).append(self._processor() - before)

    def _processor(self) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


@contextmanager
def serving(code: Path, url: str, key: str) -> Iterator[Website]:
    """The website of the build in this folder over this database, which it brings up to date."""
    environment = os.environ | {"PYTHONPATH": str(code), "PUNKT_CONSOLE_TOTP": "off"}
    command = [sys.executable, str(Path(__file__).with_name("website.py")), url, key, STAFF[0]]
    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(  # this Python, and a file of ours  # noqa: S603  # nosec B603
                command, cwd=code, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        )
        stack.callback(process.terminate)
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        headers = {"Cookie": told["cookie"], "Sec-Fetch-Mode": "navigate"}
        client = httpx.Client(base_url=f"http://127.0.0.1:{told['port']}", headers=headers, timeout=300)
        yield Website(process, stack.enter_context(client))


def measure(old: Website, new: Website, rounds: int = ROUNDS) -> Iterator[str]:
    """Turn by turn, so that whatever else the machine does slows both; gives lines of what came of it."""
    before = 0.0
    for turn in range(rounds + 1):
        for name, address in PAGES.items():
            for website in (old, new) if turn % 2 else (new, old):
                website.ask(name, address, measured=turn > 0)
        before = before or resident(new.process.pid)
    for name in PAGES:
        wall, busy = _ratio(old.wall[name], new.wall[name]), _ratio(old.busy[name], new.busy[name])
        yield f"{name:<22} {wall}; процессор {busy}"
    yield f"Память этой сборки: {resident(new.process.pid):.0f} МБ, рост {resident(new.process.pid) / before - 1:.1%}"
    yield f"Загрузка машины: {os.getloadavg()[0]:.1f}"


def _ratio(old: list[float], new: list[float]) -> str:
    before, after = median(old) * 1000, median(new) * 1000
    return f"{before:6.0f} → {after:4.0f} мс, в {before / after:4.1f} раза быстрее"
