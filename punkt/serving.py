"""Running: the website, the bot and the background loops, in one process or apart, until a signal ends them."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from api.app import create_app
from api.http.server import BACKLOG, Server
from api.incoming import Source
from api.tokens import Tokens
from post.mail.sender import open_mail
from post.webhook.opening import open_webhook
from punkt.ending import stop_on_signals
from punkt.failure import LoopEnded, PortTaken
from punkt.house import House
from punkt.library import follow_index
from punkt.notices import LogSender, PullSender
from punkt.rounds import make_rounds
from punkt.secret import secret_key
from tickets.post.dispatcher import deliver_forever
from tickets.post.outbox import EMAIL, STAFF, WEBHOOK, Sender
from tickets.queue.lists import facts
from tickets.steps.pending import send_replies
from tickets.stop import Stop

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
    """Website, bot and loops. Raises LoopEnded."""
    async with _background(house) as sources:
        key = secret_key(house.settings)
        app = create_app(house.desk, house.database, house.settings, key, sources, house.loops)
        await Server(app, house.loops.stop).serve(sockets=[listening])


async def run_worker(house: House) -> None:
    """Bot and loops, without the website. Raises LoopEnded."""
    async with _background(house):
        await house.loops.stop.wait()


@asynccontextmanager
async def _background(house: House) -> AsyncIterator[list[Source]]:
    """The loops that run beside, until a signal asks for the stop. Gives who posts to us.

    Whatever fails in a loop, it goes on. One that ends all the same is a fault of ours: it asks for the stop, and
    raises LoopEnded at the end.
    """
    senders: dict[str, Sender] = {STAFF: LogSender(), "web": PullSender(), "terminal": PullSender()}
    link = partial(Tokens(secret_key(house.settings)).ticket_link, house.settings.address)
    if mail := open_mail(house.settings, link):
        senders[EMAIL] = mail
    if webhook := open_webhook(house.settings, _feed(house)):
        senders[WEBHOOK] = webhook
    sources: list[Source] = []
    async with AsyncExitStack() as stack:
        jobs: list[Coroutine[Any, Any, None]] = []
        if house.settings.telegram_token:
            from bot.dialogue.turn import CHANNEL
            from bot.edge import open_telegram  # a hundred megabytes that a website alone does not need
            from bot.updates.polling import as_incoming
            from bot.updates.webhook import HEADER, PATH

            key = secret_key(house.settings)
            opening = open_telegram(house.settings, house.desk, house.database, key, house.loops)
            telegram = await stack.enter_async_context(opening)
            senders |= telegram.senders
            if telegram.webhook:
                sources.append(Source(CHANNEL, PATH, HEADER, telegram.webhook.secret, as_incoming, telegram.news))
            jobs.append(telegram.run())
        jobs += [make_rounds(house), follow_index(house.desk, house.settings, house.loops)]
        jobs += [send_replies(house.database, house.loops), deliver_forever(house.database, senders, house.loops)]
        async with _together(jobs, house.loops.stop):
            stop_on_signals(house.loops.stop)
            yield sources


def _feed(house: House) -> Callable[[int], Awaitable[Mapping[str, Any]]]:
    settings = house.settings

    async def describe(ticket: int) -> Mapping[str, Any]:
        return await facts(house.database, ticket, settings.address, words=settings.webhook_text)

    return describe


@asynccontextmanager
async def _together(jobs: list[Coroutine[Any, Any, None]], stop: Stop) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(job) for job in jobs]
    ended: list[asyncio.Task[None]] = []

    def on_end(task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            log.critical("a background loop has ended", exc_info=task.exception())
            ended.append(task)
            stop.ask()

    async def end() -> None:
        await stop.wait()
        for task in tasks:
            task.cancel()  # once: the second time would cut off what they bring to its end
        await asyncio.gather(*tasks, return_exceptions=True)

    for task in tasks:
        task.add_done_callback(on_end)
    ending = asyncio.create_task(end())  # at once, while the website has requests in hand
    try:
        yield
    finally:
        stop.ask()
        await ending
    if ended:
        raise LoopEnded
