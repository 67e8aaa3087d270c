"""Running: the website, the bot and the background loops, in one process or apart, until a signal ends them."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Any

from api.app import create_app
from api.http.server import Server
from api.incoming import Source
from api.tokens import Tokens
from post.mail.sender import open_mail
from post.webhook.opening import open_webhook
from punkt.failure import PortTaken
from punkt.house import House
from punkt.library import follow_index
from punkt.notices import LogSender, PullSender
from punkt.rounds import make_rounds
from punkt.secret import secret_key
from tickets.post.outbox import EMAIL, STAFF, WEBHOOK, Sender, deliver_forever
from tickets.queue.lists import facts
from tickets.steps.pending import send_replies

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
    async with _background(house) as sources:
        app = create_app(house.desk, house.database, house.settings, secret_key(house.settings), sources)
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
async def _background(house: House) -> AsyncIterator[list[Source]]:
    """The loops that run beside; one that fails is a fault of ours and ends the whole. Gives who posts to us."""
    senders: dict[str, Sender] = {STAFF: LogSender(), "web": PullSender(), "terminal": PullSender()}
    link = partial(Tokens(secret_key(house.settings)).ticket_link, house.settings.address)
    if mail := open_mail(house.settings, link):
        senders[EMAIL] = mail
    if webhook := open_webhook(house.settings, _feed(house)):
        senders[WEBHOOK] = webhook
    sources: list[Source] = []
    async with AsyncExitStack() as stack:
        jobs: list[Coroutine[Any, Any, None]] = [follow_index(house.desk, house.settings), make_rounds(house)]
        if house.settings.telegram_token:
            from bot.dialogue.turn import CHANNEL
            from bot.edge import open_telegram  # a hundred megabytes that a website alone does not need
            from bot.updates.polling import as_incoming
            from bot.updates.webhook import HEADER, PATH

            key = secret_key(house.settings)
            telegram = await stack.enter_async_context(open_telegram(house.settings, house.desk, house.database, key))
            senders |= telegram.senders
            if telegram.webhook:
                sources.append(Source(CHANNEL, PATH, HEADER, telegram.webhook.secret, as_incoming, telegram.news))
            jobs.append(telegram.run())
        jobs += [send_replies(house.database), deliver_forever(house.database, senders)]
        async with _together(jobs):
            yield sources


def _feed(house: House) -> Callable[[int], Awaitable[Mapping[str, Any]]]:
    settings = house.settings

    async def describe(ticket: int) -> Mapping[str, Any]:
        return await facts(house.database, ticket, settings.address, words=settings.webhook_text)

    return describe


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
