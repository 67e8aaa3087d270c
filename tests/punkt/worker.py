"""`punkt worker` as it is really run."""

import asyncio
import os
import signal
from pathlib import Path

from tests.punkt.process import Process
from tests.punkt.warm import Child, WarmParent

READY = b"Telegram knows us"


class Worker:
    """`punkt worker` with the settings of a Punkt beside it."""

    def __init__(self, punkt: Process, warm: WarmParent) -> None:
        self._punkt = punkt
        self._warm = warm
        self._child: Child | None = None

    @property
    def log(self) -> Path:
        return self._punkt.log.with_suffix(".worker.log")

    async def start(self) -> None:
        """Returns when the bot is there."""
        log = self.log
        log.touch()
        before = log.stat().st_size
        self._child = self._warm.start("worker", cwd=log.parent, env=os.environ | self._punkt.settings, log=log)
        while READY not in log.read_bytes()[before:]:
            assert self.runs(), log.read_text("utf-8")
            await asyncio.sleep(0.1)

    def runs(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def tell(self, number: signal.Signals) -> None:
        assert self._child
        self._child.send_signal(number)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        assert self._child
        self._child.send_signal(number)
        return self._child.wait(timeout=30)
