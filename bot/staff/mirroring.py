"""Mirroring: a corrected answer is corrected where the person reads it, and reactions go both ways."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.methods import SetMessageReaction
from aiogram.types import Message, MessageReactionUpdated, ReactionTypeEmoji, ReactionTypeUnion

from bot.dialogue.turn import CHANNEL
from bot.reading.marking import marked_text_of
from bot.sending import calls
from bot.staff.answers import reword
from bot.staff.refusals import attempt
from bot.staff.relaying import ARRIVED, emoji_reaction
from bot.staff.steps import deed
from bot.staff.turn import Acting, StaffTurn
from desk.message import storable
from tickets.acts.performing import perform
from tickets.acts.table import CORRECT
from tickets.post.copy import Original, said_at, shown_at
from tickets.post.outbox import STAFF, room_lane, tell
from tickets.post.topics.to_staff import PersonReacted
from tickets.queue.lists import held_ticket, tickets_of
from tickets.record.conversation import Author, Conversation, find_conversation
from tickets.store.database import Database, Session


def mirroring(database: Database) -> Router:
    """What staff change and how they react, in their group."""
    router = Router(name="staff mirroring")
    router.edited_message.middleware(Acting(database, aloud=False))
    router.message_reaction.middleware(Acting(database, aloud=False))
    router.edited_message.register(correct, F.text | F.caption)
    router.message_reaction.register(staff_reacts)
    return router


async def correct(message: Message, turn: StaffTurn) -> None:
    """The words of an answer, sent or held back, have changed; all else that is edited here stays among staff."""
    place, words = str(turn.spot.place), _without_command(message)
    if turn.spot.number is None or not turn.group.text or not words:
        return
    before = await shown_at(turn.session, place, turn.spot.message)
    if before is None:
        await reword(turn, words)
        return
    if before.author is not Author.STAFF or words == before.text:  # also called an edit when a preview has changed
        return
    media = message.text is None

    async def act() -> None:
        original = Original(place, (turn.spot.message,), media=media)
        given = {"message": before.id, "text": storable(words)}
        await perform(turn.session, CORRECT, deed(turn, given, original))

    if told := await attempt(turn, act):
        turn.say(told)


async def staff_reacts(event: MessageReactionUpdated, turn: StaffTurn) -> None:
    """Whoever holds the ticket reacts to the person's message; how others react stays among staff."""
    said = await shown_at(turn.session, str(turn.spot.place), str(event.message_id))
    if said is None or said.author is not Author.USER or said.origin is None:
        return
    conversation = await turn.session.get_one(Conversation, said.conversation_id)
    ticket = await held_ticket(turn.session, conversation.id)
    if conversation.channel != CHANNEL or ticket is None or ticket.assignee != turn.actor:
        return
    call = _reaction(conversation.origin, said.origin, _standard(event.new_reaction))
    tell(turn.session, CHANNEL, conversation.id, calls.as_topic(call), turn.cause)


async def person_reacts(event: MessageReactionUpdated, session: Session, cause: str) -> None:
    """The person reacts to words of staff; where they take it back, our sign that the words arrived stands again."""
    conversation = await find_conversation(session, CHANNEL, str(event.chat.id))
    said = await said_at(session, conversation, str(event.message_id)) if conversation else None
    if conversation is None or said is None or said.author is not Author.STAFF:
        return
    ticket = await held_ticket(session, conversation.id) or next(iter(await tickets_of(session, conversation.id)), None)
    if ticket is None:
        return
    emoji = _standard(event.new_reaction) or ARRIVED
    tell(session, STAFF, room_lane(ticket.number), PersonReacted(ticket.number, said.id, emoji), cause)


def _standard(reactions: Sequence[ReactionTypeUnion]) -> str | None:
    """The first that a bot may set, too: no custom or paid one."""
    return next((each.emoji for each in reactions if isinstance(each, ReactionTypeEmoji)), None)


def _reaction(chat: str, spot: str, emoji: str | None) -> SetMessageReaction:
    reaction: list[ReactionTypeUnion] = [emoji_reaction(emoji)] if emoji else []
    return SetMessageReaction(chat_id=chat, message_id=int(spot), reaction=reaction)


def _without_command(message: Message) -> str:
    text = marked_text_of(message).strip()
    head, _, rest = text.partition(" ")
    return rest.strip() if head.startswith("/") else text
