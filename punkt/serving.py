"""Running: the website, the bot and the background loops, in one process or apart, until a signal ends them."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from api.app import create_app
from api.server import Server
from punkt.failure import PortTaken
from punkt.house import House
from punkt.library import follow_index
from punkt.notices import LogSender, PullSender
from punkt.secret import secret_key
from tickets.outbox import STAFF, Sender, deliver_forever

BACKLOG = 2048  #: connections that may wait to be accepted

log = logging.getLogger(__name__)


def listen(host: str, port: int) -> socket.socket:
    """The socket of the website, taken before anything slow is opened; raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only where the protocol is named; otherwise each waits forty milliseconds.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise PortTaken(host, port) from None
    return listening


async def run_all(house: House, listening: socket.socket) -> None:
    """Website, bot and loops."""
    async with _background(house):
        app = create_app(house.desk, house.database, house.settings, secret_key(house.settings))
        # The server ends on SIGINT and SIGTERM by itself, and lets the signal through when it is done.
        await Server(app).serve(sockets=[listening])


async def run_worker(house: House) -> None:
    """Bot and loops, without the website."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with _background(house):
        await stop.wait()


@asynccontextmanager
async def _background(house: House) -> AsyncIterator[None]:
    """The loops that run beside; one that fails is a fault of ours and ends the whole."""
    senders: dict[str, Sender] = {STAFF: LogSender(), "web": PullSender(), "terminal": PullSender()}
    async with AsyncExitStack() as stack:
        jobs: list[Coroutine[Any, Any, None]] = [follow_index(house.desk, house.settings)]
        if house.settings.telegram_token:
            from bot.edge import open_telegram  # a hundred megabytes that a website alone does not need

            telegram = await stack.enter_async_context(open_telegram(house.settings, house.desk, house.database))
            senders |= telegram.senders
            jobs.append(telegram.run())
        jobs.append(deliver_forever(house.database, senders))
        async with _together(jobs):
            yield


@asynccontextmanager
async def _together(jobs: list[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(job) for job in jobs]

    def on_end(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception():
            log.error("a background loop failed", exc_info=task.exception())
            signal.raise_signal(signal.SIGTERM)

    for task in tasks:
        task.add_done_callback(on_end)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
