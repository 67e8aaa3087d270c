"""A topic of a forum, as its members see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stand_in.icons import ICONS
from stand_in.message import Message

if TYPE_CHECKING:
    from stand_in.chat import Chat


@dataclass(eq=False, repr=False)
class Topic:
    """`id` is that of the message that made it; the general topic is 1 in no call and in no update."""

    chat: "Chat"
    id: int
    name: str
    color: int = 7322096
    icon_id: str = ""  #: of a custom emoji
    closed: bool = False
    deleted: bool = False
    heard: int = 0  #: how many messages of the bot tests have asked for

    def __repr__(self) -> str:
        return f"<topic {self.id} {self.icon}{self.name!r}>"

    @property
    def thread(self) -> int | None:
        """What its messages name."""
        return None if self is self.chat.general else self.id

    @property
    def icon(self) -> str:
        """The emoji beside its name; "" for the plain one."""
        return next((emoji for emoji, number in ICONS.items() if number == self.icon_id), "")

    @property
    def all(self) -> list[Message]:
        """Everything that stands in it, with messages about the topic itself."""
        return [m for m in self.chat.messages.values() if m.thread == self.thread and not m.deleted]

    @property
    def messages(self) -> list[Message]:
        """What people and the bot wrote."""
        return [message for message in self.all if not message.service]

    @property
    def said(self) -> list[Message]:
        """What the bot wrote, deleted or not."""
        bot = self.chat.bot.user["id"]
        messages = [m for m in self.chat.messages.values() if m.thread == self.thread and not m.service]
        return [message for message in messages if message.sender["id"] == bot]

    @property
    def unheard(self) -> list[str]:
        """Texts of the bot not yet asked for."""
        return [message.text for message in self.said[self.heard :]]

    @property
    def pinned(self) -> list[Message]:
        return [m for m in self.chat.pinned if m.thread == self.thread and not m.deleted]

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"message_thread_id": self.id, "name": self.name, "icon_color": self.color}
        return {**shown, "icon_custom_emoji_id": self.icon_id} if self.icon_id else shown
