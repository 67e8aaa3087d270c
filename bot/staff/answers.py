"""Answers: what a staff member writes to the person, from their topic to wherever the person is.

Whoever answers a ticket that nobody has taken takes it by that. Whoever answers what a colleague has answered since, or
is about to answer from the console, is asked first whether to send it all the same.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from aiogram.enums import ContentType
from aiogram.types import Message
from sqlalchemy import select

from bot.dialogue.turn import CHANNEL
from bot.reading.kinds import READ
from bot.reading.marking import marked_text_of
from bot.staff import group_words
from bot.staff.asking import Asked
from bot.staff.canned import filled
from bot.staff.refusals import attempt, refusal
from bot.staff.relaying import ALBUM_WAIT
from bot.staff.steps import deed, held, prompt, words_off
from bot.staff.turn import StaffTurn
from desk.clause_names import clause_in_answer
from desk.message import storable
from desk.ref import Ref
from tickets.acts.act import Act
from tickets.acts.meanwhile import Answered, Until
from tickets.acts.performing import check, perform
from tickets.acts.table import ANSWER, ASK, TAKE
from tickets.post.copy import Original, note_copy
from tickets.post.outbox import OutboxRow
from tickets.post.room import Prompt
from tickets.post.topics.stored import as_data
from tickets.post.topics.to_person import Notice, StaffAnswered
from tickets.record.conversation import Conversation, StoredMessage
from tickets.record.ticket import Status, Ticket
from tickets.store.base import ahead


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be said."""

    text: str  #: without the command; empty where only a file is sent
    spots: tuple[str, ...]  #: the messages of the staff member
    media: str | None = None  #: kind of the file
    album: str | None = None  #: Telegram's name for what was sent together
    canned: bool = False  #: whether it may hold places to fill in


def words_of(message: Message, text: str | None = None) -> Written | None:
    """The words and the file of a message, `text` in the place of all its words; None for what cannot be passed on."""
    kind = ContentType(message.content_type).value
    if kind in READ - group_words.MEDIA.keys():
        kind = "text"
    if kind != "text" and kind not in group_words.MEDIA:
        return None
    said = marked_text_of(message) if text is None else text
    media = None if kind == "text" else kind
    return Written(said.strip(), (str(message.message_id),), media, message.media_group_id, message.via_bot is not None)


async def answer(
    turn: StaffTurn, words: Written, base: StoredMessage | None, act: Act[Ticket] = ANSWER, *, anyway: bool = False
) -> str | None:
    """Write to the person; `base` is the message of theirs that is answered. Gives why not, in a sentence, or None."""
    if not turn.group.text:
        return words_off(turn)

    async def write() -> None:
        if not words.media:
            storable(words.text)
        ticket = await held(turn)
        takes = act is ANSWER and ticket.status is Status.NEW
        check(ticket, TAKE if takes else act, turn.actor)
        conversation = await turn.session.get_one(Conversation, ticket.conversation_id)
        if words.album and not anyway and await _joins(turn, words, conversation):
            return
        if words.media and conversation.channel != CHANNEL:
            media = group_words.MEDIA[words.media]
            turn.say((group_words.ONLY_TEXT_THERE if words.text else group_words.ONLY_TEXT_NOTHING).format(media=media))
            if not words.text:
                return
        said = _filled(words, ticket)
        try:
            async with turn.session.begin_nested():
                if takes:
                    taking = deed(turn, {})
                    await perform(turn.session, TAKE, replace(taking, key=f"{taking.key}:{TAKE.name}"))
                await _send(turn, said, base, conversation, act, anyway=anyway)
        except Answered as answered:
            await _ask_first(turn, said, base, act, answered)

    return await attempt(turn, write)


async def ask(turn: StaffTurn, text: str) -> str | None:
    """Ask the person something and wait; gives why not, in a sentence, or None."""
    return await answer(turn, Written(text, (turn.spot.message,)), None, ASK)


def _filled(words: Written, ticket: Ticket) -> Written:
    return replace(words, text=filled(words.text, ticket), canned=False) if words.canned else words


async def held_back(turn: StaffTurn, prompt: Prompt) -> str | None:
    """Send what was held back because a colleague had answered."""
    said = prompt.said
    words = Written(said["text"], tuple(said["spots"]), said["media"], said["album"])
    base = await turn.session.get(StoredMessage, said["base"]) if said["base"] else None
    act = {act.name: act for act in (ANSWER, ASK)}[said.get("act", ANSWER.name)]
    return await answer(turn, words, base, act, anyway=True)


async def reword(turn: StaffTurn, text: str) -> None:
    """The staff member changed words that are held back: at a press these go."""
    for asked in await _held_back(turn):
        if turn.spot.message in asked.said["spots"]:
            asked.said = {**asked.said, "text": text}


async def _held_back(turn: StaffTurn) -> Sequence[Prompt]:
    """Questions whether to send words of theirs all the same."""
    query = select(Prompt).where(
        Prompt.place == str(turn.spot.place), Prompt.actor == turn.actor, Prompt.step == Asked.ANYWAY
    )
    return (await turn.session.execute(query)).scalars().all()


async def _send(
    turn: StaffTurn,
    words: Written,
    base: StoredMessage | None,
    conversation: Conversation,
    act: Act[Ticket],
    *,
    anyway: bool,
) -> None:
    text = words.text or group_words.MEDIA_TEXT.format(media=group_words.MEDIA.get(words.media or "", ""))
    original = Original(
        place=str(turn.spot.place),
        spots=words.spots,
        media=words.media is not None and conversation.channel == CHANNEL,
        answers=base.id if base else None,
        album=words.album,
    )
    seen = Until(base.at if base else None)
    await perform(turn.session, act, deed(turn, {"text": storable(text)}, original, seen=seen, anyway=anyway))
    if words.album and (row := await _waiting(turn, words.album, conversation)):
        row.not_before = ahead(ALBUM_WAIT)


async def _joins(turn: StaffTurn, words: Written, conversation: Conversation) -> bool:
    """Put one more file to what the first of its album became; False when that has left, or there was none."""
    album = words.album or ""
    for asked in await _held_back(turn):
        if asked.said.get("album") == album:
            asked.said = {**asked.said, "spots": [*asked.said["spots"], *words.spots]}
            return True
    row = await _waiting(turn, album, conversation)
    if row is None:
        return False
    match row.told:
        case Notice(news=StaffAnswered(original=Original() as original) as answered) as notice:
            original = replace(original, spots=(*original.spots, *words.spots))
            row.data = as_data(replace(notice, news=replace(answered, original=original)))
            row.not_before = ahead(ALBUM_WAIT)
            for spot in words.spots:
                await note_copy(turn.session, answered.message, str(turn.spot.place), spot)
    return True


async def _waiting(turn: StaffTurn, album: str, conversation: Conversation) -> OutboxRow | None:
    """The row of an album that nobody has begun to carry, held for this transaction."""
    await turn.session.flush()
    query = select(OutboxRow).where(
        OutboxRow.channel == CHANNEL,
        OutboxRow.lane == conversation.id,
        OutboxRow.topic == StaffAnswered.stored_as,
        OutboxRow.delivered_at.is_(None),
        OutboxRow.dead_at.is_(None),
        OutboxRow.attempts == 0,
    )
    rows = (await turn.session.execute(query.order_by(OutboxRow.id.desc()).with_for_update())).scalars()
    for row in rows:
        match row.told:
            case Notice(news=StaffAnswered(original=Original(album=found))) if found == album:
                return row
    return None


async def _ask_first(
    turn: StaffTurn, words: Written, base: StoredMessage | None, act: Act[Ticket], answered: Answered
) -> None:
    spots = list(words.spots)
    said = {**asdict(words), "spots": spots, "base": base.id if base else None, "act": act.name}
    await prompt(turn, Asked.ANYWAY, said, refusal(turn, answered))


async def send_clause(turn: StaffTurn, ref: Ref, base: StoredMessage | None) -> str | None:
    """Answer with a clause; gives why not, in a sentence, or None."""
    knowledge = turn.desk.knowledge
    known = knowledge.known(ref.document)
    quoted = known.policy.quote(ref.address)
    text = clause_in_answer(ref.address, quoted, known.edition, knowledge.of_it(ref.document))
    return await answer(turn, Written(text, ()), base)
