"""People: they write, press, react and ask, and the bot hears of it."""

from typing import TYPE_CHECKING, Any

from stand_in.chat import Chat, Member
from stand_in.files import media_json
from stand_in.members import change_bot
from stand_in.message import Message
from stand_in.queries import content_of
from stand_in.sending import LONGEST
from stand_in.topic import Topic

if TYPE_CHECKING:
    from stand_in.server import StandIn

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180347d6ba80000000049454e44ae426082"
)  #: a whole PNG of one pixel

Update = dict[str, Any]
Target = Message | Update  #: a message, or the update that told of it


class Person:
    """Somebody who speaks in one chat."""

    def __init__(self, stand_in: "StandIn", number: int, name: str, language: str, chat: Chat) -> None:
        self._stand_in = stand_in
        self.id = number
        self.name = name
        self.language = language
        self.chat = chat

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    async def says(self, text: str, topic: Topic | None = None, **more: Any) -> Update:
        return await self.sends(topic, text=text, **more)

    async def pastes(self, text: str) -> list[Update]:
        """A text of any length: as an app sends it, cut before the last space where a message is full."""
        sent = []
        while text:
            piece = text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
            if piece != text and (space := max(piece.rfind(" ", -300), piece.rfind("\n", -300))) > 0:
                piece = piece[:space]
            text = text[len(piece) :].strip()
            sent.append(await self.says(piece.strip()))
        return sent

    async def replies(self, to: Target, text: str, **more: Any) -> Update:
        """In the topic of the message replied to, when it was read."""
        await self._stand_in.reads()
        return await self.sends(reply_to=to, text=text, **more)

    async def sends(self, topic: Topic | None = None, reply_to: Target | None = None, **content: Any) -> Update:
        """A message with any content, as Telegram's JSON has it; the update is given back."""
        self._stand_in.files.recognise(content)
        content = {**_command(content.get("text", "")), **content}
        reply = None if reply_to is None else self._message(reply_to)
        thread = reply.thread if reply and topic is None else topic.thread if topic else None
        message = self._stand_in.add(self.chat, self.as_json(), content, thread=thread, reply=reply)
        update = {"message": message.as_json()}
        if not self._is_heard(message):
            return update
        return await self._stand_in.deliver(**update)

    async def sends_file(
        self, kind: str, content: bytes = PICTURE, name: str | None = None, caption: str | None = None,
        topic: Topic | None = None, reply_to: Target | None = None, size: int | None = None, mime: str | None = None,
        **more: Any,
    ) -> Update:  # fmt: skip
        """A photo, document, voice, audio, video, video_note, animation or sticker; `size` may be a lie."""
        file = self._stand_in.files.add(kind, content, name, mime, size)
        words = {"caption": caption} if caption else {}
        return await self.sends(topic, reply_to, **{kind: media_json(file)}, **words, **more)

    async def sends_photo(self, caption: str | None = None, **more: Any) -> Update:
        return await self.sends_file("photo", caption=caption, **more)

    async def sends_document(self, name: str = "чек.pdf", content: bytes = b"%PDF-1.4\n%%EOF", **more: Any) -> Update:
        return await self.sends_file("document", content, name, **{"mime": "application/pdf", **more})

    async def sends_voice(self, **more: Any) -> Update:
        return await self.sends_file("voice", b"OggS" + bytes(60), **more)

    async def sends_sticker(self, **more: Any) -> Update:
        return await self.sends_file("sticker", **more)

    async def sends_location(self, latitude: float = 55.75, longitude: float = 37.62, **more: Any) -> Update:
        return await self.sends(location={"latitude": latitude, "longitude": longitude}, **more)

    async def sends_album(self, *kinds: str, caption: str | None = None, **more: Any) -> list[Update]:
        """Photos unless said otherwise: each an update of its own, and one album to the eye."""
        album = self._stand_in.album()
        captions = [caption, *[None] * len(kinds)]
        return [
            await self.sends_file(kind, caption=words, media_group_id=album, **more)
            for kind, words in zip(kinds or ("photo", "photo"), captions, strict=False)
        ]

    async def edits(self, update: Update, text: str, after: int = 1) -> Update:
        """Change the words of a message so many seconds after it was written."""
        message = self._message(update)
        key = "caption" if message.media else "text"
        kept = {name: value for name, value in message.content.items() if "entities" not in name}
        message.content = {**kept, key: text, **_command(text)}
        message.edited = message.date + after
        return await self._stand_in.deliver(edited_message=message.as_json())

    async def reacts(self, to: Target, *emoji: str) -> None:
        """The person's reactions to a message that was read become these; none at all takes them away."""
        await self._stand_in.reads()
        message = self._message(to)
        old = message.reactions.get(self.id, [])
        message.reactions[self.id] = list(emoji)
        told = {"old_reaction": _reactions(old), "new_reaction": _reactions(emoji)}
        where = {"chat": self.chat.as_json(), "message_id": message.id, "user": self.as_json()}
        if self.chat.private or self.chat.bot.admin:
            await self._stand_in.deliver(message_reaction={**where, "date": self._stand_in.now(), **told})

    async def presses(self, label: str, on: Message | None = None, *, wait: bool = True) -> str | None:
        """Press the button, of the newest message that has it or of the given one; waits for what pops up."""
        message = on or next(m for m in reversed(self._sights()) if label in m.buttons)
        return await self.presses_data((message.first_buttons if on else message.buttons)[label], message, wait=wait)

    async def presses_data(self, data: str, message: Message, *, wait: bool = True) -> str | None:
        """Press the button that carries these data."""
        identity = str(next(self._stand_in.ids))
        query = {"id": identity, "from": self.as_json(), "chat_instance": "1", "data": data}
        await self._stand_in.deliver(callback_query={**query, "message": message.as_json()})
        if wait:
            await self._stand_in.wait_for(lambda: identity in self._stand_in.toasts)
        return self._stand_in.toasts.get(identity)

    async def asks_inline(self, words: str, offset: str = "") -> list[dict[str, Any]]:
        """Type «@bot words» into any chat; the results that the bot offers."""
        assert self._stand_in.me["supports_inline_queries"], "inline mode is off"
        identity = str(next(self._stand_in.ids))
        kind = "sender" if self.chat.private else self.chat.kind
        query = {"id": identity, "from": self.as_json(), "query": words, "offset": offset, "chat_type": kind}
        await self._stand_in.deliver(inline_query=query)
        await self._stand_in.wait_for(lambda: identity in self._stand_in.inline)
        return list(self._stand_in.inline[identity]["results"])

    async def chooses(
        self, result: dict[str, Any], words: str = "", topic: Topic | None = None, reply_to: Target | None = None
    ) -> Update:
        """Put a result of an inline query into the chat; the bot hears the message, and which result it was."""
        content, html = content_of(result)
        update = await self.sends(topic, reply_to, **content, via_bot=self._stand_in.bot)
        message = self._message(update)
        message.html = html
        message.hang(result.get("reply_markup") or {})
        chosen = {"result_id": result["id"], "from": self.as_json(), "query": words}
        if message.markup:
            chosen["inline_message_id"] = f"inline-{message.chat.id}-{message.id}"
            self._stand_in.inline_messages[chosen["inline_message_id"]] = message
        await self._stand_in.deliver(chosen_inline_result=chosen)
        return update

    def reactions_on(self, target: Target) -> list[str]:
        """What the bot left on a message."""
        return self._message(target).reactions.get(self._stand_in.bot["id"], [])

    def _message(self, target: Target) -> Message:
        return target if isinstance(target, Message) else self._stand_in.message_of(target)

    def _sights(self) -> list[Message]:
        """Messages of the bot that are still there."""
        return [message for message in self._stand_in.chats[str(self.chat.id)] if not message.deleted]

    def _is_heard(self, message: Message) -> bool:
        """In a group, a bot in privacy mode hears only what is for it."""
        bot = self.chat.bot
        if not bot.inside:
            return False
        if self.chat.private or bot.admin or self._stand_in.me["can_read_all_group_messages"]:
            return True
        replied = message.reply is not None and message.reply.sender == self._stand_in.bot
        return replied or message.text.startswith("/") or f"@{self._stand_in.bot['username']}" in message.text


class User(Person):
    """A person with a private chat."""

    def __init__(self, stand_in: "StandIn", number: int, name: str, language: str = "ru") -> None:
        chat = stand_in.chat(number)
        chat.name = name
        super().__init__(stand_in, number, name, language, chat)
        chat.members[number] = Member(self.as_json())
        self._heard = 0

    @property
    def messages(self) -> list[Message]:
        """All that the bot wrote here."""
        return self._stand_in.chats[str(self.id)]

    @property
    def unheard(self) -> list[str]:
        """Texts not yet asked for by `hears`."""
        return [message.text for message in self.messages[self._heard :]]

    async def hears(self) -> Message:
        """The next message of the bot."""
        await self._stand_in.wait_for(lambda: len(self.messages) > self._heard)
        self._heard += 1
        return self.messages[self._heard - 1]

    def hears_no_more(self) -> None:
        """Pass over what has been said so far."""
        self._heard = len(self.messages)

    def opens_topic(self, name: str) -> Topic:
        """A topic of the private chat."""
        number = next(self.chat.ids)
        return self.chat.topics.setdefault(number, Topic(self.chat, number, name))

    async def blocks(self) -> Update:
        """Stop the bot: whatever it sends here is refused."""
        return await self._becomes("kicked")

    async def unblocks(self) -> Update:
        return await self._becomes("member")

    async def _becomes(self, status: str) -> Update:
        update = change_bot(self._stand_in, self.chat, self.as_json(), status)
        await self._stand_in.stir()
        return update


def _command(text: str) -> dict[str, Any]:
    """How Telegram marks a command at the beginning of a text."""
    if not text.startswith("/") or not text.split():
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}


def _reactions(emoji: Any) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": one} for one in emoji]
