"""Starts of `punkt …` without the seconds that its libraries take to load: a parent imports them once, and forks.

The child is the command itself, in a process of its own: it reads its own settings, opens its own model and database,
hears signals and ends as it would.
"""

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]


class WarmParent:
    """Speaks with the parent; one request and one answer at a time, each a line of JSON."""

    def __init__(self, module: str = "tests.punkt.warm", within: Sequence[str] = ()) -> None:
        """`within`: a command that runs it, such as in another network."""
        self._process = subprocess.Popen(
            [*within, sys.executable, "-m", module],
            cwd=REPOSITORY,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *words: str, cwd: Path, env: dict[str, str], log: Path, files: int | None = None) -> "Child":
        """`files`: how many it may have open."""
        return Child(self, self.ask(words=words, cwd=str(cwd), env=env, log=str(log), files=files))

    def ask(self, **request: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()  # it holds nothing, and to end by itself takes it seconds
        self._process.wait(timeout=30)


class Child:
    """What tests ask of a `Popen`."""

    def __init__(self, parent: WarmParent, number: int) -> None:
        self._parent = parent
        self.pid = number
        self._code: int | None = None

    def poll(self) -> int | None:
        if self._code is None:
            self._code = self._parent.ask(child=self.pid)
        return self._code

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        ends = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > ends:
                raise subprocess.TimeoutExpired("punkt", timeout)
            time.sleep(0.01)
        return code


def load() -> None:
    import bot.edge  # noqa: F401
    import punkt.house
    import punkt.serving  # noqa: F401
    import tickets.erasure.papers.writing  # noqa: F401

    gc.freeze()  # else each child would look through all of it, and so copy it, at the latest when it ends

    # A fork takes no thread along, and what waits for one at its end would wait forever. That is why the engine of
    # the model, which starts one at once, is left to the child.
    assert 1 == len(list(Path("/proc/self/task").iterdir()))


def become(words: list[str], cwd: str, env: dict[str, str], log: str, files: int | None) -> None:
    """From here on this process is the command."""
    from punkt.command import main

    if files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, _appending(log)), (2, _appending(log))):
        os.dup2(file, number)
    sys.argv = ["punkt", *words]
    main()


def _appending(log: str) -> int:
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def ended(child: int) -> int | None:
    """Its exit code, or minus the number of the signal; None while it runs."""
    number, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if number else None


def serve() -> None:
    load()
    for line in sys.stdin:
        request = json.loads(line)
        if "child" in request:
            answer = ended(request["child"])
        elif not (answer := os.fork()):
            become(**request)
            return
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
