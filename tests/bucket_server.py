"""An S3-compatible store for tests: moto's server, in a process of its own, with one empty bucket."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tickets.store.bucket import Access, Bucket

NAME = "punkt-tests"
PATIENCE = 120  #: seconds for its start on a busy machine


class BucketServer:
    """What was put there goes with it."""

    def __init__(self, log: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = probe.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self._port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: dict[str, bytes] = {}  #: while it is away

    @property
    def settings(self) -> dict[str, str]:
        """Of a Punkt that shares it; to be named as variables of the environment are."""
        return {
            "store": f"s3://{NAME}/help/desk",
            "store_endpoint": self.endpoint,
            "store_key": "testing",
            "store_secret": "testing",
        }

    def bucket(self, name: str = NAME) -> Bucket:
        return Bucket(Access(name, "help/desk", self.endpoint, "us-east-1", "testing", "testing"))

    def start(self) -> None:
        """Returns when it answers."""
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self._port)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        ends = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, self._log.read_text("utf-8")
            try:
                httpx.put(f"{self.endpoint}/{NAME}", timeout=10).raise_for_status()
                return
            except httpx.HTTPError:
                assert time.monotonic() < ends, self._log.read_text("utf-8")
                time.sleep(0.1)

    def be_away(self) -> None:
        """Until `come_back`; what was put there is there again then."""
        bucket = self.bucket()
        self._kept = {each.name: bucket.read(each.name) or b"" for each in bucket.listed("")}
        self.stop()

    def come_back(self) -> None:
        self.start()
        for name, content in self._kept.items():
            self.bucket().write(name, content)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(timeout=30)
            self._process = None
