"""Words in a topic: what the person wrote, what staff wrote elsewhere, and whether it arrived."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from aiogram.enums import ReactionTypeType
from aiogram.methods import SetMessageReaction
from aiogram.types import ReactionTypeEmoji
from sqlalchemy import select

from bot.notices import staff_notice
from bot.sending.delivery import deliver
from bot.sending.layout import Block, bold, note, plain
from bot.sending.refusals import RightMissing, ThreadClosed, ThreadGone, TopicsOff
from bot.sending.said import said as marked
from bot.staff import group_words
from bot.staff.buttons import clause_keyboard
from bot.staff.post import Post
from bot.staff.scene import Scene, note_shown
from bot.words.russian import GIVEN
from desk.clause_names import clause_label, clause_names, titled
from desk.desk import Desk
from desk.lookup import hints
from tickets.life import REOPEN
from tickets.post.copy import said_at, spots_in
from tickets.post.outbox import STAFF, OutboxRow, TryLater, Undeliverable, room_lane
from tickets.post.topics.to_staff import (
    PersonReacted,
    StaffWrote,
    TicketReopened,
    UserAdded,
    UserWrote,
    WordsArrived,
    WordsLost,
)
from tickets.post.topics.topic import Topic
from tickets.record.addition import Addition
from tickets.record.attachment import names_of
from tickets.record.conversation import StoredMessage, find_message
from tickets.record.ticket import USER, TicketEvent
from tickets.record.undelivered import why_not
from tickets.store.base import now

ARRIVED = "👌"  #: on the words of staff; Telegram lets bots set none but its own fixed reactions
ALBUM_WAIT = timedelta(seconds=1)  #: how long the rest of an album is waited for
EDIT = ":edit:"  #: in the origin of an addition that changes a message


@dataclass(frozen=True, slots=True)
class Relay:
    """Each is told once, as far as it was not told before a cut; `text` lets words of people be shown.

    Of several places of one message the last counts: the others may have been in a topic that was deleted.
    """

    desk: Desk
    text: bool

    async def tell(self, topic: Topic, scene: Scene, post: Post) -> bool:
        """Whether it was of words, as far as they may be shown, and is told now."""
        match topic:
            case StaffWrote():
                await self._staff_wrote(topic, post)
            case WordsArrived():
                await self._mark(topic.message, ARRIVED, post)
            case PersonReacted():
                await self._mark(topic.message, topic.emoji, post)
            case WordsLost():
                await self._lost(topic, post)
            case UserWrote() if self.text:
                await self._user_wrote(topic, scene, post)
            case UserAdded() if self.text:
                await self._user_added(topic, scene, post)
            case TicketReopened() if self.text:
                await self._reopened(topic, scene, post)
            case _:
                return False
        return True

    async def _user_wrote(self, wrote: UserWrote, scene: Scene, post: Post) -> None:
        said, reply_to = await self._answered(wrote, scene, post)
        if said is None:  # erased meanwhile
            return
        if wrote.whole:
            await self._copy(wrote, said, scene, post, reply_to)
            return
        hinted = await hints(self.desk.knowledge, said.text)
        knowledge = self.desk.knowledge
        given = {titled(address, title) for address, title in wrote.named}
        found = {
            knowledge.ref(quote.address, quote.document): quote.title
            for quote in hinted
            if titled(quote.address, quote.title) not in given
        }
        numbers = ", ".join(titled(clause_label(ref.address), title) for ref, title in found.items())
        tail = [note(GIVEN.format(clauses=clause_names(*wrote.named)))] if wrote.clauses else []
        tail += [note(group_words.HINT.format(numbers=numbers))] if found else []
        parts = post.parts(plain(said.text), *tail)
        buttons = clause_keyboard(found, said.id) if found else None
        await post.show(said.id, parts, reply_to=reply_to, buttons=buttons)

    async def _copy(
        self, wrote: UserWrote, said: StoredMessage, scene: Scene, post: Post, reply_to: str | None
    ) -> None:
        together = await _album(wrote, said, scene, post)
        if not together:
            return  # went with the first of its album
        if wrote.marked:  # a copy does not tell
            await post.say(note(said.text.partition("\n")[0]), reply_to=reply_to)
        ids, spots = [each.id for each in together], [each.origin or "" for each in together]
        try:
            await post.copy(ids, scene.conversation.origin, spots, reply_to=reply_to)
        except (ThreadGone, ThreadClosed, TopicsOff, RightMissing):
            raise
        except Undeliverable:
            caption = [plain(said.text)] if said.text else []
            await post.show(said.id, post.parts(note(group_words.NOT_COPIED), *caption), reply_to=reply_to)

    async def _answered(self, wrote: UserWrote, scene: Scene, post: Post) -> tuple[StoredMessage | None, str | None]:
        """The message, and where in the topic the one stands that it answers."""
        async with post.database.reading() as session:
            said = await session.get(StoredMessage, wrote.message) if wrote.message else None
            spot = wrote.reply_to
            if spot is None:
                return said, None
            before = await said_at(session, scene.conversation, spot)
            spots = await spots_in(session, before.id, str(post.place)) if before else []
            return said, spots[-1] if spots else None

    async def _user_added(self, addition: UserAdded, scene: Scene, post: Post) -> None:
        """Words added to the ticket, or a message that was changed: both versions stay readable."""
        async with post.database.reading() as session:
            query = select(Addition).where(Addition.ticket_id == scene.ticket.id, Addition.version == addition.version)
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

    async def _reopened(self, reopened: TicketReopened, scene: Scene, post: Post) -> None:
        """With the person's words why; a reply to them is for the person."""
        query = (
            select(TicketEvent)
            .where(TicketEvent.ticket_id == scene.ticket.id, TicketEvent.step == REOPEN.name)
            .order_by(TicketEvent.id.desc())
            .limit(1)
        )
        async with post.database.reading() as session:
            event = (await session.execute(query)).scalar_one_or_none()
        line = note(staff_notice(reopened))
        if event is None or event.actor != USER or not event.detail.get("reason"):
            await post.say(line)
            return
        spot = await post.say(line, bold(group_words.WORDS), plain(event.detail["reason"]))
        await _note_words(scene, post, spot)

    async def _staff_wrote(self, wrote: StaffWrote, post: Post) -> None:
        """Words of staff that were written elsewhere, or sent by a button."""
        async with post.database.reading() as session:
            said = await session.get(StoredMessage, wrote.message)
            files = await names_of(session, wrote.message) if self.text else []
        if said is None:
            return
        head = group_words.SAID_HERE if wrote.inside else group_words.SAID_ELSEWHERE
        heading = bold(head.format(actor=wrote.actor, said=group_words.SAID[wrote.said]))
        words = [*marked(said.text), *_enclosed(files)] if self.text else []
        await post.show(said.id, post.parts(heading, *words))

    async def _mark(self, message: str, emoji: str, post: Post) -> None:
        """Put our reaction on words of staff; where the group does not allow it, nothing is lost but the sign."""
        if spots := await post.spots(message):
            spot, reaction = int(spots[-1]), emoji_reaction(emoji)
            call = SetMessageReaction(chat_id=post.place, message_id=spot, reaction=[reaction])
            with suppress(Undeliverable):
                await deliver(post.bot, call)

    async def _lost(self, lost: WordsLost, post: Post) -> None:
        spots = await post.spots(lost.message)
        told = group_words.LOST.format(reason=why_not(lost.error or ""))
        await post.say(plain(told), reply_to=spots[-1] if spots else None)


def _enclosed(names: Sequence[str]) -> Sequence[Block]:
    """Which files went with words; they are looked at in the console."""
    return [note(group_words.WITH_FILES.format(names=", ".join(names)))] if names else []


async def _note_words(scene: Scene, post: Post, spot: int) -> None:
    """A reply to what stands there is for the person."""
    if scene.room is not None:
        await note_shown(post.database, scene.room, words=[*scene.shown.get("words", []), str(spot)])


def emoji_reaction(emoji: str) -> ReactionTypeEmoji:
    """With its type said, as a row of the outbox keeps only what was."""
    return ReactionTypeEmoji(type=ReactionTypeType.EMOJI, emoji=emoji)


async def _album(wrote: UserWrote, said: StoredMessage, scene: Scene, post: Post) -> Sequence[StoredMessage]:
    """The messages that go with this one, itself among them; none when it went before. Raises TryLater for an album
    of which more may be on the way."""
    if await post.spots(said.id):
        return []
    if wrote.album is None:
        return [said]
    async with post.database.reading() as session:
        waiting = select(OutboxRow).where(
            OutboxRow.channel == STAFF,
            OutboxRow.lane == room_lane(scene.ticket.number),
            OutboxRow.topic == UserWrote.stored_as,
            OutboxRow.delivered_at.is_(None),
            OutboxRow.dead_at.is_(None),
        )
        rows = (await session.execute(waiting.order_by(OutboxRow.id))).scalars()
        others = [told for row in rows if isinstance(told := row.told, UserWrote) and told.album == wrote.album]
        found = [message for each in others if (message := await session.get(StoredMessage, each.message))]
    if max(message.at for message in found) > now() - ALBUM_WAIT:
        raise TryLater(ALBUM_WAIT, "more of the album may be on its way")
    return sorted(found, key=lambda message: int(message.origin or 0))
