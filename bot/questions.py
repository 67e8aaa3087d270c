"""What people write to the bot, when it is no command and no draft waits for it.

A caption counts as text. Edited messages are not asked for: what was answered or filed stays as it was.
"""

from aiogram import F, Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.layout import plain
from bot.speech import speech
from bot.turn import CHANNEL, Begin
from desk.desk import AlreadyReceived, Desk
from desk.message import EmptyText, TooLongText
from desk.message import Message as Question
from tickets.conversation import Owner

#: What a person sends instead of words; all else without a text is a service message of Telegram.
WORDLESS = {
    *("animation", "audio", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll"),
    *("sticker", "story", "venue", "video", "video_note", "voice"),
}


def questions() -> Router:
    router = Router(name="questions")
    router.message.register(ask, F.text | F.caption)
    router.message.register(ask_for_words, F.content_type.in_(WORDLESS))
    return router


async def ask(message: Message, session: AsyncSession, desk: Desk, begin: Begin) -> None:
    """Give the message to the desk and say what it decides."""
    question = Question(CHANNEL, str(message.chat.id), str(message.message_id), message.text or message.caption or "")
    try:
        reply = await desk.receive(question, session)
    except AlreadyReceived:
        return
    except EmptyText:
        turn = await begin()
        turn.say(plain(turn.words.only_text))
        return
    except TooLongText:
        turn = await begin()
        turn.say(plain(turn.words.too_long))
        return
    turn = await begin()
    if said := speech(reply, desk.knowledge, public=turn.public):
        turn.say(*said.blocks, buttons=said.buttons)


async def ask_for_words(_message: Message, begin: Begin, owner: Owner) -> None:
    """A picture or a voice tells the bot nothing, and cannot be passed on yet: whoever sent it must know."""
    turn = await begin()
    turn.say(plain(turn.words.only_text if owner is Owner.BOT else turn.words.only_text_to_staff))
