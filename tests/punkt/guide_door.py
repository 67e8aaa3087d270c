"""`punkt …` without the seconds that its libraries take to load, for shells and units of the guide.

In the test a door stands open before the warm parent; run as `python guide_door.py DOOR WORD…` this is who knocks: it
waits for the command, hands on SIGTERM, and ends with its exit code.
"""

import json
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.punkt.warm import Child, WarmParent

LOOK = 0.05  #: seconds
PATIENCE = 60  #: seconds until an end


class Door:
    """Whoever knocks gets a process, and later its exit code."""

    def __init__(self, place: Path, warm: "WarmParent") -> None:
        self._warm, self._one_at_a_time = warm, threading.Lock()
        self._children: list[Child] = []
        self._over = False
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(place))
        self._listening.listen()
        threading.Thread(target=self._open, daemon=True).start()

    def end(self) -> None:
        """Also of all that came out of it."""
        self._listening.close()
        with self._one_at_a_time:
            self._over = True
            for child in self._children:
                with suppress(ProcessLookupError):
                    child.send_signal(signal.SIGKILL)
                child.wait(timeout=PATIENCE)

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=[self._listening.accept()[0]], daemon=True).start()

    def _serve(self, knocking: socket.socket) -> None:
        with suppress(BrokenPipeError), knocking, knocking.makefile("rw") as lines:
            told = json.loads(lines.readline())
            with self._one_at_a_time:
                child = self._warm.start(*told["words"], cwd=Path(told["cwd"]), env=told["env"], log=Path(told["log"]))
                self._children.append(child)
            lines.write(f"{child.pid}\n")
            lines.flush()
            while (code := self._ended(child)) is None:
                time.sleep(LOOK)
            lines.write(f"{code}\n")

    def _ended(self, child: "Child") -> int | None:
        with self._one_at_a_time:
            return -signal.SIGKILL if self._over else child.poll()


def knock(door: str, words: list[str]) -> int:
    """The exit code of the command; what it wrote goes where ours goes."""
    out = os.path.realpath("/proc/self/fd/1")
    with tempfile.NamedTemporaryFile() as kept, socket.socket(socket.AF_UNIX) as asking:
        asking.connect(door)
        log = out if out.endswith(".log") else kept.name
        lines = asking.makefile("rw")
        lines.write(json.dumps({"words": words, "cwd": str(Path.cwd()), "env": dict(os.environ), "log": log}) + "\n")
        lines.flush()
        child = int(lines.readline())
        signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
        code = int(lines.readline())
        if log == kept.name:
            sys.stdout.buffer.write(Path(log).read_bytes())
        return code


if __name__ == "__main__":
    sys.exit(knock(sys.argv[1], sys.argv[2:]) % 256)
