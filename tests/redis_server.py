"""A Redis server for tests that stop, kill or empty it."""

import asyncio
import socket
import subprocess
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError

from stand_in import PATIENCE


class RedisServer:
    """One of our own, to be stopped and started; what it was told is on the disk."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        place = ["--port", str(self._port), "--bind", "127.0.0.1", "--dir", str(self._folder), "--save", ""]
        self._process = subprocess.Popen(["redis-server", *place, "--appendonly", "yes", "--appendfsync", "always"],
                                         stdout=subprocess.DEVNULL)  # fmt: skip
        client = Redis.from_url(self.url)
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    await client.ping()
                    break
                except RedisError:
                    await asyncio.sleep(0.02)
        await client.aclose()

    async def flush(self) -> None:
        client = Redis.from_url(self.url)
        await client.flushall()
        await client.aclose()

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=30)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)
            self._process = None
