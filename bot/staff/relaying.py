"""Words in a topic: what the person wrote, what staff wrote elsewhere, and whether it arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram.enums import ReactionTypeType
from aiogram.methods import SetMessageReaction
from aiogram.types import ReactionTypeEmoji
from sqlalchemy import select

from bot.notices import staff_notice
from bot.sending.delivery import deliver
from bot.sending.layout import bold, note, plain
from bot.sending.refusals import RightMissing, ThreadClosed, ThreadGone, TopicsOff
from bot.staff import group_words
from bot.staff.buttons import clause_keyboard
from bot.staff.post import Post
from bot.staff.scene import Scene, note_shown
from desk.desk import Desk
from desk.hints import hints
from tickets.base import now
from tickets.conversation import StoredMessage, find_message
from tickets.labels import why_not
from tickets.life import REOPEN
from tickets.post.copy import shown_at, spots_in
from tickets.post.outbox import STAFF, OutboxRow, TryLater, Undeliverable, room_lane
from tickets.ticket import USER, Addition, TicketEvent

ARRIVED = "👌"  #: on the words of staff; Telegram lets bots set none but its own fixed reactions
ALBUM_WAIT = timedelta(seconds=1)  #: how long the rest of an album is waited for
EDIT = ":edit:"  #: in the origin of an addition that changes a message


@dataclass(frozen=True, slots=True)
class Relay:
    """Each method says its news once, as far as it was not said before a cut; `text` lets words of people be shown.

    Of several places of one message the last counts: the others may have been in a topic that was deleted.
    """

    desk: Desk
    text: bool

    async def user_wrote(self, data: Mapping[str, Any], scene: Scene, post: Post) -> None:
        said, reply_to = await self._answered(data, scene, post)
        if said is None:  # erased meanwhile
            return
        if data.get("whole"):
            await self._copy(data, said, scene, post, reply_to)
            return
        found = [quote.number for quote in await hints(self.desk.knowledge, said.text)]
        tail = [note(group_words.HINT.format(numbers=", ".join(found)))] if found else []
        parts = post.parts(plain(said.text), *tail)
        buttons = clause_keyboard(found, said.id) if found else None
        await post.show(said.id, parts, reply_to=reply_to, buttons=buttons)

    async def _copy(
        self, data: Mapping[str, Any], said: StoredMessage, scene: Scene, post: Post, reply_to: str | None
    ) -> None:
        together = await _album(data, said, scene, post)
        if not together:
            return  # went with the first of its album
        ids, spots = [each.id for each in together], [each.origin or "" for each in together]
        try:
            await post.copy(ids, scene.conversation.origin, spots, reply_to=reply_to)
        except (ThreadGone, ThreadClosed, TopicsOff, RightMissing):
            raise
        except Undeliverable:
            caption = [plain(said.text)] if said.text else []
            await post.show(said.id, post.parts(note(group_words.NOT_COPIED), *caption), reply_to=reply_to)

    async def _answered(
        self, data: Mapping[str, Any], scene: Scene, post: Post
    ) -> tuple[StoredMessage | None, str | None]:
        """The message, and where in the topic the one stands that it answers."""
        async with post.database.reading() as session:
            said = await session.get(StoredMessage, data["message"])
            spot = data.get("reply_to")
            if spot is None:
                return said, None
            before = await shown_at(session, scene.conversation.origin, spot) or await find_message(
                session, scene.conversation.id, spot
            )
            spots = await spots_in(session, before.id, str(post.place)) if before else []
            return said, spots[-1] if spots else None

    async def user_added(self, data: Mapping[str, Any], scene: Scene, post: Post) -> None:
        """Words added to the ticket, or a message that was changed: both versions stay readable."""
        async with post.database.reading() as session:
            query = select(Addition).where(Addition.ticket_id == scene.ticket.id, Addition.version == data["version"])
            added = (await session.execute(query)).scalar_one_or_none()
            if added is None:
                return
            changed = None
            if EDIT in added.origin:
                spot = added.origin.partition(EDIT)[0].rpartition(":")[2]
                changed = await find_message(session, scene.conversation.id, spot)
            spots = await spots_in(session, changed.id, str(post.place)) if changed else []
        head = group_words.CHANGED if EDIT in added.origin else group_words.ADDED.format(version=added.version)
        shown = await post.say(note(head), plain(added.text), reply_to=spots[-1] if spots else None)
        await _note_words(scene, post, shown)

    async def ticket_reopened(self, data: Mapping[str, Any], scene: Scene, post: Post) -> None:
        """With the person's words why; a reply to them is for the person."""
        query = (
            select(TicketEvent)
            .where(TicketEvent.ticket_id == scene.ticket.id, TicketEvent.step == REOPEN.name)
            .order_by(TicketEvent.id.desc())
            .limit(1)
        )
        async with post.database.reading() as session:
            event = (await session.execute(query)).scalar_one_or_none()
        line = note(staff_notice("ticket_reopened", data))
        if event is None or event.actor != USER or not event.detail.get("reason"):
            await post.say(line)
            return
        spot = await post.say(line, bold(group_words.WORDS), plain(event.detail["reason"]))
        await _note_words(scene, post, spot)

    async def staff_wrote(self, data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
        """Words of staff that were written elsewhere, or sent by a button."""
        async with post.database.reading() as session:
            said = await session.get(StoredMessage, data["message"])
        if said is None:
            return
        head = group_words.SAID_HERE if data["inside"] else group_words.SAID_ELSEWHERE
        heading = bold(head.format(actor=data["actor"], said=group_words.SAID[data["said"]]))
        await post.show(said.id, post.parts(heading, *([plain(said.text)] if self.text else [])))

    async def arrived(self, data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
        spots = await post.spots(data["message"])
        if spots:
            await mark(post, spots[-1])

    async def reacted(self, data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
        spots = await post.spots(data["message"])
        if spots:
            await mark(post, spots[-1], data["emoji"])

    async def lost(self, data: Mapping[str, Any], _scene: Scene, post: Post) -> None:
        spots = await post.spots(data["message"])
        lost = group_words.LOST.format(reason=why_not(data["error"] or ""))
        await post.say(plain(lost), reply_to=spots[-1] if spots else None)


async def _note_words(scene: Scene, post: Post, spot: int) -> None:
    """A reply to what stands there is for the person."""
    if scene.room is not None:
        await note_shown(post.database, scene.room, words=[*scene.shown.get("words", []), str(spot)])


async def mark(post: Post, spot: str, emoji: str = ARRIVED) -> None:
    """Put our reaction on a message; where the group does not allow it, nothing is lost but the sign."""
    call = SetMessageReaction(chat_id=post.place, message_id=int(spot), reaction=[emoji_reaction(emoji)])
    try:
        await deliver(post.bot, call)
    except Undeliverable:
        return


def emoji_reaction(emoji: str) -> ReactionTypeEmoji:
    """With its type said, as a row of the outbox keeps only what was."""
    return ReactionTypeEmoji(type=ReactionTypeType.EMOJI, emoji=emoji)


async def _album(data: Mapping[str, Any], said: StoredMessage, scene: Scene, post: Post) -> Sequence[StoredMessage]:
    """The messages that go with this one, itself among them; none when it went before. Raises TryLater for an album
    of which more may be on the way."""
    if await post.spots(said.id):
        return []
    if data.get("album") is None:
        return [said]
    async with post.database.reading() as session:
        waiting = select(OutboxRow.data).where(
            OutboxRow.channel == STAFF,
            OutboxRow.lane == room_lane(scene.ticket.number),
            OutboxRow.topic == "user_wrote",
            OutboxRow.delivered_at.is_(None),
            OutboxRow.dead_at.is_(None),
        )
        rows = (await session.execute(waiting.order_by(OutboxRow.id))).scalars()
        ids = [row["message"] for row in rows if row.get("album") == data["album"]]
        found = [message for each in ids if (message := await session.get(StoredMessage, each))]
    if max(message.at for message in found) > now() - ALBUM_WAIT:
        raise TryLater(ALBUM_WAIT, "more of the album may be on its way")
    return sorted(found, key=lambda message: int(message.origin or 0))
