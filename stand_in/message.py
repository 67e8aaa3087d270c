"""One message of one chat, whoever wrote it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stand_in.keyboards import Buttons, buttons_of

if TYPE_CHECKING:
    from stand_in.chat import Chat

MEDIA = ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker")


@dataclass(eq=False, repr=False)
class Message:
    """What is in it as Telegram's JSON has it, and how a person sees it."""

    chat: "Chat"
    id: int
    sender: dict[str, Any]
    date: int
    content: dict[str, Any]  #: text, photo, caption, location, forum_topic_created, …
    html: str = ""  #: text or caption as the bot wrote it
    thread: int | None = None  #: the topic
    reply: "Message | None" = None
    markup: dict[str, Any] = field(default_factory=dict)
    buttons: Buttons = field(default_factory=dict)
    first_buttons: Buttons = field(default_factory=dict)  #: as a person's old screen may still show them
    reactions: dict[int, list[str]] = field(default_factory=dict)  #: emoji by who left them
    edited: int | None = None
    service: bool = False  #: tells what happened to the chat, such as a topic that was made
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<message {self.id} in {self.chat.id}: {self.text or next(iter(self.content), '')!r}>"

    @property
    def text(self) -> str:
        """As a person reads it."""
        return self.content.get("text") or self.content.get("caption") or ""

    @property
    def media(self) -> str | None:
        """What kind of file it carries."""
        return next((kind for kind in MEDIA if kind in self.content), None)

    @property
    def album(self) -> str | None:
        return self.content.get("media_group_id")

    @property
    def file_id(self) -> str:
        """Of its file; of a photo's largest size."""
        assert self.media, "it carries no file"
        file = self.content[self.media]
        return str((file[-1] if self.media == "photo" else file)["file_id"])

    def hang(self, markup: dict[str, Any]) -> None:
        """Put this keyboard under it."""
        self.markup = markup
        self.buttons = buttons_of(markup)

    def as_json(self, *, deep: bool = True) -> dict[str, Any]:
        """As updates and answers show it; a message it replies to shows none itself."""
        if self.deleted:
            return {"chat": self.chat.as_json(), "message_id": self.id, "date": 0}
        shown: dict[str, Any] = {
            "message_id": self.id, "from": self.sender, "chat": self.chat.as_json(), "date": self.date, **self.content
        }  # fmt: skip
        if self.edited is not None:
            shown["edit_date"] = self.edited
        if self.markup:
            shown["reply_markup"] = self.markup
        if self.thread is not None:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        # Telegram calls the topic's first message the one replied to where there is no other.
        replied = self.reply or (self.chat.messages.get(self.thread) if self.thread not in {None, self.id} else None)
        if deep and replied is not None and not replied.deleted:
            shown["reply_to_message"] = replied.as_json(deep=False)
        return shown
