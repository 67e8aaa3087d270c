"""What people send to the bot, when it is no command and no draft waits for it.

A caption counts as text. While a person answers, everything goes to them.
"""

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message

from bot.dialogue.attachments import keep, receive, refusal
from bot.dialogue.speech import speech
from bot.dialogue.turn import CHANNEL, Begin
from bot.sending.files import sent_file
from bot.sending.layout import note, plain
from desk.desk import Desk
from desk.journal import Question as Entry
from desk.message import Message as Question
from tickets.queue.lists import held_ticket
from tickets.record.attachment import Shelf
from tickets.record.conversation import Owner
from tickets.record.draft import Stage
from tickets.store.database import Session

#: What a person sends instead of words; all else without a text is a service message of Telegram.
WORDLESS = {
    *("animation", "audio", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll"),
    *("sticker", "story", "venue", "video", "video_note", "voice"),
}


class ForStaff(Filter):
    """A person answers here, and has not just been asked to be told something for a ticket."""

    async def __call__(self, _message: Message, owner: Owner, stage: Stage | None) -> bool:
        return owner is Owner.STAFF and stage is None


async def ask(message: Message, session: Session, desk: Desk, begin: Begin) -> None:
    """Give the message to the desk and say what it decides."""
    reply = await desk.receive(as_question(message), session)
    turn = await begin()
    asked = await session.get(Entry, reply.message)
    if said := speech(reply, desk.knowledge, asked.numbers if asked else [], public=turn.public):
        unseen = [note(turn.words.files.unseen)] if message.text is None else []
        turn.say(*said.blocks, *unseen, buttons=said.buttons)


async def pass_on(message: Message, bot: Bot, shelf: Shelf, session: Session, desk: Desk, begin: Begin) -> None:
    """Whatever staff can look at goes to them; a file is kept besides, and one that may not be kept goes nowhere."""
    fetched = await receive(message, bot, shelf) if sent_file(message) else None
    if isinstance(fetched, Exception):
        turn = await begin()
        turn.say(plain(refusal(turn.words, fetched)))
        return
    relayed = await desk.pass_on(as_question(message), session)
    turn = await begin()
    if relayed is None:  # nobody of staff is there any more
        turn.say(plain(turn.words.only_text))
    elif fetched is not None:
        held = await held_ticket(session, turn.conversation.id)
        keep(turn, message, fetched, message_id=relayed.message, ticket_id=held.id if held else None)


async def ask_for_words(message: Message, begin: Begin, stage: Stage | None) -> None:
    """A picture or a voice tells the bot nothing: whoever sent it must know. What a request may hold is said there."""
    turn = await begin()
    words = turn.words
    if stage is None:
        turn.say(plain(words.only_text))
    else:
        turn.say(plain(words.files.forbidden), plain(words.no_scans))


def as_question(message: Message) -> Question:
    """The message as the desk takes it."""
    answers = message.reply_to_message
    return Question(
        channel=CHANNEL,
        conversation=str(message.chat.id),
        message_id=str(message.message_id),
        text=message.text or message.caption or "",
        reply_to=str(answers.message_id) if answers else None,
        album=message.media_group_id,
    )
