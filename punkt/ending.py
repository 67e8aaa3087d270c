"""The end of a process that serves: asked for by a signal, over in time, whatever holds it up."""

import asyncio
import faulthandler
import logging
import os
import signal
from typing import NoReturn

from tickets.stop import WHOLE, Stop


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

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)


def leave() -> NoReturn:
    """End at once. All is closed, and to take the libraries of the model apart besides costs up to ten seconds."""
    logging.shutdown()
    os._exit(0)
