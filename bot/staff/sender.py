"""The sender of the staff channel: into the topic of the ticket where there can be topics, into the chat where not."""

import asyncio
import logging
from contextlib import suppress

from aiogram import Bot

from bot.notices import staff_notice
from bot.sending.calls import from_topic, message
from bot.sending.delivery import deliver
from bot.sending.layout import compose, note, plain
from bot.sending.refusals import MessageGone, RightMissing, ThreadClosed, ThreadGone, TopicsOff
from bot.staff import group_words
from bot.staff.board import Boards
from bot.staff.forum import Forum
from bot.staff.missed import note_missed, tell_missed
from bot.staff.news import News
from bot.staff.post import Post
from bot.staff.relaying import Relay
from bot.staff.rooms import Rooms
from bot.staff.scene import Scene, look
from desk.desk import Desk
from desk.settings import Settings
from tickets.life import ERASE
from tickets.post.dispatcher import LEASE
from tickets.post.outbox import Parcel, Undeliverable
from tickets.post.topics.to_staff import (
    ActFailed,
    Digest,
    PersonReacted,
    PromptMade,
    ReplyDropped,
    Said,
    StaffNotice,
    StaffWrote,
    Summary,
    TicketStepped,
    UpdateFailed,
    UserWrote,
    WordsArrived,
    WordsLost,
)
from tickets.post.topics.topic import ChannelCall, OfTicket
from tickets.record.undelivered import why_not
from tickets.store.database import Database

#: A parcel takes several calls; what is not done by then goes on with its next lease, where it stopped.
SECONDS = LEASE.total_seconds() - 5
TRIES = 3  #: a topic may be deleted, or closed, while it is being written into
#: What is no reason to make a topic for a ticket that is over.
_QUIET = (TicketStepped, WordsArrived, StaffWrote, PersonReacted)

log = logging.getLogger(__name__)


class StaffSender:
    """Tells the staff. Without topics they hear of a ticket by number and kind only."""

    def __init__(self, bot: Bot, database: Database, desk: Desk, settings: Settings, forum: Forum) -> None:
        self._bot = bot
        self._database = database
        self._forum = forum
        text, address = settings.telegram_staff_text, settings.address
        self._rooms = Rooms(bot, database, settings.shelf, address, text=text)
        self._news = News(Relay(desk, text))
        self._text = text
        self._boards = Boards(bot, database, address)
        self._was_open = False

    async def send(self, parcel: Parcel) -> None:
        """Raises as `deliver`, and TimeoutError when it takes too long: then the rest is told next time."""
        async with asyncio.timeout(SECONDS):
            if isinstance(parcel.topic, ChannelCall):
                with suppress(MessageGone):  # nobody can press the buttons of a message that is gone
                    await deliver(self._bot, from_topic(parcel.topic))
                return
            try:
                if await self._is_open():
                    await self._tell(parcel)
                    return
            except (TopicsOff, RightMissing):
                self._forum.doubt()
                if await self._is_open():
                    raise  # it was not about topics
            await self._tell_flat(parcel)

    async def _is_open(self) -> bool:
        """Whether topics can be used; when they no longer can, the chat is told why, once."""
        found = await self._forum.is_open()
        if self._was_open and not found:
            log.warning("the bot may no longer manage topics in the staff chat")
            [html] = compose([note(group_words.FLAT_NOW)])
            try:
                await deliver(self._bot, message(await self._forum.place(), html))
            except Undeliverable as verdict:
                log.warning("the staff chat could not be told: %s", verdict)
        self._was_open = found
        return found

    async def _tell(self, parcel: Parcel) -> None:
        place = await self._forum.place()
        match parcel.topic:
            case Summary() as summary:
                await self._boards.show(summary, place)
            case Digest() as digest:
                await self._boards.say(digest, place)
            case OfTicket(number=str(number)):
                await self._tell_in_room(parcel, place, number)
            case _:
                await self._tell_flat(parcel)

    async def _tell_in_room(self, parcel: Parcel, place: int, number: str) -> None:
        again = False
        for left in reversed(range(TRIES)):
            scene = await look(self._database, number)
            if scene is None:
                raise Undeliverable("there is no such ticket")
            if scene.room is None and not again and _needs_none(scene, parcel):
                return
            if isinstance(parcel.topic, TicketStepped) and parcel.topic.step == ERASE.name:
                await self._delete(parcel, place, number)
                return
            try:
                scene, post = await self._rooms.enter(scene, place, again=again)
                if self._text:
                    scene = await tell_missed(self._news, parcel, scene, post)
                await self._news.tell(parcel.topic, scene, post)
                await self._rooms.leave(scene)
                return
            except ThreadGone:
                if not left:
                    raise
                await self._rooms.forget(number)
                again = True
            except ThreadClosed:
                if not left:
                    raise
                await self._rooms.reopen(scene)

    async def _delete(self, parcel: Parcel, place: int, number: str) -> None:
        """The person was erased: what was said of them here goes, too."""
        scene = await look(self._database, number)
        if scene is None or scene.room is None:
            return
        try:
            await self._rooms.delete(scene)
        except RightMissing:
            await Post(self._bot, self._database, place).say(plain(group_words.NOT_DELETED.format(number=number)))
            raise Undeliverable("the bot may not delete the topic") from None

    async def _tell_flat(self, parcel: Parcel) -> None:
        await note_missed(self._database, parcel)
        post = Post(self._bot, self._database, await self._forum.place())
        match parcel.topic:
            case StaffNotice() | UserWrote() | ReplyDropped() | UpdateFailed() | ActFailed() as topic:
                await post.say(plain(staff_notice(topic)))
            case WordsLost(number=number, error=error):
                await post.say(plain(group_words.LOST_FLAT.format(number=number, reason=why_not(error or ""))))
            case Digest() as digest:
                await self._boards.say(digest, post.place)
            case TicketStepped() | WordsArrived() | StaffWrote() | PersonReacted() | PromptMade() | Said() | Summary():
                return  # only whoever stands in a topic needs it
            case topic:
                raise Undeliverable(f"the staff chat is not told of {topic.name}")


def _needs_none(scene: Scene, parcel: Parcel) -> bool:
    """Whether a ticket without a topic goes on without one."""
    return scene.ticket.erased_at is not None or (scene.is_over and isinstance(parcel.topic, _QUIET))
