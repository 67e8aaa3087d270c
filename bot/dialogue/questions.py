"""What people send to the bot, when it is no command and no draft waits for it.

A caption counts as text. While a person answers, everything goes to them.
"""

from dataclasses import replace

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message

from bot.dialogue.albums import is_answered
from bot.dialogue.attachments import keep, receive, refusal
from bot.dialogue.speech import speech
from bot.dialogue.turn import CHANNEL, Begin
from bot.reading.kinds import is_looked_at, sight_of
from bot.reading.origin import preface_of
from bot.reading.parts import Parts, told_in
from bot.reading.words import text_of
from bot.sending.files import sent_file
from bot.sending.layout import note, plain
from desk.desk import Desk
from desk.journal import Question as Entry
from desk.message import Message as Question
from tickets.queue.lists import held_ticket
from tickets.record.attachment import Shelf
from tickets.record.conversation import Owner, StoredMessage
from tickets.record.draft import Stage
from tickets.store.database import Session


class ForStaff(Filter):
    """A person answers here, and has not just been asked to be told something for a ticket."""

    async def __call__(self, _message: Message, owner: Owner, stage: Stage | None) -> bool:
        return owner is Owner.STAFF and stage is None


async def ask(message: Message, session: Session, desk: Desk, begin: Begin, parts: Parts = ()) -> None:
    """Give the message to the desk and say what it decides."""
    reply = await desk.receive(as_question(message), session)
    if parts and (stored := await session.get(StoredMessage, reply.message)):
        stored.parts = told_in(parts)
    turn = await begin()
    asked = await session.get(Entry, reply.message)
    if said := speech(reply, desk.knowledge, asked.refs if asked else [], public=turn.public):
        unseen = [note(turn.words.files.unseen)] if sent_file(message) or is_looked_at(message) else []
        turn.say(*said.blocks, *unseen, buttons=said.buttons)


async def pass_on(message: Message, bot: Bot, shelf: Shelf, session: Session, desk: Desk, begin: Begin) -> None:
    """Whatever staff can look at goes to them, and a file is kept; of one that may not be kept only the words go."""
    fetched = await receive(message, bot, shelf) if sent_file(message) else None
    whole, question = not isinstance(fetched, Exception), as_question(message)
    told = replace(question, text="\n".join(filter(None, (sight_of(message), question.text))))
    relayed = await desk.pass_on(told, session, whole=whole) if whole or told.text else None
    turn = await begin()
    if isinstance(fetched, Exception):
        turn.say(plain(refusal(turn.words, fetched)))
    elif relayed is None:  # nobody of staff is there any more
        turn.say(plain(turn.words.only_text))
    elif fetched is not None:
        held = await held_ticket(session, turn.conversation.id)
        keep(turn, message, fetched, message_id=relayed.message, ticket_id=held.id if held else None)
    if relayed is not None and relayed.expected is not None:
        turn.say(plain(relayed.expected.words(relayed.language)))


async def ask_for_words(message: Message, begin: Begin) -> None:
    """A picture or a voice tells the bot nothing: whoever sent it must know, of an album once."""
    turn = await begin()
    if not await is_answered(turn, message):
        turn.say(plain(turn.words.only_text))


def as_question(message: Message) -> Question:
    """The message as the desk takes it."""
    answers = message.reply_to_message
    return Question(
        channel=CHANNEL,
        conversation=str(message.chat.id),
        message_id=str(message.message_id),
        text=text_of(message),
        reply_to=str(answers.message_id) if answers else None,
        album=message.media_group_id,
        preface=preface_of(message),
    )
