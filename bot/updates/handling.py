"""Handling: stored updates meet their handlers, those of one chat in their order, chats beside each other."""

import asyncio
import logging
from typing import Never

from aiogram import Bot, Dispatcher

from bot.dialogue.albums import album_in
from bot.dialogue.turn import CHANNEL, begin_turn
from bot.reading.parsing import parse
from bot.reading.parts import goes_on, joined, may_go_on, parts_of
from bot.sending.layout import plain
from bot.updates.polling import is_heard
from desk.desk import Desk
from tickets.loops import Loops, cause_of, pause
from tickets.post.inbox import InboxRow, claim, lease_unhandled, mark_failed, mark_handled, next_in_lane
from tickets.post.outbox import STAFF, tell
from tickets.post.topics.to_staff import ActFailed, UpdateFailed
from tickets.store.away import DatabaseAway
from tickets.store.database import Database
from tickets.store.locker import LockersAway
from tickets.store.vault import KeyMissing
from tickets.store.wakes import News

LANES = 16  #: chats handled at the same time
GLANCE = 2.0  #: seconds between looks into the inbox when nobody tells of news
PATIENCE = 1.0  #: seconds that the rest of a long text, or of an album, is waited for
TOAST = 200  #: characters that Telegram shows over the chat

log = logging.getLogger(__name__)


class HandledElsewhere(Exception):
    """Another process handles, or has handled, this update."""


class Garbled(ValueError):
    """The row holds no update."""


class Handling:
    """Handles what the inbox holds until it is cancelled; then finishes the updates in hand."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, desk: Desk, database: Database, loops: Loops | None = None
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._desk = desk
        self._database = database
        self._loops = loops or Loops()
        self._news = asyncio.Event()  #: of a lane that is free again
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[str] = set()  #: lanes being handled, or resting after a failure

    async def run(self) -> Never:
        try:
            await self._loops.keep("inbox", self._look)
        finally:
            await self._finish()

    async def _look(self) -> None:
        self._news.clear()
        changed = self._database.watch(News.ARRIVED)
        await self._begin_waiting()
        await self._database.wait(changed, GLANCE, self._news)

    async def _begin_waiting(self) -> None:
        room = LANES - len(self._tasks)
        if room <= 0:
            return
        for row in await lease_unhandled(self._database, CHANNEL, room, self._busy):
            self._busy.add(row.lane)
            task = asyncio.create_task(self._handle(row))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    async def _finish(self) -> None:
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=self._loops.stop.left)
            for task in unfinished:  # its transaction is rolled back, so it is handled again at the next start
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._news.set()

    def _release(self, lane: str) -> None:
        self._busy.discard(lane)
        self._news.set()

    async def _handle(self, row: InboxRow) -> None:
        rest = 0.0
        try:
            with self._database.means.traces.begin("update", channel=CHANNEL, attempt=row.attempts + 1):
                await self._handle_once(row)
        except HandledElsewhere:
            rest = pause(1)
        except (DatabaseAway, LockersAway) as error:  # not counted: nothing is wrong with the update
            log.warning("update %s waits: %s", row.origin, type(error).__name__)
            rest = pause(3)
        except Exception as error:  # noqa: BLE001 - one bad update must not stop its chat
            await self._note_failure(row, error)
            rest = pause(row.attempts + 1)
        asyncio.get_running_loop().call_later(rest, self._release, row.lane)

    async def _handle_once(self, row: InboxRow) -> None:
        """One update, one transaction: what it changes, what it says and its mark are committed together.

        The claim comes last, as `Desk.receive` thinks before its first statement so that no lock is held meanwhile.
        Where thinking outlasts the lease two processes have the same update, but only one can claim it: the other finds
        it held or handled and rolls everything back, or fails on the message's unique key before it gets there.
        """
        if not row.payload:
            raise Garbled
        rows = [row, *await self._rest_of(row)]
        updates = [parse(each.payload, self._bot) for each in rows if is_heard(each.payload)]
        toast: object = None
        async with self._database.transaction() as session:
            if updates:
                given = {"session": session, "cause": _cause(row), "parts": parts_of(updates)}
                toast = await self._dispatcher.feed_update(self._bot, joined(updates), **given)
            for each in rows:
                if not await claim(session, each.id):
                    raise HandledElsewhere
                album = album_in(each.payload)
                await mark_handled(session, each.id, {"album": album} if album else {})
        for update in updates:
            if update.callback_query is not None:
                await self._show_toast(update.callback_query.id, toast if isinstance(toast, str) else None)

    async def _rest_of(self, row: InboxRow) -> list[InboxRow]:
        """What an app cut off from a text that was too long for one message.

        Where more may be on its way, also of an album, it is waited for.
        """
        rows = [row]
        while may_go_on(rows[-1].payload) or album_in(rows[-1].payload):
            found = await self._behind(rows[-1])
            if found is None or not goes_on(rows[-1].payload, found.payload):
                break
            rows.append(found)
        return rows[1:]

    async def _behind(self, row: InboxRow) -> InboxRow | None:
        """The next update of the same lane, if it comes within PATIENCE."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        while True:
            async with self._database.reading() as session:
                found = await next_in_lane(session, row)
            if found is not None or clock() >= until:
                return found
            await asyncio.sleep(PATIENCE / 10)

    async def _show_toast(self, callback: str, text: str | None) -> None:
        """Stop the button's spinner; it is worth one try."""
        try:
            await self._bot.answer_callback_query(callback, text=text and text[:TOAST], request_timeout=5)
        except Exception as error:  # noqa: BLE001 - the answer itself is on its way
            log.info("a button's spinner was not stopped: %s", type(error).__name__)

    async def _note_failure(self, row: InboxRow, error: Exception) -> None:
        try:
            async with self._database.transaction() as session:
                if not await claim(session, row.id):  # another process was quicker, and its rows are there already
                    log.info("update %s is handled elsewhere: %s", row.origin, type(error).__name__)
                    return
                log.warning("update %s failed, attempt %s: %s", row.origin, row.attempts + 1, cause_of(error))
                # What staff do stays before their eyes; what is kept here of it would outlive an erasure.
                private = row.lane.isdigit()
                locked = private and isinstance(error, KeyMissing)  # nothing is wrong with the update
                if locked:
                    await mark_handled(session, row.id)
                elif not await mark_failed(session, row.id, type(error).__name__, keep=private):
                    return
                elif private:
                    tell(session, STAFF, STAFF, UpdateFailed(row.id), _cause(row))
                if private:
                    turn = await begin_turn(session, self._desk, int(row.lane), _cause(row), public=False)
                    turn.say(plain(turn.words.contacts_locked if locked else turn.words.apology))
                elif row.lane.startswith("-"):  # a group; who asks inline only sees that nothing is found
                    tell(session, STAFF, STAFF, ActFailed(), _cause(row))
        except Exception as trouble:  # noqa: BLE001 - not counted, so tried once more than otherwise
            unnoted = cause_of(error), type(trouble).__name__
            log.warning("update %s failed: %s; that was not noted: %s", row.origin, *unnoted)


def _cause(row: InboxRow) -> str:
    return f"update:{row.origin}"
