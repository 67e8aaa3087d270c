"""Moves: a group that became a supergroup is followed, whoever tells of it first, and found again after a restart."""

import logging
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message, TelegramObject, Update
from sqlalchemy import select

from bot.dialogue.turn import Handler
from tickets.post.room import MovedChat, note_move, place_now
from tickets.store.away import DatabaseAway
from tickets.store.database import Database, Session

log = logging.getLogger(__name__)


async def chat_now(session: Session, chat: int) -> int:
    """The number that a group of the settings has today."""
    return int(await place_now(session, str(chat)))


class CallsFollow(BaseRequestMiddleware):
    """Leads calls to where the group is now; a refusal that names a new place is noted, and the call made there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, str] = {}  #: only spares a refusal per call: the database is what is asked elsewhere

    async def remember(self) -> None:
        """Read the moves of earlier runs."""
        for moved in await self._database.fetch(select(MovedChat)):
            self._known[moved.old] = moved.new

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat = str(getattr(method, "chat_id", ""))
        if chat in self._known:
            method = method.model_copy(update={"chat_id": self._known[chat]})
        try:
            return await make_request(bot, method)
        except TelegramMigrateToChat as refusal:
            place = self._known[chat] = str(refusal.migrate_to_chat_id)
        _tell(chat, place)
        try:
            async with self._database.transaction() as session:
                await note_move(session, chat, place)
        except DatabaseAway as error:  # the next process to be refused notes it
            log.warning("the move was not noted: %s", error.reason)
        return await make_request(bot, method.model_copy(update={"chat_id": place}))


class UpdatesFollow(BaseMiddleware):
    """Notes the move of the staff chat when a service message tells of it, on either side."""

    def __init__(self, chat: int) -> None:
        self._chat = str(chat)

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update), "it stands before all kinds of updates"
        move = _move(event.message) if event.message else None
        if move is None or move[0] != self._chat:
            return await handler(event, data)
        await note_move(data["session"], *move)
        _tell(*move)
        return None


def _move(message: Message) -> tuple[str, str] | None:
    """Old and new number of the group."""
    if message.migrate_to_chat_id:
        return str(message.chat.id), str(message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return str(message.migrate_from_chat_id), str(message.chat.id)
    return None


def _tell(old: str, new: str) -> None:
    log.warning("the group %s has become a supergroup; put that into PUNKT_TELEGRAM_STAFF_CHAT: %s", old, new)
