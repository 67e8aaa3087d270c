"""Punkt as it is really run: a process of its own, ended by real signals."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from tests.punkt.warm import REPOSITORY, Child, WarmParent

PATIENCE = 300  #: seconds for a start on a busy machine


class Process:
    """Start, kill and start again on the same data; at once with a `warm` parent, else by `python -m punkt`."""

    def __init__(
        self,
        database: Path,
        warm: WarmParent | None = None,
        files: int | None = None,
        role: str = "run",
        **settings: str,
    ) -> None:
        self._warm = warm
        self.role = role  #: the command; without a website it answers only how it is
        self._files = files  #: how many a warm one may have open
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = database.with_suffix(".log")
        self.settings = {
            "PUNKT_PORT" if role in {"run", "web"} else "PUNKT_HEALTH_PORT": str(self.port),
            "PUNKT_DATA": str(REPOSITORY / "var"),
            "PUNKT_DATABASE_URL": f"sqlite:///{database}",
            "PUNKT_RATE_LIMIT": "off",
            "PUNKT_SECRET_KEY": "k" * 40,
        } | {f"PUNKT_{name.upper()}": value for name, value in settings.items()}
        self.module: tuple[str, ...] = ("punkt",)  #: of Python, and what is said to it first
        self._process: subprocess.Popen[bytes] | Child | None = None

    @property
    def number(self) -> int:
        """Of the process."""
        assert self._process
        return self._process.pid

    def begin(self) -> None:
        """Returns at once."""
        # Away from the repository, so that a developer's own .env is not read.
        folder, settings = self.log.parent, os.environ | self.settings
        if self._warm:
            self._process = self._warm.start(self.role, cwd=folder, env=settings, log=self.log, files=self._files)
        else:
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", *self.module, self.role], cwd=folder, env=settings, stdout=log, stderr=log
                )

    async def start(self) -> None:
        """Returns when it answers."""
        self.begin()
        await self.ready()

    async def ready(self) -> None:
        """Returns when it answers."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient() as client:
            while True:
                assert self.runs(), self.log.read_text("utf-8")
                try:
                    if (await client.get(f"{self.address}/readyz", timeout=5)).status_code == 200:
                        return
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def command(self, *words: str) -> tuple[int, str]:
        """Another command with the same settings; gives its exit code and what it wrote."""
        assert self._warm
        log = self.log.with_suffix(f".{words[0]}")
        child = self._warm.start(*words, cwd=log.parent, env=os.environ | self.settings, log=log)
        return child.wait(timeout=PATIENCE), log.read_text("utf-8")

    async def said(self, words: str) -> None:
        """Returns when these stand in its log."""
        async with asyncio.timeout(PATIENCE):
            while not self.log.exists() or words not in self.log.read_text("utf-8"):
                assert self.runs() or not self.log.exists(), self.log.read_text("utf-8")
                await asyncio.sleep(0.1)

    async def ended(self) -> int:
        """Its exit code, when it ends by itself."""
        async with asyncio.timeout(PATIENCE):
            while self.runs():
                await asyncio.sleep(0.1)
        assert self._process
        return self._process.wait(timeout=30)

    def interrupt(self) -> int:
        """Ctrl+C; gives the exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """SIGKILL: nothing can be tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM; gives the exit code."""
        return self._end(signal.SIGTERM)

    def tell(self, number: signal.Signals) -> None:
        """SIGSTOP, SIGCONT: it goes on afterwards."""
        assert self._process
        self._process.send_signal(number)

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(timeout=30)
        self._process = None
        return code
