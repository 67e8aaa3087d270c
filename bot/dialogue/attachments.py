"""Attachments: files that come while a request is filled in, or for a ticket that there is already.

A file is fetched before the turn begins, so that nothing is locked while Telegram sends it.
"""

from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message

from bot.dialogue.albums import more_of_album
from bot.dialogue.asking import ask
from bot.dialogue.filling import ask_again, tell_contact, tell_text
from bot.dialogue.own_steps import take_words, tell_words
from bot.dialogue.own_tickets import own_ticket
from bot.dialogue.turn import Begin, Turn
from bot.reading.kinds import is_looked_at
from bot.reading.words import text_of
from bot.sending.files import fetch, sent_file
from bot.sending.layout import Block, note, plain
from bot.words.wording import BotWords
from desk.file_types import ForbiddenType, OtherThanNamed
from desk.uploads import MOST
from tickets.record.attachment import Attachment, Shelf, ShelfAway, TooLarge, Upload, loose
from tickets.record.conversation import Owner
from tickets.record.draft import OF_TICKET, Draft, Stage
from tickets.record.ticket import OPEN

Refused = (TooLarge, ForbiddenType, OtherThanNamed, ShelfAway)


class GoesOn(Filter):
    """Another file of an album whose first was attached, with whatever words belonged to it."""

    async def __call__(self, _message: Message, album: Attachment | None, owner: Owner, stage: Stage | None) -> bool:
        return album is not None and owner is Owner.BOT and stage is None


async def attach(message: Message, bot: Bot, shelf: Shelf, begin: Begin, zone: ZoneInfo) -> None:
    """Keep the file for what is being filled in; words with it, or instead of it, are what the draft waits for."""
    fetched = await receive(message, bot, shelf)
    turn = await begin()
    draft = await turn.awaited()
    if draft.stage in OF_TICKET:
        await _attach_to_ticket(message, turn, draft, fetched, zone)
    else:
        await _attach_to_draft(message, turn, draft, fetched)


async def go_on(message: Message, bot: Bot, shelf: Shelf, begin: Begin, album: Attachment) -> None:
    """The file goes where the first of its album went."""
    fetched = await receive(message, bot, shelf)
    turn = await begin()
    if isinstance(fetched, Upload):
        keep(turn, message, fetched, message_id=album.message_id, ticket_id=album.ticket_id)
    elif fetched is not None:
        turn.say(plain(refusal(turn.words, fetched)))


async def receive(message: Message, bot: Bot, shelf: Shelf) -> Upload | Exception | None:
    """The file of a message, or why what is to be seen or heard in it is not taken; None where all of it are words."""
    sent = sent_file(message)
    if sent is None:
        return None if text_of(message) and not is_looked_at(message) else ForbiddenType()
    try:
        return await fetch(bot, shelf, sent)
    except Refused as reason:
        return reason


def keep(
    turn: Turn, message: Message, upload: Upload, *, message_id: str | None = None, ticket_id: int | None = None
) -> None:
    """Write the file down, where it belongs as far as that is known."""
    sent = sent_file(message)
    assert sent is not None
    turn.session.add(
        Attachment(
            id=upload.stored.id,
            conversation_id=turn.conversation.id,
            message_id=message_id,
            ticket_id=ticket_id,
            media=sent.media,
            name=upload.name,
            mime=upload.mime,
            size=upload.stored.size,
            sha256=upload.stored.sha256,
            group=message.media_group_id,
            remote=sent.file_id,
        )
    )


def refusal(words: BotWords, reason: Exception) -> str:
    """Why a file is not taken, in a sentence."""
    match reason:
        case TooLarge():
            return words.files.too_large
        case ShelfAway():
            return words.files.away
        case OtherThanNamed():
            return words.files.other
        case _:
            return words.files.forbidden


async def _attach_to_draft(message: Message, turn: Turn, draft: Draft, fetched: Upload | Exception | None) -> None:
    words, count = turn.words, await loose(turn.session, turn.conversation.id)
    said: list[Block] = []
    if isinstance(fetched, Exception):
        said = [plain(refusal(words, fetched)), *_no_scans(words, message)]
    elif fetched is not None and count >= MOST:
        said = [plain(words.files.too_many.format(most=MOST))]
    elif fetched is not None:
        keep(turn, message, fetched)
        if not await more_of_album(turn, message):
            said = [plain(words.files.attached.format(count=count + 1)), *_no_scans(words, message)]
    if not text_of(message):
        if said:
            await ask(turn, draft, *said)
        return
    if said:
        turn.say(*said)
    match draft.stage:
        case Stage.TEXT:
            await tell_text(message, turn)
        case Stage.CONTACT:
            await tell_contact(message, turn)
        case _:
            await ask_again(message, turn)


async def _attach_to_ticket(
    message: Message, turn: Turn, draft: Draft, fetched: Upload | Exception | None, zone: ZoneInfo
) -> None:
    words, ticket = turn.words, await own_ticket(turn, draft.number or "")
    if isinstance(fetched, Exception):
        turn.say(plain(refusal(words, fetched)))
    elif fetched is not None and ticket is not None and (ticket.status in OPEN or draft.stage is Stage.REASON):
        keep(turn, message, fetched, ticket_id=ticket.id)
    if text_of(message):
        await tell_words(message, turn, zone)
    elif isinstance(fetched, Upload) and draft.stage is Stage.ADDITION:
        await take_words(turn, words.files.only.format(name=fetched.name), message.message_id, zone)
    elif isinstance(fetched, Upload):
        asked = words.ask_comment if draft.stage is Stage.COMMENT else words.ask_reason
        turn.say(plain(asked.format(number=draft.number)))


def _no_scans(words: BotWords, message: Message) -> list[Block]:
    """Whoever sends a picture may think that a passport is wanted: it never is (152-ФЗ ст. 5 ч. 5)."""
    return [] if message.voice or message.audio else [note(words.no_scans)]
