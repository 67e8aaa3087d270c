"""Beginning anew: what was told in a draft is lost, so its person hears of it and is asked the first question again."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.dialogue.asking import ask
from bot.dialogue.turn import Begin, Handler
from bot.sending.layout import plain
from tickets.draft import Stage, WordsLost, find_draft, write_down


class BeginAnew(BaseMiddleware):
    """Stands before handlers that need the draft; each asks for it before it does anything else."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except WordsLost:
            begin: Begin = data["begin"]
            turn = await begin()
            draft = await find_draft(turn.session, turn.conversation.id)
            assert draft is not None
            draft.stage = Stage.TEXT
            await write_down(turn.session, draft)
            await ask(turn, draft, plain(turn.words.words_lost))
            return None
