"""Methods that change a message of the bot, pin it, or leave a reaction."""

from typing import Any

from stand_in.files import media_json
from stand_in.icons import REACTIONS
from stand_in.keyboards import keyboard_of
from stand_in.message import Message
from stand_in.params import Params
from stand_in.refusal import bad
from stand_in.sending import LONGEST, said
from stand_in.world import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_text(world: World, params: Params) -> Any:
    message = _to_edit(world, params)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    content = said(params, "text", LONGEST)
    if not content:
        raise bad("message text is empty")
    return _change(world, message, params, {**_without(message, "text", "entities"), **content}, params["text"])


def edit_caption(world: World, params: Params) -> Any:
    message = _to_edit(world, params)
    if message.media is None:
        raise bad("there is no caption in the message to edit")
    content = {**_without(message, "caption", "caption_entities"), **said(params, "caption")}
    return _change(world, message, params, content, params.get("caption", ""))


def edit_media(world: World, params: Params) -> Any:
    message = _to_edit(world, params)
    media = params.data("media", {})
    file = world.files.given(params, media["media"], media["type"])
    content = {media["type"]: media_json(file), **said(Params(media, caption_entities=None), "caption")}
    return _change(world, message, params, content, media.get("caption", ""))


def edit_markup(world: World, params: Params) -> Any:
    message = _to_edit(world, params)
    return _change(world, message, params, message.content, message.html)


def _to_edit(world: World, params: Params) -> Message:
    if inline := params.get("inline_message_id"):
        if inline not in world.inline_messages:
            raise bad("MESSAGE_ID_INVALID")
        return world.inline_messages[inline]
    message = world.place(params).message(params.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message.sender != world.bot or message.service:
        raise bad("message can't be edited")
    return message


def _change(world: World, message: Message, params: Params, content: dict[str, Any], html: str) -> Any:
    """A keyboard that the call does not name is taken away."""
    markup = keyboard_of(params)
    if (content, markup) == (message.content, message.markup):
        raise bad(SAME)
    if content != message.content:
        message.edited = world.now()
    message.content, message.html = content, html
    message.hang(markup)
    return True if params.get("inline_message_id") else message.as_json()


def _without(message: Message, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in message.content.items() if key not in keys}


def pin(world: World, params: Params) -> bool:
    chat = world.place(params)
    _check_pinning(world, params)
    message = chat.message(params.number("message_id"))
    if message is None:
        raise bad("message to pin not found")
    if message.service:
        raise bad("can't pin a service message")
    if message not in chat.pinned:
        chat.pinned.append(message)
        world.note(chat, world.bot, message.thread, pinned_message=message.as_json(deep=False))
    return True


def unpin(world: World, params: Params) -> bool:
    """The message that is named, else the newest pinned one."""
    chat = world.place(params)
    _check_pinning(world, params)
    number = params.number("message_id")
    found = [m for m in chat.pinned if not m.deleted and number in {None, m.id}]
    if not found:
        raise bad("message to unpin not found" if number else "CHAT_NOT_MODIFIED")
    chat.pinned.remove(found[-1])
    return True


def unpin_all(world: World, params: Params) -> bool:
    """Of one topic where the call names one."""
    chat = world.place(params)
    _check_pinning(world, params)
    thread = params.number("message_thread_id")
    chat.pinned = [message for message in chat.pinned if thread is not None and message.thread != thread]
    return True


def _check_pinning(world: World, params: Params) -> None:
    chat = world.place(params)
    if not chat.private and not chat.bot.may("can_pin_messages"):
        raise bad("not enough rights to manage pinned messages in the chat")


def react(world: World, params: Params) -> bool:
    """The bot's only reaction to a message is replaced; an empty list takes it away."""
    message = world.place(params).message(params.number("message_id"))
    if message is None:
        raise bad("message to react not found")
    asked = params.data("reaction", [])
    if len(asked) > 1:
        raise bad("REACTIONS_TOO_MANY")
    emoji = [one.get("emoji", "") for one in asked]
    if message.service or not REACTIONS.issuperset(emoji):
        raise bad("REACTION_INVALID")
    message.reactions[world.bot["id"]] = emoji
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "unpinAllForumTopicMessages": unpin_all,
    "setMessageReaction": react,
}
