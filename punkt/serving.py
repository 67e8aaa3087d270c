"""Running: the website, the bot and the background loops, in one process or apart, until a signal ends them."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.app import create_app, create_health_app
from api.http.server import Server
from api.incoming import Source
from api.preparing import Preparing
from api.process import Process
from api.tokens import Tokens
from desk.settings import Settings
from post.mail.enclosed import enclosed
from post.mail.sender import open_mail
from punkt.ahead import build_ahead
from punkt.answering import Answering
from punkt.beating import beat_forever
from punkt.building import Building, BuildingEnded, IndexNotBuilt
from punkt.collecting import collecting
from punkt.editions.office import Office
from punkt.ending import stop_on_signals
from punkt.failure import LoopEnded
from punkt.following import Follower, index_versions
from punkt.house import House, open_house
from punkt.listening import preparing_line, ready_line, say
from punkt.notices import LogSender, PullSender
from punkt.role import Role
from punkt.rounds import make_rounds
from punkt.same_keys import join
from punkt.secret import secret_key, vapid
from punkt.terminal import answering_terminals
from punkt.timed import timed
from tickets.loops import Loops
from tickets.post.dispatcher import deliver_forever
from tickets.post.outbox import EMAIL, PUSH, STAFF, WEBHOOK, Sender
from tickets.queue.expecting import Expected, expected
from tickets.queue.following import Following
from tickets.queue.lists import facts
from tickets.steps.pending import send_replies
from tickets.stop import Stop

LAST_WORDS = 15.0  #: seconds for which a website tells that it will not start

log = logging.getLogger(__name__)


async def run_site(settings: Settings, listening: socket.socket, role: Role = Role.RUN) -> None:
    """The website, and beside it what else the role does; while an index is built, it tells how far that is.

    Raises what `open_house` and `join` do, and LoopEnded.
    """
    loops, begun = Loops(), asyncio.Event()
    stop_on_signals(loops.stop)
    going = asyncio.get_running_loop()
    building = Building(lambda: going.call_soon_threadsafe(begun.set))
    front = Preparing(settings, lambda: building.state)
    website = _Website(settings, Server(front, loops.stop), listening)
    async with _beside(building, begun, website, loops.stop):
        try:
            async with AsyncExitStack() as stack:
                house = await stack.enter_async_context(_house(settings, loops, building, role))
                people = Following(house.database)
                running = _background(house, role, loops.keep("people", people.step))
                outside = await stack.enter_async_context(running)
                key = secret_key(settings)
                push = vapid(settings).public if settings.push == "on" else None
                app = create_app(
                    house.desk, house.database, settings, key, outside.sources, loops, people,
                    push=push, process=outside.process, editing=Office(settings),
                )  # fmt: skip
                front.open(app)
                website.start()
                await stack.enter_async_context(answering_terminals(settings, Answering(house, outside.follower)))
                say(settings, ready_line(settings, role))
                await website.served()
        except BuildingEnded:
            pass  # somebody has asked for the stop
        except IndexNotBuilt as failure:
            log.error("%s", failure)
            with suppress(TimeoutError):
                await asyncio.wait_for(loops.stop.wait(), LAST_WORDS)  # whoever watches the page reads why
            raise


async def run_behind(settings: Settings, role: Role, listening: socket.socket | None) -> None:
    """What the role does without the website; on `listening`, if given, the process says how it is.

    Raises what `run_site` does.
    """
    loops, building = Loops(), Building()
    stop_on_signals(loops.stop)
    async with _beside(building, asyncio.Event(), None, loops.stop):
        try:
            async with _house(settings, loops, building, role) as house, _background(house, role) as outside:
                log.info("Фоновая работа идёт.")
                if listening is None:
                    await loops.stop.wait()
                    return
                key = secret_key(settings)
                app = create_health_app(house.desk, house.database, settings, key, loops, outside.process)
                await Server(app, loops.stop).serve(sockets=[listening])
        except BuildingEnded:
            pass  # somebody has asked for the stop


@asynccontextmanager
async def _house(settings: Settings, loops: Loops, building: Building, role: Role) -> AsyncIterator[House]:
    """With the keys of the installation; a copy leaves the schema to others."""
    waiting = role is not Role.RUN and not settings.is_sqlite
    async with (
        collecting(settings, role) as traces,
        open_house(settings, loops, building, waiting=waiting) as house,
    ):
        house.database.trace_by(traces)
        await join(house.database, settings, role)
        yield house


class _Website:
    """The server, which begins when there is something to tell, and then goes on to the end."""

    def __init__(self, settings: Settings, server: Server, listening: socket.socket) -> None:
        self.settings = settings
        self._server = server
        self._listening = listening
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Unless it has been started."""
        self._task = self._task or asyncio.create_task(self._server.serve(sockets=[self._listening]))

    async def served(self) -> None:
        """Until it has ended."""
        if self._task:
            await self._task


@asynccontextmanager
async def _beside(
    building: Building, begun: asyncio.Event, website: _Website | None, stop: Stop
) -> AsyncIterator[None]:
    """Show what is built as soon as it is, and end it when the process is to stop."""

    async def show() -> None:
        await begun.wait()
        if website:
            website.start()
            say(website.settings, preparing_line(website.settings))

    async def end() -> None:
        await stop.wait()
        building.end()

    tasks = [asyncio.create_task(show()), asyncio.create_task(end())]
    try:
        yield
    finally:
        stop.ask()
        if website:
            await website.served()
        for task in tasks:
            task.cancel()


@dataclass(frozen=True, slots=True)
class _Outside:
    """What is heard from outside while the loops run."""

    sources: list[Source]  #: who posts to us
    follower: Follower  #: of new indexes
    process: Process


@asynccontextmanager
async def _background(house: House, role: Role, *more: Coroutine[Any, Any, None]) -> AsyncIterator[_Outside]:
    """The loops of this role that run beside, and `more` of them, until a signal asks for the stop.

    Whatever fails in a loop, it goes on. One that ends all the same is a fault of ours: it asks for the stop, and
    raises LoopEnded at the end.
    """
    settings, database, loops = house.settings, house.database, house.loops
    process = Process(role.named, database, settings)
    follower = Follower(house.desk, settings)
    process.indexes = lambda: index_versions(house.desk.knowledge)
    process.left_out = lambda: [each.folder.name for each in house.desk.knowledge.left_out]
    process.behind = lambda: follower.behind
    beating = beat_forever(process, settings, role, loops)
    jobs: list[Coroutine[Any, Any, None]] = [*more, follower.follow(loops), beating]
    if database.wakes.carried:
        jobs += [database.wakes.ring(loops), database.wakes.listen(loops)]
    async with AsyncExitStack() as stack:
        senders = _senders(house) if role.carries else {}
        if (settings.telegram_token and (role.carries or role.hears(settings))) or role is Role.BOT:
            from bot.edge import open_telegram  # a hundred megabytes that a website alone does not need

            opening = open_telegram(settings, house.desk, database, secret_key(settings), loops)
            telegram = await stack.enter_async_context(opening)
            if role.carries:
                senders |= telegram.senders
            if role.hears(settings):
                jobs.append(telegram.run())
                process.waits = lambda: telegram.waits
        if role.carries:
            jobs += [
                make_rounds(house),
                build_ahead(settings, database, loops),
                send_replies(database, loops),
                deliver_forever(database, timed(senders, house.desk.tally), loops),
            ]
        async with _together(jobs, loops.stop):
            yield _Outside(_sources(settings) if role.answers else [], follower, process)


def _senders(house: House) -> dict[str, Sender]:
    """By channel of the outbox, without those of messengers."""
    settings, database = house.settings, house.database
    senders: dict[str, Sender] = {STAFF: LogSender(), "web": PullSender(), "terminal": PullSender()}
    link = partial(Tokens(secret_key(settings)).ticket_link, settings.address)
    files = partial(enclosed, database, settings.shelf)
    if mail := open_mail(settings, link, files, partial(_awaited, house)):
        senders[EMAIL] = mail
    if settings.webhook_url:
        from post.webhook.opening import open_webhook  # with an HTTP client that nothing else here needs

        if webhook := open_webhook(settings, _feed(house)):
            senders[WEBHOOK] = webhook
    if settings.push == "on":
        from post.push.sender import PushSender

        senders[PUSH] = PushSender(database, vapid(settings))
    return senders


def _sources(settings: Settings) -> list[Source]:
    """Who posts to the website; what they post is handled by whichever process hears."""
    if not (settings.telegram_token and settings.telegram_webhook):
        return []
    from bot.dialogue.turn import CHANNEL
    from bot.updates.polling import as_incoming
    from bot.updates.webhook import HEADER, PATH, webhook_address

    return [Source(CHANNEL, PATH, HEADER, webhook_address(settings, secret_key(settings)).secret, as_incoming)]


async def _awaited(house: House) -> Expected | None:
    async with house.database.reading() as session:
        return await expected(session, house.desk.answering)


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
