"""A turn: one update of one chat while it is handled, and what every handler is given of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, TelegramObject
from sqlalchemy.ext.asyncio import AsyncSession

from bot import calls
from bot.layout import Block, compose
from bot.phrases import phrases
from bot.wording import Phrases
from desk.desk import Desk
from tickets.conversation import Conversation, Owner, StoredMessage, begin_conversation, find_conversation
from tickets.database import Database
from tickets.draft import Draft, Stage, find_draft
from tickets.outbox import tell

CHANNEL = "telegram"

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Nothing said here leaves before the update's transaction is committed."""

    session: AsyncSession
    desk: Desk
    chat: int
    conversation: Conversation
    cause: str
    public: bool  #: whether addresses of clauses can be opened from outside

    @property
    def words(self) -> Phrases:
        return phrases(self.conversation.language)

    def say(self, *blocks: Block, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Write to the chat; the buttons hang under the last message when there are several."""
        messages = compose(blocks)
        for html in messages[:-1]:
            self._call(calls.message(self.chat, html))
        self._call(calls.message(self.chat, messages[-1], reply_markup=buttons))

    def replace_buttons(self, message_id: int, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Change the buttons under an earlier message, or take them away."""
        self._call(EditMessageReplyMarkup(chat_id=self.chat, message_id=message_id, reply_markup=buttons))

    def origin(self, act: str) -> str:
        """Of the ticket or the draft that this act in this chat begins."""
        return f"{CHANNEL}:{self.chat}:{act}"

    async def draft(self) -> Draft | None:
        return await find_draft(self.session, self.conversation.id)

    async def message(self, message_id: str) -> StoredMessage | None:
        """A message of this conversation by our id; nobody reaches into another's."""
        found = await self.session.get(StoredMessage, message_id)
        return found if found and found.conversation_id == self.conversation.id else None

    def _call(self, method: calls.Call) -> None:
        tell(self.session, CHANNEL, self.conversation.id, calls.CALL, self.cause, **calls.as_data(method))


Begin = Callable[[], Awaitable[Turn]]


async def begin_turn(session: AsyncSession, desk: Desk, chat: int, cause: str, *, public: bool) -> Turn:
    """A turn in the chat's conversation, which is made now if there was none."""
    conversation = await begin_conversation(session, CHANNEL, str(chat))
    return Turn(session, desk, chat, conversation, cause, public)


def pressed(callback: CallbackQuery) -> int:
    """Number of the message whose button was pressed."""
    assert callback.message is not None, "without a message there is no chat, and Glance lets none in"
    return callback.message.message_id


class Glance(BaseMiddleware):
    """Looks where the chat stands, in a session of its own, as `Desk.receive` wants the update's session unused.

    Only private chats are heard. Handlers and filters get `begin` (which begins the turn), `owner`, and `stage`: what
    the draft waits for, None without a draft and while staff own the conversation, since then every word is for them.
    """

    def __init__(self, desk: Desk, database: Database, *, public: bool) -> None:
        self._desk = desk
        self._database = database
        self._public = public

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        if chat is None or chat.type != "private":
            return None
        async with self._database.reading() as session:
            conversation = await find_conversation(session, CHANNEL, str(chat.id))
            draft = await find_draft(session, conversation.id) if conversation else None
        owner = conversation.owner if conversation else Owner.BOT
        stage: Stage | None = draft.stage if draft and owner is Owner.BOT else None

        async def begin() -> Turn:
            return await begin_turn(data["session"], self._desk, chat.id, data["cause"], public=self._public)

        return await handler(event, {**data, "begin": begin, "owner": owner, "stage": stage})


class GiveTurn(BaseMiddleware):
    """Begins the turn for handlers that do not ask the desk."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        return await handler(event, {**data, "turn": await data["begin"]()})
