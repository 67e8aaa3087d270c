"""What stands around the handlers of private chats: what they are given, and what is said when something goes amiss."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.types import TelegramObject
from sqlalchemy import func, select

from bot.dialogue.asking import ask
from bot.dialogue.turn import Begin, Handler, NotDone, Turn, thread_of
from bot.sending.calls import inside
from bot.sending.layout import plain
from desk.desk import AlreadyReceived
from desk.message import EmptyText, TooLongText
from tickets.record.conversation import Author, Owner, StoredMessage
from tickets.record.draft import Stage, WordsLost, find_draft, write_down
from tickets.store.base import now

MANY, WINDOW = 8, timedelta(seconds=10)
SLOW = 0.4  #: seconds after which a person may wonder
LASTS = 4.5  #: seconds; Telegram takes the sign of typing away after five
SECONDS = 3  #: for one call

log = logging.getLogger(__name__)


async def give_turn(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    """Begins the turn for handlers that ask for one: those that ask the desk begin theirs after it."""
    if "turn" in data["handler"].params:
        data["turn"] = await data["begin"]()
    try:
        return await handler(event, data)
    except NotDone as why:
        return str(why)


async def mend(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    """Says what is wrong with words that cannot be kept, and begins anew where a draft has lost what was told.

    Then its person is asked the first question again: handlers that need the draft ask for it before all else.
    """
    begin: Begin = data["begin"]
    try:
        return await handler(event, data)
    except AlreadyReceived:
        return None
    except EmptyText:
        turn = await begin()
        turn.say(plain(turn.words.only_text))
    except TooLongText:
        turn = await begin()
        turn.say(plain(turn.words.too_long))
    except WordsLost:
        turn = await begin()
        draft = await find_draft(turn.session, turn.conversation.id)
        assert draft is not None
        draft.stage = Stage.TEXT
        await write_down(turn.session, draft)
        await ask(turn, draft, plain(turn.words.words_lost if draft.text is None else turn.words.choice_lost))


async def notice_burst(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    """Whoever writes faster than one reads hears once that all is read in its order. Nothing is dropped.

    It is said after the message that makes a burst; while a person answers, the bot is silent.
    """
    given = await handler(event, data)
    if data["handler"].flags.get("burst"):
        turn: Turn = await data["begin"]()
        if turn.conversation.owner is Owner.BOT and await _recent(turn) == MANY:
            turn.say(plain(turn.words.one_by_one))
    return given


async def _recent(turn: Turn) -> int:
    query = select(func.count()).where(
        StoredMessage.conversation_id == turn.conversation.id,
        StoredMessage.author == Author.USER,
        StoredMessage.at > now() - WINDOW,
    )
    return (await turn.session.execute(query)).scalar_one()


async def show_typing(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    """«Печатает…» over the chat as long as an update is being handled, unless a person answers instead of the bot.

    It is a sign of the moment and no message: never a row.
    """
    if data["owner"] is not Owner.BOT:
        return await handler(event, data)
    sign = asyncio.create_task(_show(data["bot"], data["event_chat"].id, thread_of(event)))
    try:
        return await handler(event, data)
    finally:
        sign.cancel()


async def _show(bot: Bot, chat: int, thread: str | None) -> None:
    topic = inside(thread).get("message_thread_id")
    await asyncio.sleep(SLOW)
    while True:
        try:
            await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic, request_timeout=SECONDS)
        except Exception as error:  # noqa: BLE001 - the answer itself is on its way
            log.info("the sign of typing was not shown: %s", type(error).__name__)
            return
        await asyncio.sleep(LASTS)
