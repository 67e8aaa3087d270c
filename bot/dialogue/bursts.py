"""Bursts: whoever writes faster than one reads hears once that all is read in its order. Nothing is dropped."""

from datetime import timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject
from sqlalchemy import func, select

from bot.dialogue.turn import Begin, Handler, Turn
from bot.sending.layout import plain
from tickets.base import now
from tickets.conversation import Author, Owner, StoredMessage

MANY, WINDOW = 8, timedelta(seconds=10)


class Bursts(BaseMiddleware):
    """Says so after the message that makes a burst; while a person answers, the bot is silent."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        given = await handler(event, data)
        begin: Begin = data["begin"]
        turn = await begin()
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
