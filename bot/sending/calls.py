"""Calls of the Bot API as rows of the outbox keep them."""

from typing import Any

from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage, SetMessageReaction, SetMyCommands
from aiogram.types import LinkPreviewOptions

from tickets.post.topics.topic import ChannelCall

Call = SendMessage | EditMessageText | EditMessageReplyMarkup | SetMessageReaction | SetMyCommands

_METHODS: dict[str, type[Call]] = {
    method.__api_method__: method
    for method in (SendMessage, EditMessageText, EditMessageReplyMarkup, SetMessageReaction, SetMyCommands)
}
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  #: addresses do not unfold


def as_topic(method: Call) -> ChannelCall:
    """The call as JSON can hold it."""
    args = method.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return ChannelCall(method.__api_method__, args)


def from_topic(call: ChannelCall) -> Call:
    """The call that `as_topic` wrote."""
    return _METHODS[call.method].model_validate(call.args)


def inside(thread: str | None) -> dict[str, int]:
    """Where in a chat with topics a call goes."""
    return {"message_thread_id": int(thread)} if thread else {}


def message(chat: int | str, html: str, **more: Any) -> SendMessage:
    """A message in HTML; addresses in it do not unfold into previews."""
    return SendMessage(chat_id=chat, text=html, parse_mode="HTML", link_preview_options=NO_PREVIEW, **more)


def rewriting(chat: int | str, message_id: int, html: str, **more: Any) -> EditMessageText:
    """The same for a message that stands in the chat already."""
    return EditMessageText(
        chat_id=chat, message_id=message_id, text=html, parse_mode="HTML", link_preview_options=NO_PREVIEW, **more
    )
