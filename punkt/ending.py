"""The end of a process that serves: asked for by a signal, over in time, whatever holds it up."""

import asyncio
import faulthandler
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from tickets.stop import WHOLE, Stop

TOLD = WHOLE - 1.0  #: seconds after which the log is told what the end still waits for
log = logging.getLogger(__name__)


def stop_on_signals(stop: Stop) -> None:
    """SIGINT and SIGTERM ask for the stop.

    Whatever holds the process up beyond WHOLE is cut off, with exit code 1 and the place in the log. That is as being
    killed: nothing that was acknowledged is lost.
    """
    loop = asyncio.get_running_loop()

    # Not by the loop, which may be what hangs; and who cuts off needs not even the interpreter.
    def ask(*_: object) -> None:
        if not stop.asked:
            faulthandler.dump_traceback_later(WHOLE, exit=True)
            loop.call_soon_threadsafe(stop.ask)
            loop.call_soon_threadsafe(loop.call_later, TOLD, _tell_who_waits)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)


def _tell_who_waits() -> None:
    """Where each task stands: the stacks of threads show an idle loop, and not what it is idle for."""
    for task in asyncio.all_tasks():
        places = " < ".join(_places(task.get_coro()))
        log.error("the end waits for %s (asked to end %d times): %s", task.get_name(), task.cancelling(), places)


def _places(waiting: Any) -> Iterator[str]:
    """From the innermost await outwards, no words of anybody in it."""
    found = []
    while (frame := getattr(waiting, "cr_frame", getattr(waiting, "ag_frame", None))) is not None:
        found.append(f"{frame.f_code.co_qualname} {Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        waiting = getattr(waiting, "cr_await", getattr(waiting, "ag_await", None))
    if waiting is not None:
        found.append(type(waiting).__name__)
    yield from reversed(found)


def leave() -> NoReturn:
    """End at once. All is closed, and to take the libraries of the model apart besides costs up to ten seconds."""
    logging.shutdown()
    os._exit(0)
