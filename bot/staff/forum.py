"""The forum: whether the staff chat has topics that the bot may manage, as Telegram says now."""

import time

from aiogram import Bot
from aiogram.exceptions import TelegramNotFound

from bot.checks import GetRawChat, GetRawMember
from bot.moves import chat_now
from bot.sending.delivery import deliver
from tickets.post.outbox import Undeliverable
from tickets.store.database import Database

FRESH = 60.0  #: seconds that an answer of Telegram is believed
_REFUSED = (Undeliverable, TelegramNotFound)  #: the second by an operator's own server that is older than the question
_INSIDE = {"creator", "administrator", "member"}


class Forum:
    """The staff chat. What Telegram says of it, and of its members, is believed for a minute."""

    def __init__(self, bot: Bot, database: Database, chat: int) -> None:
        self._bot = bot
        self._database = database
        self._chat = chat
        self._open = False
        self._open_until = 0.0
        self._members: dict[tuple[int, int], float] = {}  #: until when each is believed to be one

    async def place(self) -> int:
        """The number of the chat today."""
        async with self._database.reading() as session:
            return await chat_now(session, self._chat)

    async def is_open(self) -> bool:
        """Whether topics can be made there. Raises TryLater, and what aiogram raises when Telegram is silent."""
        if time.monotonic() >= self._open_until:
            self._open = await self._ask()
            self._open_until = time.monotonic() + FRESH
        return self._open

    def doubt(self) -> None:
        """A call was refused, or something has changed: ask anew."""
        self._open_until = 0.0

    async def has_member(self, user: int) -> bool:
        """Whether this account is in the chat. Raises TryLater, and what aiogram raises when Telegram is silent."""
        place = await self.place()
        if self._members.get((place, user), 0.0) > time.monotonic():
            return True
        try:
            found = await deliver(self._bot, GetRawMember(chat_id=place, user_id=user))
        except _REFUSED:
            return False
        inside = found["status"] in _INSIDE or (found["status"] == "restricted" and bool(found.get("is_member")))
        if inside:
            self._members[place, user] = time.monotonic() + FRESH
        return inside

    def forget_member(self, user: int) -> None:
        """They have left, or are said to have: ask anew."""
        self._members = {known: until for known, until in self._members.items() if known[1] != user}

    async def _ask(self) -> bool:
        place = await self.place()
        try:
            chat = await deliver(self._bot, GetRawChat(chat_id=place))
            if not chat.get("is_forum"):
                return False
            me = await deliver(self._bot, GetRawMember(chat_id=place, user_id=self._bot.id))
        except _REFUSED:
            return False
        return me["status"] == "creator" or (me["status"] == "administrator" and bool(me.get("can_manage_topics")))
