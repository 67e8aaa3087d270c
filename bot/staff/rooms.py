"""Rooms as topics: made once, named by state, with the card on top, closed with the ticket and made again when deleted.

Every call is noted when it was made, so that whoever is cut off half-way goes on where it stopped. Of two processes
that make a topic for the same ticket, the one whose row is first keeps its own; the other deletes what it made.
"""

import asyncio
from contextlib import suppress

from aiogram import Bot
from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    ReopenForumTopic,
    SendAudio,
    SendDocument,
    SendPhoto,
    SendVoice,
)
from aiogram.types import FSInputFile

from bot.sending.delivery import deliver
from bot.sending.layout import bold, note, plain
from bot.sending.refusals import ThreadGone
from bot.staff import group_words
from bot.staff.card import card, topic_name
from bot.staff.post import Post
from bot.staff.scene import Scene, claim_room, forget_room, look, note_shown
from tickets.post.outbox import Undeliverable
from tickets.post.room import Room
from tickets.record.attachment import Attachment, Media, Shelf
from tickets.store.database import Database

_WITH_FILE = {Media.PHOTO: SendPhoto, Media.VOICE: SendVoice, Media.AUDIO: SendAudio}


class Rooms:
    """The topics of the staff chat. `text` says whether words of people may be shown there."""

    def __init__(self, bot: Bot, database: Database, shelf: Shelf, address: str, *, text: bool) -> None:
        self._bot = bot
        self._database = database
        self._shelf = shelf
        self._address = address
        self._text = text

    async def enter(self, scene: Scene, place: int, *, again: bool = False) -> tuple[Scene, Post]:
        """The topic of a ticket as it should be: open, named, with card, wording and files.

        `again` says that there was one before, which was deleted. Raises as `deliver`; ThreadGone when it is deleted.
        """
        room = scene.room
        if room is not None and room.place != str(place):  # another group is the staff chat now
            await forget_room(self._database, room)
            room = None
        if room is None:
            room = await self._make(scene, place, again=again)
            scene = await self._look(scene)
        post = Post(self._bot, self._database, place, int(room.thread))
        changed = scene.shown.get("closed") and not scene.is_over
        if changed:
            await self.reopen(scene)
        changed = await self._dress(scene, post, again=again) or changed
        return await self._look(scene) if changed else scene, post

    async def leave(self, scene: Scene) -> None:
        """Close the topic when nothing is to be done on the ticket any more."""
        room = scene.room
        if room is not None and scene.is_over and not scene.shown.get("closed"):
            await deliver(self._bot, CloseForumTopic(chat_id=room.place, message_thread_id=int(room.thread)))
            await note_shown(self._database, room, closed=True)

    async def reopen(self, scene: Scene) -> None:
        """Open a closed topic."""
        if (room := scene.room) is not None:
            await deliver(self._bot, ReopenForumTopic(chat_id=room.place, message_thread_id=int(room.thread)))
            await note_shown(self._database, room, closed=False)

    async def forget(self, number: str) -> None:
        """The topic was deleted: the next visit makes another."""
        scene = await look(self._database, number)
        if scene is not None and scene.room is not None:
            await forget_room(self._database, scene.room)

    async def delete(self, scene: Scene) -> None:
        """Delete the topic with all that was said in it; raises RightMissing."""
        if (room := scene.room) is not None:
            with suppress(ThreadGone):
                await deliver(self._bot, DeleteForumTopic(chat_id=room.place, message_thread_id=int(room.thread)))
            await forget_room(self._database, room)

    async def _look(self, scene: Scene) -> Scene:
        fresh = await look(self._database, scene.ticket.number)
        if fresh is None or fresh.room is None:
            raise ThreadGone("the room is gone")
        return fresh

    async def _make(self, scene: Scene, place: int, *, again: bool) -> Room:
        name = topic_name(scene.ticket)
        made = await deliver(self._bot, CreateForumTopic(chat_id=place, name=name))
        thread = str(made.message_thread_id)
        async with self._database.transaction() as session:
            since = None if again else 0  # the first may come late
            ours = await claim_room(session, scene.ticket.id, str(place), thread, name, since)
        if not ours:
            await deliver(self._bot, DeleteForumTopic(chat_id=place, message_thread_id=int(thread)))
        room = (await self._look(scene)).room
        assert room is not None, "`_look` gives no scene without one"
        return room

    async def _dress(self, scene: Scene, post: Post, *, again: bool) -> bool:
        """Whether anything was to be done: a look at a ticket costs as much as a call."""
        room = scene.room
        assert room is not None
        name = topic_name(scene.ticket)
        if renamed := scene.shown.get("name") != name:
            await deliver(self._bot, EditForumTopic(chat_id=room.place, message_thread_id=int(room.thread), name=name))
            await note_shown(self._database, room, name=name)
        changed = await self._show_card(scene, room, post) or renamed
        if again:
            await post.say(note(group_words.MADE_AGAIN))
        if self._text and scene.ticket.text:
            if await self._show_words(scene, room, post):
                scene, changed = await self._look(scene), True
            changed = await self._show_files(scene, room, post) or changed
        return changed

    async def _show_card(self, scene: Scene, room: Room, post: Post) -> bool:
        found = card(
            scene.ticket,
            scene.conversation.channel,
            self._address,
            blocked=scene.blocked,
            complained=scene.complained is not None,
            text=self._text,
        )
        spot, pinned = room.card, bool(scene.shown.get("pinned"))
        if spot is not None and pinned and scene.shown.get("says") == found.digest:
            return False
        if spot is None or scene.shown.get("says") != found.digest:
            if spot is None or not await post.rewrite(spot, found.html, found.buttons):
                spot, pinned = str(await post.send(found.html, buttons=found.buttons)), False
            await note_shown(self._database, room, card=spot, says=found.digest, pinned=pinned)
        if not pinned:
            await post.pin(spot)
            await note_shown(self._database, room, pinned=True)
        return True

    async def _show_words(self, scene: Scene, room: Room, post: Post) -> bool:
        """The wording of the ticket, part by part; replies to any of them are for the person."""
        spots, done = list(scene.shown.get("words", [])), scene.shown.get("worded", 0)
        for number, html in enumerate(post.parts(bold(group_words.WORDS), plain(scene.ticket.text)), start=1):
            if number > done:
                spots.append(str(await post.send(html)))
                await note_shown(self._database, room, words=spots, worded=number)
        return len(spots) > len(scene.shown.get("words", []))

    async def _show_files(self, scene: Scene, room: Room, post: Post) -> bool:
        """The files handed in with the ticket, each once."""
        shown, spots = list(scene.shown.get("files", [])), list(scene.shown.get("words", []))
        unshown = [file for file in scene.files if file.id not in shown]
        for file in unshown:
            spots.append(str(await self._send_file(file, post)))
            shown.append(file.id)
            await note_shown(self._database, room, files=shown, words=spots)
        return bool(unshown)

    async def _send_file(self, file: Attachment, post: Post) -> int:
        lent = None if file.remote else await asyncio.to_thread(self._shelf.lend, file.id)
        if not file.remote and lent is None:
            return await post.say(note(group_words.NOT_COPIED))
        source = FSInputFile(lent.path, file.name) if lent else file.remote
        where = {"chat_id": post.place, "message_thread_id": post.thread}
        call = _WITH_FILE.get(file.media, SendDocument)
        what = {SendPhoto: "photo", SendVoice: "voice", SendAudio: "audio"}.get(call, "document")
        try:
            sent = await deliver(self._bot, call(**where, **{what: source}))
        except ThreadGone:
            raise
        except (Undeliverable, OSError):  # it is in the console in any case
            return await post.say(note(group_words.NOT_COPIED))
        return int(sent.message_id)
