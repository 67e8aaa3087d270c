"""A turn: one update of one chat while it is handled, and what every handler is given of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, Message, TelegramObject, User

from bot.dialogue.introduction import menu_of
from bot.reading.kinds import is_service
from bot.reading.origin import forwarded_from
from bot.reading.words import text_of
from bot.sending import calls
from bot.sending.layout import Block, compose, plain
from bot.words.russian import wording_in
from bot.words.wording import BotWords
from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.message import marked, storable
from tickets.post.outbox import tell
from tickets.record.attachment import album_of
from tickets.record.conversation import Conversation, Owner, begin_conversation, find_conversation
from tickets.record.draft import OF_TICKET, Draft, find_draft, open_draft
from tickets.store.database import Database, Session

CHANNEL = "telegram"

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class NotDone(Exception):
    """Nothing comes of what was pressed; the message is shown for a moment over the chat."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Nothing said here leaves before the update's transaction is committed."""

    session: Session
    desk: Desk
    chat: int
    conversation: Conversation
    cause: str
    public: bool  #: whether addresses of clauses can be opened from outside

    @property
    def update(self) -> str:
        """The channel's id of the update in hand."""
        return self.cause.partition(":")[2]

    @property
    def words(self) -> BotWords:
        return wording_in(self.conversation.language, self.desk.knowledge.words)

    @property
    def knowledge(self) -> Knowledge:
        """What the conversation is answered from: one document alone, where the person has chosen one."""
        return self.desk.within_reach(self.conversation)

    def say(self, *blocks: Block, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Write to the chat; the buttons hang under the last message when there are several."""
        *before, last = compose(blocks)
        for html in before:
            self.send(html)
        self.send(last, buttons)

    def send(self, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Write one message of `layout.compose`."""
        self._call(calls.message(self.chat, html, reply_markup=buttons, **calls.inside(self.conversation.thread)))

    def rewrite(self, message_id: int, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Let an earlier message say this instead; `html` is one message of `layout.compose`."""
        self._call(calls.rewriting(self.chat, message_id, html, reply_markup=buttons))

    def replace_buttons(self, message_id: int, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Change the buttons under an earlier message, or take them away."""
        self._call(EditMessageReplyMarkup(chat_id=self.chat, message_id=message_id, reply_markup=buttons))

    def speak(self, language: str) -> None:
        """Go on in this language, whatever the person writes in; the menu of the chat, too."""
        self.conversation.language, self.conversation.language_chosen = language, True
        self.renew_menu()

    def renew_menu(self) -> None:
        """The menu of a chat that has one of its own, in the language that was chosen there, as it is now."""
        if self.conversation.language_chosen:
            self._call(menu_of(self.chat, self.words.menu, several=self.desk.knowledge.several))

    def origin(self, act: str) -> str:
        """Of the ticket or the draft that this act in this chat begins."""
        return f"{CHANNEL}:{self.chat}:{act}"

    async def when_answered(self, *, once: bool = False) -> tuple[Block, ...]:
        """When staff answer whoever has just called for them, where there is anything to say; `once`: not again."""
        found = await self.desk.expected(self.session, self.conversation, once=once)
        return (plain(found.words(self.words.language)),) if found else ()

    async def draft(self) -> Draft | None:
        """With all that was told; raises WordsLost and LockersAway."""
        return await open_draft(self.session, self.conversation.id)

    async def awaited(self) -> Draft:
        """The draft, where the filters have seen that there is one."""
        draft = await self.draft()
        assert draft is not None
        return draft

    def _call(self, method: calls.Call) -> None:
        tell(self.session, CHANNEL, self.conversation.id, calls.as_topic(method), self.cause)


Begin = Callable[[], Awaitable[Turn]]


async def begin_turn(
    session: Session, desk: Desk, chat: int, cause: str, *, public: bool, language: str | None = None
) -> Turn:
    """A turn in the chat's conversation, which is made now, in this language, if there was none."""
    conversation = await find_conversation(session, CHANNEL, str(chat))
    if conversation is None:
        conversation = await begin_conversation(session, CHANNEL, str(chat))
        conversation.language = language or conversation.language
    return Turn(session, desk, chat, conversation, cause, public)


def words_in(message: Message) -> str:
    """What a message says, and whose words these are. Raises EmptyText and TooLongText, of which the person is told."""
    return marked(forwarded_from(message), storable(text_of(message)))


def pressed(callback: CallbackQuery) -> int:
    """Number of the message whose button was pressed."""
    assert callback.message is not None, "without a message there is no chat, and Glance lets none in"
    return callback.message.message_id


def thread_of(event: TelegramObject) -> str | None:
    """The topic of a private chat in which something was written or pressed; None where it has none."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message) or not message.is_topic_message or message.message_thread_id is None:
        return None
    return str(message.message_thread_id)


def language_of(user: User | None) -> str:
    """The language of ours that a person's Telegram is set to, or comes nearest to."""
    return "en" if user and (user.language_code or "").lower().startswith("en") else "ru"


class Glance(BaseMiddleware):
    """Looks where the chat stands, in a session of its own, as `Desk.receive` wants the update's session unused.

    Only private chats are heard, and in them nothing that Telegram itself or another bot says. Handlers and filters get
    `begin` (which begins the turn), `owner`, `stage`: what the draft waits for, None without a draft, and `album`: a
    file that came before in the same album, if any. While staff own the conversation every word is for them and a
    draft has to wait, except for words that the person has just asked to add to a ticket.
    """

    def __init__(self, desk: Desk, database: Database, *, public: bool) -> None:
        self._desk = desk
        self._database = database
        self._public = public

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        user: User | None = data.get("event_from_user")
        if chat is None or chat.type != "private" or (user is not None and user.is_bot):
            return None
        if isinstance(event, Message) and is_service(event):
            return None
        async with self._database.reading() as session:
            conversation = await find_conversation(session, CHANNEL, str(chat.id))
            draft = await find_draft(session, conversation.id) if conversation else None
            group = getattr(event, "media_group_id", None)
            album = await album_of(session, conversation.id, group) if conversation and group else None
        owner = conversation.owner if conversation else Owner.BOT
        heard = draft is not None and (owner is Owner.BOT or draft.stage in OF_TICKET)
        stage = draft.stage if draft and heard else None

        async def begin() -> Turn:
            turn = await begin_turn(
                data["session"], self._desk, chat.id, data["cause"], public=self._public, language=language_of(user)
            )
            turn.conversation.thread = thread_of(event)
            return turn

        return await handler(event, {**data, "begin": begin, "owner": owner, "stage": stage, "album": album})
