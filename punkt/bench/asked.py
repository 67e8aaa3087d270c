"""A process that is asked line by line: a build, or another program, that answers beside this one."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from punkt.failure import Failure

READY = "ready\n"  #: what it says once it listens; what it says before is not looked at
Asking = Callable[[Sequence[str]], list[Any]]  #: gives what it answers to each text


@contextmanager
def asked_by_lines(
    command: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> Iterator[Asking]:
    """Start it in this folder, else in ours; it ends with the block.

    Each line that it is sent, JSON [text, …], it answers by one line, JSON [answer, …]. Raises Failure where it ends
    while it is waited for.
    """
    with subprocess.Popen(  # programs of ours  # noqa: S603  # nosec B603
        command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, told = process.stdin, process.stdout

        def said() -> str:
            if not (line := told.readline()):
                raise Failure("процесс для измерений остановился: причина написана выше.")
            return line

        def answers(texts: Sequence[str]) -> list[Any]:
            asked.write(json.dumps(texts) + "\n")
            asked.flush()
            return list(json.loads(said()))

        while said() != READY:
            pass
        yield answers
