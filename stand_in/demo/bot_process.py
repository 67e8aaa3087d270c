"""The real bot, `punkt run`, on a data folder of its own that ends with the demo."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path

from aiohttp import ClientError, ClientSession

from stand_in import StandIn

PACKAGES = Path(__file__).parents[2]
BUILT = ("cache", "index")  #: what is slow to make and the same for everybody
PATIENCE = 600  #: seconds for the first start, which builds model and index
GRACE = 10  #: seconds for a polite end


class BotProcess:
    """Starts in `folder`, which holds database, keys and files; model and index are those of the folder `made`.

    `knowledge` are the settings that they were made by: with others they would be made anew.
    """

    def __init__(
        self, stand_in: StandIn, staff_chat: int, folder: Path, made: Path, knowledge: Mapping[str, str]
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / "bot.log"
        self.database = f"sqlite:///{folder / 'punkt.db'}"
        self._folder = folder
        self._made = made
        self._settings = {
            **knowledge,
            "PUNKT_DATA": str(folder),
            "PUNKT_DATABASE_URL": self.database,
            "PUNKT_PORT": str(port),
            "PUNKT_TELEGRAM_TOKEN": stand_in.token,
            "PUNKT_TELEGRAM_API": stand_in.address,
            "PUNKT_TELEGRAM_STAFF_CHAT": str(staff_chat),
        }
        self._process: Process | None = None

    async def start(self) -> bool:
        """Whether it answers; it does not when it ended before."""
        for name in BUILT:
            (self._made / name).mkdir(parents=True, exist_ok=True)
            if not (self._folder / name).exists():
                (self._folder / name).symlink_to(self._made / name)
        others = {name: value for name, value in os.environ.items() if not name.startswith("PUNKT_")}
        paths = {"PYTHONPATH": str(PACKAGES)}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "punkt", "run",
                cwd=self._folder,  # away from where one works, so that the operator's own .env is not read
                env=others | self._settings | paths, stdout=log, stderr=log,
                start_new_session=True,  # Ctrl+C is for us; we end it ourselves
            )  # fmt: skip
        async with asyncio.timeout(PATIENCE), ClientSession() as client:
            while self._process.returncode is None:
                try:
                    async with client.get(f"{self.address}/readyz") as answer:
                        if answer.status == 200:
                            return True
                except ClientError:
                    pass
                await asyncio.sleep(0.2)
        return False

    async def kill(self) -> None:
        """SIGKILL: nothing can be tidied up."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when that takes too long."""
        await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(number)
        try:
            async with asyncio.timeout(GRACE):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text("utf-8").splitlines()[-15:])
