"""The world behind the Bot API: chats, files, and what the bot has yet to hear of."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from itertools import count
from typing import Any

from stand_in.chat import GROUP, PRIVATE, RIGHTS, SUPERGROUP, Chat, Member
from stand_in.files import Files
from stand_in.message import Message
from stand_in.params import Params
from stand_in.refusal import bad, forbidden

PATIENCE = 60  #: seconds that a test waits for what must come, on a busy machine
THEN = 1_790_000_000  #: what a test's clock says

#: Kinds of updates that come only to a bot that names them.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


async def at_once() -> None:
    """No wait."""


class World:
    """What a call may change and an update may tell of. `chats` holds what the bot wrote, by chat."""

    def __init__(self, patience: float = PATIENCE, now: Callable[[], int] = lambda: THEN) -> None:
        self.patience = patience
        #: Waited for before somebody answers a message: who reads takes longer than a bot to note what it said.
        self.reads: Callable[[], Awaitable[None]] = at_once
        self.now = now
        self.bot: dict[str, Any] = {"id": 42, "is_bot": True, "first_name": "Пункт", "username": "punkt_test_bot"}
        self.me = {
            **self.bot, "can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": True
        }  # fmt: skip
        self.ids = count(1)
        self.files = Files()
        self.chats: dict[str, list[Message]] = defaultdict(list)
        self.toasts: dict[str, str | None] = {}  #: what popped up, by callback query
        self.inline: dict[str, dict[str, Any]] = {}  #: answers to inline queries
        self.inline_messages: dict[str, Message] = {}
        self.actions: list[tuple[int, int | None, str]] = []  #: «печатает…»: chat, topic and what is being done
        self.profile: dict[tuple[str, str], Any] = {}  #: names, descriptions and commands, by method and language
        self.updates: list[dict[str, Any]] = []  #: not yet confirmed by an offset or taken by the webhook
        self.allowed: list[str] = []  #: kinds that the bot asked for
        self.asked: set[str] = set()  #: callback and inline queries that may be answered
        self.revision = 0  #: grows whenever something may have changed
        self._all: dict[int, Chat] = {}
        self._changed = asyncio.Condition()
        self._update_ids = count(700_000_000)
        self._albums = count(13_000_000_000)

    def chat(self, number: int) -> Chat:
        """The chat of this number, made if there was none: of a person, or a supergroup with the bot for admin."""
        return self._all.get(number) or self.make_chat(number, PRIVATE if number > 0 else SUPERGROUP, "?")

    def known(self, number: int) -> Chat | None:
        return self._all.get(number)

    def make_chat(self, number: int, kind: str, name: str, *, forum: bool = False) -> Chat:
        bot = Member(self.bot) if kind == PRIVATE else Member(self.bot, "administrator", set(RIGHTS))
        made = Chat(number, kind, name, bot, forum=forum)
        if kind in {PRIVATE, GROUP}:
            made.ids = self.ids
        self._all[number] = made
        return made

    def place(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat that a call names, if the bot may go there."""
        number = params.get(name)
        if not number:
            raise bad(f"{name} is empty")
        if not str(number).removeprefix("-").isdigit():
            raise bad("chat not found")
        chat = self.chat(int(number))
        if chat.moved_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if not chat.bot.inside:
            if chat.private:
                raise forbidden("bot was blocked by the user")
            kicked = chat.bot.status == "kicked"
            raise forbidden(f"bot {'was kicked from' if kicked else 'is not a member of'} the {chat.kind} chat")
        return chat

    def add(self, chat: Chat, sender: dict[str, Any], content: dict[str, Any], **more: Any) -> Message:
        """Put a message into a chat; nobody is told yet."""
        message = Message(chat, next(chat.ids), sender, self.now(), content, **more)
        message.hang(message.markup)
        message.first_buttons = dict(message.buttons)
        chat.messages[message.id] = message
        if sender == self.bot and not message.service and "via_bot" not in content:
            self.chats[str(chat.id)].append(message)
        return message

    def note(self, chat: Chat, sender: dict[str, Any], thread: int | None = None, **what: Any) -> Message:
        """A message about the chat itself. The bot hears of those that it caused, too."""
        message = self.add(chat, sender, what, thread=thread, service=True)
        self.queue(message=message.as_json())
        return message

    def album(self) -> str:
        """The name of a new album."""
        return str(next(self._albums))

    def message_of(self, update: dict[str, Any]) -> Message:
        """The message that an update told of."""
        told = update.get("message") or update["edited_message"]
        return self._all[told["chat"]["id"]].messages[told["message_id"]]

    def queue(self, **content: Any) -> dict[str, Any]:
        """An update for the bot; whoever waits is told at the end of the call, or by `stir`."""
        update = {"update_id": next(self._update_ids), **content}
        self.asked |= {content[kind]["id"] for kind in ("callback_query", "inline_query") if kind in content}
        self.updates.append(update)
        return update

    def waiting(self) -> list[dict[str, Any]]:
        """Updates that the bot asked for; the others are dropped, as Telegram does."""
        self.updates[:] = [update for update in self.updates if not allowed_out(update, self.allowed)]
        return self.updates

    async def deliver(self, **content: Any) -> dict[str, Any]:
        """Put an update of any kind into the queue."""
        update = self.queue(**content)
        await self.stir()
        return update

    async def deliver_again(self, update: dict[str, Any]) -> None:
        self.updates.append(update)
        await self.stir()

    async def stir(self) -> None:
        """Let everybody who waits look again."""
        self.revision += 1
        async with self._changed:
            self._changed.notify_all()

    async def wait_for(self, what: Callable[[], Any]) -> None:
        """Wait until it holds; TimeoutError when patience ends."""
        async with asyncio.timeout(self.patience):
            await self.when(what)

    async def when(self, what: Callable[[], Any]) -> None:
        """Wait for it without an end."""
        async with self._changed:
            await self._changed.wait_for(what)

    async def moved_on(self, seen: int) -> None:
        """Wait until something may have changed since this revision."""
        await self.when(lambda: self.revision != seen)

    def all_chats(self) -> Iterable[Chat]:
        return self._all.values()


#: Kinds of updates; one of a kind that is not here comes to every bot.
KINDS = UNASKED | {
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
    "callback_query", "my_chat_member", "poll", "poll_answer", "chat_join_request",
}  # fmt: skip


def allowed_out(update: dict[str, Any], allowed: list[str]) -> bool:
    """Whether an update is of a known kind that was not asked for; who names none gets all but UNASKED."""
    kinds = KINDS & update.keys()
    return bool(kinds) and kinds.isdisjoint(allowed or KINDS - UNASKED)
